"""A shift: leave, attendance, the duty log, the handover, rooms, vehicles and equipment."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Nothing yet."""
