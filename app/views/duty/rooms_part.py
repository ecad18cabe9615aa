"""备勤用房: who sleeps where tonight; more guests than beds are told at once."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import clock
from app.rules.vocabulary import Light
from app.services.actor import may
from app.services.shift import lodging
from app.services.shift.lodging import Lodged
from app.views.duty.lines import Lines
from app.views.frame import Frame
from app.views.register.form_body import FormBody
from app.views.register.lookup import search_of
from app.views.register.rows import Cell, Row
from app.views.widgets.choice_fields import ComboField
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import button
from app.views.widgets.notices import GateBox
from app.views.widgets.panel import Panel
from app.views.widgets.picker import Picked, PickerField


class RoomsPart(QWidget):
    """One line a room with its guests; 安排 gives somebody a place, 取消 takes it away."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.rooms: tuple[Lodged, ...] = ()
        self.lines = Lines("今晚备勤用房", (160, 90, 0, 240))
        self.panel = Panel("今晚备勤用房", padded=False)
        if may(frame.office.actor, "rooms.assign"):
            self.panel.add_action(button("安排…", "accent", size="tiny", then=self.lodge))
            self.panel.add_action(button("取消最后一人", size="tiny", then=self.take_out))
        self.panel.add_action(button("用房登记 ›", "link", then=lambda: frame.open_page("rooms")))
        self.panel.body.addWidget(self.lines)
        self.warning = GateBox()
        self.warning.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.warning)
        column.addWidget(self.panel)

    def refresh(self) -> None:
        """Read tonight again."""
        actor = self.frame.office.actor
        if may(actor, "rooms.read"):
            self.frame.office.background.read(
                self, lambda session: lodging.tonight(session, actor, clock.today()), self._show, self.frame.tell
            )

    def _show(self, rooms: tuple[Lodged, ...]) -> None:
        self.rooms = rooms
        self.lines.fill([_room(one) for one in rooms])
        guests, places = sum(len(one.guests) for one in rooms), sum(one.places for one in rooms)
        self.panel.say(
            "今晚备勤用房", f"{guests} 人 / {places} 床" if rooms else "还没有登记备勤用房，请先到“用房”登记"
        )
        over = [one.warning for one in rooms if one.warning]
        self.warning.say("；".join(over))
        self.warning.setVisible(bool(over))

    def lodge(self) -> None:
        """Give somebody a place tonight."""
        dialog = Dialog(self, "安排住宿")
        form = FormBody()
        find = search_of(self.frame)
        form.add_field("person", PickerField("人员", lambda text, answer: find("person", text, answer), required=True))
        form.add_field("room", ComboField("房间", [(one.room_id, one.name) for one in self.rooms], required=True))
        dialog.body.addWidget(form)

        def submit() -> None:
            person = form.values()["person"]
            if form.check() and isinstance(person, Picked):
                self._lodge(str(form.values()["room"]), person.id)
                dialog.close()

        dialog.add_button("取消")
        dialog.submit_with(dialog.add_button("安排", "primary", submit, closes=False))
        dialog.open()
        form.focus_first()

    def _lodge(self, room: str, person: str) -> None:
        actor = self.frame.office.actor

        def then(warning: str) -> None:
            self.frame.note_saved()
            self.refresh()
            if warning:
                self.frame.say(warning)

        self.frame.office.background.write(
            self, lambda session: lodging.lodge(session, actor, clock.today(), room, person), then, self.frame.tell
        )

    def take_out(self) -> None:
        """Take the last guest out of the chosen room."""
        row = self.lines.current()
        room = next((one for one in self.rooms if row is not None and one.room_id == row.id), None)
        if room is None or not room.guests:
            self.frame.say("请先选一个有人住的房间")
            return
        actor, stay = self.frame.office.actor, room.guests[-1][0]
        self.frame.office.background.write(
            self, lambda session: lodging.leave(session, actor, stay), lambda _none: self.refresh(), self.frame.tell
        )


def _room(one: Lodged) -> Row:
    names = "、".join(name for _stay, _person, name in one.guests) or "没有人"
    beds = Cell(f"{len(one.guests)} / {one.places} 床")
    warning = Cell(one.warning, light=Light.SOON) if one.warning else Cell("")
    return Row(one.room_id, (Cell(one.name), beds, Cell(names), warning))
