"""The calls of the matrix for what is done at the duty desk: presence, handover, log, rooms, ledgers, calendar."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.rules.vocabulary_shift import HandoverKind, ItemFate, SignKind, SignMethod
from app.rules.workdays import YearTable
from app.services import team, workdays
from app.services.actor import Actor
from app.services.ledger import keeping
from app.services.register import away
from app.services.roster import stationed, vehicles
from app.services.shift import (
    alarms,
    day_list,
    handed_over,
    handover,
    leave,
    lodging,
    log,
    now,
    overview,
    papers,
    person_file,
    presence,
    wall,
    work,
)
from app.services.shift.handover import SheetDraft
from app.services.shift.presence import CheckDraft, SignDraft
from app.store.keyslots import Vault

Call = Callable[[Session, Actor, Vault], Any]
NONE = "00000000-0000-7000-8000-000000000000"
AT = datetime(2026, 11, 24, tzinfo=UTC)
DAY = date(2026, 11, 24)

CALLS: list[tuple[set[str], Call]] = [
    ({"shift.read"}, lambda s, a, _v: now.force(s, a)),
    ({"shift.read"}, lambda s, a, _v: overview.overview(s, a)),
    ({"shift.read"}, lambda s, a, _v: wall.wall(s, a, "")),
    ({"shift.read"}, lambda s, a, _v: alarms.alarms(s, a)),
    ({"shift.read"}, lambda s, a, _v: handover.current(s, a)),
    ({"shift.read"}, lambda s, a, _v: handover.load(s, a, NONE)),
    ({"shift.read"}, lambda s, a, _v: handed_over.past(s, a)),
    ({"shift.read"}, lambda s, a, _v: log.lines(s, a, AT, AT)),
    ({"shift.read"}, lambda s, a, _v: presence.nominal(s, a)),
    ({"shift.read"}, lambda s, a, _v: person_file.month_of(s, a, NONE, DAY)),
    ({"shift.read"}, lambda s, a, _v: day_list.day_list(s, a, DAY)),
    ({"shift.read"}, lambda s, a, _v: work.load(s, a)),
    ({"shift.read"}, lambda s, a, _v: papers.brief_paper(s, a)),
    ({"shift.record"}, lambda s, a, _v: alarms.acknowledge(s, a, ())),
    ({"shift.record"}, lambda s, a, _v: log.note(s, a, "")),
    (
        {"shift.record"},
        lambda s, a, _v: presence.sign(s, a, SignDraft(NONE, SignKind.IN, AT, "", next(iter(SignMethod)))),
    ),
    ({"shift.record"}, lambda s, a, _v: presence.check(s, a, CheckDraft(NONE, AT, "", found=True))),
    ({"shift.hand_over"}, lambda s, a, _v: handover.begin(s, a, next(iter(HandoverKind)))),
    ({"shift.hand_over"}, lambda s, a, _v: handover.write(s, a, NONE, 1, SheetDraft(None))),
    ({"shift.hand_over"}, lambda s, a, _v: handover.give(s, a, NONE, 1)),
    ({"shift.hand_over"}, lambda s, a, _v: handover.take_back(s, a, NONE, 1)),
    ({"shift.hand_over"}, lambda s, a, _v: handover.decide(s, a, NONE, next(iter(ItemFate)))),
    ({"shift.hand_over"}, lambda s, a, _v: handover.take(s, a, NONE, 1)),
    ({"shift.hand_over"}, lambda s, a, _v: handover.discard(s, a, NONE, 1)),
    ({"absences.read"}, lambda s, a, _v: leave.touched(s, a, NONE, DAY, DAY)),
    ({"absences.read"}, lambda s, a, _v: leave.waiting(s, a)),
    ({"absences.read"}, lambda s, a, _v: leave.days(s, a, DAY, DAY)),
    ({"absences.read"}, lambda s, a, _v: away.entered_in(s, a, NONE)),
    ({"absence.approve"}, lambda s, a, _v: leave.approve(s, a, NONE, 1)),
    ({"roster.change"}, lambda s, a, _v: vehicles.put(s, a, DAY, [])),
    ({"roster.read"}, lambda s, a, _v: stationed.both_heads(s, a)),
    ({"roster.read"}, lambda s, a, _v: vehicles.choices(s, a, DAY)),
    ({"departments.read"}, lambda s, a, _v: team.posts(s, a)),
    ({"people.read"}, lambda s, a, _v: team.heads(s, a)),
    ({"rooms.read"}, lambda s, a, _v: lodging.tonight(s, a, DAY)),
    ({"rooms.assign"}, lambda s, a, _v: lodging.lodge(s, a, DAY, NONE, NONE)),
    ({"rooms.assign"}, lambda s, a, _v: lodging.leave(s, a, NONE)),
    ({"ledger.define"}, lambda s, a, _v: keeping.source(s, a, "calls")),
    ({"ledger.define"}, lambda s, a, _v: keeping.define(s, a, "")),
    ({"ledger.define"}, lambda s, a, _v: keeping.retire(s, a, "calls")),
    ({"case.calendar"}, lambda s, a, _v: workdays.keep_year(s, a, 2027, YearTable({}, {}))),
    ({"case.calendar"}, lambda s, a, _v: workdays.year_seen(s, a, 2027)),
]
