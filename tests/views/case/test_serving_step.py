"""送达 in the step that needs it: one form, one press; whoever may not take the act keeps the record, and the act waits."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLabel

from app.services.case_parts.serving import list_services
from app.views.case.part_dialogs import ServiceDialog
from app.views.pages.case import CasePage
from tests.services.case.finished import finish
from tests.services.case.offices import DAY, Bench
from tests.views.case.conftest import front
from tests.views.desk import Desk, rest

Sit = Callable[..., Desk]
Open = Callable[[Desk], CasePage]


def ready(bench: Bench) -> None:
    """Investigated, with a final notice that nobody has handed over."""
    bench.open(party="citizen")
    bench.to_investigation()
    bench.take("prove", DAY)
    bench.take("close_investigation", DAY)
    with bench.at(DAY), bench.store.write("x") as session:
        finish(session, bench.case_id, "F20", DAY, serve=False)


def fill(layer: Any, **values: object) -> None:
    for key, value in values.items():
        layer.work.form.fields[key].set_value(value)


def test_one_press_serves_the_notice_and_tells_the_party(desk: Desk, bench: Bench, open_page: Open) -> None:
    ready(bench)
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    assert layer.work.footer.primary.text() == "送达事先告知书"
    assert not layer.work.gate.isVisible()
    fill(layer, recipient="示例当事人", penalty_kinds=["fine"], fine=100_000)
    layer.work.press()
    rest()
    assert desk.told == []
    assert bench.seen().state == "notified"
    with bench.store.read() as session:
        assert [one.recipient for one in list_services(session, bench.actors["chief"], bench.case_id)] == ["示例当事人"]


def test_what_the_record_lacks_is_said_at_its_field(desk: Desk, bench: Bench, open_page: Open) -> None:
    ready(bench)
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    fill(layer, penalty_kinds=["fine"], fine=100_000)
    layer.work.press()
    rest()
    assert any("要写明签收人" in one.text() for one in layer.work.findChildren(QLabel))
    assert bench.seen().state == "investigated"


def test_an_officer_keeps_the_record_and_the_head_finds_the_act_open(sit: Sit, bench: Bench, open_page: Open) -> None:
    ready(bench)
    officer = sit("officer")
    page = open_page(officer)
    page.open_record(bench.case_id)
    layer = front(page)
    assert layer.work.footer.primary.text() == "登记送达"
    fill(layer, recipient="示例当事人")
    layer.work.press()
    rest()
    assert officer.told == []
    assert next(one for one in bench.seen().acts if one.key == "notify").gate == ""
    assert bench.seen().state == "investigated"


def test_the_dialog_leaves_the_paper_of_the_step_to_the_step(desk: Desk, bench: Bench, open_page: Open) -> None:
    ready(bench)
    with bench.at(DAY), bench.store.write("x") as session:
        finish(session, bench.case_id, "F31", DAY, serve=False)
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    layer.open_part(ServiceDialog)
    rest()
    dialog = next(one for one in layer.findChildren(ServiceDialog) if one.isVisible())
    assert [words for _value, words in dialog.papers._choices] == [f"F31（{DAY.isoformat()} 定稿）"]
    dialog.close()


def test_what_was_said_once_is_not_typed_again(desk: Desk, bench: Bench, open_page: Open, on_day: Any) -> None:
    bench.open(party="citizen")
    bench.to_investigation()
    bench.to_notice(DAY)
    bench.take("send_review", date(2026, 3, 10))
    bench.take("pass_review", date(2026, 3, 10), reviewer=bench.people["reviewer"])
    on_day(date(2026, 3, 11))
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    assert layer.desk is not None
    layer.work.open_act(layer.desk, next(one for one in layer.desk.acts if one.key == "decide"))
    rest()
    assert layer.work.form is not None
    assert layer.work.form.fields["fine"].value() == 100_000
    assert layer.work.form.fields["penalty_kinds"].value() == ["fine"]


def test_while_nobody_has_said_anything_there_is_nothing_to_fill_in(desk: Desk, bench: Bench, open_page: Open) -> None:
    """复核意见书 answers a defence; before there is one the step only tells until when the party may speak."""
    bench.open(party="citizen")
    bench.to_investigation()
    bench.to_notice(DAY)
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    assert layer.work.form is None
    said = [one.text() for one in layer.work.findChildren(QLabel) if one.isVisibleTo(layer.work)]
    assert any(one.startswith("当事人还没有提出什么") for one in said)
    assert "到 3月9日" in said
    bench.take("state", DAY)
    layer.refresh()
    rest()
    assert layer.work.work is not None
    assert layer.work.work.paper is not None
    assert layer.work.work.paper.form.id == "F25"
