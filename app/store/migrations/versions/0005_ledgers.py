"""Ledgers: the declarations an office made itself. The tables of ledgers are laid out when the office is opened."""

from app.store.migrations.columns import flag, prose, record, text, unique

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """The table of declarations."""
    record(
        "ledger_book",
        text("key", 31),
        text("title", 60),
        text("version", 20),
        prose("source"),
        flag("retired"),
        unique("key", of="ledger_book"),
    )
