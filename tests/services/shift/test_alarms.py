"""Alarms: who takes note takes note of what he saw; what arose since goes on sounding, and what is settled goes by itself."""

from datetime import datetime, timedelta

import pytest

from app import clock
from app.errors import Refused
from app.services.actor import Actor
from app.services.ledger.moving import move
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.services.shift import log
from app.services.shift.alarms import acknowledge, alarms
from app.services.shift.wall import wall
from app.store.unit import Store
from tests.services.shift.conftest import Hired

NOON = clock.at_local(datetime(2026, 11, 24, 12))


def call(store: Store, actor: Actor, words: str) -> str:
    """A call of the day before yesterday that nobody dealt with."""
    with store.write(actor.login) as session:
        values = {
            "来电时间": "2026-11-22 08:12", "来电单位或来电人": "演示居民", "来电内容": words,
            "接听人": actor.person_id or "",
        }  # fmt: skip
        return editing.save(session, actor, "ledger.calls", FormDraft(values)).id


def test_what_arose_since_one_looked_goes_on_sounding(store: Store, team: Hired) -> None:
    duty = team("演示甲", "duty")
    with clock.frozen(NOON):
        first = call(store, duty, "夜市油烟扰民")
        with store.read() as session:
            hung = wall(session, duty, "演示指挥室")
        call(store, duty, "占道停车")
    with clock.frozen(NOON + timedelta(seconds=20)):
        with store.write(duty.login) as session:
            assert acknowledge(session, duty, hung.unseen) == 1
            with pytest.raises(Refused, match="都已经确认过"):
                acknowledge(session, duty, hung.unseen)
        with store.read() as session:
            told = {one.item.title: one.by for one in alarms(session, duty)}
            after = wall(session, duty, "演示指挥室")
            lines = log.lines(session, duty, NOON, clock.now())
    assert told == {"值班电话记录：占道停车": "", "值班电话记录：夜市油烟扰民": "演示甲"}
    assert after.alarming
    assert len(after.unseen) == 1
    assert [line.words for line in lines if "确认告警" in line.words] == [
        "确认告警：值班电话记录：夜市油烟扰民（期限 11-22）"
    ]
    with clock.frozen(NOON + timedelta(minutes=1)), store.write(duty.login) as session:
        move(session, duty, "calls", first, 1, "登记处理情况", {"处理情况": "已清理"})
        assert [one.item.title for one in alarms(session, duty)] == ["值班电话记录：占道停车"]
