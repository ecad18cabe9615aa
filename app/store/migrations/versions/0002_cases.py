"""Cases: the file from clue to archive, evidence and goods, money, signatures, service, review, numbers of papers."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.columns import flag, json, prose, record, refers, text, unique, whole

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables of a case, and what a paper with a number needs."""
    papers()
    tables()
    indexes()


def papers() -> None:
    """A paper gets its number, may be voided and remade, and keeps the scan of its signatures."""
    with op.batch_alter_table("document") as batch:
        for column in (
            text("number", 80, null=True),
            text("voided_at", 24, null=True),
            text("void_reason", 200, null=True),
            text("replaces_id", 36, null=True),
            text("scan_id", 36, null=True),
        ):
            batch.add_column(column)
        batch.create_unique_constraint("uq_document_number", ["number"])


def tables() -> None:
    """The tables, parents first."""
    # fmt: off
    record(
        "case",
        text("number", 60, null=True), text("title", 200), text("track", 32), text("state", 32), json("facts"),
        text("deciding_body", 32), text("source", 32), text("source_table", 40, null=True),
        text("source_id", 36, null=True), text("item_id", 36, null=True), text("party_id", 36, null=True),
        text("place", 200, null=True), text("grid_id", 36, null=True), prose("summary", null=True),
        text("happened_on", 10, null=True), text("ended_on", 10, null=True), text("discovered_on", 10, null=True),
        text("filed_on", 10, null=True), text("decided_on", 10, null=True), text("served_on", 10, null=True),
        text("closed_on", 10, null=True), text("archived_on", 10, null=True), text("archive_number", 40, null=True),
        flag("hearing_due"), flag("review_due"), flag("discussion_due"), flag("crime_suspected"),
        text("tier_id", 36, null=True), prose("tier_reason", null=True), json("penalty_kinds", null=True),
        whole("fine", null=True), whole("confiscation", null=True), text("no_penalty_ground", 32, null=True),
        text("officers", 200, null=True), text("investigated_on", 10, null=True), text("notified_on", 10, null=True),
        text("heard_on", 10, null=True), text("reviewed_on", 10, null=True), text("decision_number", 80, null=True),
        text("paid_on", 10, null=True), text("decide_by", 10, null=True),
        text("ending", 32, null=True), text("next_due", 10, null=True), text("next_soon", 10, null=True),
        text("next_title", 40, null=True), prose("note", null=True),
        unique("number", of="case"),
    )
    record(
        "number_block",
        text("series", 80), whole("year"), text("device", 32), whole("first"), whole("last"), whole("next"),
        unique("series", "year", "first", of="number_block"),
    )
    record(
        "advice",
        text("case_id", 36), text("kind", 20), text("asked_of", 80), text("account_id", 36, null=True),
        text("asked_at", 24), prose("question"), text("answered_at", 24, null=True), prose("answer", null=True),
        refers("case_id", "case", of="advice"),
    )
    record(
        "approval",
        text("document_id", 36), text("case_id", 36), whole("order"), text("role", 40),
        text("person_id", 36, null=True), text("signer", 40, null=True), text("opinion", 32, null=True),
        prose("words", null=True), text("method", 32, null=True), text("scan_id", 36, null=True),
        text("signed_at", 24, null=True), refers("document_id", "document", of="approval"),
        refers("case_id", "case", of="approval"),
    )
    record(
        "case_act",
        text("case_id", 36), text("act", 40), text("at", 24), text("on", 10), text("by", 40), text("before", 20),
        text("after", 20), prose("note", null=True), json("details", null=True),
        refers("case_id", "case", of="case_act"),
    )
    record(
        "case_deadline",
        text("case_id", 36), text("rule", 10), text("subject_id", 36, null=True), text("start", 32),
        text("evidence", 120, null=True), text("due", 32), whole("days", null=True), flag("provisional"),
        json("excluded", null=True), whole("extended"), text("extended_by", 120, null=True), text("basis", 300),
        json("trace"), text("met_on", 10, null=True), text("replaced_by", 36, null=True),
        refers("case_id", "case", of="case_deadline"),
    )
    record(
        "case_person",
        text("case_id", 36), text("person_id", 36), text("role", 32), text("since", 10),
        text("until", 10, null=True), text("reason", 200, null=True),
        refers("person_id", "person", of="case_person"), refers("case_id", "case", of="case_person"),
    )
    record(
        "evidence",
        text("case_id", 36), whole("order"), text("kind", 32), text("name", 120), text("source", 120),
        prose("proves"), text("obtained_at", 24), text("obtained_by", 80), whole("pages", null=True),
        text("attachment_id", 36, null=True), text("document_id", 36, null=True), flag("verified"),
        json("verified_by", null=True), refers("case_id", "case", of="evidence"),
    )
    record(
        "goods",
        text("case_id", 36), text("measure", 32), text("name", 120), text("model", 80, null=True),
        text("quantity", 40), text("unit", 20, null=True), text("condition", 120, null=True), text("place", 120),
        text("keeper", 40, null=True), text("taken_at", 24), flag("perishable"), whole("extended_days"),
        text("test_from", 10, null=True), text("test_until", 10, null=True),
        text("test_notified_on", 10, null=True), text("tested_on", 10, null=True),
        text("approval_id", 36, null=True), text("outcome", 32, null=True), text("outcome_on", 10, null=True),
        text("outcome_basis", 200, null=True), text("receiver", 40, null=True), whole("sale_price", null=True),
        text("price_basis", 200, null=True), refers("case_id", "case", of="goods"),
    )
    record(
        "instalment",
        text("case_id", 36), whole("order"), whole("amount"), text("due_on", 10),
        refers("case_id", "case", of="instalment"),
    )
    record(
        "legal_review",
        text("case_id", 36), text("reviewer_id", 36, null=True), text("sent_at", 24),
        text("answered_at", 24, null=True), text("opinion", 32, null=True), json("checks", null=True),
        text("return_reason", 60, null=True), prose("words", null=True),
        refers("case_id", "case", of="legal_review"),
    )
    record(
        "number_use",
        text("block_id", 36), text("series", 80), whole("year"), whole("serial"), text("number", 80),
        text("document_id", 36, null=True), text("voided_at", 24, null=True), text("void_reason", 200, null=True),
        refers("block_id", "number_block", of="number_use"), unique("series", "year", "serial", of="number_use"),
    )
    record(
        "payment",
        text("case_id", 36), text("kind", 32), text("way", 32), whole("amount"), text("paid_on", 10),
        text("receipt", 60), text("spot_ground", 80, null=True), text("handed_in_on", 10, null=True),
        text("banked_on", 10, null=True), refers("case_id", "case", of="payment"),
    )
    record(
        "quality_sheet",
        text("case_id", 36), text("sheet", 20), text("scored_on", 10), text("scored_by", 40), text("level", 20),
        json("answers"), whole("total"), flag("vetoed"), refers("case_id", "case", of="quality_sheet"),
    )
    record(
        "recusal",
        text("person_id", 36), text("case_id", 36, null=True), text("party_id", 36, null=True), text("ground", 32),
        prose("note", null=True), text("raised_by", 40, null=True), text("decided_by", 40, null=True),
        text("decided_on", 10, null=True), flag("upheld", null=True), refers("person_id", "person", of="recusal"),
        refers("case_id", "case", of="recusal"), refers("party_id", "party", of="recusal"),
    )
    record(
        "remedy",
        text("case_id", 36), text("kind", 32), text("applied_on", 10), text("ended_on", 10, null=True),
        text("outcome", 40, null=True), prose("note", null=True), refers("case_id", "case", of="remedy"),
    )
    record(
        "service",
        text("document_id", 36), text("case_id", 36), text("method", 32), text("done_on", 10),
        text("effective_on", 10), text("recipient", 40), text("relation", 40, null=True),
        text("witness", 80, null=True), text("refusal", 200, null=True), text("tracking", 60, null=True),
        text("proof_id", 36, null=True), refers("document_id", "document", of="service"),
        refers("case_id", "case", of="service"),
    )
    record(
        "vote",
        text("case_id", 36), text("person_id", 36), text("held_on", 10), flag("agrees"), prose("words", null=True),
        refers("case_id", "case", of="vote"), refers("person_id", "person", of="vote"),
    )
    # fmt: on


def indexes() -> None:
    """What is looked up by other than the id."""
    living = sa.text("deleted_at IS NULL")
    op.create_index("ix_case_next_due_living", "case", ["next_due"], sqlite_where=living)
    op.create_index("ix_case_party_id", "case", ["party_id"], unique=False)
    op.create_index("ix_case_state_id", "case", ["state", "id"], unique=False)
    op.create_index("ix_advice_case_id", "advice", ["case_id"], unique=False)
    op.create_index("ix_approval_case_id", "approval", ["case_id"], unique=False)
    op.create_index("ix_approval_document_id", "approval", ["document_id"], unique=False)
    op.create_index("ix_case_act_case", "case_act", ["case_id", "at"], unique=False)
    op.create_index("ix_case_deadline_case", "case_deadline", ["case_id"], unique=False)
    op.create_index("ix_case_deadline_due", "case_deadline", ["due"], unique=False)
    op.create_index("ix_case_person_case_id", "case_person", ["case_id"], unique=False)
    op.create_index("ix_case_person_person_id", "case_person", ["person_id"], unique=False)
    op.create_index("ix_evidence_case_id", "evidence", ["case_id"], unique=False)
    op.create_index("ix_goods_case_id", "goods", ["case_id"], unique=False)
    op.create_index("ix_instalment_case_id", "instalment", ["case_id"], unique=False)
    op.create_index("ix_legal_review_case_id", "legal_review", ["case_id"], unique=False)
    op.create_index("ix_number_use_block_id", "number_use", ["block_id"], unique=False)
    op.create_index("ix_payment_case_id", "payment", ["case_id"], unique=False)
    op.create_index("ix_quality_sheet_case_id", "quality_sheet", ["case_id"], unique=False)
    op.create_index("ix_recusal_case_id", "recusal", ["case_id"], unique=False)
    op.create_index("ix_recusal_party_id", "recusal", ["party_id"], unique=False)
    op.create_index("ix_recusal_person_id", "recusal", ["person_id"], unique=False)
    op.create_index("ix_remedy_case_id", "remedy", ["case_id"], unique=False)
    op.create_index("ix_service_case_id", "service", ["case_id"], unique=False)
    op.create_index("ix_service_document_id", "service", ["document_id"], unique=False)
    op.create_index("ix_vote_case_id", "vote", ["case_id"], unique=False)
