"""The change of shift: the sheet writes itself, both sign with their own account, nothing open is lost."""

from datetime import datetime, timedelta

import pytest

from app import clock
from app.errors import Refused
from app.rules.vocabulary_shift import HandoverKind, ItemFate, LogKind, SignKind, SignMethod
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.services.shift import handed_over, handover, log, presence
from app.services.shift.handover import HandoverSeen, SheetDraft
from app.services.shift.presence import SignDraft
from app.store.unit import Store
from tests.conftest import assert_journal_tells_all
from tests.services.shift.conftest import Hired

EVENING = clock.at_local(datetime(2026, 11, 24, 16, 50))


def sheet(store: Store, actor: object) -> HandoverSeen:
    with store.read() as session:
        seen = handover.current(session, actor)  # type: ignore[arg-type]
    assert seen is not None
    return seen


def test_both_sign_and_what_is_not_taken_needs_a_reason(store: Store, team: Hired) -> None:
    giver, taker = team("演示甲", "duty"), team("演示乙", "duty")
    with store.write("演示甲") as session:
        for words in ("夜市油烟扰民", "占道停车"):
            values = {
                "来电时间": "2026-11-24 08:12", "来电单位或来电人": "演示居民", "来电内容": words,
                "接听人": giver.person_id or "",
            }  # fmt: skip
            editing.save(session, giver, "ledger.calls", FormDraft(values))
        made = handover.begin(session, giver, HandoverKind.EVENING)
        with pytest.raises(Refused, match="还没有签完"):
            handover.begin(session, giver, HandoverKind.EVENING)
    with store.write("演示甲") as session:
        revision = handover.write(
            session, giver, made, sheet(store, giver).revision, SheetDraft(taker.person_id, "钥匙 3 把")
        )
        with pytest.raises(Refused, match="演示甲本人"):
            handover.give(session, taker, made, revision)
        handover.give(session, giver, made, revision)
    seen = sheet(store, taker)
    assert [item.title for item in seen.undecided] == ["值班电话记录：夜市油烟扰民", "值班电话记录：占道停车"]
    assert {line.kind for line in seen.log} == {LogKind.CALL}
    with store.write("演示乙") as session:
        first, second = seen.items
        handover.decide(session, taker, first.id, ItemFate.TAKEN)
        with pytest.raises(Refused, match="写明原因"):
            handover.decide(session, taker, second.id, ItemFate.DROPPED)
        with pytest.raises(Refused, match="还没有说接还是不接"):
            handover.take(session, taker, made, seen.revision)
        handover.decide(session, taker, second.id, ItemFate.DROPPED, "已转交警中队")
        with pytest.raises(Refused, match="演示乙本人"):
            handover.take(session, giver, made, seen.revision)
        handover.take(session, taker, made, seen.revision)
        assert handover.current(session, taker) is None
        (past,) = handed_over.past(session, taker)
        assert (past.words, past.things, past.dropped) == ("晚班交接：演示甲 → 演示乙", 2, 1)
        with pytest.raises(Refused, match="已经签完"):
            handover.decide(session, taker, first.id, ItemFate.DROPPED, "改主意")
    assert_journal_tells_all(store)


def test_what_the_giver_signed_stays_as_it_was(store: Store, team: Hired) -> None:
    giver, taker = team("演示甲", "duty"), team("演示乙", "duty")
    with store.write("演示甲") as session:
        made = handover.begin(session, giver, HandoverKind.MORNING)
        handover.write(session, giver, made, 1, SheetDraft(taker.person_id))
    with store.write("演示甲") as session:
        handover.give(session, giver, made, sheet(store, giver).revision)
    before = sheet(store, giver).log
    with store.write("演示甲") as session:
        log.note(session, giver, "签字以后又来了电话")
    assert sheet(store, giver).log == before
    assert [line.kind for line in before] == [LogKind.NOTHING]
    with store.write("演示甲") as session:
        with pytest.raises(Refused, match="先撤回签字"):
            handover.discard(session, giver, made, sheet(store, giver).revision)
        handover.take_back(session, giver, made, sheet(store, giver).revision)
    assert [line.words for line in sheet(store, giver).log] == ["签字以后又来了电话"]


def test_the_log_writes_itself_and_says_when_there_was_nothing(store: Store, team: Hired) -> None:
    duty = team("演示甲", "duty")
    with clock.frozen(EVENING):
        with store.read() as session:
            quiet = log.lines(session, duty, EVENING - timedelta(hours=8), EVENING)
        with store.write("演示甲") as session:
            presence.sign(
                session, duty, SignDraft(duty.person_id or "", SignKind.IN, EVENING, "指挥室", SignMethod.DESK)
            )
            log.note(session, duty, "天气转雨，提醒各组收遮阳棚", at=EVENING)
        with store.read() as session:
            told = log.lines(session, duty, EVENING - timedelta(hours=8), EVENING)
    assert [line.kind for line in quiet] == [LogKind.NOTHING]
    assert "零记录" in quiet[0].words
    assert sorted(line.kind for line in told) == [LogKind.NOTE, LogKind.PRESENCE]
    assert any(line.words == "演示甲签到（指挥室当面，指挥室）" for line in told)
