"""The patrol page as its user works it: a round with findings and photos, and a re-check."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.clock import frozen, now
from app.rules.vocabulary import Handling, Light, PatrolShift, PhotoStage, RecheckResult
from app.services import patrol, patrol_reading
from app.views.pages.patrol_card import FindingCard
from app.views.pages.patrol_photos import PhotosField, Thumbnail
from app.views.pages.patrol_recheck import RecheckDialog
from app.views.register.child_rows import RowsField
from app.views.widgets.dialogs import Dialog
from tests.services.patrols import DAY, HOUR, Team, photo, team_in
from tests.views.desk import Desk, rest, type_into
from tests.views.pages.patrol_steps import NOW, add_member, form_of, open_page, picture, recorded, seen


@pytest.fixture(autouse=True)
def _held() -> object:
    with frozen(NOW):
        yield


@pytest.fixture
def team(desk: Desk) -> Team:
    return team_in(desk.office.store)


def test_the_list_shows_light_members_points_and_the_re_check(qtbot: QtBot, desk: Desk, team: Team) -> None:
    recorded(desk, team)
    page = open_page(qtbot, desk)
    cells = [page.listing.rows.cell(0, column) for column in range(7)]
    texts = [cell.text for cell in cells if cell is not None]
    assert texts[0] == "复查超期"
    assert texts[2:6] == ["11-23 下午", "演示乙、演示甲、演示丙（辅）", "8 / 8", "1"] or texts[3].count("演示") == 3
    assert texts[6].startswith("超期")
    assert cells[0] is not None
    assert cells[0].light is Light.OVERDUE
    assert cells[6] is not None
    assert cells[6].tone == "red"
    assert page.header.facts.text() == "待复查 1 处，其中超期 1 处"


def test_a_round_is_filled_in_with_a_finding_and_a_dropped_photo(
    qtbot: QtBot, desk: Desk, team: Team, tmp_path: Path
) -> None:
    page = open_page(qtbot, desk)
    page.new_record()
    form = form_of(page)
    body = form.form_body
    assert body.fields["day"].value() == DAY + timedelta(days=1)  # today is filled in
    for person in team[:2]:
        add_member(form, person)
    assert form.members.count.text() == "2 人，其中持证 2 人"
    type_into(body.fields["route"].focusProxy(), "石梁大街、麻蓬")  # type: ignore[arg-type]
    findings = body.fields["findings"]
    assert isinstance(findings, RowsField)
    findings.add_button.click()
    for name, value in (
        ("place", "石梁大街46号"), ("category", "占道经营"), ("description", "店外堆放建材占道"),
        ("handling", Handling.CORRECTED),
    ):  # fmt: skip
        field = findings.row_field(0, name)
        assert field is not None
        field.set_value(value)
    body.fields["started_at"].set_value(now() - HOUR)
    row = findings.row_field(0, "found_at")
    assert row is not None
    row.set_value(now() - HOUR / 2)
    photos = findings.row_field(0, "photos")
    assert isinstance(photos, PhotosField)
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(picture(tmp_path / "现场.jpg")))])
    photos.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    assert len(photos.findChildren(Thumbnail)) == 1
    page.save()
    assert desk.told == []
    assert page.top() is None, [field.error() for field in body.fields.values() if field.error()]
    kept = seen(desk, page.shown_id() or "")
    assert kept.shift is PatrolShift.MORNING
    assert [one.name for one in kept.members] == ["演示甲", "演示乙"]
    assert kept.findings[0].photos[0].taken_at == datetime(2026, 11, 23, 6, 22, 5, tzinfo=UTC)
    assert kept.findings[0].latitude == pytest.approx(28.9917, abs=1e-3)


def test_a_round_of_one_is_refused_and_a_finding_says_what_it_lacks_at_its_own_fields(
    qtbot: QtBot, desk: Desk, team: Team
) -> None:
    page = open_page(qtbot, desk)
    page.new_record()
    form = form_of(page)
    add_member(form, team[0])
    page.save()
    assert form.members.error() == "巡查人员不少于 2 人"
    add_member(form, team[1])
    findings = form.form_body.fields["findings"]
    assert isinstance(findings, RowsField)
    findings.add_button.click()
    for name, value in (
        ("place", "麻蓬"),
        ("category", "水利"),
        ("description", "弃渣"),
        ("handling", Handling.REPORTED),
    ):
        field = findings.row_field(0, name)
        assert field is not None
        field.set_value(value)
    page.save()
    reason = findings.row_field(0, "no_photo_reason")
    assert reason is not None
    assert "没有照片" in reason.error()
    assert page.top() is form
    assert desk.saved == 0


def test_a_photo_that_is_no_file_is_named_and_the_others_stay(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    field = PhotosField(desk, "照片", stage=PhotoStage.BEFORE)
    qtbot.addWidget(field)
    field.take_in([picture(tmp_path / "一.jpg"), tmp_path / "没有.jpg"])
    assert "没有.jpg" in field.error()
    assert len(field.findChildren(Thumbnail)) == 1


def test_a_patrol_is_changed_and_somebody_elses_change_is_kept(qtbot: QtBot, desk: Desk, team: Team) -> None:
    record = recorded(desk, team)
    page = open_page(qtbot, desk)
    page.open_record(record)
    page.edit_current()
    form = form_of(page)
    form.form_body.fields["vehicle"].set_value("2 号执法车")
    before = seen(desk, record)
    from dataclasses import replace

    with desk.office.store.write("other") as session:
        theirs = replace(patrol_reading.draft_of(before), weather="阴")
        patrol.change(session, desk.office.actor, record, before.revision, theirs)
    page.save()
    assert form.gate.isVisible()
    assert form.form_body.fields["vehicle"].value() == "2 号执法车"
    page.save()
    kept = seen(desk, record)
    assert (kept.vehicle, kept.weather) == ("2 号执法车", "阴")


def test_the_drawer_opens_the_pressing_finding_and_a_re_check_settles_it(qtbot: QtBot, desk: Desk, team: Team) -> None:
    record = recorded(desk, team, photo(desk.office.store, desk.office.actor))
    page = open_page(qtbot, desk)
    page.open_record(record)
    card = page.split.drawer.findChildren(FindingCard)[0]
    assert card.is_open
    assert len(card.findChildren(Thumbnail)) == 1
    next(one for one in card.findChildren(QPushButton) if one.text() == "记录复查").click()
    dialog = page.findChildren(RecheckDialog)[0]
    dialog.save()
    assert dialog.form.fields["result"].error()
    dialog.form.fields["result"].set_value(RecheckResult.CORRECTED)
    dialog.save_button.click()
    rest()
    assert desk.said[-1] == "复查已保存"
    assert seen(desk, record).findings[0].rechecks[0].result is RecheckResult.CORRECTED
    cell = page.listing.rows.cell(0, 6)
    assert cell is not None
    assert cell.text == "已复查"


def test_leaving_a_half_written_re_check_asks(qtbot: QtBot, desk: Desk, team: Team) -> None:
    record = recorded(desk, team)
    page = open_page(qtbot, desk)
    page.open_record(record)
    page.record_recheck(seen(desk, record).findings[0])
    dialog = page.findChildren(RecheckDialog)[0]
    dialog.form.fields["note"].set_value("还堆着")
    dialog.reject()
    question = next(one for one in dialog.findChildren(Dialog) if one.isVisible())
    next(one for one in question.findChildren(QPushButton) if one.text() == "继续填写").click()
    rest()
    assert dialog.isVisible()
    dialog.form.fields["note"].set_value(None)
    dialog.reject()
    rest()
    assert not page.findChildren(RecheckDialog)


def test_a_draft_of_a_round_comes_back_with_members_findings_and_photos(
    qtbot: QtBot, desk: Desk, team: Team, tmp_path: Path
) -> None:
    page = open_page(qtbot, desk)
    page.new_record()
    form = form_of(page)
    add_member(form, team[0])
    findings = form.form_body.fields["findings"]
    assert isinstance(findings, RowsField)
    findings.add_button.click()
    photos = findings.row_field(0, "photos")
    assert isinstance(photos, PhotosField)
    photos.take_in([picture(tmp_path / "现场.jpg")])
    page.keep_draft()
    again = open_page(qtbot, desk)
    rest()
    question = next(one for one in again.findChildren(Dialog) if one.isVisible())
    next(one for one in question.findChildren(QPushButton) if one.text() == "继续填写").click()
    recovered = form_of(again).form_body
    assert recovered.fields["members"].value() == form.form_body.fields["members"].value()
    assert recovered.fields["findings"].value() == findings.value()


def test_delete_goes_to_the_bin_and_comes_back(qtbot: QtBot, desk: Desk, team: Team) -> None:
    record = recorded(desk, team)
    page = open_page(qtbot, desk)
    page.removing.remove((record,))
    assert page.listing.rows.total == 0
    assert desk.undo is not None
    desk.undo()
    assert page.listing.rows.total == 1
