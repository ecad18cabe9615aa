"""Papers: what the document page and the case file keep."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing yet."""
