"""The money of a case in the right column: what is owed, what came in, and the buttons to write both down."""

from collections.abc import Callable

from app.services.case.shapes import Desk
from app.views.case.words import yuan
from app.views.register.record_card import fact, facts_grid
from app.views.theme import worn
from app.views.widgets.kinds import button
from app.views.widgets.panel import Panel


def money_panel(desk: Desk, pay: Callable[[], object] | None) -> Panel:
    """`pay` opens 登记缴款; None when it may not be done here."""
    money = desk.money
    panel = Panel("钱款", f"还没缴 {yuan(money.open)}" if money.open > 0 else "已缴清")
    if pay is not None and money.open > 0:
        panel.add_action(button("登记缴款", "link", icon="plus", then=pay))
    rows = (
        ("罚款", money.fine, money.fine_paid), ("没收", money.confiscation, money.confiscation_paid),
    )  # fmt: skip
    pairs = [(name, fact(f"{yuan(owed)}，已缴 {yuan(paid)}")) for name, owed, paid in rows if owed or paid]
    if money.surcharge_paid:
        pairs.append(("加处罚款", fact(f"已缴 {yuan(money.surcharge_paid)}")))
    grid = facts_grid(pairs)
    grid.setColumnMinimumWidth(0, worn().px(64))
    panel.body.addLayout(grid)
    return panel
