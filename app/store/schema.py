"""A new store: all tables, the triggers that keep the journal insert-only, the search index, and the schema step it stands at."""

from sqlalchemy import Connection

from app.models import Base, map_all
from app.store import search

HEAD = "0007"  # the newest step in app/store/migrations/versions

TRIGGERS = (
    """CREATE TRIGGER IF NOT EXISTS op_no_update BEFORE UPDATE ON op
       BEGIN SELECT RAISE(ABORT, 'op is insert only'); END""",
    """CREATE TRIGGER IF NOT EXISTS op_no_delete BEFORE DELETE ON op
       BEGIN SELECT RAISE(ABORT, 'op is insert only'); END""",
)


def create_schema(connection: Connection) -> None:
    """Everything a new file holds, inside the caller's transaction; books are laid out when an office is opened."""
    map_all()
    tables = [table for table in Base.metadata.sorted_tables if not table.info.get("book")]
    Base.metadata.create_all(connection, tables)
    for statement in (*TRIGGERS, *search.SCHEMA):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))
