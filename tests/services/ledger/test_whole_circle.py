"""A book declared in the program's own form: filled, moved on, printed, exported, brought back without a change."""

import io
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from app import clock
from app.models import Person
from app.registers.catalogue import register
from app.registers.ledger.declaration import ColumnKind
from app.registers.ledger.writing import PlainBook, PlainColumn, PlainMove, text_of
from app.rules.vocabulary import PersonKind, PersonSource
from app.services.actor import Actor
from app.services.ledger.keeping import define
from app.services.ledger.moving import move
from app.services.ledger.printing import entry_paper
from app.services.paper import pdf
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.services.sheets.exporting import export
from app.services.sheets.heading import best_sheet
from app.services.sheets.importing import import_sheet
from app.services.sheets.reading import read_sheets
from app.services.sheets.shapes import Outcome
from app.store.unit import Store
from tests.conftest import assert_journal_tells_all
from tests.services.conftest import ActorOf
from tests.services.ledger.test_printing import named

KEY = "ledger.own_circle"
BOOK = PlainBook(
    "own_circle", "装备培训", "培训", "队伍", "2026-11", "本单位制度", "内容",
    (
        PlainColumn("内容", ColumnKind.LINE, required=True), PlainColumn("经过", ColumnKind.PROSE),
        PlainColumn("日期", ColumnKind.DAY, required=True), PlainColumn("开始时间", ColumnKind.INSTANT),
        PlainColumn("费用", ColumnKind.MONEY), PlainColumn("人数", ColumnKind.INTEGER), PlainColumn("考试", ColumnKind.FLAG),
        PlainColumn("方式", ColumnKind.CHOICE, choices=("集中", "网络")),
        PlainColumn("装备", ColumnKind.CHOICES, choices=("记录仪", "对讲机", "盾牌")),
        PlainColumn("负责人", ColumnKind.PERSON), PlainColumn("结果", ColumnKind.PROSE),
    ),
    ("已登记", "已办结"), ("已办结",), (PlainMove("办结", "已登记", "已办结", ("结果",)),),
    ("值班员", "带班领导"), ("值班员",), "日期", 5, "工作日",
)  # fmt: skip


def fill(store: Store, actor: Actor) -> list[str]:
    """Three entries, one of them at its end."""
    with store.write(actor.login) as session:
        person = Person(name="演示甲", source=PersonSource.TOWNSHIP, kind=PersonKind.ESTABLISHED)
        session.add(person)
        session.flush()
        made = []
        for number in range(3):
            values: dict[str, Any] = {
                "内容": f"=记录仪使用{number}", "经过": "第一行\n第二行", "日期": "2026-11-02", "开始时间": "2026-11-02 09:30",
                "费用": "1234.50", "人数": "00012", "考试": number == 1, "方式": "集中", "装备": ["盾牌", "记录仪"],
                "负责人": person.id,
            }  # fmt: skip
            saved = editing.save(
                session, actor, KEY, FormDraft(values if number else {"内容": "只有内容", "日期": "2026-11-03"})
            )
            made.append(saved.id)
        move(session, actor, "own_circle", made[1], 1, "办结", {"结果": "全部合格"})
    return made


def bring(store: Store, actor: Actor, path: Path) -> Outcome:
    sheet, header = best_sheet(register(KEY), read_sheets(path))
    with store.write(actor.login) as session:
        return import_sheet(session, actor, register(KEY), sheet, header)


def test_the_whole_circle(books_store: Store, actor_of: ActorOf, tmp_path: Path) -> None:
    named(books_store)
    leader, duty = actor_of("leader"), actor_of("duty")
    with books_store.write(leader.login) as session:
        define(session, leader, text_of(BOOK))
    made = fill(books_store, duty)
    with books_store.read() as session:
        paper = entry_paper(session, leader, "own_circle", made[1])
        export(session, duty, register(KEY), tmp_path / "out.xlsx")
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(paper).pdf)).pages)
    for words in (
        "装备培训",
        "=记录仪使用1",
        "第二行",
        "1234.50",
        "2026年11月2日",
        "2026年11月9日",
        "9时30分",
        "演示甲",
        "盾牌",
        "全部合格",
        "已办结",
    ):
        assert words in printed, words
    same = bring(books_store, duty, tmp_path / "out.xlsx")
    assert (same.added, same.updated, same.unchanged, same.refused) == (0, 0, 3, ())
    model: Any = register(KEY).model
    with books_store.write(duty.login) as session:  # as it comes to a home that has none of them
        for one in made:
            session.get_one(model, one).deleted_at = clock.now()
    fresh = bring(books_store, duty, tmp_path / "out.xlsx")
    assert (fresh.added, fresh.updated, fresh.unchanged, fresh.refused) == (3, 0, 0, ())
    with books_store.read() as session:
        export(session, duty, register(KEY), tmp_path / "again.xlsx")
    first, again = (read_sheets(tmp_path / name)[0].rows for name in ("out.xlsx", "again.xlsx"))
    assert sorted(map(str, first)) == sorted(map(str, again))
    assert_journal_tells_all(books_store)
