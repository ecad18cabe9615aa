"""Papers: own versions of forms, and own questions of interviews."""

from alembic import op

from app.store.migrations.columns import prose, record, text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """The tables, and what they are found by."""
    record(
        "form_template",
        text("form", 20), text("version", 20), prose("source"), text("valid_from", 10, null=True),
        text("retired_on", 10, null=True), text("note", 200, null=True),
    )  # fmt: skip
    record("question", text("item_id", 36, null=True), text("heading", 40), prose("words"))
    op.create_index("ix_question_item_id", "question", ["item_id"])
    op.create_index("ix_form_template_form", "form_template", ["form"])
