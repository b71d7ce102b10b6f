"""What alembic runs: the migrations, on the connection that ``load.upgrading`` hands over."""

from alembic import context

from load.table_base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
