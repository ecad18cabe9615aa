"""One case and its papers: short ways to draft, write, sign and issue them."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from app import clock
from app.models import Document, Setting
from app.rules.vocabulary_case import (
    Opinion,
    PaperState,
)
from app.services import case_paper, case_paper_signing
from app.services.actor import Actor
from app.services.case_paper_signing import Signed
from app.services.paper import Printable
from app.store.unit import Store
from tests.services.case_parts.world import NOW, TODAY, World, world_in
from tests.services.conftest import ActorOf

FILING: dict[str, Any] = {
    "案件来源": "巡查发现", "案发时间": "2026年11月2日", "案发地点": "石梁大街1号", "案情摘要": "占道堆放货物。",
    "立案理由": "有违法事实，属本机关管辖。", "违反规定": "《示例条例》第一条", "线索编号": "X1", "当事人类型": "个体工商户",
    "当事人地址": "石梁大街1号", "当事人电话": "13000000000",
}  # fmt: skip
SIGNERS = (("officer", "lead", "建议立案。"), ("head", "third", "同意。"), ("chief", "chief", "同意立案。"))


@pytest.fixture
def world(store: Store, actor_of: ActorOf) -> Iterator[World]:
    with clock.frozen(NOW):
        made = world_in(store, actor_of)
        for key, value in (("office.address", "石梁大街1号"), ("office.duty_phone", "0570-0000000")):
            made.add(Setting(key=key, value=value))
        yield made


def drafted(world: World, form: str = "F03", **values: Any) -> Printable:
    kept = world.run(case_paper.draft_paper, world.officer, world.case_id, form, TODAY)
    return write(world, kept, **values) if values else kept


def write(world: World, kept: Printable, **values: Any) -> Printable:
    new = {**kept.values, **values}
    return world.run(case_paper.save_draft, world.officer, kept.document_id, kept.revision, new)


def issued(world: World, kept: Printable, **named: Any) -> Printable:
    return world.run(case_paper.issue, world.officer, kept.document_id, revision_of(world, kept), **named)


def revision_of(world: World, kept: Printable) -> int:
    with world.store.read() as session:
        return session.get_one(Document, kept.document_id).revision


def seated(world: World, role: str, who: str) -> Actor:
    """One of the people at the desk in a role."""
    return replace(world.officer, login=role, roles=frozenset({role}), person_id=world.people[who])


def signed_through(world: World, kept: Printable) -> None:
    rows = world.run(case_paper_signing.submit, world.officer, kept.document_id)
    for row, (role, who, words) in zip(rows, SIGNERS, strict=True):
        world.run(case_paper_signing.sign, seated(world, role, who), row, Signed(Opinion.AGREE, words))


def states(world: World) -> list[PaperState]:
    return [line.state for line in world.see(case_paper.papers, world.officer, world.case_id)]


def text_of(pdf: bytes) -> str:
    import pypdf

    return "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages).replace("\n", "")


INQUIRY = {
    "违反规定": "《示例条例》第一条",
    "询问时间": "2026-11-26T09:00",
    "询问地点": "执法队",
    "携带材料": ["居民身份证"],
}
