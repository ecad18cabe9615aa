"""The papers of a patrol are previewed as they print, and the list as it is filtered."""

from io import BytesIO

import pytest
from pytestqt.qtbot import QtBot

from app.clock import frozen
from app.views.paper.document import DocumentLayer
from app.views.paper.layer import PreviewLayer
from tests.services.patrols import Team, photo, team_in
from tests.views.desk import Desk
from tests.views.pages.patrol_steps import NOW, open_page, recorded, seen


@pytest.fixture(autouse=True)
def _held() -> object:
    with frozen(NOW):
        yield


@pytest.fixture
def team(desk: Desk) -> Team:
    return team_in(desk.office.store)


def test_the_log_and_the_inspection_record_are_previewed_as_they_print(qtbot: QtBot, desk: Desk, team: Team) -> None:
    record = recorded(desk, team, photo(desk.office.store, desk.office.actor))
    page = open_page(qtbot, desk)
    page.open_record(record)
    for show in (page.print_log, lambda: page.print_inspection(seen(desk, record).findings[0])):
        show()
        layer = page.top()
        assert isinstance(layer, DocumentLayer)
        assert layer.preview.sheets.pages >= 1
        layer.leave()
    assert desk.told == []


def test_the_list_is_printed_as_it_is_filtered(qtbot: QtBot, desk: Desk, team: Team) -> None:
    recorded(desk, team)
    page = open_page(qtbot, desk)
    page.listing.filters.set_value("shift", "afternoon")
    page.print_out()
    layer = page.top()
    assert isinstance(layer, PreviewLayer)
    from pypdf import PdfReader

    sheaf = layer.preview._sheaf
    assert sheaf is not None
    text = PdfReader(BytesIO(sheaf.make(preview=False).pdf)).pages[0].extract_text()
    assert "巡查清单" in text.replace(" ", "")
    assert "班次下午" in text.replace(" ", "")
