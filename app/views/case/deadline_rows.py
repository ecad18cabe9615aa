"""期限 at the right of the desk: title, last day, light, and 为什么是这一天 with the stored count, line by line."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.rules.vocabulary import Light
from app.services.case.shapes import DeadlineLine, TraceLine
from app.views.case.words import OF_OTHERS, day_words, minute_words
from app.views.theme import worn
from app.views.widgets.kinds import button, label
from app.views.widgets.light import StatusLight

WHOLE = 10  # lines up to which a count is told day by day
ENDS = 2, 3  # lines at the beginning and the end of a longer one; what lies between is said in one line


class DeadlineRow(QFrame):
    """One deadline; the reason is built when it is asked for."""

    def __init__(self, line: DeadlineLine, *, opened: bool = False) -> None:
        super().__init__()
        self.line = line
        look = worn()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        column.setSpacing(look.px(2))
        top = QHBoxLayout()
        title = label(line.title, "strong" if line.met_on is None else "facts", wrap=True)
        top.addWidget(title, 1)
        top.addWidget(label(_due_words(line), "strong" if line.met_on is None else "facts"))
        column.addLayout(top)
        low = QHBoxLayout()
        self.why = button("为什么是这一天 ▾", "link", name=f"{line.title}：为什么是这一天", then=self.turn)
        low.addWidget(self.why)
        low.addStretch(1)
        low.addWidget(StatusLight(*standing_of(line)))
        column.addLayout(low)
        self._column = column
        self._reason: QWidget | None = None
        if opened:
            self.turn()

    def turn(self) -> None:
        """Open or close the reason."""
        if self._reason is None:
            self._reason = why_this_day(self.line)
            self._column.addWidget(self._reason)
            shown = True
        else:
            shown = self._reason.isHidden()
            self._reason.setVisible(shown)
        self.why.setText(f"为什么是这一天 {'▴' if shown else '▾'}")
        self.why.setAccessibleDescription("已展开" if shown else "已收起")


def standing_of(line: DeadlineLine) -> tuple[Light, str]:
    """Light and words: a period of the party that has ended is over, not overdue."""
    if line.met_on is None and line.light is Light.OVERDUE and line.whom in OF_OTHERS:
        return Light.PAUSED, line.left.replace("超期", "已期满")
    return line.light, line.left


def why_this_day(line: DeadlineLine) -> QFrame:
    """起点 · 算法 · 中止、延长 · 依据; the days one by one when they are asked for."""
    box = QFrame()
    box.setProperty("kind", "note")
    column = QVBoxLayout(box)
    pad = worn().px(8)
    column.setContentsMargins(pad, pad // 2, pad, pad // 2)
    column.setSpacing(0)
    for words in reason_lines(line):
        column.addWidget(label(words, "facts", wrap=True))
    days = label("\n".join(day_by_day(line)), "facts", wrap=True)
    days.hide()

    def turn() -> None:
        days.setVisible(days.isHidden())
        more.setText("收起逐日" if days.isVisible() else "逐日看")

    more = button("逐日看", "link", name=f"{line.title}：逐日看", then=turn)
    column.addWidget(more)
    column.addWidget(days)
    return box


def reason_lines(line: DeadlineLine) -> list[str]:
    """The reason as lines of text; a printed list says the same."""
    evidence = f"（{line.evidence}）" if line.evidence else ""
    stops = [f"{first.isoformat()} 至 {last.isoformat()} 不计" for first, last in line.excluded]
    if line.extended:
        by = f"（{line.extended_by}）" if line.extended_by else ""
        stops.append(f"延长 {line.extended} 日{by}")
    found = [f"起点：{line.start_event} {line.start}{evidence}", f"算法：{_count(line.trace)}"]
    found.append(f"中止、延长：{'；'.join(stops) if stops else '没有记录'}")
    found.append(f"依据：{line.basis}{_mark_words(line.mark)}")
    if line.provisional:
        found.append("暂定：这一年的放假调休表还没有公布，公布后自动重算并列出变动")
    return found


def _count(trace: Sequence[TraceLine]) -> str:
    """How it was counted, in one sentence: 当日不计，次日起算，第5个工作日，其中 2 天不计."""
    if not trace:
        return "没有记录"
    how = trace[0].what.partition("，")[2]
    counted = [number for number, one in enumerate(trace) if one.count is not None]
    last = trace[counted[-1]].what if counted else ""
    skipped = sum(one.count is None for one in trace[1 : counted[-1]]) if counted else 0
    after = [one.what for one in trace[counted[-1] + 1 :]] if counted else [one.what for one in trace[1:]]
    return "，".join(filter(None, (how, last, f"其中 {skipped} 天不计" if skipped else "", *after)))


def day_by_day(line: DeadlineLine) -> list[str]:
    """The count, day by day; the middle of a long one is said in one line."""
    shown = [f"{one.day} {one.what}" for one in line.trace]
    if len(shown) > WHOLE:
        first, last = ENDS
        shown = [*shown[:first], f"……（中间 {len(shown) - first - last} 天逐日照算）", *shown[-last:]]
    return shown


def _mark_words(mark: str) -> str:
    return {
        "V": "",
        "M": "（待核：凭经验，未重读原文）",
        "E": "（本程序取稳妥的一种读法）",
        "OPEN": "（由机关自行确定）",
    }.get(mark, "")


def _due_words(line: DeadlineLine) -> str:
    words = minute_words(line.due_at) if line.due_at is not None else day_words(line.due)
    return f"{words}（暂定）" if line.provisional else words
