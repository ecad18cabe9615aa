"""这时还可以办: every act that belongs to the state the case is in, as a button, or with the reason why not and the article."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.case.shapes import Desk, OpenAct
from app.views.theme import worn
from app.views.widgets.drawer import scrolled_column
from app.views.widgets.kinds import button, label, offer, rule
from app.views.widgets.notices import GateBox

NOT_OURS = "当事人、其他机关的行为，发生了才登记"


def acts_list(desk: Desk, take: Callable[[OpenAct], object]) -> QWidget:
    """Open acts first, then those behind a gate; `take` opens the form of one."""
    content, column = scrolled_column(14)
    ours = [one for one in desk.acts if not one.gate and not one.external]
    others = [one for one in desk.acts if not one.gate and one.external]
    shut = [one for one in desk.acts if one.gate]
    for title, acts in (("现在可以办", ours), ("有了才登记", others)):
        if acts:
            column.addWidget(label(title, "strong"))
            for one in acts:
                column.addLayout(_open_row(one, take))
            column.addWidget(rule())
    if shut:
        column.addWidget(label("还不能办，缺什么", "strong"))
        _add_shut(column, shut)
    if not desk.acts:
        column.addWidget(label(f"案件{desk.state_label}，没有别的可以办。", "facts"))
    column.addStretch(1)
    return content


def _open_row(one: OpenAct, take: Callable[[OpenAct], object]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(worn().px(10))
    row.addWidget(button(one.title, "accent" if one.permitted else "outline", size="small", then=partial(take, one)))
    reason = NOT_OURS if one.external else f"批准：{one.approver}" + ("" if one.permitted else "（您可以填写、送签）")
    row.addWidget(label(reason, "facts", wrap=True), 1)
    return row


def _add_shut(column: QVBoxLayout, shut: Sequence[OpenAct]) -> None:
    for one in shut:
        head = QHBoxLayout()
        made = button(one.title, size="small")
        offer(made, one.gate)
        head.addWidget(made)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(GateBox(one.gate))
