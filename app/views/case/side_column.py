"""Which panels stand in the right column of a desk, in their order, and what whoever sits there may do from them."""

from functools import partial
from typing import TYPE_CHECKING

from app.services.actor import may
from app.services.case.shapes import Desk
from app.views.case import side
from app.views.case.part_dialogs import PaymentDialog
from app.views.case.side_money import money_panel
from app.views.widgets.panel import Panel

if TYPE_CHECKING:
    from app.views.case.layer import CaseLayer


def side_panels(layer: "CaseLayer", desk: Desk) -> list[Panel]:
    """期限 first; 钱款 and 物品 only where there are any."""
    actor = layer.frame.office.actor
    writes = not desk.trial and not desk.final
    fills = writes and may(actor, "document.write")
    acts = side.SideActs(
        layer.work.paper_wanted.emit,
        add_paper=layer.add_paper if fills else None,
        add_evidence=layer.add_evidence if writes and may(actor, "case.handle") else None,
        next_paper=layer.next_paper if fills else None,
        evidence=layer.show_evidence,
    )
    panels = [side.deadlines_panel(desk)]
    if desk.decided_on is not None and (desk.money.fine or desk.money.confiscation):
        pays = writes and may(actor, "money.record")
        panels.append(money_panel(desk, partial(layer.open_part, PaymentDialog) if pays else None))
    panels += [side.papers_panel(desk, acts), side.evidence_panel(layer.frame, desk, acts)]
    if desk.goods:
        panels.append(side.goods_panel(desk))
    return [*panels, side.people_panel(desk), side.timeline_panel(desk)]
