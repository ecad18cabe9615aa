"""An interview as it is held: the record with its questions and answers, the bank for its item, whoever sits in two at once.

The record is a paper with a field of the kind 问答; it is written as a draft of the case, so all rules of papers hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import clock
from app.documents import Form
from app.errors import NotFound, Problem, Refused
from app.models import Case, Document, PowerItem, Question
from app.rules import interview
from app.services import case_paper, paper
from app.services.actor import Actor, may, permit
from app.services.case.interviews import Clash, interviews_at_once
from app.services.case.people import living
from app.services.case_paper_values import known_values
from app.services.paper import Printable

OWN = "本单位的问题"
RELATION, SPAN = "与本案关系", "询问时间"


@dataclass(frozen=True, slots=True)
class InterviewSeen:
    """A record as it stands. `field` is its 问答 field, `facts` of the case go into questions.

    `clashes` are officers who sit in two records at one minute.
    """

    printable: Printable
    field: str
    writable: bool
    item_id: str | None
    bank: tuple[interview.Question, ...]
    facts: Mapping[str, Any]
    clashes: tuple[Clash, ...] = ()

    @property
    def turns(self) -> list[dict[str, Any]]:
        """Its questions and answers."""
        return [dict(one) for one in self.printable.values.get(self.field) or []]


def dialogue_field(form: Form) -> str:
    """The field of a form that holds questions and answers; empty when it has none."""
    return next((one.name for one in form.fields if one.kind == "问答"), "")


def read_interview(session: Session, actor: Actor, document_id: str) -> InterviewSeen:
    """A record with its bank. Raises NotFound, Refused for a paper without questions and answers."""
    permit(actor, "document.read")
    kept = paper.load(session, actor, document_id)
    field = dialogue_field(kept.form)
    if not field:
        raise Refused([Problem("文书", f"《{kept.title}》里没有问答")])
    case = living(session, kept.subject_id)
    open_ = kept.issued_at is None and session.get_one(Document, document_id).voided_at is None
    if open_:
        known = case_paper.known(session, actor, case.id, kept.form_id)
        kept = replace(kept, values={**known, **kept.values})
    writable = open_ and may(actor, "document.write") and not case_paper.signed_rows(session, document_id)
    questions = questions_for(session, actor, case.id, str(kept.values.get(RELATION) or ""))
    clashes = tuple(_clashes(session, actor, kept))
    return InterviewSeen(kept, field, writable, case.item_id, tuple(questions), _facts(session, case), clashes)


def questions_for(session: Session, actor: Actor, case_id: str, relation: str) -> list[interview.Question]:
    """The shipped questions for the item of a case, and the office's own for it and for all."""
    permit(actor, "document.read")
    case = living(session, case_id)
    item = session.get(PowerItem, case.item_id) if case.item_id else None
    shipped = interview.bank(item.field or "" if item else "", item.name if item else "", relation)
    rows = session.scalars(
        select(Question)
        .where(Question.deleted_at.is_(None), or_(Question.item_id.is_(None), Question.item_id == case.item_id))
        .order_by(Question.id)
    )
    own = [interview.Question(row.heading, row.words, row.id) for row in rows]
    ending = [one for one in shipped if one.heading == "结束"]
    return [*(one for one in shipped if one not in ending), *own, *ending]


def keep_interview(
    session: Session, actor: Actor, document_id: str, revision: int, turns: Sequence[Mapping[str, Any]],
    other: Mapping[str, Any],
) -> InterviewSeen:  # fmt: skip
    """Write the turns and the `other` fields named, and leave the rest of the paper as it is. Raises StaleRecord, Refused."""
    permit(actor, "document.write")
    kept = paper.load(session, actor, document_id)
    field = dialogue_field(kept.form)
    written = [{key: value for key, value in one.items() if value} for one in turns]
    values = {**kept.values, **other, field: [one for one in written if one.keys() - {interview.READ}]}
    case_paper.save_draft(session, actor, document_id, revision, values)
    return read_interview(session, actor, document_id)


def begin_interview(session: Session, actor: Actor, case_id: str, on: date | None = None) -> str:
    """The record of the case that waits and has no answer yet, else a new one; its id."""
    permit(actor, "document.write")
    waiting = session.scalars(
        select(Document)
        .where(
            Document.subject == case_paper.SUBJECT, Document.subject_id == case_id, Document.form == "F07",
            Document.issued_at.is_(None), Document.voided_at.is_(None), Document.deleted_at.is_(None),
        )
        .order_by(Document.id)
    )  # fmt: skip
    free = next((row.id for row in waiting if not row.values.get("问答")), None)
    return free or case_paper.draft_paper(session, actor, case_id, "F07", on or clock.today()).document_id or ""


def add_question(session: Session, actor: Actor, item_id: str | None, words: str) -> None:
    """Put a question into the office's own bank, for one item or for all. Raises Refused when it is there or empty."""
    permit(actor, "document.write")
    text = words.strip()
    if not text:
        raise Refused([Problem("问", "先写好问题")])
    same = select(Question.id).where(Question.words == text, Question.deleted_at.is_(None))
    if session.scalars(same).first() is not None:
        raise Refused([Problem("问", "问题库里已经有这个问题")])
    session.add(Question(item_id=item_id, heading=OWN, words=text))
    session.flush()


def drop_question(session: Session, actor: Actor, question_id: str) -> None:
    """Take an own question out of the bank. Raises NotFound."""
    permit(actor, "document.write")
    row = session.get(Question, question_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="问题")
    row.deleted_at = clock.now()
    session.flush()


def _facts(session: Session, case: Case) -> dict[str, Any]:
    """What a question may name: party, place, and the act without the words of the list of powers."""
    known = known_values(session, case, "F03", clock.today())
    act = str(known.get("案由") or "").removeprefix("对").removesuffix("的行政处罚").removesuffix("行为")
    return {**known, "违法行为": act}


def _clashes(session: Session, actor: Actor, kept: Printable) -> list[Clash]:
    span: Sequence[str] = kept.values.get(SPAN) or ()
    if len(span) != 2 or not span[0] or not may(actor, "cases.read"):
        return []
    day = clock.local(clock.parse_instant(span[0])).date()
    return [one for one in interviews_at_once(session, actor, day) if kept.title in one.papers]
