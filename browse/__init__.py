"""The database in the browser: Datasette with this project's views, questions and page pictures."""
