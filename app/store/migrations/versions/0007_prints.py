"""An issued paper keeps its print: the PDF as it left the press, and which press that was."""

from alembic import op

from app.store.migrations.columns import text

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Two columns; papers issued before stay without a print and are laid out as ever."""
    with op.batch_alter_table("document") as batch:
        batch.add_column(text("print_id", 36, null=True))
        batch.add_column(text("press", 40, null=True))
