"""换班、代班 in the drawer: those that wait for a signature with the buttons to sign, and those of the month that are done."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import local
from app.services.roster.shapes import ChangeLine
from app.views.theme import worn
from app.views.widgets.kinds import button, label, pill, rule


class ChangesCard(QWidget):
    """Signals: `asked()` to write down a new one, `signed(change, person)`, `withdrawn(change)`."""

    asked = Signal()
    signed = Signal(object, str)
    withdrawn = Signal(object)

    def __init__(self, changes: Sequence[ChangeLine], own: str, *, can_change: bool, published: bool) -> None:
        super().__init__()
        self._own, self._can_change = own, can_change
        self._column = QVBoxLayout(self)
        pad = worn().px(12)
        self._column.setContentsMargins(pad, worn().px(8), pad, pad)
        self._column.setSpacing(worn().px(8))
        if can_change and published:
            self._column.addWidget(button("登记换班或代班…", "accent", icon="plus", then=self.asked.emit))
            words = "双方签字以后生效，格子里标“调”。本人登录后自己签；纸上签过的，由指挥室登记。"
        elif published:
            words = "双方签字以后生效。"
        else:
            words = "这个月还是草稿，直接拖动姓名就能对换；发布以后换班、代班要双方签字。"
        self._column.addWidget(label(words, "facts", wrap=True))
        for one in changes:
            self._column.addWidget(rule())
            self._add(one)
        if not changes:
            self._column.addWidget(label("这个月还没有换班和代班。", "facts"))
        self._column.addStretch(1)

    def _add(self, one: ChangeLine) -> None:
        head = QHBoxLayout()
        head.addWidget(label(one.kind.label, "strong"))
        waiting = one.done_at is None
        head.addWidget(pill("等签字" if waiting else "已生效", "org" if waiting else "grn"))
        head.addStretch(1)
        self._column.addLayout(head)
        self._column.addWidget(label(one.what, "body", wrap=True))
        done = f" · {local(one.done_at):%m-%d %H:%M} 生效" if one.done_at else ""
        self._column.addWidget(label(f"原因：{one.reason}{done}", "caption", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(worn().px(6))
        for person, name in one.waits_for:
            if person == self._own:
                row.addWidget(button("我来签字", "accent", size="tiny", then=partial(self.signed.emit, one, person)))
            elif self._can_change:
                words = f"登记{name}纸质签字"
                row.addWidget(button(words, size="tiny", then=partial(self.signed.emit, one, person)))
            else:
                row.addWidget(label(f"等{name}签字", "caption"))
        if waiting and self._can_change:
            row.addWidget(button("撤回", size="tiny", name=f"撤回{one.what}", then=partial(self.withdrawn.emit, one)))
        row.addStretch(1)
        self._column.addLayout(row)
