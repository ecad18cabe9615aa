"""A shift: signing in and spot checks, the duty log, the handover, rooms and vehicles."""

from alembic import op

from app.store.migrations.columns import flag, json, prose, record, refers, text, unique, whole

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """The tables, parents first, and what they are found by."""
    # fmt: off
    record(
        "sign_in",
        text("person_id", 36), text("kind", 32), text("at", 24), text("day", 10), text("place", 80), text("method", 32),
        flag("backfilled"), text("reason", 200, null=True), text("entered_by", 40),
    )
    record(
        "spot_check",
        text("person_id", 36), text("at", 24), text("day", 10), text("place", 80), flag("found"),
        text("reason", 200, null=True), text("checked_by", 40),
    )
    record(
        "duty_note",
        text("at", 24), text("kind", 32), prose("words"), text("person_id", 36, null=True), text("weather", 20, null=True),
        text("entered_by", 40),
    )
    record(
        "handover",
        text("kind", 32), text("at", 24), text("since", 24), text("from_id", 36), text("to_id", 36, null=True),
        prose("keys", null=True), prose("note", null=True), text("weather", 20, null=True), json("log", null=True),
        text("given_by", 40, null=True), text("given_at", 24, null=True), text("taken_by", 40, null=True),
        text("taken_at", 24, null=True),
    )
    record(
        "handover_item",
        text("handover_id", 36), whole("order"), text("subject", 40), text("subject_id", 36), text("title", 200),
        text("due", 10, null=True), text("fate", 32), text("reason", 200, null=True),
        unique("handover_id", "subject", "subject_id", of="handover_item"), refers("handover_id", "handover", "handover_item"),
    )
    record(
        "room",
        text("name", 40), text("kind", 32), text("place", 80, null=True), whole("places"), flag("recording"),
        text("keeper_id", 36, null=True), text("note", 200, null=True),
    )
    record(
        "room_stay",
        text("room_id", 36), text("night", 10), text("person_id", 36), unique("night", "person_id", of="room_stay"),
        refers("room_id", "room", "room_stay"),
    )
    record(
        "vehicle",
        text("plate", 20), text("model", 40, null=True), whole("seats", null=True), flag("marked"), text("state", 32),
        text("inspected_until", 10, null=True), text("insured_until", 10, null=True), text("note", 200, null=True),
    )
    record(
        "alarm_ack",
        text("subject", 40), text("subject_id", 36), text("due", 10), text("title", 200), text("acknowledged_by", 40),
        text("acknowledged_at", 24), unique("subject", "subject_id", "due", of="alarm_ack"),
    )
    # fmt: on
    for table, column in (
        ("sign_in", "person_id"), ("sign_in", "at"), ("sign_in", "day"), ("spot_check", "person_id"), ("spot_check", "at"),
        ("spot_check", "day"), ("duty_note", "at"), ("handover", "at"), ("handover_item", "handover_id"),
        ("room_stay", "room_id"), ("alarm_ack", "acknowledged_at"), ("room_stay", "night"),
    ):  # fmt: skip
        op.create_index(f"ix_{table}_{column}", table, [column])
