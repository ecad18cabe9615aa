"""On the desk itself: the reviewer answers, the heads vote, the money is seen, and who signs stands above the form."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton

from app.rules.review import Head
from app.rules.vocabulary_case import Opinion
from app.services.case_parts.review import list_reviews
from app.views.case.part_dialogs import PaymentDialog
from app.views.case.waiting_forms import DiscussionForm, ReviewForm
from app.views.pages.case import CasePage
from tests.services.case.offices import DAY, Bench
from tests.views.case.conftest import front
from tests.views.desk import Desk, rest

Sit = Callable[..., Desk]
Open = Callable[[Desk], CasePage]
MoveTo = Callable[[date], None]


def notified(bench: Bench, **more: Any) -> None:
    """A case whose party had its time to speak."""
    bench.open(**more)
    bench.to_investigation()
    bench.to_notice(DAY)


def test_the_reviewer_answers_in_the_middle_of_the_desk(
    sit: Sit, bench: Bench, open_page: Open, on_day: MoveTo
) -> None:
    notified(bench)
    bench.take("send_review", date(2026, 3, 10))
    on_day(date(2026, 3, 11))
    legal = sit("legal")
    page = open_page(legal)
    page.open_record(bench.case_id)
    layer = front(page)
    form = layer.work.findChild(ReviewForm)
    assert isinstance(form, ReviewForm)
    form.reviewer.set_value(bench.people["reviewer"])
    for head in Head:
        form.form.fields[head.value].set_value(True)
    form.form.fields["opinion"].set_value(Opinion.AGREE)
    next(one for one in form.findChildren(QPushButton) if one.text() == "提交审核意见").click()
    rest()
    assert legal.told == []
    with bench.store.read() as session:
        assert [one.opinion for one in list_reviews(session, bench.actors["chief"], bench.case_id)] == [Opinion.AGREE]
    layer.show_opinions()
    rest()
    assert any("同意" in one.text() for one in layer.work.findChildren(QLabel))


def test_the_heads_vote_at_the_desk_and_investigators_are_named_as_left_out(
    sit: Sit, bench: Bench, open_page: Open, on_day: MoveTo
) -> None:
    notified(bench, discussion_due=True)
    bench.take("send_review", date(2026, 3, 10))
    bench.take("pass_review", date(2026, 3, 11), reviewer=bench.people["reviewer"])
    bench.take("send_discussion", date(2026, 3, 11))
    on_day(date(2026, 3, 12))
    page = open_page(sit("chief"))
    page.open_record(bench.case_id)
    form = front(page).work.findChild(DiscussionForm)
    assert isinstance(form, DiscussionForm)
    assert not {bench.people["lead"], bench.people["co"]} & {person for person, _name in form._able}


def test_who_signs_by_which_day_and_on_what_article_stands_above_the_form(
    desk: Desk, bench: Bench, open_page: Open
) -> None:
    bench.open()
    bench.to_investigation()
    page = open_page(desk)
    page.open_record(bench.case_id)
    guide = front(page).work.guide
    assert guide.isVisible()
    assert guide.who.text().startswith("承办人")
    assert "作出行政处罚决定" in guide.day.text()
    assert guide.basis.text().startswith("《")
    notes = {one.title: one.note for one in front(page).steps.rows.steps}
    assert "演示" in notes["立案"]


def test_money_that_is_owed_is_seen_and_paid_from_the_side(
    desk: Desk, bench: Bench, open_page: Open, on_day: MoveTo
) -> None:
    notified(bench)
    bench.to_decision(date(2026, 3, 20))
    bench.take("serve", date(2026, 3, 20))
    on_day(date(2026, 3, 21))
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    assert any(one.text() == "还没缴 1,000 元" for one in layer.right.findChildren(QLabel))
    next(one for one in layer.right.findChildren(QPushButton) if one.text() == "登记缴款").click()
    dialog = next(one for one in layer.findChildren(PaymentDialog) if one.isVisible())
    dialog.form.fields["receipt"].set_value("示例票据9")
    dialog.submit()
    rest()
    assert desk.told == []
    assert any(one.text() == "已缴清" for one in layer.right.findChildren(QLabel))
