"""Ledgers: one table for the books that are declared, and one for the books an office defines itself."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Nothing yet."""
