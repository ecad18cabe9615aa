"""案卷评查 in the middle of the desk: vetoes and points of the newest sheet; every deduction has its reason."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Refused
from app.rules.quality import HUNDRED, Answer, Line, Score, newest
from app.services.case.shapes import Desk
from app.services.case_parts.quality import record_score
from app.views.frame import Frame
from app.views.register.editors import NumberField
from app.views.register.form_body import FormBody
from app.views.theme import worn
from app.views.widgets.choice_fields import BoolField
from app.views.widgets.kinds import button, label
from app.views.widgets.text_fields import TextField

WHY = ".why"  # the field of the reason stands beside that of the points


class ScoreForm(QWidget):
    """Signals: `scored(words)` with total and grade."""

    scored = Signal(str)

    def __init__(self, frame: Frame, desk: Desk) -> None:
        super().__init__()
        self._frame, self._desk, self._sheet = frame, desk, newest()
        self.form = FormBody()
        column = QVBoxLayout(self)
        pad = worn().px(14)
        column.setContentsMargins(pad, pad, pad, pad)
        note = f"满分 {self._sheet.full // HUNDRED} 分；没有问题的留空。扣分和一票否决都要写理由。办案人员不能评自己的案卷。"
        column.addWidget(label(note, "facts", wrap=True))
        self.form.add_section("一票否决", "有其中一项，评查不合格")
        for line in self._sheet.vetoes:
            self._add(line, BoolField(line.text, words="有这种情形"))
        section = ""
        for line in self._sheet.lines:
            if line.section != section:
                section = line.section
                self.form.add_section(section)
            self._add(line, NumberField(f"{line.text}（{line.points / HUNDRED:g} 分）", whole=False, hint="扣几分"))
        self.form.finish()
        self.form.open_values({})
        column.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.primary = button("保存评查结果", "primary", then=self.press)
        foot.addWidget(self.primary)
        column.addLayout(foot)

    def _add(self, line: Line, field: BoolField | NumberField) -> None:
        field.setToolTip(line.basis)
        self.form.add_field(line.key, field)
        self.form.add_field(line.key + WHY, TextField("理由"))

    def answers(self) -> dict[str, Answer]:
        """What was found, line by line."""
        values: dict[str, Any] = self.form.values()
        found = {}
        for line in (*self._sheet.vetoes, *self._sheet.lines):
            raw = values[line.key]
            points = int(raw) if isinstance(raw, bool) else round((raw or 0) * HUNDRED)
            found[line.key] = Answer(points, str(values[line.key + WHY] or ""))
        return found

    def press(self) -> None:
        """Score the file."""
        if not self.form.check():
            return
        actor, case, answers = self._frame.office.actor, self._desk.id, self.answers()

        def refused(error: BaseException) -> None:
            if isinstance(error, Refused):
                self.form.show_problems(error.problems, "保存评查结果")
            else:
                self._frame.tell(error)

        def written(score: Score) -> None:
            self._frame.note_saved()
            self.scored.emit(f"评查 {score.total / HUNDRED:g} 分，{score.grade}")

        self._frame.office.background.write(
            self, lambda session: record_score(session, actor, case, answers), written, refused
        )
