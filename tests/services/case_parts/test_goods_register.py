"""What neither form nor sheet of the register may do with goods: take them, or end their custody (mission 10)."""

from datetime import UTC, datetime

import pytest

from app import clock
from app.errors import Refused
from app.models import Case, Goods
from app.registers.goods import GOODS
from app.rules.vocabulary_case import CaseSource, GoodsMeasure, GoodsOutcome
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.services.sheets.heading import best_sheet
from app.services.sheets.importing import import_sheet
from app.services.sheets.shapes import Sheet
from app.store.unit import Store
from tests.services.conftest import ActorOf

TAKEN = datetime(2026, 3, 2, 2, tzinfo=UTC)


@pytest.fixture
def thing(store: Store) -> str:
    """One thing of an open case."""
    with store.write("test") as session:
        case = Case(title="示例占道经营案", source=CaseSource.PATROL, facts=[])
        session.add(case)
        session.flush()
        row = Goods(
            case_id=case.id, measure=GoodsMeasure.SEIZED, name="示例推车", quantity="1", place="一号库", taken_at=TAKEN
        )
        session.add(row)
        session.flush()
        return row.id


def test_the_form_moves_a_thing_but_ends_no_custody(store: Store, actor_of: ActorOf, thing: str) -> None:
    head = actor_of("head")
    with store.write("head") as session:
        revision = editing.load(session, head, "goods", thing).revision
        given = {"place": "二号库", "outcome": GoodsOutcome.DESTROYED, "taken_at": datetime(2026, 3, 30, tzinfo=UTC)}
        editing.save(session, head, "goods", FormDraft(given, thing, revision))
    with store.read() as session:
        row = session.get_one(Goods, thing)
        assert (row.place, row.outcome, row.taken_at) == ("二号库", None, TAKEN)
    with pytest.raises(Refused), store.write("head") as session:
        editing.save(
            session, head, "goods", FormDraft({"name": "示例桌子", "quantity": "1", "place": "一号库"}, None, None)
        )


def test_a_sheet_neither_takes_goods_of_an_open_case_nor_destroys_them(
    store: Store, actor_of: ActorOf, thing: str
) -> None:
    head = actor_of("head")
    lines: list[list[object]] = [
        ["案件", "名称", "数量", "措施", "采取时间", "保管地点", "处理结果"],
        ["示例占道经营案", "示例桌子", "1", "扣押", "2026-03-02 10:00", "一号库", ""],
        ["示例占道经营案", "示例推车", "1", "扣押", "2026-03-02 10:00", "三号库", "销毁"],
        ["示例占道经营案", "示例推车", "1", "扣押", "2026-03-02 10:00", "三号库", ""],
    ]
    sheet, header = best_sheet(GOODS, (Sheet("物品.xlsx", "物品", lines),))
    with clock.frozen(datetime(2026, 3, 5, tzinfo=UTC)), store.write("head") as session:
        outcome = import_sheet(session, head, GOODS, sheet, header)
        row = session.get_one(Goods, thing)
        assert (outcome.added, row.outcome) == (0, None)
        assert {problem.row for problem in outcome.refused} >= {2, 3}
