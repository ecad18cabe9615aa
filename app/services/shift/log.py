"""值班日志: the lines of a stretch of time. Most write themselves: they are read out of the records that were made in it, so that
none is forgotten and none is entered twice; what people add are notes. Nothing at all is one line too: 零记录.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Problem, Refused
from app.models import AlarmAck, Case, CaseAct, DutyChange, DutyNote, Handover, Op, Patrol, Person, SignIn, SpotCheck
from app.registers.ledger import books
from app.registers.ledger.declaration import STATE
from app.registers.ledger.tables import PREFIX as BOOK
from app.rules.procedure import procedure
from app.rules.vocabulary import OpKind
from app.rules.vocabulary_duty import DutyChangeKind
from app.rules.vocabulary_shift import LogKind, SignKind
from app.services.actor import Actor, may, permit
from app.store.journal import COUNTER_BITS

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line: when, what kind, the words, who wrote or did it, and the record it was read from (empty for a note)."""

    at: datetime
    kind: LogKind
    words: str
    who: str = ""
    subject: str = ""
    subject_id: str = ""


def lines(session: Session, actor: Actor, since: datetime, until: datetime) -> tuple[LogLine, ...]:
    """The log from `since` up to `until`, oldest first; exactly one 零记录 when nothing happened."""
    permit(actor, "shift.read")
    names = {row.id: row.name for row in session.execute(select(Person.id, Person.name))}
    found = [
        *_notes(session, since, until),
        *_presence(session, since, until, names),
        *_changes(session, since, until, names),
        *_patrols(session, since, until),
        *_cases(session, since, until),
        *_books(session, actor, since, until),
        *_handovers(session, since, until),
        *_alarms(session, since, until),
    ]
    if not found:
        span = f"{clock.local(since):%m-%d %H:%M} 至 {clock.local(until):%m-%d %H:%M}"
        return (LogLine(until, LogKind.NOTHING, f"零记录：{span} 没有需要记录的事项。"),)
    return tuple(sorted(found, key=lambda line: line.at))


def note(
    session: Session, actor: Actor, words: str, *, kind: LogKind = LogKind.NOTE, at: datetime | None = None
) -> str:
    """Write a line by hand and give its id. Raises Refused for no words, too many, or a time to come."""
    permit(actor, "shift.record")
    at = at or clock.now()
    problems = [] if words.strip() else [Problem("words", "请写明记什么")]
    if len(words) > LONGEST:
        problems.append(Problem("words", f"一条记事最多 {LONGEST} 个字，现在是 {len(words)} 个字"))
    if at > clock.now():
        problems.append(Problem("at", "时间还没有到"))
    if problems:
        raise Refused(problems)
    row = DutyNote(at=at, kind=kind, words=words.strip(), entered_by=actor.name, person_id=actor.person_id)
    session.add(row)
    session.flush()
    return row.id


def _notes(session: Session, since: datetime, until: datetime) -> Iterator[LogLine]:
    query = select(DutyNote).where(DutyNote.at > since, DutyNote.at <= until, DutyNote.deleted_at.is_(None))
    for row in session.scalars(query):
        yield LogLine(row.at, row.kind, row.words, row.entered_by, "duty_note", row.id)


def _presence(session: Session, since: datetime, until: datetime, names: dict[str, str]) -> Iterator[LogLine]:
    signed = select(SignIn).where(SignIn.at > since, SignIn.at <= until, SignIn.deleted_at.is_(None))
    for row in session.scalars(signed):
        word = f"{row.kind.label}（{row.method.label}，{row.place}）" + ("，补录" if row.backfilled else "")
        kind = LogKind.PRESENCE if row.kind is SignKind.IN else LogKind.STATUS
        yield LogLine(row.at, kind, f"{names.get(row.person_id, '')}{word}", row.entered_by, "sign_in", row.id)
    checked = select(SpotCheck).where(SpotCheck.at > since, SpotCheck.at <= until, SpotCheck.deleted_at.is_(None))
    for check in session.scalars(checked):
        word = "在岗" if check.found else f"不在岗（{check.reason}）"
        words = f"抽查{names.get(check.person_id, '')}：{word}，{check.place}"
        yield LogLine(check.at, LogKind.STATUS, words, check.checked_by, "spot_check", check.id)


def _changes(session: Session, since: datetime, until: datetime, names: dict[str, str]) -> Iterator[LogLine]:
    query = select(DutyChange).where(
        DutyChange.done_at > since, DutyChange.done_at <= until, DutyChange.deleted_at.is_(None)
    )
    for row in session.scalars(query):
        giver, taker = names.get(row.from_id or "", "空缺"), names.get(row.to_id or "", "空缺")
        back = f"，对换 {row.other_day:%m-%d}" if row.kind is DutyChangeKind.SWAP and row.other_day else ""
        words = f"{row.kind.label}：{row.day:%m-%d} {giver} → {taker}{back}（{row.reason}）"
        yield LogLine(row.done_at or until, LogKind.SWAP, words, row.asked_by, "duty_change", row.id)


def _patrols(session: Session, since: datetime, until: datetime) -> Iterator[LogLine]:
    going = select(Patrol).where(Patrol.started_at > since, Patrol.started_at <= until, Patrol.deleted_at.is_(None))
    for row in session.scalars(going):
        where = f"，{row.route}" if row.route else ""
        yield LogLine(row.started_at, LogKind.DISPATCH, f"{row.member_names}出勤巡查{where}", "", "patrol", row.id)
    back = select(Patrol).where(Patrol.ended_at > since, Patrol.ended_at <= until, Patrol.deleted_at.is_(None))
    for row in session.scalars(back):
        words = f"{row.member_names}巡查返回，{row.number}，发现问题 {row.finding_count} 处"
        yield LogLine(row.ended_at or until, LogKind.PATROL, words, "", "patrol", row.id)


def _cases(session: Session, since: datetime, until: datetime) -> Iterator[LogLine]:
    query = (
        select(CaseAct, Case.title)
        .join(Case, Case.id == CaseAct.case_id)
        .where(CaseAct.at > since, CaseAct.at <= until, CaseAct.deleted_at.is_(None), Case.deleted_at.is_(None))
    )
    known = procedure().acts
    for row, title in session.execute(query):
        act = known.get(row.act)
        words = f"{title}：{act.title if act else row.act}"
        yield LogLine(row.at, LogKind.CASE, words, row.by, "case", row.case_id)


def _books(session: Session, actor: Actor, since: datetime, until: datetime) -> Iterator[LogLine]:
    """Entries made and steps taken in the books the reader may see: out of the journal, which has every one of them."""
    seen = {f"{BOOK}{one.key}": one for one in books.ledgers() if one.logged and may(actor, f"ledger.{one.key}.read")}
    query = select(Op).where(Op.tbl.in_(seen), Op.hlc > _hlc(since), Op.hlc <= _hlc(until))
    for op in session.scalars(query):
        book = seen[op.tbl]
        fields = msgspec.json.decode(op.body).get("fields", {})
        if STATE not in fields:
            continue
        before, after = fields[STATE][:2]
        title = _title(session, op, book.title_column)
        made = OpKind.read(op.kind) is not OpKind.SET or not before
        words = f"{book.title}“{title}”" + ("登记" if made else f"：{before} → {after}")
        kind = LogKind.CALL if book.key == "calls" and made else LogKind.STATUS
        yield LogLine(_instant(op.hlc), kind, words, op.who, op.tbl, op.row)


def _handovers(session: Session, since: datetime, until: datetime) -> Iterator[LogLine]:
    query = select(Handover).where(Handover.taken_at > since, Handover.taken_at <= until, Handover.deleted_at.is_(None))
    for row in session.scalars(query):
        words = f"{row.kind.label}：{row.given_by}交班，{row.taken_by}接班"
        yield LogLine(row.taken_at or until, LogKind.HANDOVER, words, row.taken_by or "", "handover", row.id)


def _alarms(session: Session, since: datetime, until: datetime) -> Iterator[LogLine]:
    query = select(AlarmAck).where(AlarmAck.acknowledged_at > since, AlarmAck.acknowledged_at <= until)
    for row in session.scalars(query):
        words = f"确认告警：{row.title}（期限 {row.due:%m-%d}）"
        yield LogLine(row.acknowledged_at, LogKind.STATUS, words, row.acknowledged_by, "alarm_ack", row.id)


def _title(session: Session, op: Op, column: str) -> str:
    model = books.book_of_table(op.tbl)
    record = session.get(model.model, op.row) if model else None
    return str(getattr(record, column, "") or "")[:40]


def _hlc(at: datetime) -> int:
    return int(at.timestamp() * 1000) << COUNTER_BITS


def _instant(hlc: int) -> datetime:
    return datetime.fromtimestamp((hlc >> COUNTER_BITS) / 1000, tz=clock.now().tzinfo)
