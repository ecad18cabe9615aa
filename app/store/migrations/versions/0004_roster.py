"""Duty: the roster, its shifts and its ledger of fairness."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing yet."""
