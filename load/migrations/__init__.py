"""Changes of the schema from release to release, by alembic; ``load.upgrading`` applies them.

A new one: change ``load.models`` and write ``versions/vNNNN_what.py`` by hand after the pattern of the last
one; ``tests/test_schema.py`` fails until migrated and newly made databases have the same schema.
Changes of existing tables go through ``op.batch_alter_table``, which SQLite needs.
"""
