"""Coming and going, spot checks, and who is on the list but was not there."""

from datetime import date, datetime, timedelta

import pytest

from app import clock
from app.errors import Refused
from app.models import Absence
from app.rules.vocabulary_duty import AbsenceKind
from app.rules.vocabulary_shift import SignKind, SignMethod
from app.services.shift import leave, presence
from app.services.shift.presence import CheckDraft, SignDraft
from app.store.unit import Store
from tests.conftest import assert_journal_tells_all
from tests.services.shift.conftest import Hired

TUESDAY = clock.at_local(datetime(2026, 11, 24, 17, 30))
# the five working days that are over; the running one is not among them
WEEK = (date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23))


def came(person: str, at: datetime, kind: SignKind = SignKind.IN, reason: str = "") -> SignDraft:
    return SignDraft(person, kind, at, "指挥室", SignMethod.DESK, reason)


def test_five_working_days_without_a_sign_in_are_named_with_their_days(store: Store, team: Hired) -> None:
    duty, there, away = team("演示甲", "duty"), team("演示乙", "officer"), team("演示丙", "officer")
    with clock.frozen(TUESDAY):
        with store.write("演示甲") as session:
            presence.sign(session, duty, came(duty.person_id or "", TUESDAY))
            yesterday = TUESDAY - timedelta(days=1)
            presence.check(session, duty, CheckDraft(there.person_id or "", yesterday, "石梁大街", found=True))
        with store.read() as session:
            found = presence.nominal(session, duty)
    assert [(one.name, one.days) for one in found] == [("演示丙", WEEK)]
    with store.write("演示甲") as session:
        row = Absence(
            person_id=away.person_id or "", kind=AbsenceKind.LEAVE, from_on=date(2026, 11, 20), until_on=date(2026, 11, 20),
            note="事假",
        )  # fmt: skip
        session.add(row)
    chief = team("演示丁", "chief")
    with clock.frozen(TUESDAY):
        with store.read() as session:
            told = {one.name: one.asked for one in presence.nominal(session, duty)}
        assert told["演示丙"] == "请假 11-20 至 11-20 未批准"
        with store.write("演示丁") as session:
            leave.approve(session, chief, row.id, 1)
        with store.read() as session:
            assert "演示丙" not in [one.name for one in presence.nominal(session, duty)]
    assert_journal_tells_all(store)


def test_what_is_entered_afterwards_needs_a_reason_and_says_so(store: Store, team: Hired) -> None:
    duty = team("演示甲", "duty")
    early = TUESDAY - timedelta(hours=3)
    with clock.frozen(TUESDAY), store.write("演示甲") as session:
        with pytest.raises(Refused, match="补录"):
            presence.sign(session, duty, came(duty.person_id or "", early))
        presence.sign(session, duty, came(duty.person_id or "", early, reason="现场处置未能及时登记"))
        with pytest.raises(Refused, match="还没有到"):
            presence.sign(session, duty, came(duty.person_id or "", TUESDAY + timedelta(hours=1)))
        with pytest.raises(Refused, match="已经签到"):
            presence.sign(session, duty, came(duty.person_id or "", early + timedelta(minutes=2), reason="重复"))
        sat = presence.stretches(session, TUESDAY.date(), TUESDAY.date())
    assert [(one.minutes, one.backfilled) for one in sat] == [(180, True)] or sat[0].until is None
    assert sat[0].backfilled


def test_hours_run_from_sign_in_to_sign_out_over_midnight(store: Store, team: Hired) -> None:
    duty = team("演示甲", "duty")
    for at, kind in ((TUESDAY, SignKind.IN), (TUESDAY + timedelta(hours=15), SignKind.OUT)):
        with clock.frozen(at), store.write("演示甲") as session:
            presence.sign(session, duty, came(duty.person_id or "", at, kind))
    with clock.frozen(TUESDAY + timedelta(hours=16)), store.read() as session:
        assert [one.minutes for one in presence.stretches(session, date(2026, 11, 24), date(2026, 11, 24))] == [900]
        assert presence.present(session) == {}
        assert set(presence.present(session, TUESDAY + timedelta(hours=1))) == {duty.person_id}


STRETCHES = [
    ("signs in twice", ((8, "in"), (13, "in"), (17.5, "out")), [570]),
    ("forgets to sign out", ((8, "in"), (32, "in"), (41.5, "out")), [0, 570]),
    ("signs out twice", ((8, "in"), (12, "out"), (17.5, "out")), [240]),
    ("stays for a day and signs in again at night", ((8.5, "in"), (20, "in"), (32.5, "out")), [1440]),
    ("never signs out", ((8, "in"), (13, "in")), [0]),
]


@pytest.mark.parametrize(("_who", "signs", "minutes"), STRETCHES, ids=[one[0] for one in STRETCHES])
def test_no_stretch_is_lost(
    store: Store, team: Hired, _who: str, signs: tuple[tuple[float, str], ...], minutes: list[int]
) -> None:
    duty, midnight = team("演示甲", "duty"), clock.at_local(datetime(2026, 11, 2))
    for hours, kind in signs:
        at = midnight + timedelta(hours=hours)
        with clock.frozen(at), store.write("演示甲") as session:
            presence.sign(session, duty, came(duty.person_id or "", at, SignKind.read(kind)))
            assert (duty.person_id in presence.present(session)) == (kind == "in")
    with clock.frozen(TUESDAY), store.read() as session:
        sat = presence.stretches(session, date(2026, 11, 1), date(2026, 11, 30))
    assert [one.minutes for one in sat] == minutes
    assert [one.unended for one in sat] == [not one for one in minutes]


def test_days_away_count_once_and_unapproved_days_are_their_own(store: Store, team: Hired) -> None:
    person, chief = team("演示乙", "officer"), team("演示丁", "chief")
    with store.write("演示") as session:
        for kind, first, last, by in (
            (AbsenceKind.SECONDMENT, date(2026, 11, 2), date(2026, 11, 6), "演示丁"),
            (AbsenceKind.SECONDMENT, date(2026, 11, 6), date(2026, 11, 7), "演示丁"),
            (AbsenceKind.LEAVE, date(2026, 11, 10), date(2026, 11, 11), None),
        ):
            session.add(
                Absence(
                    person_id=person.person_id or "",
                    kind=kind,
                    from_on=first,
                    until_on=last,
                    approved_by=by,
                    note="演示",
                )
            )
    with clock.frozen(TUESDAY), store.read() as session:
        (one,) = leave.days(session, chief, date(2026, 11, 1), date(2026, 11, 30))
    assert (one.of(AbsenceKind.SECONDMENT), one.of(AbsenceKind.LEAVE), one.unapproved) == (6, 0, 2)


def test_nobody_agrees_to_his_own_leave_or_checks_himself(store: Store, team: Hired) -> None:
    chief = team("演示丁", "chief", "duty")
    with store.write("演示") as session:
        row = Absence(
            person_id=chief.person_id or "", kind=AbsenceKind.LEAVE, from_on=date(2026, 12, 1), until_on=date(2026, 12, 1),
            note="年休假",
        )  # fmt: skip
        session.add(row)
        session.flush()
        with pytest.raises(Refused, match="不能批准自己"):
            leave.approve(session, chief, row.id, row.revision)
        with pytest.raises(Refused, match="不能抽查自己"):
            presence.check(session, chief, CheckDraft(chief.person_id or "", clock.now(), "指挥室", found=True))
