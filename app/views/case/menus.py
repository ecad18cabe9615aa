"""The menus of the desk: 更多, and the forms of 添加文书 by the step at which they are used."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.documents import catalogue
from app.services.actor import may
from app.services.case.shapes import Desk
from app.views.case.decision_dialogs import CashDialog, RecusalDecisionDialog, WaiverDialog
from app.views.case.evidence_papers import add_evidence_papers
from app.views.case.parcels import ReviewParcelDialog, hand_over, take_opinion, transferred
from app.views.case.part_dialogs import AdviceDialog, PartDialog, PaymentDialog, RecusalDialog, ServiceDialog

if TYPE_CHECKING:
    from app.views.case.layer import CaseLayer

RECEIPT: Final = "transfer_received"
OFFICE_STEPS: Final = frozenset({"巡查", "值班", "系统"})  # of the catalogue: not papers of a case
# What is kept beside the acts: words, permission, dialog.
PARTS: Final[tuple[tuple[str, str, type[PartDialog]], ...]] = (
    ("登记送达…", "case.handle", ServiceDialog),
    ("登记缴款…", "money.record", PaymentDialog),
    ("当场收缴的罚款上缴…", "money.record", CashDialog),
    ("当事人书面放弃…", "case.handle", WaiverDialog),
    ("请教专家、县级部门…", "case.ask", AdviceDialog),
    ("登记回避事由…", "case.handle", RecusalDialog),
    ("决定是否回避…", "case.recuse", RecusalDecisionDialog),
)


def fill_more(menu: QMenu, layer: "CaseLayer") -> None:
    """What can be done with the case on `layer` by whoever sits at the desk."""
    menu.clear()
    actor, desk = layer.frame.office.actor, layer.desk
    if desk is None:
        return
    menu.addAction("还可以办的事…", layer.show_acts)
    menu.addAction("下一份待填的文书", layer.next_paper)
    menu.addAction("审核、讨论、咨询记录", layer.show_opinions)
    if not desk.final and desk.decided_on is None and may(actor, "cases.write"):
        menu.addAction("修改基本情况…", lambda: layer.edit_wanted.emit(layer.case_id))
    if not desk.trial:
        add_evidence_papers(menu, layer)
        menu.addSeparator()
        for words, action, kind in PARTS:
            if may(actor, action):
                menu.addAction(words, _opening(layer, kind))
        if may(actor, "case.score"):
            menu.addAction("案卷评查…", layer.score)
        _add_parcels(menu.addMenu("材料包"), layer, desk)
    menu.addSeparator()
    menu.addAction("打印期限清单", layer.print_deadlines)
    menu.addAction("时间推演…", layer.ask_day)
    menu.addAction("刷新", layer.refresh)


def _add_parcels(menu: QMenu, layer: "CaseLayer", desk: Desk) -> None:
    """What leaves in one file, and what comes back."""
    actor, frame = layer.frame.office.actor, layer.frame
    if may(actor, "case.ask") and not desk.final:
        menu.addAction("送法制审核的材料包…", _opening(layer, ReviewParcelDialog))
    if may(actor, "case.advise"):
        menu.addAction("导入退回的审核意见…", lambda: take_opinion(layer, frame, desk, layer.show_opinions))
    if transferred(desk) and may(actor, "case.handle"):
        menu.addAction("移送的材料包…", lambda: hand_over(layer, frame, desk))
        if (receipt := next((one for one in desk.acts if one.key == RECEIPT and not one.gate), None)) is not None:
            menu.addAction("登记移送回执…", lambda: layer.work.open_act(desk, receipt))
    menu.menuAction().setVisible(not menu.isEmpty())


def _opening(layer: "CaseLayer", kind: type[PartDialog]) -> Callable[[], object]:
    return lambda: layer.open_part(kind)


def paper_menu(parent: QWidget, begin: Callable[[str], object]) -> QMenu:
    """The forms of the catalogue by step; `begin` gets the number of the chosen one."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    groups: dict[str, QMenu] = {}
    for entry in catalogue():
        if entry.step in OFFICE_STEPS:
            continue
        group = groups.get(entry.step) or groups.setdefault(entry.step, menu.addMenu(entry.step))
        group.addAction(entry.name).triggered.connect(_beginning(begin, entry.id))
    return menu


def _beginning(begin: Callable[[str], object], form_id: str) -> Callable[..., object]:
    return lambda *_checked: begin(form_id)
