"""Which vehicles stand ready on a day: ticks among those that can be sent out; one that cannot any more is told by name."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.roster.issues import short
from app.views.register.editors import TicksField
from app.views.register.form_body import FormBody
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import label


class VehiclesDialog(Dialog):
    """Signals: `chosen(plates)`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, day: date, choices: Sequence[str], there: Sequence[str]) -> None:
        super().__init__(parent, f"{short(day)}值班车辆")
        self.form = FormBody(columns=1)
        if choices:
            self.form.add_field("plates", TicksField("备用的车辆", [(plate, plate) for plate in choices]))
            self.form.open_values({"plates": list(there)})
        else:
            self.body.addWidget(
                label("登记册里没有这一天可以出动的车辆：请看“车辆”里的状况、年检和保险日期。", wrap=True)
            )
        if gone := [plate for plate in there if plate not in choices]:
            words = f"{'、'.join(gone)}这一天不能出动（状况、年检或者保险），保存以后去掉。"
            self.body.addWidget(label(words, "error", wrap=True))
        self.body.addWidget(self.form)
        self.add_button("取消")
        self.submit_with(self.add_button("保存", "primary", self._submit, closes=False))
        self.form.focus_first()

    def _submit(self) -> None:
        plates = self.form.values().get("plates")
        self.chosen.emit(tuple(plates) if isinstance(plates, list) else ())
        self.close()
