"""Above the form of a step, to be seen in five seconds: who signs, by which day, and on what article it rests. No law in here."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.documents import load_form
from app.rules.procedure import procedure
from app.rules.procedure_rows import Act
from app.rules.vocabulary import Light
from app.services.case.papers import has_template
from app.services.case.shapes import DeadlineLine, Desk, OpenAct
from app.views.case.deadline_rows import standing_of
from app.views.case.words import OF_OTHERS, day_words
from app.views.theme import worn
from app.views.widgets.kinds import label
from app.views.widgets.light import StatusLight

PARTY = "当事人"


@dataclass(frozen=True, slots=True)
class Guide:
    """Words of the three cells; `light` is None where no day presses."""

    who: str
    day: str
    light: Light | None
    left: str
    basis: str


def guide_of(desk: Desk, act: OpenAct) -> Guide:
    """What an act needs, out of the table of the procedure and the deadlines that run."""
    row = procedure().acts[act.key]
    line = _of_party(desk) if act.external else _deadline(desk, row.meets)
    day = f"{day_words(line.due)}前（{line.title}）" if line is not None else "法律没有规定哪一天"
    basis = line.basis if line is not None and row.meets else _basis(row, desk.facts)
    light, left = standing_of(line) if line else (None, "")
    return Guide(_who(act, {one.form for one in desk.papers}), day, light, left, basis)


def _basis(row: Act, facts: frozenset[str]) -> str:
    """The article of the paper that the act takes, as the case stands; else of the first thing it asks for."""
    asked = [one for one in row.conditions if not one.chosen and all(when.holds(facts) for when in one.when)]
    return next((one.basis for one in (*(one for one in asked if one.final), *asked)), "")


def _who(act: OpenAct, begun: set[str]) -> str:
    if act.external:
        return "不用批准，发生了照实登记"
    wanted = (*act.first, *act.serves, *(one for one in act.papers if one in begun), *act.papers)
    sheets = [load_form(one).name for one in wanted if has_template(one)]
    paper = f"，签《{sheets[0]}》" if sheets else ""
    yours = "（就是您）" if act.permitted else ""
    return f"{act.approver}{yours}{paper}"


def _deadline(desk: Desk, meets: frozenset[str] | None) -> DeadlineLine | None:
    """The nearest running day this act keeps; before the decision else the day to decide by."""
    ours = [
        one for one in desk.deadlines
        if one.met_on is None and one.whom not in OF_OTHERS and (meets is None or one.rule in meets)
    ]  # fmt: skip
    nearest = min(ours, key=lambda one: one.due, default=None)
    return nearest or (desk.decide_by if desk.decided_on is None else None)


def _of_party(desk: Desk) -> DeadlineLine | None:
    """What others do has their day: the first that runs for the party."""
    theirs = [one for one in desk.deadlines if one.met_on is None and one.whom == PARTY]
    return min(theirs, key=lambda one: one.due, default=None)


class GuideStrip(QWidget):
    """Three cells side by side in a grey box, made once and filled for each step."""

    def __init__(self) -> None:
        super().__init__()
        look = worn()
        box = QFrame()
        box.setProperty("kind", "note")
        around = QHBoxLayout(self)
        around.setContentsMargins(look.px(14), look.px(8), look.px(14), 0)
        around.addWidget(box)
        self._row = QHBoxLayout(box)
        self._row.setContentsMargins(look.px(10), look.px(6), look.px(10), look.px(6))
        self._row.setSpacing(look.px(16))
        self.light = StatusLight(Light.NORMAL, "")
        self.who = self._cell("谁批准", 4)
        self.day = self._cell("最迟哪一天", 4, self.light)
        self.basis = self._cell("依据", 4)
        self.hide()

    def _cell(self, name: str, stretch: int, light: StatusLight | None = None) -> QLabel:
        column = QVBoxLayout()
        column.setSpacing(worn().px(1))
        head = QHBoxLayout()
        head.setSpacing(worn().px(8))
        head.addWidget(label(name, "label"))
        if light is not None:
            head.addWidget(light)
        head.addStretch(1)
        column.addLayout(head)
        said = label("", "facts", wrap=True)
        said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(said, 1)
        self._row.addLayout(column, stretch)
        return said

    def show_guide(self, guide: Guide | None) -> None:
        """Show the cells; None hides them."""
        self.setVisible(guide is not None)
        if guide is None:
            return
        self.who.setText(guide.who)
        self.day.setText(guide.day)
        self.basis.setText(short_basis(guide.basis) or "本机关的办案规程")
        self.basis.setToolTip(guide.basis)
        self.light.setVisible(guide.light is not None)
        if guide.light is not None:
            self.light.show_state(guide.light, guide.left)


def short_basis(basis: str) -> str:
    """The first of several articles, the country left out; the whole stands in the tooltip and beside the deadline."""
    first, *more = basis.split("；")
    return first.replace("中华人民共和国", "") + ("等" if more else "")
