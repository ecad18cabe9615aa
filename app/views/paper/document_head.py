"""The header of the document page: what can be done with a paper as it stands, one primary button at the far right."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.rules.vocabulary_case import PaperState
from app.services.actor import may
from app.services.case_paper_form import approval_rows
from app.views.paper.opened import Opened
from app.views.widgets.kinds import button, offer

if TYPE_CHECKING:
    from app.views.paper.document import DocumentLayer

TONES = {PaperState.ISSUED: "grn", PaperState.SERVED: "grn", PaperState.FILED: "grn", PaperState.VOID: "gry"}
OPEN = frozenset({PaperState.DRAFT, PaperState.SIGNING, PaperState.SIGNED})
Offer = tuple[str, str, str, Callable[[], object]]


class DocumentHead:
    """Fills the header of `layer`."""

    def __init__(self, layer: "DocumentLayer") -> None:
        self._layer = layer
        self._made: list[QWidget] = []
        self._final: QPushButton | None = None
        self._doing = "定稿"
        self.offers_of: Callable[[Opened], list[Offer]] = _nothing_more  # of a page that knows its papers

    def doing(self) -> str:
        """What is refused while something is open: 定稿取号, 送签."""
        return self._doing

    def open_for_issue(self, open_: bool) -> None:  # noqa: FBT001  the state of the button
        """定稿取号 is shut while something is missing; the list of it stands on top of the fields."""
        if self._final is not None:
            offer(self._final, "" if open_ else f"改好后才能{self._doing}")

    def show_paper(self, opened: Opened) -> None:
        """Title, state, grey line, buttons."""
        layer, form = self._layer, opened.printable.form
        layer.header.title.setText(opened.title)
        layer.header.title.setAccessibleName(opened.title)
        layer.header.set_state(opened.state.label, TONES.get(opened.state, "org"))
        number = opened.number or ("定稿时取号" if form.number else "")
        kind = "对外文书" if form.outward else "内部文书"
        layer.header.say(" · ".join(filter(None, (number, f"一式 {form.copies} 份", kind))))
        for made in self._made:
            made.hide()
            made.deleteLater()
        self._made, self._final = [], None
        self._doing = "送签" if self._to_sign(opened) else "定稿取号" if form.number else "定稿"
        self._menu(opened)
        primary = self._primary(opened)
        for words, kind_of, icon, then in self._offers(opened):
            self._add(words, "primary" if not primary and words.startswith("打印") else kind_of, icon, then)
        if primary:
            words, icon, then = primary
            self._final = self._add(words, "primary", icon, then)

    def _to_sign(self, opened: Opened) -> bool:
        return opened.state is PaperState.DRAFT and not opened.chain and bool(approval_rows(opened.printable.form))

    def _primary(self, opened: Opened) -> tuple[str, str, Callable[[], object]] | None:
        actor, layer = self._layer.frame.office.actor, self._layer
        if self._to_sign(opened) and may(actor, "document.write"):
            return "送签", "edit", layer.acts.submit
        if opened.state in OPEN and may(actor, "document.issue") and not self._to_sign(opened):
            return self._doing, "lock", layer.acts.issue
        return None

    def _offers(self, opened: Opened) -> list[Offer]:
        layer, actor = self._layer, self._layer.frame.office.actor
        found: list[Offer] = []
        if opened.state is PaperState.VOID and may(actor, "document.write"):
            found.append(("重做", "outline", "edit", layer.acts.remake))
        elif opened.state is PaperState.ISSUED and may(actor, "document.void"):
            found.append(("作废重做…", "outline", "trash", layer.acts.ask_void))
        found += self.offers_of(opened)
        if opened.state is not PaperState.VOID:
            found.append(("校验 F7", "outline", "tick", layer.check))
        found.append(("导出 Word…", "outline", "document", layer.preview.export_word))
        found.append(("打印…", "outline", "printer", layer.print_out))
        return found

    def _menu(self, opened: Opened) -> None:
        layer, actor = self._layer, self._layer.frame.office.actor
        more = self._add("更多 ▾", "outline", "", None)
        menu = QMenu(more)
        menu.addAction("导出 PDF…", layer.preview.export_pdf)
        if opened.siblings:
            menu.addAction("批量打印…", layer.batch_wanted.emit)
        if opened.replaces:
            menu.addAction("与上一版比较", layer.compare_wanted.emit)
        if opened.chain and opened.state in OPEN and may(actor, "document.write"):
            menu.addAction("撤回送签", layer.acts.take_back)
        if opened.state in OPEN and opened.printable.document_id and may(actor, "document.void"):
            menu.addAction("作废…", layer.acts.ask_void)
        menu.addAction("刷新", layer.refresh)
        more.setMenu(menu)

    def _add(self, words: str, kind: str, icon: str, then: Callable[[], object] | None) -> QPushButton:
        made = self._layer.header.add_button(button(words, kind, icon=icon, then=then))
        made.setAccessibleName(words.removesuffix(" ▾").removesuffix(" F7").removesuffix("…"))
        self._made.append(made)
        return made


def _nothing_more(_opened: Opened) -> list[Offer]:
    return []
