"""One act on all the cases that are selected in the register: on every one of them, or on none."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.clock import today
from app.rules.procedure import procedure
from app.services.case.desk import desk as read_desk
from app.services.case.shapes import Desk
from app.services.case.together import act_on_all
from app.views.case.asks import WIDE, ask_field, to_act
from app.views.case.part_dialogs import PartDialog
from app.views.case.work_form import ON
from app.views.case.work_reading import Work, read_act
from app.views.frame import Frame
from app.views.widgets.date_fields import DateField


class TogetherDialog(PartDialog):
    """What the act asks for, once for all of them; a case that is not ready is named and none is changed."""

    title, verb = "批量办理", "全部办理"

    def __init__(self, parent: QWidget, frame: Frame, desk: Desk, work: Work, cases: Sequence[str]) -> None:
        self.work, self.cases = work, tuple(cases)
        super().__init__(parent, frame, desk)
        self.setWindowTitle(f"{self._act.title}（{len(self.cases)} 件）")

    @property
    def _act(self) -> Any:
        return self.work.act

    def build(self) -> None:
        self.form.add_field(ON, DateField("办理日期", required=True))
        for ask in self._act.asks:
            self.form.add_field(ask.key, ask_field(ask, self.work, self.desk), wide=ask.kind in WIDE)
        self.form.open_values({ON: today()})
        self.tell(f"选中的 {len(self.cases)} 件一起办：有一件不能办，就都不办，并说明是哪一件、为什么。")

    def command(self, values: dict[str, Any]) -> Callable[[Any], Any]:
        actor, cases, key = self.frame.office.actor, self.cases, self._act.key
        fields = {ask.key: to_act(ask, values[ask.key]) for ask in self._act.asks}
        return lambda session: act_on_all(session, actor, cases, key, values[ON], fields)


def ask_together(parent: QWidget, frame: Frame, cases: Sequence[str], key: str, then: Callable[[], object]) -> None:
    """Open the dialog; the first case says what is asked and who may be chosen."""
    actor = frame.office.actor

    def query(session: Any) -> tuple[Desk, Work | None]:
        desk = read_desk(session, actor, cases[0])
        act = next((one for one in desk.acts if one.key == key), None)
        return desk, read_act(session, actor, desk, act) if act is not None else None

    def show(found: tuple[Desk, Work | None]) -> None:
        desk, work = found
        if work is None:
            frame.tell(f"“{desk.title}”现在{desk.state_label}，不能“{procedure().acts[key].title}”。请去掉这一件再办。")
            return
        dialog = TogetherDialog(parent, frame, desk, work, cases)
        dialog.saved.connect(then)
        dialog.open()

    frame.office.background.read(parent, query, show, frame.tell)
