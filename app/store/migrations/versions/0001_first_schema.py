"""The first schema: every table, the triggers that keep the journal insert-only, the search index.

A released step never changes, so it names nothing of the program that may: types and tables are written out here.
"""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.columns import blob, flag, json, prose, real, record, refers, text, unique, whole

revision = "0001"
down_revision = None

LIVING = sa.text("deleted_at IS NULL")


def upgrade() -> None:
    """Make everything a new store holds."""
    tables()
    indexes()
    op.execute(
        """CREATE TRIGGER IF NOT EXISTS op_no_update BEFORE UPDATE ON op
       BEGIN SELECT RAISE(ABORT, 'op is insert only'); END"""
    )
    op.execute(
        """CREATE TRIGGER IF NOT EXISTS op_no_delete BEFORE DELETE ON op
       BEGIN SELECT RAISE(ABORT, 'op is insert only'); END"""
    )
    op.execute(
        "CREATE VIRTUAL TABLE search_text "
        "USING fts5(words, initials, tails, "
        "content='', contentless_delete=1, tokenize='ascii', prefix='2 3 4')"
    )


def tables() -> None:
    """The tables, parents first."""
    # fmt: off
    record(
        "account", text("login", 40), text("name", 40), text("person_id", 36, null=True), json("roles"),
        flag("enabled"), text("password_changed_on", 10, null=True), flag("must_change"),
        json("old_passwords", null=True), unique("login", of="account"),
    )
    record(
        "attachment", text("sha256", 64), text("name", 255), text("media_type", 80), whole("size"),
        text("taken_at", 24, null=True), real("latitude", null=True), real("longitude", null=True),
    )
    op.create_table(
        "cursor", text("dev", 32), whole("applied"), whole("acknowledged"),
        sa.PrimaryKeyConstraint("dev", name="pk_cursor"),
    )
    record(
        "department", text("name", 80), text("short_name", 40, null=True), text("code", 40, null=True),
        text("kind", 32), text("parent_id", 36, null=True), text("contact", 40, null=True),
        text("phone", 40, null=True), whole("planned_posts", null=True), prose("note", null=True),
    )
    op.create_table(
        "device", text("id", 32), text("name", 60), blob("public_key"), blob("private_key", null=True),
        text("created_at", 24), sa.PrimaryKeyConstraint("id", name="pk_device"),
    )
    record(
        "document", text("form", 20), text("title", 120), text("subject", 40), text("subject_id", 36),
        prose("template"), text("template_version", 20), json("values"), text("issued_at", 24, null=True),
        text("issued_by", 60, null=True),
    )
    op.create_table(
        "door_event", text("id", 36), text("at", 24), text("login", 40), text("kind", 20), flag("ok"),
        prose("note", null=True), sa.PrimaryKeyConstraint("id", name="pk_door_event"),
    )
    op.create_table(
        "draft", text("id", 36), text("account_id", 36), text("form", 60), text("record_id", 36, null=True),
        whole("revision", null=True), text("title", 120), prose("values"), text("saved_at", 24),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
    )
    op.create_table(
        "field_head", text("tbl", 40), text("row", 36), text("field", 40), text("dev", 32), whole("seq"),
        sa.PrimaryKeyConstraint("tbl", "row", "field", "dev", name="pk_field_head"), sqlite_with_rowid=False,
    )
    record(
        "grid", text("name", 80), text("kind", 32), text("code", 40, null=True), text("parent_id", 36, null=True),
        text("worker", 40, null=True), text("worker_phone", 40, null=True), prose("area_note", null=True),
        prose("note", null=True),
    )
    op.create_table(
        "op", text("dev", 32), whole("seq"), whole("hlc"), text("who", 60), text("kind", 8), text("tbl", 40),
        text("row", 36), flag("private"), whole("act"), prose("body"), blob("hash", 32), blob("sig", null=True),
        sa.PrimaryKeyConstraint("dev", "seq", name="pk_op"),
    )
    record(
        "party", text("kind", 32), text("name", 120), text("trade_name", 120, null=True),
        text("credit_code", 18, null=True), text("id_number", 18, null=True), text("sex", 32, null=True),
        text("legal_representative", 40, null=True), text("representative_post", 40, null=True),
        text("phone", 40, null=True), text("address", 200, null=True), text("industry", 40, null=True),
        text("grid_id", 36, null=True), prose("note", null=True),
    )
    record(
        "patrol", text("number", 40), text("day", 10), text("shift", 32), text("started_at", 24),
        text("ended_at", 24, null=True), prose("route", null=True), whole("points_planned", null=True),
        whole("points_visited", null=True), text("vehicle", 40, null=True), real("distance", null=True),
        text("weather", 20, null=True), text("member_names", 200), whole("finding_count"),
        text("recheck_due", 24, null=True), prose("note", null=True), unique("number", of="patrol"),
    )
    record(
        "person", text("name", 40), text("sex", 32, null=True), text("kind", 32), text("source", 32),
        text("department_id", 36, null=True), text("home_unit", 80, null=True), text("team", 40, null=True),
        text("post", 40, null=True), text("certificate", 40, null=True), text("certificate_from", 10, null=True),
        text("certificate_until", 10, null=True), text("id_number", 18, null=True), text("phone", 40, null=True),
        text("joined_on", 10, null=True), text("left_on", 10, null=True), prose("note", null=True),
    )
    record(
        "power_item", text("code", 40, null=True), prose("name"), text("field", 40, null=True),
        prose("departments", null=True), prose("basis", null=True), prose("source_url", null=True),
        text("category", 32, null=True), text("valid_from", 10, null=True), text("valid_until", 10, null=True),
        json("granted_to", null=True), text("notice_on", 10, null=True), text("notice_medium", 80, null=True),
        prose("notice_link", null=True), flag("requires_failed_correction"), json("measures", null=True),
        text("limit_profile", 32), prose("note", null=True),
    )
    op.create_table(
        "preference", text("account_id", 36), text("key", 80), json("value"),
        sa.PrimaryKeyConstraint("account_id", "key", name="pk_preference"),
    )
    op.create_table(
        "search_doc", whole("doc"), text("tbl", 40), text("row", 36),
        sa.PrimaryKeyConstraint("doc", name="pk_search_doc"),
    )
    record(
        "setting", text("key", 60), json("value"), unique("key", of="setting"),
    )
    record(
        "discretion_tier", text("item_id", 36), whole("order"), text("name", 40), prose("condition", null=True),
        whole("fine_from", null=True), whole("fine_to", null=True), prose("measure", null=True),
        text("source", 120, null=True), refers("item_id", "power_item", of="discretion_tier"),
    )
    record(
        "finding", text("patrol_id", 36), whole("order"), text("found_at", 24), text("place", 200),
        text("grid_id", 36, null=True), real("latitude", null=True), real("longitude", null=True),
        text("category", 40), text("power_item_id", 36, null=True), text("party_id", 36, null=True),
        prose("description"), text("handling", 32), prose("handling_note", null=True), text("due_at", 24, null=True),
        text("no_photo_reason", 200, null=True), refers("patrol_id", "patrol", of="finding"),
    )
    record(
        "patrol_member", text("patrol_id", 36), text("person_id", 36), text("name", 40),
        text("certificate", 40, null=True), flag("leads"), refers("patrol_id", "patrol", of="patrol_member"),
        refers("person_id", "person", of="patrol_member"),
    )
    record(
        "photo", text("finding_id", 36), text("attachment_id", 36), text("stage", 32),
        text("taken_at", 24, null=True), text("place", 200, null=True), text("taker", 40, null=True),
        refers("attachment_id", "attachment", of="photo"), refers("finding_id", "finding", of="photo"),
    )
    record(
        "recheck", text("finding_id", 36), text("done_at", 24), text("result", 32), text("people", 120),
        prose("note", null=True), refers("finding_id", "finding", of="recheck"),
    )
    # fmt: on


def indexes() -> None:
    """What is looked up or listed by."""
    op.create_index("ix_attachment_sha256", "attachment", ["sha256"])
    op.create_index("ix_department_name", "department", ["name"])
    op.create_index("ix_document_subject", "document", ["subject", "subject_id"])
    op.create_index("ix_door_event_at", "door_event", ["at"])
    op.create_index("ix_draft_account", "draft", ["account_id", "form"])
    op.create_index("ix_grid_code", "grid", ["code"])
    op.create_index("ix_grid_name_living", "grid", ["name"], sqlite_where=LIVING)
    op.create_index("ix_op_record", "op", ["tbl", "row", "hlc"])
    op.create_index("ix_party_credit_code", "party", ["credit_code"])
    op.create_index("ix_party_id_number", "party", ["id_number"])
    op.create_index("ix_party_name_living", "party", ["name"], sqlite_where=LIVING)
    op.create_index("ix_patrol_day_living", "patrol", ["day"], sqlite_where=LIVING)
    op.create_index("ix_patrol_recheck_due", "patrol", ["recheck_due"])
    op.create_index("ix_patrol_number_living", "patrol", ["number"], sqlite_where=LIVING)
    op.create_index("ix_patrol_started_at_living", "patrol", ["started_at"], sqlite_where=LIVING)
    op.create_index("ix_patrol_shift_started_at_living", "patrol", ["shift", "started_at"], sqlite_where=LIVING)
    op.create_index("ix_person_certificate", "person", ["certificate"])
    op.create_index("ix_person_id_number", "person", ["id_number"])
    op.create_index("ix_person_name_living", "person", ["name"], sqlite_where=LIVING)
    op.create_index("ix_power_item_code", "power_item", ["code"])
    op.create_index("ix_power_item_field_living", "power_item", ["field"], sqlite_where=LIVING)
    op.create_index("ix_search_doc_record", "search_doc", ["tbl", "row"], unique=True)
    op.create_index("ix_discretion_tier_item_id", "discretion_tier", ["item_id"])
    op.create_index("ix_finding_due_at", "finding", ["due_at"])
    op.create_index("ix_finding_patrol_id", "finding", ["patrol_id"])
    op.create_index("ix_patrol_member_patrol_id", "patrol_member", ["patrol_id"])
    op.create_index("ix_patrol_member_person_id", "patrol_member", ["person_id"])
    op.create_index("ix_photo_finding_id", "photo", ["finding_id"])
    op.create_index("ix_recheck_finding_id", "recheck", ["finding_id"])
