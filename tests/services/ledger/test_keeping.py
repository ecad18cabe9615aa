"""A book that an office declares itself: made, filled, exported, brought back without a change, widened, closed."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import NotPermitted, Refused
from app.models.ledger import LedgerBook
from app.registers.catalogue import register
from app.registers.ledger import books
from app.services.actor import may
from app.services.ledger.keeping import _mark, define, lines, open_books, retire, source
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.services.sheets.exporting import export
from app.services.sheets.heading import best_sheet
from app.services.sheets.importing import import_sheet
from app.services.sheets.reading import read_sheets
from app.store.unit import Store
from tests.registers.ledger.test_reading import GOOD
from tests.services.conftest import ActorOf

OWN = GOOD.replace("编号: training", "编号: own_training").replace("自动: {学时: 今天}", "自动: {培训日期: 今天}")


def test_an_own_book_goes_out_and_comes_back_unchanged(books_store: Store, actor_of: ActorOf, tmp_path: Path) -> None:
    leader, duty = actor_of("leader"), actor_of("duty")
    with books_store.write("leader") as session:
        define(session, leader, OWN)
    with books_store.write("duty") as session:
        for number in range(3):
            values = {"培训内容": f"=办案实务{number}", "培训日期": "2026-11-02", "学时": "4", "方式": "集中"}
            editing.save(session, duty, "ledger.own_training", FormDraft(values))
    spec = register("ledger.own_training")
    with books_store.read() as session:
        assert export(session, duty, spec, tmp_path / "out.xlsx") == 3
    sheet, header = best_sheet(spec, read_sheets(tmp_path / "out.xlsx"))
    with books_store.write("duty") as session:
        outcome = import_sheet(session, duty, spec, sheet, header)
    assert (outcome.added, outcome.updated, outcome.unchanged, outcome.refused) == (0, 0, 3, ())


def test_a_book_is_known_again_when_the_office_is_opened(books_store: Store, actor_of: ActorOf) -> None:
    leader = actor_of("leader")
    with books_store.write("leader") as session:
        define(session, leader, OWN.replace("own_training", "own_again"))
    open_books(books_store, "leader")
    with books_store.read() as session:
        assert ("own_again", True) in {(line.key, line.own) for line in lines(session, leader)}


def test_what_is_filled_is_not_declared_away(books_store: Store, actor_of: ActorOf) -> None:
    leader = actor_of("leader")
    text = OWN.replace("own_training", "own_kept")
    with books_store.write("leader") as session:
        define(session, leader, text)
        for other, told in (
            (text.replace("类型: 整数", "类型: 文本"), "原来是整数"),
            (text.replace("[集中, 网络]", "[集中]"), "选项“网络”已经用过"),
            (text.replace("已登记", "登记了"), "状态“已登记”已经用过"),
        ):
            with pytest.raises(Refused, match=told):
                define(session, leader, other)
        define(session, leader, text.replace("学时, 类型: 整数}", "学时, 类型: 整数}\n  - {名称: 讲师, 类型: 文本}"))
        assert "讲师" in source(session, leader, "own_kept")


def test_keys_of_shipped_books_are_taken_and_only_some_may_declare(books_store: Store, actor_of: ActorOf) -> None:
    head, duty = actor_of("head"), actor_of("duty")
    with books_store.write("head") as session:
        with pytest.raises(Refused, match="程序自带台账"):
            define(session, head, OWN.replace("own_training", "supervision"))
        with pytest.raises(NotPermitted):
            define(session, duty, OWN)


def test_a_closed_book_stays_readable_and_takes_nothing(books_store: Store, actor_of: ActorOf) -> None:
    leader, duty = actor_of("leader"), actor_of("duty")
    with books_store.write("leader") as session:
        define(session, leader, OWN.replace("own_training", "own_closed"))
        retire(session, leader, "own_closed")
        assert [line.retired for line in lines(session, leader) if line.key == "own_closed"] == [True]
    assert books.ledger("own_closed").title == "培训记录"
    assert may(leader, "ledger.own_closed.read")
    with books_store.write("leader") as session, pytest.raises(NotPermitted):
        editing.save(session, duty, "ledger.own_closed", FormDraft({"培训内容": "又一次", "培训日期": "2026-11-02"}))


def test_a_column_declared_while_the_program_runs_is_laid_out_at_the_next_start(
    books_store: Store, actor_of: ActorOf
) -> None:
    leader = actor_of("leader")
    text = GOOD.replace("编号: training", "编号: own_wider").replace("{学时: 今天}", "{培训日期: 今天}")
    wider = text.replace("栏目:\n", "栏目:\n  - {名称: 讲师, 类型: 文本}\n")
    with books_store.write("leader") as session:
        define(session, leader, text)
        define(session, leader, wider)
    open_books(books_store, "leader")  # another one logs in: the table is still mapped as it was first declared
    with books_store.read() as session:
        noted = session.connection().exec_driver_sql("PRAGMA user_version").scalar_one()
        known = {row.key: row.source for row in session.scalars(select(LedgerBook))}
    shipped = [books.ledger(key).source for key in books.shipped()]
    assert known["own_wider"] == wider
    assert noted == _mark([*shipped, text])
    assert noted != _mark([*shipped, wider])  # so that the next start lays the new column out
