"""What a person is to a case on a day: officer of it, recused, which roles he ever held."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound, Problem, Refused
from app.models import Case, Person
from app.rules.checks import certified
from app.rules.recusal import INVESTIGATORS, Doing, why_not
from app.rules.refusals import problem
from app.services.case import people
from app.services.patrol_parts import as_member


def persons(session: Session, ids: Iterable[str]) -> list[Person]:
    """The persons of these ids, each once, in their order. Raises NotFound."""
    wanted = list(dict.fromkeys(ids))
    found = {one.id: one for one in session.scalars(select(Person).where(Person.id.in_(wanted)))}
    if missing := [one for one in wanted if one not in found]:
        raise NotFound(title=f"人员 {missing[0]}")
    return [found[one] for one in wanted]


def keeps_out(session: Session, case: Case, who: Sequence[Person], doing: Doing, under: str) -> list[Problem]:
    """For each person what keeps him from it: a role he held on the case, a recusal open or upheld."""
    barred = people.barred(session, case, [one.id for one in who])
    rows = people.on_case(session, case.id)
    found = []
    for one in who:
        roles = {row.role for row in rows if row.person_id == one.id}
        if why := why_not(one.name, doing, roles, barred.get(one.id), under=under):
            found.append(why)
    return found


def officer_problems(session: Session, case: Case, who: Sequence[Person], on: date) -> list[Problem]:
    """Whether these may verify evidence on a day: investigators of the case then, not recused, two of them certified."""
    found = keeps_out(session, case, who, Doing.VERIFY, "verified_by")
    holding = {
        row.person_id for row in people.on_case(session, case.id) if row.role in INVESTIGATORS and people.holds(row, on)
    }
    found += [problem("evidence.of_case", name=one.name) for one in who if one.id not in holding]
    count = sum(1 for one in who if one.id in holding and certified(as_member(one), on))
    return found + ([] if count >= 2 else [problem("evidence.two", count=count)])


def refuse_if(found: Sequence[Problem]) -> None:
    """Raise Refused when anything was found."""
    if found:
        raise Refused(found)
