"""What is done with a version of a template from its page: begun, put in force, thrown away, the shipped one taken again."""

from datetime import date
from typing import TYPE_CHECKING

from app.services import form_template
from app.services.form_template import Template
from app.views.paper.template_dialogs import ActivateDialog
from app.views.widgets.dialogs import Dialog, confirm

if TYPE_CHECKING:
    from app.views.paper.template import TemplateLayer


class TemplateActs:
    """The acts on the version that `layer` shows."""

    def __init__(self, layer: "TemplateLayer") -> None:
        self._layer = layer

    def copy(self) -> None:
        """另起一版 from the version shown."""
        layer, shown = self._layer, self._layer.shown
        if shown is not None:
            actor = layer.frame.office.actor
            layer.write(
                lambda session: form_template.copy(session, actor, shown.form, shown.source),
                lambda made: layer.done_with(f"已另起第 {made.version} 版", made.id),
            )

    def ask_activate(self) -> None:
        """启用: it is kept first; then from which day, beside what the version leaves out."""
        layer = self._layer
        if layer.shown is None or not layer.note.check():
            return
        source = layer.editor.toPlainText()
        layer.save_then(lambda: ActivateDialog(layer, form_template.cautions(source, layer.form.id)).open())

    def activate(self, on: date) -> None:
        """Put the kept draft in force."""
        layer, shown = self._layer, self._layer.shown

        def then(made: Template) -> None:
            layer.done_with(f"第 {made.version} 版 {on:%Y-%m-%d} 起启用", made.id)

        if shown is not None:
            actor = layer.frame.office.actor
            layer.write(lambda session: form_template.activate(session, actor, shown.id, shown.revision, on), then)

    def ask_back(self) -> Dialog:
        """改回出厂模板."""
        layer = self._layer
        actor, form = layer.frame.office.actor, layer.form

        def back() -> None:
            layer.write(
                lambda session: form_template.go_back(session, actor, form.id),
                lambda _number: layer.done_with("已改回出厂模板", ""),
            )

        words = "从今天起新做的文书用出厂模板，本单位的版本全部停用，文字都留着。已经做成的文书不变。"
        return confirm(layer, f"《{form.name}》改回出厂模板", words, "改回出厂模板", back)

    def ask_discard(self) -> Dialog:
        """删掉草稿."""
        layer, shown = self._layer, self._layer.shown
        actor = layer.frame.office.actor

        def discard() -> None:
            if shown is not None:
                layer.write(
                    lambda session: form_template.discard(session, actor, shown.id, shown.revision),
                    lambda _none: layer.done_with("草稿已删掉", None),
                )

        return confirm(layer, "删掉这份草稿", "这一版还没有启用过，删掉后不再显示。", "删掉草稿", discard)
