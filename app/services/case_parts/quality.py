"""案卷评查 of a case: scores kept with the sheet they were made by, and whether closing has to wait for one (mission 116)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Problem
from app.models import Case, Person, QualitySheet
from app.rules import quality as rules
from app.rules.quality import Answer, Score, Sheet, newest, sheets
from app.rules.recusal import Doing
from app.rules.refusals import problem
from app.rules.vocabulary import Word
from app.services import settings
from app.services.actor import Actor, permit
from app.services.case import people
from app.services.case_parts.seen import seen
from app.services.case_parts.standing import keeps_out, refuse_if

BEFORE_CLOSING = "case.quality_before_closing"


class Level(Word):
    """Who scored; the sheet is the same for both."""

    TOWNSHIP = "township", "乡镇（街道）自查"
    COUNTY = "county", "县级评查"


@dataclass(frozen=True, slots=True)
class ScoreSeen:
    """A score as it is kept, worked out again from its answers."""

    id: str
    sheet: str
    scored_on: date
    scored_by: str
    level: Level
    score: Score


def sheet_of(actor: Actor) -> Sheet:
    """The sheet to score by now."""
    permit(actor, "case.score")
    return newest()


def record_score(
    session: Session, actor: Actor, case_id: str, answers: Mapping[str, Answer], level: Level = Level.TOWNSHIP
) -> Score:
    """Score a file by the newest sheet; whoever handled the case does not. Raises Refused."""
    permit(actor, "case.score")
    case, sheet = people.living(session, case_id), newest()
    found = rules.problems(sheet, answers)
    person = session.get(Person, actor.person_id) if actor.person_id else None
    if person is not None:
        found += keeps_out(session, case, [person], Doing.SCORE, "scored_by")
    refuse_if(found)
    made = rules.score(sheet, answers)
    session.add(
        QualitySheet(
            case_id=case.id, sheet=sheet.version, scored_on=clock.today(), scored_by=actor.name, level=level.value,
            answers={key: [one.deducted, one.reason.strip()] for key, one in sorted(answers.items())}, total=made.total,
            vetoed=made.vetoed,
        )
    )  # fmt: skip
    session.flush()
    return made


def list_scores(session: Session, actor: Actor, case_id: str) -> tuple[ScoreSeen, ...]:
    """All scores of a case, newest first."""
    return tuple(_seen(row) for row in _rows(session, seen(session, actor, case_id)))


def closing_problem(session: Session, case: Case) -> Problem | None:
    """What stands against closing: no score, or the newest one vetoed; None when the office does not ask for one."""
    if not settings.get(session, BEFORE_CLOSING):
        return None
    rows = _rows(session, case)
    if not rows:
        return problem("quality.due")
    made = _seen(rows[0]).score
    return problem("quality.vetoed", first=made.vetoes[0].line.text) if made.vetoed else None


def _rows(session: Session, case: Case) -> list[QualitySheet]:
    query = select(QualitySheet).where(QualitySheet.case_id == case.id, QualitySheet.deleted_at.is_(None))
    return list(session.scalars(query.order_by(QualitySheet.id.desc())))


def _seen(row: QualitySheet) -> ScoreSeen:
    kept: Mapping[str, Any] = row.answers
    answers = {key: Answer(deducted, reason) for key, (deducted, reason) in kept.items()}
    score = rules.score(sheets()[row.sheet], answers)
    return ScoreSeen(row.id, row.sheet, row.scored_on, row.scored_by, Level.read(row.level), score)
