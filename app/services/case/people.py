"""The people of a case: who is put on it, who has to step aside, and who may not be two things at once.

行政处罚法 42 (two certified officers), 43 (avoidance), 58 (reviewers), 64 (the host is no investigator).
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.errors import NotFound, Problem, Refused
from app.models import Case, CasePerson, LegalReview, Person, Recusal, Setting
from app.rules.checks import certified
from app.rules.vocabulary import PersonKind
from app.rules.vocabulary_case import CaseRole, RecusalGround
from app.services.actor import Actor, may, permit
from app.services.case.drafts import Candidate
from app.services.case.rows import OnCase
from app.services.case_parts.seen import seen
from app.services.patrol_parts import as_member

INVESTIGATORS = frozenset({CaseRole.LEAD, CaseRole.ASSISTANT})
APART = frozenset({CaseRole.REVIEWER, CaseRole.HOST})  # neither may have investigated the case
SINGLE = frozenset({CaseRole.LEAD, CaseRole.REVIEWER, CaseRole.HOST})
QUALIFIED = "case.qualified_reviewers"


def assign(session: Session, actor: Actor, case_id: str, person_id: str, role: CaseRole, since: date) -> None:
    """Put a person on a case; whoever held a role that one person has steps back the day before. Raises Refused."""
    permit(actor, "case.assign")
    put(session, living(session, case_id), person_id, role, since)


def replace(
    session: Session, actor: Actor, case_id: str, old_id: str, new_id: str, role: CaseRole, since: date, reason: str
) -> None:
    """One person takes over from another in a role, with the reason. Raises Refused."""
    permit(actor, "case.assign")
    if not reason.strip():
        raise Refused([Problem("reason", "请写明更换的原因")])
    end(session, case_id, since, reason, person_id=old_id, role=role)
    put(session, living(session, case_id), new_id, role, since)


def put(session: Session, case: Case, person_id: str, role: CaseRole, since: date) -> None:
    """`assign` without its permission: for acts that were permitted themselves."""
    person = session.get(Person, person_id)
    if person is None or person.deleted_at is not None:
        raise NotFound(title="人员")
    if why := why_not(session, case, person, role, since):
        raise Refused([Problem(role.value, f"{person.name} 不能担任{role.label}：{why}")])
    here = [row for row in on_case(session, case.id) if row.until is None or row.until >= since]
    if any(row.person_id == person_id and row.role is role for row in here):
        return
    if role in SINGLE:
        end(session, case.id, since, "更换", role=role)
    session.add(CasePerson(case_id=case.id, person_id=person_id, role=role, since=since))
    session.flush()
    note_officers(session, case)


def end(
    session: Session, case_id: str, on: date, reason: str, *, person_id: str | None = None, role: CaseRole | None = None
) -> None:
    """Rows of a person or a role stop holding; `on` is the first day without them."""
    for row in on_case(session, case_id):
        if row.until is None and person_id in {None, row.person_id} and role in {None, row.role}:
            row.until, row.reason = max(row.since, on), reason
    session.flush()


def note_officers(session: Session, case: Case) -> None:
    """Write on the case who handles it, lead first, for the register: 演示甲（A1）、演示乙（A2）."""
    query = (
        select(CasePerson.role, Person.name, Person.certificate)
        .join(Person, Person.id == CasePerson.person_id)
        .where(CasePerson.case_id == case.id, CasePerson.until.is_(None), CasePerson.deleted_at.is_(None))
    )
    here = [one for one in session.execute(query.order_by(CasePerson.id)) if one.role in INVESTIGATORS]
    here.sort(key=lambda one: one.role is not CaseRole.LEAD)
    names = "、".join(f"{one.name}（{one.certificate}）" for one in here)[:200]
    if case.officers != (names or None):
        case.officers = names or None


def on_case(session: Session, case_id: str) -> list[CasePerson]:
    """All rows of people of a case, past ones too."""
    query = select(CasePerson).where(CasePerson.case_id == case_id, CasePerson.deleted_at.is_(None))
    return list(session.scalars(query.order_by(CasePerson.id)))


def holds(row: CasePerson | OnCase, on: date) -> bool:
    """Whether the person has the role on a day: `until` is the first day without it, unless it began that very day."""
    return row.since <= on and (row.until is None or on < row.until)


def why_not(session: Session, case: Case, person: Person, role: CaseRole, on: date) -> str:
    """What stands in the way of a person in a role on a case, with its article; empty when nothing does."""
    if ground := barred(session, case, [person.id]).get(person.id):
        return f"应当回避（{ground}，行政处罚法第四十三条）"
    if person.left_on is not None and person.left_on < on:
        return "已经离岗"
    held = {row.role for row in on_case(session, case.id) if row.person_id == person.id}
    if role in INVESTIGATORS:
        return _no_officer(person, on) or (
            "担任过本案的法制审核或者听证主持（行政处罚法第五十八条、第六十四条）" if held & APART else ""
        )
    if role in APART:
        return _not_apart(held, role) or (
            "初次从事法制审核，没有登记法律职业资格（行政处罚法第五十八条）"
            if role is CaseRole.REVIEWER and not _may_review(session, person.id)
            else ""
        )
    return ""


def _no_officer(person: Person, on: date) -> str:
    if person.kind is PersonKind.AUXILIARY:
        return "辅助人员不能作为执法人员（浙江省综合行政执法条例第三十条）"
    return "" if certified(as_member(person), on) else "当天没有有效的执法证（行政处罚法第四十二条）"


def _not_apart(held: set[CaseRole], role: CaseRole) -> str:
    if held & INVESTIGATORS:
        return "是本案的调查人员（行政处罚法第五十八条、第六十四条）"
    return "法制审核和听证主持不能是同一人" if held & (APART - {role}) else ""


def candidates(session: Session, actor: Actor, case_id: str, role: CaseRole, on: date) -> list[Candidate]:
    """Everybody on post with what stands in the way of the role; those who may first, then by name.

    Raises NotFound. Whoever sees single cases only chooses nobody, and is told no names.
    """
    case = seen(session, actor, case_id)
    if not may(actor, "cases.read"):
        return []
    people = session.scalars(
        select(Person).where(Person.deleted_at.is_(None), or_(Person.left_on.is_(None), Person.left_on >= on))
    )
    found = [
        Candidate(
            one.id, one.name, one.kind, one.certificate, certified(as_member(one), on), why_not(session, case, one, role, on)
        )
        for one in people
    ]  # fmt: skip
    return sorted(found, key=lambda one: (bool(one.why_not), one.name, one.person_id))


def recuse(
    session: Session,
    actor: Actor,
    person_id: str,
    ground: RecusalGround,
    *,
    case_id: str | None = None,
    party_id: str | None = None,
    raised_by: str = "",
    note: str | None = None,
) -> str:
    """Note a ground to step aside from a case, or from all cases of a party; it holds until it is decided. Its id."""
    permit(actor, "case.handle")
    if (case_id is None) == (party_id is None):
        raise Refused([Problem("case_id", "请选案件或者当事人，只选一样")])
    row = Recusal(
        person_id=person_id,
        case_id=case_id,
        party_id=party_id,
        ground=ground,
        raised_by=raised_by or actor.name,
        note=note,
    )
    session.add(row)
    session.flush()
    return row.id


def decide_recusal(session: Session, actor: Actor, recusal_id: str, on: date, *, upheld: bool) -> None:
    """The head decides; the investigation does not stop meanwhile (行政处罚法 43). Raises NotFound, Refused the second time."""
    permit(actor, "case.recuse")
    row = session.get(Recusal, recusal_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="回避申请")
    if row.upheld is not None:
        raise Refused([Problem("upheld", "这一回避申请已经作出决定")])
    if actor.person_id is not None and actor.person_id == row.person_id:
        raise Refused([Problem("upheld", "不能决定自己是否回避")])
    row.upheld, row.decided_by, row.decided_on = upheld, actor.name, on
    session.flush()


def barred(session: Session, case: Case, people: Collection[str]) -> dict[str, str]:
    """Those of `people` who have to step aside from a case, with the ground; an open request counts until it is decided."""
    scope = [Recusal.case_id == case.id, *([Recusal.party_id == case.party_id] if case.party_id else [])]
    rows = session.scalars(
        select(Recusal).where(
            Recusal.person_id.in_(people), or_(*scope), Recusal.deleted_at.is_(None), Recusal.upheld.is_not(False)
        )
    )
    return {row.person_id: row.ground.label for row in rows}


def qualify(session: Session, actor: Actor, person_id: str, certificate: str) -> None:
    """Note a reviewer's 法律职业资格 number (行政处罚法 58: those who review for the first time need it)."""
    permit(actor, "case.assign")
    row = session.scalars(select(Setting).where(Setting.key == QUALIFIED)).one_or_none()
    if row is None:
        session.add(Setting(key=QUALIFIED, value={person_id: certificate}))
    else:
        row.value = {**row.value, person_id: certificate}
    session.flush()


def _may_review(session: Session, person_id: str) -> bool:
    """Qualified, or has reviewed before."""
    row = session.scalars(select(Setting).where(Setting.key == QUALIFIED, Setting.deleted_at.is_(None))).one_or_none()
    if row is not None and person_id in row.value:
        return True
    earlier = select(LegalReview.id).where(LegalReview.reviewer_id == person_id, LegalReview.answered_at.is_not(None))
    return session.scalar(earlier.limit(1)) is not None


def living(session: Session, case_id: str) -> Case:
    """A case that is not deleted. Raises NotFound."""
    case = session.get(Case, case_id)
    if case is None or case.deleted_at is not None:
        raise NotFound(title="案件")
    return case
