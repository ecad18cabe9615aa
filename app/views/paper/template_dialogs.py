"""What is asked before a version of a template is put in force: from which day, knowing what it leaves out."""

from datetime import date
from typing import TYPE_CHECKING

from app.clock import today
from app.views.widgets.date_fields import DateField
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import label
from app.views.widgets.notices import GateBox

if TYPE_CHECKING:
    from app.views.paper.template import TemplateLayer


class ActivateDialog(Dialog):
    """From which day; what the version leaves out stands above."""

    def __init__(self, layer: "TemplateLayer", left_out: list[str]) -> None:
        super().__init__(layer, f"启用《{layer.form.name}》的这一版")
        words = "从这一天起新做的文书用这一版；已经做成的文书不变，重新打印还是原来的样子。启用后这一版不能再改。"
        self.body.addWidget(label(words, "facts", wrap=True))
        if left_out:
            box = GateBox()
            box.say("和出厂模板比：" + "；".join(left_out))
            self.body.addWidget(box)
        self.day = DateField("启用日期", required=True, hint="今天或以后的一天")
        self.day.set_value(today())
        self.body.addWidget(self.day)
        self.add_button("先不启用").setFocus()

        def go() -> None:
            day = self.day.value()
            if not self.day.check() or not isinstance(day, date):
                return
            if day < today():
                self.day.set_error("启用日期不能早于今天")
                return
            self.accept()
            layer.acts.activate(day)

        self.submit_with(self.add_button("启用这一版", "primary", go, closes=False))
