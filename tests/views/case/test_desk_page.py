"""The desk of a case as an officer works it: from the clue over the steps, with gates, drafts and the time machine."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.rules.vocabulary_case import PaperState
from app.services.case.shapes import StepState
from app.views.case.deadline_rows import DeadlineRow
from app.views.case.verb import Doing
from app.views.pages.case import CasePage
from app.views.pages.case_form import CaseForm
from app.views.widgets.notices import GateBox
from app.views.widgets.picker import Picked
from tests.services.case.offices import DAY, Bench
from tests.views.case.conftest import front
from tests.views.desk import Desk, rest

Open = Callable[[Desk], CasePage]


def words(box: QWidget) -> str:
    """All that stands in a box."""
    return "".join(one.text() for one in box.findChildren(QLabel))


def test_a_clue_is_registered_and_its_desk_opens(desk: Desk, bench: Bench, open_page: Open) -> None:
    page = open_page(desk)
    page.new_record()
    form = page.top()
    assert isinstance(form, CaseForm)
    form.form_body.fields["party_id"].set_value(Picked(bench.parties["firm"], "示例建材有限公司"))
    form.form_body.fields["item_id"].set_value(Picked(bench.items["plain"], "示例行为甲"))
    form.form_body.fields["happened_on"].set_value(DAY)
    form.save()
    layer = front(page)
    assert desk.told == []
    assert layer.desk is not None
    assert layer.desk.title.startswith("示例建材有限公司")
    now = [one for one in layer.steps.rows.steps if one.state is StepState.NOW]
    assert [one.title for one in now] == ["案源登记"]
    assert "还没有立案号" in layer.head.facts.text()


def test_assigning_takes_only_who_may_and_says_why_the_others_may_not(
    desk: Desk, bench: Bench, open_page: Open
) -> None:
    bench.open()
    page = open_page(desk)
    page.open_record(bench.case_id)
    work = front(page).work
    assert work.form is not None
    lead = work.form.fields["lead"]
    assert "演示丁：辅助人员不能作为执法人员" in lead._hint
    work.press()
    assert lead.error() == "请选择主办"
    lead.set_value(bench.people["lead"])
    work.form.fields["assistants"].set_value([bench.people["co"]])
    work.press()
    layer = front(page)
    assert desk.told == []
    assert layer.desk is not None
    assert layer.desk.state == "verifying"
    assert layer.left.facts.text().startswith("第 2 步")
    assert "主办 演示甲" in layer.head.facts.text()


def test_a_form_has_the_facts_of_the_case_read_only_and_is_kept_as_a_draft(
    desk: Desk, bench: Bench, open_page: Open
) -> None:
    bench.open()
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])
    page = open_page(desk)
    page.open_record(bench.case_id)
    work = front(page).work
    assert work.form is not None
    assert work.title.text() == "立案审批表"
    party = work.form.fields["当事人"]
    assert party.value() == "示例建材有限公司"
    assert party._hint == "取自案件，定稿时固定"
    work.form.fields["立案理由"].set_value("有违法事实，属本机关管辖")
    work.form.fields["立案理由"].changed.emit()
    assert work.unsaved()
    page.save()
    assert not work.unsaved()
    assert work.state.text().startswith("草稿")
    paper = next(one for one in front(page).desk.papers if one.form == "F03")  # type: ignore[union-attr]
    assert paper.state is PaperState.DRAFT


def test_a_refused_act_says_why_with_its_article_in_the_same_panel(desk: Desk, bench: Bench, open_page: Open) -> None:
    bench.open()
    bench.to_investigation()
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    layer.show_acts()
    rest()
    shut = next(one for one in layer.desk.acts if one.key == "recheck_failed")  # type: ignore[union-attr]
    gates = [words(one) for one in layer.work.findChildren(GateBox)]
    assert shut.gate in gates
    assert "第二十八条" in shut.gate
    button = next(one for one in layer.work.findChildren(QPushButton) if one.text() == shut.title)
    assert not button.isEnabled()
    assert button.accessibleDescription() == shut.gate


def test_filing_starts_the_ninety_days_and_says_why_this_day(desk: Desk, bench: Bench, open_page: Open) -> None:
    bench.open()
    bench.to_investigation()
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    assert layer.head.bar.accessibleName() == "作出决定期限（90 日）剩 90 天"
    row = next(one for one in layer.findChildren(DeadlineRow) if one.line.rule == "D01")
    assert row.line.due == DAY + timedelta(days=90)
    assert row.why.text().endswith("▴")


def test_the_time_machine_shows_another_day_and_writes_nothing(desk: Desk, bench: Bench, open_page: Open) -> None:
    bench.open()
    bench.to_investigation()
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    saved = desk.saved
    layer.look_at(date(2026, 6, 10))
    assert layer.band.isVisible()
    assert "2026年" in layer.band.words.text() or "6月10日" in layer.band.words.text()
    assert "超期" in layer.head.bar.accessibleName()
    assert not layer.work.footer.isVisible()
    layer.work.press()
    assert desk.saved == saved
    layer.look_at(None)
    assert not layer.band.isVisible()


def test_an_officer_sends_to_be_signed_what_the_head_of_the_agency_approves(
    sit: Callable[..., Desk], bench: Bench, open_page: Open
) -> None:
    bench.open()
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])
    officer = sit("officer")
    page = open_page(officer)
    page.open_record(bench.case_id)
    work = front(page).work
    assert work.verb is not None
    assert work.verb.doing is Doing.SUBMIT
    assert "《立案审批表》还没有定稿" in work.verb.gate
    work.press()
    assert work.form is not None
    assert work.form.fields["立案理由"].error() == "请填写立案理由"


def test_no_form_of_a_case_is_wider_than_its_place(desk: Desk, bench: Bench, open_page: Open) -> None:
    bench.open()
    bench.to_investigation()
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    assert layer.desk is not None
    for form_id in ("F03", "F07", "F16", "F17", "F19"):
        layer.work.begin_paper(layer.desk, form_id)
        rest()
        assert layer.work.form is not None
        assert layer.work.form.minimumSizeHint().width() <= layer.work.width() - 40, form_id


def test_particulars_are_corrected_until_they_are_fixed_and_nothing_else_is_lost(
    desk: Desk, bench: Bench, open_page: Open
) -> None:
    bench.open(ended_on=DAY, note="群众反映", source_table="finding", source_id="示例")
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    layer.edit_wanted.emit(bench.case_id)
    form = page.top()
    assert isinstance(form, CaseForm)
    form.form_body.fields["place"].set_value("示例路2号")
    form.save()
    assert page.top() is layer
    kept = bench.case()
    assert (kept.place, kept.ended_on, kept.note, kept.source_id) == ("示例路2号", DAY, "群众反映", "示例")
    page.data_changed(frozenset({"case"}), frozenset({bench.case_id}))  # what the window tells of every commit
    assert layer.desk is not None
    assert layer.desk.place == "示例路2号"


def _deliver(desk: Desk, query: Callable[[Any], Any], then: Callable[[Any], object]) -> None:
    """What was asked for arrives only now."""
    with desk.office.store.read() as session:
        found = query(session)
    then(found)


def test_a_step_that_somebody_turned_to_stays_in_front(
    desk: Desk, bench: Bench, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.open()
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    assert layer.desk is not None
    at_hand, later = (next(one for one in layer.desk.steps if one.act == act) for act in ("assign", "decide"))
    late: list[Callable[[], object]] = []
    with monkeypatch.context() as slow:
        slow.setattr(
            desk.office.background,
            "read",
            lambda _owner, query, then, _failed=None: late.append(partial(_deliver, desk, query, then)),
        )
        layer.open_step(at_hand)
    layer.open_step(later)
    assert layer.work.title.text() == "处罚决定"
    assert late
    for arrive in late:
        arrive()
    assert layer.work.title.text() == "处罚决定", "a form that arrives late is not shown"
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])
    page.data_changed(frozenset({"case"}), frozenset({bench.case_id}))
    assert layer.left.facts.text().startswith("第 2 步")
    assert layer.work.title.text() == "处罚决定"
    layer.refresh()
    assert layer.work.title.text() != "处罚决定", "F5 turns to the step at hand"
