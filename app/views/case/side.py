"""The right column of the desk: 期限, 文书, 证据, 物品, 承办人 and what was done, each a panel of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.rules.vocabulary import Light
from app.rules.vocabulary_case import PaperState
from app.services.case.shapes import Desk, EvidenceLine, GoodsLine, PaperLine, PersonLine, TimelineLine
from app.views.case.deadline_rows import DeadlineRow
from app.views.case.past_step import short_title
from app.views.case.words import OF_OTHERS, PAPER_LIGHTS, day_words
from app.views.frame import Frame
from app.views.pages.patrol_photos import Thumbnail
from app.views.theme import worn
from app.views.widgets.kinds import button, label, rule
from app.views.widgets.light import StatusLight
from app.views.widgets.panel import Panel

PICTURES = 2
PICTURE = 96
HELD_BACK = 3  # finished deadlines shown before the rest is folded


@dataclass(frozen=True, slots=True)
class SideActs:
    """What can be done from the side; None when it may not be done here."""

    look: Callable[[str], object]
    add_paper: Callable[[], object] | None = None
    add_evidence: Callable[[], object] | None = None
    next_paper: Callable[[], object] | None = None
    evidence: Callable[[], object] = lambda: None


def deadlines_panel(desk: Desk) -> Panel:
    """The running deadlines, ours before those of the party, the first opened; then those that are met."""
    running = sorted(
        (one for one in desk.deadlines if one.met_on is None), key=lambda one: (one.whom in OF_OTHERS, one.due)
    )
    met = [one for one in desk.deadlines if one.met_on is not None]
    panel = Panel("期限", f"在算 {len(running)} 项" if running else "", padded=False)
    panel.body.setSpacing(0)
    for number, line in enumerate(running):
        if number:
            panel.body.addWidget(rule())
        panel.body.addWidget(DeadlineRow(line, opened=number == 0))
    if not running:
        panel.body.addWidget(_empty("现在没有在算的期限。"))
    if met:
        panel.body.addWidget(rule())
        panel.body.addWidget(_Fold(f"已办结的期限 {len(met)} 项", lambda: [DeadlineRow(line) for line in met]))
    return panel


def papers_panel(desk: Desk, acts: SideActs) -> Panel:
    """Each paper with where it stands; a click looks at it."""
    living = desk.papers
    panel = Panel("文书", f"{len(living)} 份" if living else "", padded=False)
    panel.body.setSpacing(0)
    if acts.next_paper is not None and any(one.state is PaperState.DRAFT for one in living):
        panel.add_action(button("填下一份", "link", then=acts.next_paper))
    if acts.add_paper is not None:
        panel.add_action(button("添加", "link", icon="plus", name="添加文书", then=acts.add_paper))
    for number, one in enumerate(living):
        if number:
            panel.body.addWidget(rule())
        panel.body.addWidget(_paper_row(one, acts))
    if not living:
        panel.body.addWidget(_empty("还没有文书；办一步就有一份，也可以自己添加。"))
    return panel


def _paper_row(one: PaperLine, acts: SideActs) -> QWidget:
    row, line = _row()
    made = button(
        short_title(one),
        "link",
        icon="document",
        name=f"{short_title(one)}，{one.state.label}",
        then=partial(acts.look, one.id),
    )
    made.setToolTip("\n".join(filter(None, (one.title, one.number))))
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    line.addWidget(made, 1)
    line.addWidget(settled(PAPER_LIGHTS[one.state], one.state.label))
    return row


def evidence_panel(frame: Frame, desk: Desk, acts: SideActs) -> Panel:
    """The first pictures, and how many pieces of which kind there are more."""
    pieces = desk.evidence
    verified = sum(one.verified for one in pieces)
    said = (
        f"{len(pieces)} 份，" + ("均已核实" if verified == len(pieces) else f"已核实 {verified} 份") if pieces else ""
    )
    panel = Panel("证据", said)
    if acts.add_evidence is not None:
        panel.add_action(button("添加", "link", icon="plus", name="添加证据", then=acts.add_evidence))
    if not pieces:
        panel.body.addWidget(label("还没有证据。", "facts"))
        return panel
    row = QHBoxLayout()
    row.setSpacing(worn().px(8))
    pictured = [one for one in pieces if one.attachment_id is not None][:PICTURES]
    for one in pictured:
        row.addWidget(Thumbnail(frame, one.attachment_id or "", "", one.name, width=PICTURE))
    rest = [one for one in pieces if one not in pictured]
    if rest:
        words = f"+{len(rest)}" if pictured else f"{len(rest)} 份"
        more = button(f"{words}\n{_kinds(rest)}", size="small", name=f"全部证据 {len(pieces)} 份", then=acts.evidence)
        more.setFixedHeight(worn().px(PICTURE * 3 // 4))
        row.addWidget(more, 1)
    else:
        row.addWidget(button("全部", "link", name=f"全部证据 {len(pieces)} 份", then=acts.evidence))
    row.addStretch(1)
    panel.body.addLayout(row)
    return panel


def _kinds(pieces: Sequence[EvidenceLine]) -> str:
    kinds = list(dict.fromkeys(one.kind for one in pieces))
    return " ".join(f"{kind.label} {sum(one.kind is kind for one in pieces)}" for kind in kinds[:2])


def goods_panel(desk: Desk) -> Panel:
    """What is in custody and what became of it."""
    open_ones = sum(one.outcome is None for one in desk.goods)
    panel = Panel("物品", f"{len(desk.goods)} 件，{open_ones} 件还没有处理" if open_ones else "都已处理", padded=False)
    panel.body.setSpacing(0)
    for number, one in enumerate(desk.goods):
        if number:
            panel.body.addWidget(rule())
        panel.body.addWidget(_goods_row(one))
    return panel


def _goods_row(one: GoodsLine) -> QWidget:
    row, line = _row()
    words = label(f"{one.name} {one.quantity}{one.unit}", wrap=True)
    words.setToolTip(f"{one.measure.label} · 存放 {one.place}")
    line.addWidget(words, 1)
    light = Light.SOON if one.outcome is None else Light.NORMAL
    said = one.measure.label if one.outcome is None else one.outcome.label
    line.addWidget(settled(light, said))
    return row


def people_panel(desk: Desk) -> Panel:
    """Who is on the case, and who does not count and why."""
    here = [one for one in desk.people if one.until is None or one.until > desk.at]
    panel = Panel("办案人员", f"{len(here)} 人")
    grid = QGridLayout()
    grid.setVerticalSpacing(worn().px(2))
    grid.setColumnStretch(1, 1)
    for line, one in enumerate(here):
        grid.addWidget(label(one.role.label, "label"), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(_person_words(one), "facts" if not one.barred else "error", wrap=True), line, 1)
    if not here:
        grid.addWidget(label("还没有指派办案人员。", "facts"), 0, 0)
    panel.body.addLayout(grid)
    return panel


def _person_words(one: PersonLine) -> str:
    if one.barred:
        return f"▲ {one.name}：{one.barred}"
    standing = f"执法证 {one.certificate}" if one.certificate else one.kind.label
    return f"{one.name}（{standing}）"


def timeline_panel(desk: Desk) -> Panel:
    """What was done, the latest first."""
    panel = Panel("办理经过", f"{len(desk.timeline)} 条" if desk.timeline else "", padded=False)
    panel.body.setSpacing(0)
    for number, line in enumerate(reversed(desk.timeline)):
        if number:
            panel.body.addWidget(rule())
        panel.body.addWidget(_timeline_row(line))
    if not desk.timeline:
        panel.body.addWidget(_empty("案源登记以后还没有办过别的。"))
    return panel


def _timeline_row(line: TimelineLine) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    look = worn()
    column.setContentsMargins(look.px(12), look.px(6), look.px(12), look.px(6))
    column.setSpacing(look.px(1))
    top = QHBoxLayout()
    top.addWidget(label(f"● {line.title}", "strong", wrap=True), 1)
    top.addWidget(label(f"{day_words(line.on)} {line.by}", "caption"), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(top)
    if line.note:
        column.addWidget(label(line.note, "facts", wrap=True))
    return row


class _Fold(QFrame):
    """A line that opens to more lines, built when they are asked for."""

    def __init__(self, words: str, make: Callable[[], Sequence[QWidget]]) -> None:
        super().__init__()
        self._make = make
        self._inside: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._words = words
        self._button = button(f"{words} ▾", "link", name=words, then=self._turn)
        self._column.addWidget(self._button)

    def _turn(self) -> None:
        if self._inside is None:
            self._inside = QWidget()
            column = QVBoxLayout(self._inside)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            for widget in self._make():
                column.addWidget(widget)
            self._column.addWidget(self._inside)
            shown = True
        else:
            shown = self._inside.isHidden()
            self._inside.setVisible(shown)
        self._button.setText(f"{self._words} {'▴' if shown else '▾'}")


def settled(light: Light, words: str) -> StatusLight:
    """A light that takes no more room than its words."""
    made = StatusLight(light, words)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def _row() -> tuple[QWidget, QHBoxLayout]:
    made = QWidget()
    row = QHBoxLayout(made)
    look = worn()
    row.setContentsMargins(look.px(8), look.px(1), look.px(12), look.px(1))
    row.setSpacing(look.px(6))
    return made, row


def _empty(words: str) -> QWidget:
    made = label(words, "facts", wrap=True)
    pad = worn().px(12)
    made.setContentsMargins(pad, pad, pad, pad)
    return made
