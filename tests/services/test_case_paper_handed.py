"""The list that goes along with a transferred case is filled from its records (F41)."""

from datetime import UTC, datetime

from app.models import Evidence, Goods
from app.rules.vocabulary_case import EvidenceKind, GoodsMeasure, GoodsOutcome
from app.services import case_paper
from tests.services.case_parts.world import World
from tests.services.papers_world import INQUIRY, drafted, issued, world

__all__ = ["world"]

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def test_papers_evidence_and_goods_stand_on_the_list(world: World) -> None:
    final = issued(world, drafted(world, "F06", **INQUIRY))
    common = {
        "case_id": world.case_id,
        "measure": GoodsMeasure.SEIZED,
        "quantity": "2",
        "place": "一号库",
        "taken_at": AT,
    }
    world.add(
        Evidence(
            case_id=world.case_id, kind=EvidenceKind.WRITTEN, name="示例合同", source="当事人", proves="示例内容",
            obtained_at=AT, obtained_by="演示甲、演示乙", pages=3,
        ),
        Goods(name="示例推车", unit="辆", **common),
        Goods(name="示例货架", outcome=GoodsOutcome.RETURNED, **common),
    )  # fmt: skip
    known = world.see(case_paper.known, world.officer, world.case_id, "F41")
    assert known["合计"] == "3件"
    paper, contract, cart = known["移送清单"]
    assert paper == {"名称": final.title, "数量": "1份", "备注": final.values["文号"]}
    assert contract == {"名称": "示例合同", "数量": "3页", "备注": "书证"}
    assert cart == {"名称": "示例推车", "数量": "2辆", "原件": "实物", "备注": "一号库"}
