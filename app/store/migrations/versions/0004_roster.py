"""Duty: the roster, its shifts and its ledger of fairness, and the absences it plans around."""

from alembic import op

from app.store.migrations.columns import flag, json, real, record, refers, text, unique, whole

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """The tables, parents first."""
    # fmt: off
    record(
        "absence",
        text("person_id", 36), text("kind", 32), text("from_on", 10), text("until_on", 10),
        text("approved_by", 40, null=True), text("approved_on", 10, null=True), text("note", 200, null=True),
    )
    record(
        "duty_pattern",
        text("name", 20), text("start", 5), whole("minutes"), whole("rest"),
    )
    record(
        "duty_post",
        text("layer", 32), text("role", 32), text("pattern", 20), whole("need"), whole("certified"),
        flag("on_workdays"), flag("on_rest_days"),
    )
    record(
        "duty_member",
        text("person_id", 36), json("roles"), whole("most", null=True), json("avoids", null=True),
        json("wants", null=True), text("note", 200, null=True),
    )
    record(
        "duty_roster",
        text("month", 7), text("layer", 32), text("title", 40), text("from_on", 10), text("until_on", 10),
        text("state", 32), whole("version"), text("due_on", 10), text("published_at", 24, null=True),
        text("published_by", 40, null=True), json("posts"), json("plan"),
    )
    record(
        "duty",
        text("roster_id", 36), text("day", 10), text("post", 60), text("role", 32), text("pattern", 20),
        text("start", 5), whole("minutes"), text("person_id", 36), flag("pinned"), text("changed", 32, null=True),
        refers("roster_id", "duty_roster", "duty"),
    )
    record(
        "duty_vehicle",
        text("roster_id", 36), text("day", 10), text("vehicle", 40), refers("roster_id", "duty_roster", "duty_vehicle"),
    )
    record(
        "duty_change",
        text("roster_id", 36), text("kind", 32), text("day", 10), text("post", 60), text("from_id", 36, null=True),
        text("to_id", 36, null=True), text("other_day", 10, null=True), text("other_post", 60, null=True),
        text("reason", 200), text("asked_by", 40), text("from_signed_at", 24, null=True),
        text("from_signed_by", 40, null=True), text("to_signed_at", 24, null=True),
        text("to_signed_by", 40, null=True), text("done_at", 24, null=True),
        refers("roster_id", "duty_roster", "duty_change"),
    )
    record(
        "duty_balance",
        text("month", 7), text("person_id", 36), text("tier", 32), text("kind", 32), whole("had"), real("due"),
        unique("month", "person_id", "tier", "kind", of="duty_balance"),
    )
    # fmt: on
    for table, column in (
        ("absence", "person_id"), ("absence", "from_on"), ("absence", "until_on"), ("duty_roster", "month"),
        ("duty", "roster_id"), ("duty", "day"), ("duty", "person_id"), ("duty_vehicle", "roster_id"),
        ("duty_vehicle", "day"), ("duty_change", "roster_id"),
    ):  # fmt: skip
        op.create_index(f"ix_{table}_{column}", table, [column])
