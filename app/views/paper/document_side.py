"""Beside the fields and the pages: what the red pen found, who has signed, and the other papers of the case in filing order."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.rules.red_pen import Finding
from app.services.case.shapes import PaperLine
from app.services.case_paper_signing import ApprovalLine
from app.views.case.past_step import short_title
from app.views.case.words import PAPER_LIGHTS, day_words
from app.views.theme import worn
from app.views.widgets.drawer import empty
from app.views.widgets.kinds import button, label, restyle, rule
from app.views.widgets.light import StatusLight
from app.views.widgets.panel import Panel, scrolling

MOST = 12  # findings shown at once; the rest is counted


class RedPenBox(QFrame):
    """Findings of 校验 as links. Signal: wanted(document id, field)."""

    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "gate")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(worn().px(10), worn().px(6), worn().px(10), worn().px(6))
        self._column.setSpacing(worn().px(2))
        self.links: list[QPushButton] = []
        self.hide()

    def show_findings(self, found: Sequence[Finding], here: str) -> None:
        """`here` is the paper in front: findings of other papers name theirs. An empty list hides the box."""
        empty(self._column)
        self.links = []
        self.setVisible(bool(found))
        if not found:
            return
        self._column.addWidget(label(f"◆ 红笔校验：{len(found)} 处要核对", "strong"))
        for number, one in enumerate(found[:MOST], start=1):
            where = "" if one.sheet == here else f"《{one.title}》"
            self._column.addWidget(self._line(number, f"{where}{one.why}", one))
        if len(found) > MOST:
            self._column.addWidget(label(f"另有 {len(found) - MOST} 处，改好上面的再校验一次。", "hint", wrap=True))
        self.setAccessibleName("红笔校验：" + "；".join(one.why for one in found))

    def _line(self, number: int, words: str, one: Finding) -> QWidget:
        """A sentence that wraps, and the link that jumps: a button cannot wrap its words."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(f"{number}. {words}", "facts", wrap=True), 1)
        link = button("去看", "link", name=f"去看：{words}", then=partial(self.wanted.emit, one.sheet, one.field))
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        self.links.append(link)
        return line


class Standing(QFrame):
    """The green box on top of a final paper, orange when facts have changed since, grey when it is void."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "standing")
        column = QVBoxLayout(self)
        column.setContentsMargins(worn().px(10), worn().px(6), worn().px(10), worn().px(6))
        column.setSpacing(worn().px(2))
        self._title, self._more = label("", "strong"), label("", "facts", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._more)
        self.hide()

    def say(self, title: str, more: str = "", tone: str = "grn") -> None:
        """Change the words; an empty title hides it."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._more.setText(more)
        self._more.setVisible(bool(more))
        restyle(self, "tone", tone)
        self._title.style().unpolish(self._title)  # its colour follows the tone of the box
        self._title.style().polish(self._title)
        self.setAccessibleName(f"{title} {more}".strip())
        self.setVisible(bool(title))


def chain_table(chain: Sequence[ApprovalLine]) -> QWidget:
    """环节 · 人员、意见 · 日期, in the order of signing."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(worn().px(10))
    grid.setVerticalSpacing(worn().px(6))
    grid.setColumnStretch(1, 1)
    for column, words in enumerate(("环节", "人员、意见", "日期")):
        grid.addWidget(label(words, "caption"), 0, column)
    for row, one in enumerate(chain, start=1):
        grid.addWidget(label(one.role.removesuffix("意见").removesuffix("审批"), "facts"), row, 0)
        opinion = one.words or (one.opinion.label if one.opinion else "")
        said = " · ".join(filter(None, (one.signer, opinion))) or "待签"
        grid.addWidget(label(said, wrap=True), row, 1)
        grid.addWidget(label(day_words(one.on) if one.on is not None else "", "facts"), row, 2)
    return holder


class PapersPanel(Panel):
    """The papers of the case in filing order; the one in front is marked. `batch` prints several of them."""

    def __init__(self, look: Callable[[str], object], batch: Callable[[], object]) -> None:
        super().__init__("本案文书", "按归档顺序", padded=False)
        self._look = look
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.body.setSpacing(0)
        self.body.addWidget(scrolling(holder), 1)
        foot = QFrame()
        foot.setProperty("kind", "panel-footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(worn().px(12), worn().px(8), worn().px(12), worn().px(8))
        self.batch = button("批量打印…", icon="printer", size="small", then=batch)
        row.addWidget(self.batch)
        row.addStretch(1)
        self.body.addWidget(foot)

    def show_papers(self, papers: Sequence[PaperLine], here: str) -> None:
        """Fill the list."""
        empty(self._column)
        for one in papers:
            self._column.addWidget(self._row_of(one, here))
            self._column.addWidget(rule())
        self._column.addStretch(1)
        self.batch.setVisible(bool(papers))

    def _row_of(self, one: PaperLine, here: str) -> QWidget:
        line = QFrame()
        line.setProperty("kind", "sibling")
        line.setProperty("here", one.id == here)
        row = QHBoxLayout(line)
        row.setContentsMargins(worn().px(8), worn().px(4), worn().px(8), worn().px(4))
        name = f"{short_title(one)}，{one.state.label}" + ("，正在看" if one.id == here else "")
        made = button(
            short_title(one), "link", icon="document", name=name, then=partial(self._look, one.id), elides=True
        )
        made.setToolTip("\n".join(filter(None, (one.title, one.number))))
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.addWidget(made, 1)
        row.addWidget(StatusLight(PAPER_LIGHTS[one.state], one.state.label))
        return line
