"""Papers of a case are filled with what is known; what is required does not stay open."""

from datetime import date
from typing import Any

import pytest

from app.documents import load_form
from app.documents.form import COMMON
from app.errors import Refused
from app.models import CasePerson, Evidence, Goods, Setting
from app.rules.vocabulary_case import (
    CaseRole,
    EvidenceKind,
    GoodsMeasure,
    GoodsOutcome,
    PaperState,
)
from app.services import case_paper, number_book
from tests.services.case_parts.world import NOW, World, reasons
from tests.services.papers_world import FILING, drafted, issued, states, world, write

__all__ = ["world"]


def test_a_draft_is_filled_with_what_the_case_knows(world: World) -> None:
    values = drafted(world).values
    assert values["机关名称"] == "示例市示例区石梁镇人民政府"
    assert values["案件名称"] == "示例小吃店占道经营案"
    assert values["案由"] == "对擅自占道经营的行政处罚"
    assert (values["当事人"], values["证件号码"]) == ("示例小吃店", "92330800MA2EXAMPLE")
    assert values["执法人员"] == [{"姓名": "演示甲", "执法证号": "A1"}, {"姓名": "演示乙", "执法证号": "A2"}]
    assert values["案发时间"] == "2026年11月2日"
    assert "文号" not in values
    assert set(values) <= {field.name for field in load_form("F03").fields} | set(COMMON)


def test_remedies_name_the_government_and_the_court_of_the_settings(world: World) -> None:
    values = world.see(case_paper.known, world.officer, world.case_id, "F11")
    assert values["复议机关"] == "示例市示例区人民政府"
    assert values["管辖法院"] == "有管辖权的人民法院"
    world.add(Setting(key="office.court", value="示例区人民法院"))
    assert world.see(case_paper.known, world.officer, world.case_id, "F11")["管辖法院"] == "示例区人民法院"


def test_what_was_written_once_is_not_asked_again(world: World) -> None:
    kept = drafted(world, **FILING)
    write(world, kept, 违反规定="《示例条例》第三条第一款")
    later = world.see(case_paper.known, world.officer, world.case_id, "F19")
    assert later["违反规定"] == "《示例条例》第三条第一款"
    assert later["陈述申辩期限"] == "5个工作日"
    world.add(Setting(key="case.hearing_in_notice", value=True))
    assert world.see(case_paper.known, world.officer, world.case_id, "F19")["听证告知"] == ["一并告知听证权利"]
    world.change(hearing_due=False)
    assert "听证告知" not in world.see(case_paper.known, world.officer, world.case_id, "F19")
    assert "立案理由" not in later


def test_evidence_and_goods_stand_in_the_papers_that_are_about_them(world: World) -> None:
    common: dict[str, Any] = {"case_id": world.case_id, "taken_at": NOW, "place": "仓库", "quantity": "2", "unit": "张"}
    world.add(
        Goods(measure=GoodsMeasure.SEIZED, name="折叠桌", keeper="演示丙", outcome=GoodsOutcome.RETURNED, **common),
        Goods(measure=GoodsMeasure.SEIZED, name="遮阳伞", **common),
        Goods(measure=GoodsMeasure.REGISTERED, name="账本", **common),
        Evidence(
            case_id=world.case_id, kind=EvidenceKind.WRITTEN, name="营业执照复印件", source="当事人", proves="主体身份",
            obtained_at=NOW, obtained_by="演示甲",
        ),
    )  # fmt: skip

    def known(form: str) -> dict[str, Any]:
        return world.see(case_paper.known, world.officer, world.case_id, form)

    assert [one["名称"] for one in known("F12")["物品清单"]] == ["折叠桌", "遮阳伞"]
    assert [one["名称"] for one in known("F12-2")["物品清单"]] == ["折叠桌"]
    assert [one["名称"] for one in known("F15a")["物品清单"]] == ["账本"]
    assert known("F11")["物品概要"] == "折叠桌2张；遮阳伞2张。"
    assert known("F19")["证据"] == [{"证据名称": "营业执照复印件", "证明内容": "主体身份", "来源": "当事人"}]


def test_periods_are_counted_not_typed(world: World) -> None:
    sealed = world.see(case_paper.known, world.officer, world.case_id, "F11", date(2026, 3, 2))
    assert (sealed["期限起"], sealed["期限止"]) == ("2026-03-02", "2026-03-31")
    kept = world.see(case_paper.known, world.officer, world.case_id, "F15a", date(2026, 3, 4))
    assert kept["期限止"] == "2026-03-13"


def test_the_people_are_those_of_that_day(world: World) -> None:
    with world.store.write("test") as session:
        row = session.query(CasePerson).filter(CasePerson.role == CaseRole.ASSISTANT).one()
        row.until = date(2026, 11, 10)
    world.add(
        CasePerson(
            case_id=world.case_id, person_id=world.people["reviewer"], role=CaseRole.ASSISTANT, since=date(2026, 11, 10)
        ),
        CasePerson(
            case_id=world.case_id, person_id=world.people["chief"], role=CaseRole.HOST, since=date(2026, 11, 12)
        ),
    )
    before = world.see(case_paper.known, world.officer, world.case_id, "F06", date(2026, 11, 9))
    after = world.see(case_paper.known, world.officer, world.case_id, "F06", date(2026, 11, 10))
    assert [one["姓名"] for one in before["执法人员"]] == ["演示甲", "演示乙"]
    assert [one["姓名"] for one in after["执法人员"]] == ["演示甲", "演示丁"]
    assert world.see(case_paper.known, world.officer, world.case_id, "F21")["主持人"] == "演示戊"


def test_nothing_required_stays_open(world: World) -> None:
    kept = drafted(world, "F06")
    with pytest.raises(Refused) as refused:
        issued(world, kept)
    assert reasons(refused.value.problems) == ["违反规定", "询问时间", "询问地点", "携带材料"]
    assert states(world) == [PaperState.DRAFT]
    with world.store.read() as session:
        assert number_book.book(session, world.officer, 2026) == []


def test_an_entry_of_a_list_has_its_required_cells(world: World) -> None:
    kept = drafted(world, "F15a", 物品清单=[{"名称": "账本", "数量": ""}, {"名称": "", "数量": "1"}])
    with pytest.raises(Refused) as refused:
        issued(world, kept)
    rows = [(one.row, one.why) for one in refused.value.problems if one.field == "物品清单"]
    assert rows == [(1, "第 1 行请填“数量”"), (2, "第 2 行请填“名称”")]
