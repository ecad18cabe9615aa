"""One record in the drawer: its facts by section, child rows, lights, and its history on request."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import local
from app.registers.fields import child_fields, fields
from app.registers.spec import RegisterSpec
from app.registers.values import to_text
from app.services.register.shapes import Form, HistoryLine
from app.views.theme import worn
from app.views.widgets.drawer import scrolled_column
from app.views.widgets.kinds import button, label, rule
from app.views.widgets.light import StatusLight

LABEL_WIDTH = 96


def facts_grid(pairs: Sequence[tuple[str, QWidget]]) -> QGridLayout:
    """Labels left, values right, values wrap."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(worn().px(10))
    grid.setVerticalSpacing(worn().px(4))
    grid.setColumnMinimumWidth(0, worn().px(LABEL_WIDTH))
    grid.setColumnStretch(1, 1)
    for line, (name, value) in enumerate(pairs):
        grid.addWidget(label(name, "label", wrap=True), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, line, 1, Qt.AlignmentFlag.AlignTop)
    return grid


def fact(text: str) -> QWidget:
    """A value that wraps and can be copied with the mouse."""
    made = label(text or "—", wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def record_card(spec: RegisterSpec, form: Form) -> QWidget:
    """The whole record, read only."""
    content, column = scrolled_column()
    known = fields(spec)
    for number, section in enumerate(spec.sections):
        if number:
            column.addWidget(rule())
        column.addWidget(label(section.title, "strong"))
        pairs: list[tuple[str, QWidget]] = []
        for name in section.fields:
            sign = form.signs.get(name)
            value = to_text(known[name], form.values.get(name), form.titles)
            if sign is not None:
                pairs.append((known[name].label, _signed(value, StatusLight(sign.light, sign.words))))
            else:
                pairs.append((known[name].label, fact(value)))
        column.addLayout(facts_grid(pairs))
    for child in spec.children:
        rows = form.children.get(child.key, ())
        column.addWidget(rule())
        column.addWidget(label(f"{child.title}（{len(rows)}）", "strong"))
        columns = child_fields(spec, child.key)
        for row in rows:
            words = [to_text(field, row.values.get(name), form.titles) for name, field in columns.items()]
            column.addWidget(fact(" · ".join(filter(None, words))))
    column.addStretch(1)
    return content


def _signed(text: str, light: StatusLight) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(worn().px(10))
    if text:
        row.addWidget(label(text))
    row.addWidget(light)
    row.addStretch(1)
    return both


def history_card(lines: Sequence[HistoryLine], undo: Callable[[], object] | None) -> QWidget:
    """Who changed what and when, newest first; `undo` takes back the last change."""
    content, column = scrolled_column()
    if undo is not None and lines:
        row = QHBoxLayout()
        row.addWidget(button("撤销上一次修改", size="small", icon="undo", then=undo))
        row.addStretch(1)
        column.addLayout(row)
    for line in lines:
        column.addWidget(_history_line(line))
    if not lines:
        column.addWidget(label("还没有修改记录。", "facts"))
    column.addStretch(1)
    return content


def _history_line(line: HistoryLine) -> QWidget:
    card = QFrame()
    card.setProperty("kind", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(worn().px(10), worn().px(6), worn().px(10), worn().px(8))
    column.setSpacing(worn().px(2))
    head = QHBoxLayout()
    head.addWidget(label(line.kind.label, "strong"))
    head.addStretch(1)
    head.addWidget(label(f"{local(line.at):%Y-%m-%d %H:%M} · {line.who}", "caption"))
    column.addLayout(head)
    for change in line.fields:
        column.addWidget(
            label(f"{change.label}：{change.before or '（空）'} → {change.after or '（空）'}", "facts", wrap=True)
        )
    return card
