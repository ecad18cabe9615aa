"""The fields of a paper on the document page: first what was taken from the records, then what people write, in its order."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QComboBox, QRadioButton, QWidget

from app.views.case.paper_fields import SpanField, asked_of_people, is_wide, paper_field, to_field, to_paper
from app.views.frame import Frame
from app.views.paper.opened import Opened
from app.views.register.form_body import FormBody
from app.views.theme import worn
from app.views.widgets.field import Field

HALF = 180  # px at 100 % of one of the two columns


def fit(field: Field) -> None:
    """Let a field be as narrow as its column: its words wrap, a list box does not ask for its longest line."""
    for box in field.findChildren(QComboBox):
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
    if isinstance(field, SpanField):
        field.stack()
    for row in field.findChildren(QWidget):
        layout = row.layout()
        if layout is not None and row.findChild(QRadioButton) is not None:
            layout.setSpacing(worn().px(4))


class DocumentForm(FormBody):
    """Fields by their Chinese names; locked ones say where they come from."""

    def __init__(self, frame: Frame, opened: Opened, *, read_only: bool) -> None:
        super().__init__()
        self._paper = opened
        form, values = opened.printable.form, opened.printable.values
        asked = asked_of_people(form)
        taken = [one for one in asked if one.name in opened.taken and values.get(one.name)]
        for title, note, fields in (
            ("取自案件", "在案件里改，定稿时固定", taken),
            ("内容", "", [one for one in asked if one not in taken]),
        ):
            if fields:
                self.add_section(title, note if not read_only else "")
            for declared in fields:
                made = paper_field(frame, declared, opened.officers)
                if read_only or declared in taken:
                    made.set_read_only(True)
                fit(made)
                wide = is_wide(declared) or made.minimumSizeHint().width() > worn().px(HALF)
                self.add_field(declared.name, made, wide=wide)
        self.finish()
        self.open_values({one.name: to_field(one, values.get(one.name)) for one in asked})

    def take_paper(self, opened: Opened, kept: Mapping[str, object]) -> None:
        """The values `kept` were written to the paper: later changes build on them."""
        self._paper, self._opened = opened, dict(kept)

    def paper_values(self) -> dict[str, Any]:
        """The values of the paper: what nobody touched is what was kept, to the letter."""
        typed = {name: to_paper(value) for name, value in self.changed_fields().items()}
        return {**self._paper.printable.values, **typed}
