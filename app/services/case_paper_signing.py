"""签批: the approval rows of a paper, signed in their order, by the person's own login or on paper with the scan taken in.

Signing writes opinion, name and day into the paper, so that what prints is what was signed. Whoever has to step aside from the
case signs nothing in it.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app import clock
from app.errors import AlreadyIssued, NotFound, Problem, Refused
from app.models import Approval, Document, Person
from app.rules.vocabulary_case import CaseRole, Opinion, SignMethod
from app.services import paper
from app.services.actor import Actor, may, permit
from app.services.case.people import barred, living, why_not
from app.services.case_paper import AGREEING, approvals, gaps
from app.services.case_paper_checks import faults
from app.services.case_paper_form import ApprovalRow, approval_rows, signing_fields
from app.services.workdays import office_workdays

REVIEW = "case.review"


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """One row as a page shows it. `mine`: the actor may sign it now."""

    id: str
    role: str
    opinion: Opinion | None
    words: str
    signer: str
    method: SignMethod | None
    on: date | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """An opinion as it is given. On paper: `person_id` signed on the day `on`, `scan_id` is the scan of it."""

    opinion: Opinion
    words: str
    on: date | None = None
    person_id: str | None = None
    scan_id: str | None = None


def submit(session: Session, actor: Actor, document_id: str) -> list[str]:
    """Send a complete draft to be signed; ids of the rows that wait. An earlier round is set aside. Raises Refused."""
    permit(actor, "document.write")
    row = _draft(session, document_id)
    form = paper.form_of_row(row)
    wanted = approval_rows(form)
    if not wanted:
        raise Refused([Problem("文书", "这份文书没有签批栏")])
    later = {field.name for field in form.fields if field.later}
    problems = [*gaps(form, row.values), *faults(form, row.values, office_workdays(session))]
    if stopping := [one for one in problems if one.field not in later]:
        raise Refused(stopping)
    take_back(session, actor, document_id)
    rows = [
        Approval(document_id=row.id, case_id=row.subject_id, order=number, role=one.role)
        for number, one in enumerate(wanted, 1)
    ]
    session.add_all(rows)
    session.flush()
    return [one.id for one in rows]


def take_back(session: Session, actor: Actor, document_id: str) -> None:
    """Set the running round aside and clear what it wrote into the paper, so that the draft can be changed."""
    permit(actor, "document.write")
    row = _draft(session, document_id)
    before = approvals(session, document_id)
    for one in before:
        one.deleted_at = clock.now()
    if before:
        written = signing_fields(paper.form_of_row(row))
        row.values = {name: value for name, value in row.values.items() if name not in written}
    session.flush()


def sign(session: Session, actor: Actor, approval_id: str, given: Signed) -> None:
    """Sign a row. Raises NotPermitted, Refused out of order, the second time, without words, or for one who steps aside."""
    approval = session.get(Approval, approval_id)
    if approval is None or approval.deleted_at is not None:
        raise NotFound(title="签批栏")
    row = _draft(session, approval.document_id)
    wanted = next(one for one in approval_rows(paper.form_of_row(row)) if one.role == approval.role)
    on_paper = given.scan_id is not None and given.person_id is not None
    permit(actor, "case.handle" if on_paper and not may(actor, wanted.action) else wanted.action)
    day = given.on or clock.today()
    if problems := _in_the_way(session, approval, given, day):
        raise Refused(problems)
    signer = given.person_id if on_paper else actor.person_id
    _may_sign(session, row, wanted, signer, day)
    approval.opinion, approval.words = given.opinion, given.words.strip()
    approval.person_id = signer
    approval.signer = session.get_one(Person, signer).name if signer else actor.name
    approval.method = SignMethod.SCAN if on_paper else SignMethod.LOGIN
    approval.scan_id = given.scan_id
    approval.signed_at = clock.now()
    row.values = {**row.values, **_written(wanted, approval, day)}
    session.flush()


def lines(session: Session, actor: Actor, document_id: str) -> list[ApprovalLine]:
    """The running round; the first open row is `mine` for whoever may sign it."""
    permit(actor, "document.read")
    row = session.get(Document, document_id)
    if row is None:
        raise NotFound(title="文书")
    wanted = {one.role: one for one in approval_rows(paper.form_of_row(row))}
    found, waiting = [], True
    for one in approvals(session, document_id):
        still = one.signed_at is None
        day = row.values.get(wanted[one.role].day) if not still else None
        mine = still and waiting and may(actor, wanted[one.role].action)
        found.append(
            ApprovalLine(
                one.id, one.role, one.opinion, one.words or "", one.signer or "", one.method,
                date.fromisoformat(day) if isinstance(day, str) else None, mine,
            )
        )  # fmt: skip
        waiting = waiting and not still
    return found


def _in_the_way(session: Session, approval: Approval, given: Signed, day: date) -> list[Problem]:
    found = []
    if approval.signed_at is not None:
        found.append(Problem("opinion", "这一栏已经签过"))
    earlier = [one for one in approvals(session, approval.document_id) if one.order < approval.order]
    if before := [one.role for one in earlier if one.signed_at is None]:
        found.append(Problem("opinion", f"按次序签批，“{before[0]}”还没有签"))
    if against := [one.role for one in earlier if one.signed_at is not None and one.opinion not in AGREEING]:
        found.append(Problem("opinion", f"“{against[0]}”没有同意，请修改后重新送签"))
    if not given.words.strip():
        found.append(Problem("words", "请写明意见"))
    if day > clock.today():
        found.append(Problem("on", "签批日期还没有到"))
    if (given.scan_id is None) != (given.person_id is None):
        found.append(Problem("scan_id", "纸上签名的，要选签名的人，并扫描签好的那一页"))
    return found


def _may_sign(session: Session, row: Document, wanted: ApprovalRow, signer: str | None, day: date) -> None:
    """Whoever has to step aside signs nothing (行政处罚法 43); a reviewer has not investigated the case (58)."""
    if signer is None:
        return
    case, person = living(session, row.subject_id), session.get_one(Person, signer)
    why = ""
    if ground := barred(session, case, [signer]).get(signer):
        why = f"应当回避（{ground}，《中华人民共和国行政处罚法》第四十三条）"
    elif wanted.action == REVIEW:
        why = why_not(session, case, person, CaseRole.REVIEWER, day)
    if why:
        raise Refused([Problem("opinion", f"{person.name} 不能签批这一栏：{why}")])


def _written(wanted: ApprovalRow, approval: Approval, day: date) -> dict[str, str]:
    told = {wanted.opinion: approval.words or "", wanted.signer: approval.signer or "", wanted.day: day.isoformat()}
    return {name: value for name, value in told.items() if name}


def _draft(session: Session, document_id: str) -> Document:
    row = session.get(Document, document_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="文书")
    if row.issued_at is not None:
        raise AlreadyIssued(title=row.title)
    return row
