"""What is done with a paper from its page: signing round, 定稿取号, 作废, 重做; each in one unit, asked about first."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.rules.red_pen import Finding
from app.services.actor import Actor
from app.services.paper import Printable
from app.views.paper.opened import Opened
from app.views.widgets.choice_fields import ComboField
from app.views.widgets.dialogs import Dialog, confirm
from app.views.widgets.kinds import label
from app.views.widgets.text_fields import LongTextField

if TYPE_CHECKING:
    from app.views.paper.document import DocumentLayer

ASKED = 5  # findings named in the question before a paper is made final


class DocumentActs:
    """The acts on the paper that `layer` shows."""

    def __init__(self, layer: "DocumentLayer") -> None:
        self._layer = layer

    def issue(self) -> None:
        """定稿取号: refused with every place that is still open; what the red pen finds in it is asked about once."""
        layer, opened = self._layer, self._layer.opened
        if opened is None or layer.busy:
            return
        values, actor, here = layer.values(), layer.frame.office.actor, opened.printable.document_id

        def then(found: list[Finding]) -> None:
            own = [one.why for one in found if one.sheet == here]
            if own or opened.cautions:
                layer.show_findings(found)
                self._ask(opened, [*own, *opened.cautions])
            else:
                self._issue(opened)

        if layer.keeper.stops(opened, values):
            layer.check()
            return
        layer.frame.office.background.read(
            layer, lambda session: layer.keeper.findings(session, actor, opened, values), then, layer.frame.tell
        )

    def _ask(self, opened: Opened, found: list[str]) -> None:
        rest = f"\n另有 {len(found) - ASKED} 处" if len(found) > ASKED else ""
        words = "\n".join(f"{number}. {one}" for number, one in enumerate(found[:ASKED], start=1)) + rest
        confirm(
            self._layer, f"定稿前有 {len(found)} 处要核对", f"{words}\n定稿后不能再改，有错只能作废重做。", "核对过，定稿",
            lambda: self._issue(opened), danger=False, cancel="先去核对",
        )  # fmt: skip

    def _issue(self, opened: Opened) -> None:
        if opened.printed:
            self._ask_number(opened)
        elif opened.printable.form.number and opened.begins:
            self._ask_keeper(opened)
        else:
            self._issue_as(opened, "")

    def _ask_keeper(self, opened: Opened) -> None:
        """The first number this PC knows of: another PC may be giving out the same ones."""
        confirm(
            self._layer, "本机还没有发过文号",
            "本机关的文号只能由一台电脑从第 1 号发起，别的电脑用它划出的号段，否则会重号。\n"
            "如果另一台电脑已经在发号，请先让它给本机划号段，在“设置 → 文号”里登记，再来定稿。",
            "由本机从第 1 号发起", lambda: self._issue_as(opened, ""), danger=False, cancel="先去要号段",
        )  # fmt: skip

    def _issue_as(self, opened: Opened, number: str) -> None:
        layer, actor, values = self._layer, self._layer.frame.office.actor, self._layer.values()
        took = f"，文号是纸上的 {number}" if number else "取号" if opened.printable.form.number else ""
        layer.write(
            lambda session: layer.keeper.issue(session, actor, opened, values, number),
            lambda _done: layer.after(f"已定稿{took}"),
        )

    def _ask_number(self, opened: Opened) -> None:
        """A form with numbers printed ahead: which sheet was it written on?"""
        dialog = Dialog(self._layer, "这一份用的是哪张纸")
        words = "这种文书有编好号的空白纸。写在哪一张上，就选哪一张的号；没有用编号纸的，由程序取新号。"
        dialog.body.addWidget(label(words, "facts", wrap=True))
        choices = [("", "没有用编号纸，取新号"), *((one, one) for one in opened.printed)]
        sheet = ComboField("纸上的号", choices, required=True)
        sheet.set_value(opened.printed[0])
        dialog.body.addWidget(sheet)
        dialog.add_button("先不定稿")

        def give() -> None:
            if sheet.check():
                self._issue_as(opened, str(sheet.value() or ""))
                dialog.close()

        dialog.submit_with(dialog.add_button("定稿", "primary", give, closes=False))
        dialog.open()

    def submit(self) -> None:
        """送签: before all who sign it, in their order."""
        layer, opened = self._layer, self._layer.opened
        if opened is None or layer.busy:
            return
        actor, values = layer.frame.office.actor, layer.values()
        layer.write(
            lambda session: layer.keeper.submit(session, actor, opened, values), lambda _ids: layer.after("已送签")
        )

    def take_back(self) -> None:
        """撤回送签: what was signed is cleared."""
        self._write(self._layer.keeper.take_back, "已撤回")

    def remake(self) -> None:
        """A new draft in its place."""
        layer, opened = self._layer, self._layer.opened
        if opened is not None:
            actor = layer.frame.office.actor
            layer.write(lambda session: layer.keeper.remake(session, actor, opened), self._remade)

    def _remade(self, printable: Printable) -> None:
        self._layer.after("已按原内容重做一份草稿")
        self._layer.look_wanted.emit(printable.document_id or "", "")

    def ask_void(self) -> Dialog:
        """作废 needs its reason; the number is never used again. A new draft with the same words comes of 作废重做."""
        layer, opened = self._layer, self._layer.opened
        name = opened.title if opened is not None else "文书"
        dialog = Dialog(layer, f"作废{name}")
        words = "作废后不能恢复，文号也不再使用，和原因一起留在文号簿里。重做会按原内容生成一份新的草稿。"
        dialog.body.addWidget(label(words, "facts", wrap=True))
        reason = LongTextField("作废原因", required=True, lines=2)
        dialog.body.addWidget(reason)
        dialog.add_button("不作废").setFocus()

        def give(*, again: bool) -> None:
            if opened is not None and reason.check():
                self._void(opened, str(reason.value()), again=again)
                dialog.close()

        dialog.add_button(f"只作废{name}", "danger", lambda: give(again=False), closes=False)
        dialog.submit_with(dialog.add_button("作废并重做", "danger", lambda: give(again=True), closes=False))
        dialog.open()
        return dialog

    def _void(self, opened: Opened, reason: str, *, again: bool) -> None:
        layer, actor = self._layer, self._layer.frame.office.actor

        def command(session: Any) -> Printable | None:
            layer.keeper.void(session, actor, opened, reason)
            return layer.keeper.remake(session, actor, opened) if again else None

        def then(made: Printable | None) -> None:
            if made is not None:
                self._remade(made)
            else:
                layer.after(f"已作废{opened.title}")

        layer.write(command, then)

    def _write(self, command: Callable[[Any, Actor, Opened], Any], said: str) -> None:
        layer, opened = self._layer, self._layer.opened
        if opened is not None:
            actor = layer.frame.office.actor
            layer.write(lambda session: command(session, actor, opened), lambda _done: layer.after(said))
