"""Steps of a user on the patrol page, shared by its tests."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.services import patrol, patrol_reading
from app.services.patrol_shapes import PatrolSeen
from app.views.pages.patrol import PatrolPage
from app.views.pages.patrol_form import PatrolForm
from app.views.widgets.picker import Picked
from tests.services.patrols import Team, draft
from tests.views.desk import Desk
from tests.views.pages.steps import put_up

NOW = datetime(2026, 11, 24, 2, 32, tzinfo=UTC)


def recorded(desk: Desk, team: Team, *photos: str) -> str:
    with desk.office.store.write("tester") as session:
        return patrol.record(session, desk.office.actor, draft(team, *photos)).id


def seen(desk: Desk, record: str) -> PatrolSeen:
    with desk.office.store.read() as session:
        return patrol_reading.load(session, desk.office.actor, record)


def open_page(qtbot: QtBot, desk: Desk) -> PatrolPage:
    return put_up(qtbot, PatrolPage(desk))


def form_of(page: PatrolPage) -> PatrolForm:
    layer = page.top()
    assert isinstance(layer, PatrolForm)
    return layer


def picture(path: Path) -> Path:
    """A photo with a time and a place in it."""
    from PIL import Image

    exif, stream = Image.Exif(), BytesIO()
    exif.get_ifd(0x8769)[0x9003] = "2026:11:23 14:22:05"
    exif.get_ifd(0x8825).update({1: "N", 2: (28.0, 59.0, 30.0), 3: "E", 4: (118.0, 46.0, 12.0)})
    Image.new("RGB", (64, 36), "grey").save(stream, "JPEG", exif=exif)
    path.write_bytes(stream.getvalue())
    return path


def add_member(form: PatrolForm, person: str) -> None:
    """Pick a candidate as a click in the list under the field does."""
    found = form.members._candidates[person]
    form.members.picker.set_value(Picked(found.person_id, found.name))
    form.members.picker.changed.emit()
