"""待我签批 as its people work it: the chief signs, the reviewer answers, the heads vote, an expert sees his one case."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.documents import missing
from app.rules.review import Head, ReturnReason
from app.rules.vocabulary_case import Opinion, PaperState
from app.services import case_paper, case_paper_signing
from app.services.case_parts.advice import AdviceDraft, AdviceKind, ask_advice, list_advice
from app.services.case_parts.discussion import list_votes
from app.services.case_parts.review import list_reviews
from app.views.case.layer import CaseLayer
from app.views.case.waiting_forms import AdviceForm, DiscussionForm, ReviewForm, SignForm
from app.views.pages.approvals import ApprovalsPage
from tests.services.case.offices import DAY, Bench
from tests.views.desk import Desk, rest

Sit = Callable[..., Desk]


@pytest.fixture
def opened(qtbot: QtBot) -> Callable[[Desk], ApprovalsPage]:
    """The page in a window, its first line chosen."""

    def show(desk: Desk) -> ApprovalsPage:
        page = ApprovalsPage(desk)
        qtbot.addWidget(page)
        page.resize(1190, 650)
        with qtbot.waitActive(page):
            page.show()
        page.shown()
        if page.table.rowCount():
            page.table.selectRow(0)
        rest()
        return page

    return show


def sent(bench: Bench) -> str:
    """A filing sheet, complete and before its signers."""
    bench.open()
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])
    officer = bench.actors["officer"]
    with bench.store.write("x") as session:
        paper = case_paper.draft_paper(session, officer, bench.case_id, "F03")
        open_still = {one.name for one in missing(paper.form, paper.values)}
        more = dict.fromkeys(open_still, "示例")
        kept = case_paper.save_draft(
            session, officer, paper.document_id or "", paper.revision or 0, {**paper.values, **more}
        )
        case_paper_signing.submit(session, officer, kept.document_id or "")
    return paper.document_id or ""


def chain(bench: Bench, document: str) -> list[str]:
    with bench.store.read() as session:
        return [one.signer for one in case_paper_signing.lines(session, bench.actors["officer"], document)]


def test_a_paper_goes_from_desk_to_desk_and_each_sees_it_when_it_is_his_turn(
    sit: Sit, bench: Bench, opened: Callable[[Desk], ApprovalsPage]
) -> None:
    document = sent(bench)
    assert opened(sit("chief")).lists[0] == []
    for role in ("officer", "head", "chief"):
        desk = sit(role) if role != "chief" else sit("deputy")
        page = opened(desk)
        assert len(page.lists[0]) == 1
        form = page.split.drawer.findChild(SignForm)
        assert isinstance(form, SignForm)
        assert form.form.fields["words"].value() == "同意。"
        form.press()
        assert desk.told == []
        assert desk.said == ["已签批"]
    assert chain(bench, document) == ["演示员"] * 3
    with bench.store.read() as session:
        papers = {one.id: one.state for one in case_paper.papers(session, bench.actors["officer"], bench.case_id)}
    assert papers[document] is PaperState.SIGNED


def test_sending_back_needs_a_reason(sit: Sit, bench: Bench, opened: Callable[[Desk], ApprovalsPage]) -> None:
    document = sent(bench)
    page = opened(sit("officer"))
    form = page.split.drawer.findChild(SignForm)
    assert isinstance(form, SignForm)
    form.form.fields["opinion"].set_value(Opinion.RETURN)
    form.form.fields["opinion"].changed.emit()
    assert form.form.fields["words"].value() is None
    form.press()
    assert form.form.fields["words"].error() == "请填写意见内容"
    assert chain(bench, document) == ["", "", ""]


def reviewing(bench: Bench, **more: Any) -> None:
    bench.open(**more)
    bench.to_investigation()
    bench.to_notice(date(2026, 3, 2))
    bench.take("send_review", date(2026, 3, 10))


def test_a_review_is_answered_head_by_head_and_comes_back_with_a_reason(
    sit: Sit, bench: Bench, opened: Callable[[Desk], ApprovalsPage], on_day: Callable[[date], None]
) -> None:
    reviewing(bench)
    on_day(date(2026, 3, 11))
    page = opened(sit("legal"))
    assert page.tabs.tabText(page.tabs.currentIndex()) == "法制审核 1"
    form = page.split.drawer.findChild(ReviewForm)
    assert isinstance(form, ReviewForm)
    assert "演示甲" not in [form.reviewer.combo.itemText(n) for n in range(form.reviewer.combo.count())]
    form.reviewer.set_value(bench.people["reviewer"])
    for head in Head:
        form.form.fields[head.value].set_value(head is not Head.FACTS)
    form.form.fields["opinion"].set_value(Opinion.RETURN)
    form.form.fields["words"].set_value("补充现场照片")
    form.press()
    assert form.form.fields["reason"].error() == "请选择退回原因"
    form.form.fields["reason"].set_value(ReturnReason.EVIDENCE)
    form.press()
    assert [one.error() for one in form.form.fields.values() if one.error()] == []
    with bench.store.read() as session:
        rounds = list_reviews(session, bench.actors["chief"], bench.case_id)
    assert [(one.opinion, one.reason) for one in rounds] == [(Opinion.RETURN, ReturnReason.EVIDENCE.label)]
    assert bench.seen().state == "notified"


def test_the_discussion_offers_only_those_who_may_vote(
    sit: Sit, bench: Bench, opened: Callable[[Desk], ApprovalsPage], on_day: Callable[[date], None]
) -> None:
    reviewing(bench, discussion_due=True)
    bench.take("pass_review", date(2026, 3, 11), reviewer=bench.people["reviewer"])
    bench.take("send_discussion", date(2026, 3, 11))
    on_day(date(2026, 3, 12))
    page = opened(sit("chief"))
    form = page.split.drawer.findChild(DiscussionForm)
    assert isinstance(form, DiscussionForm)
    form.votes.set_value([
        {"person_id": bench.people[one], "agrees": True, "words": None} for one in ("reviewer", "host", "third")
    ])  # fmt: skip
    form.form.fields["conclusion"].set_value("同意按一般情节处罚")
    form.press()
    with bench.store.read() as session:
        votes = list_votes(session, bench.actors["chief"], bench.case_id)
    assert len(votes) == 3, [one.error() for one in form.form.fields.values()]


def test_an_expert_sees_the_case_he_was_asked_about_and_answers_once(
    sit: Sit, bench: Bench, opened: Callable[[Desk], ApprovalsPage]
) -> None:
    bench.open()
    other = bench.case_id
    bench.open(item="tiered")
    expert = sit("expert")
    with bench.store.write("x") as session:
        draft = AdviceDraft(AdviceKind.EXPERT, "示例专家", "定性是否准确？", expert.office.actor.account_id)
        ask_advice(session, bench.actors["officer"], bench.case_id, draft)
    page = opened(expert)
    assert [one.case_id for one in page.lists[3]] == [bench.case_id]
    page.open_case(other)
    assert expert.told
    layer = page.top()
    assert isinstance(layer, CaseLayer)
    assert layer.desk is None
    layer.leave()
    page.open_case(bench.case_id)
    layer = page.top()
    assert isinstance(layer, CaseLayer)
    assert layer.desk is not None
    layer.leave()
    page.table.selectRow(0)
    form = page.split.drawer.findChild(AdviceForm)
    assert isinstance(form, AdviceForm)
    form.form.fields["answer"].set_value("定性准确。")
    next(one for one in page.split.drawer.findChildren(QPushButton) if one.text() == "答复").click()
    with bench.store.read() as session:
        assert list_advice(session, bench.actors["officer"], bench.case_id)[0].answer == "定性准确。"
    assert page.lists[3] == []
