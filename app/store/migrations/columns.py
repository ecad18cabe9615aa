"""The words released schema steps are written in. Steps never change, so these may only grow."""

import sqlalchemy as sa
from alembic import op


def text(name: str, length: int, *, null: bool = False) -> sa.Column[str]:
    """A column of short text; days, instants and words are such."""
    return sa.Column(name, sa.String(length), nullable=null)


def prose(name: str, *, null: bool = False) -> sa.Column[str]:
    """A column of text of any length."""
    return sa.Column(name, sa.Text(), nullable=null)


def whole(name: str, *, null: bool = False) -> sa.Column[int]:
    """A column of whole numbers."""
    return sa.Column(name, sa.Integer(), nullable=null)


def real(name: str, *, null: bool = False) -> sa.Column[float]:
    """A column of measures."""
    return sa.Column(name, sa.Float(), nullable=null)


def flag(name: str, *, null: bool = False) -> sa.Column[bool]:
    """A column of yes and no."""
    return sa.Column(name, sa.Boolean(), nullable=null)


def json(name: str, *, null: bool = False) -> sa.Column[object]:
    """A column of JSON."""
    return sa.Column(name, sa.JSON(), nullable=null)


def blob(name: str, length: int | None = None, *, null: bool = False) -> sa.Column[bytes]:
    """A column of bytes."""
    return sa.Column(name, sa.LargeBinary(length), nullable=null)


def unique(*names: str, of: str) -> sa.UniqueConstraint:
    """These columns name one row of the table `of`."""
    return sa.UniqueConstraint(*names, name=f"uq_{of}_{'_'.join(names)}")


def refers(name: str, to: str, of: str) -> sa.ForeignKeyConstraint:
    """A column of the table `of` holds the id of a row of `to`."""
    return sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_{of}_{name}_{to}")


def record(table: str, *parts: sa.schema.SchemaItem) -> None:
    """A table of journalled records: its own columns, then what every record has."""
    shared = (text("id", 36), whole("revision"), text("created_at", 24), text("deleted_at", 24, null=True))
    columns = [part for part in parts if isinstance(part, sa.Column)]
    rules = [part for part in parts if not isinstance(part, sa.Column)]
    op.create_table(table, *columns, *shared, *rules, sa.PrimaryKeyConstraint("id", name=f"pk_{table}"))
