"""版本对比: what was filled in before and after 作废重做, by field; what went is struck through, what came underlined."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.rules.differences import Difference
from app.services.paper_versions import Compared, Version
from app.views.case.words import minute_words
from app.views.frame import Frame
from app.views.register.layers import Layer
from app.views.theme import worn
from app.views.widgets.kinds import label, rule
from app.views.widgets.panel import Panel, scrolling

AROUND = 60  # characters of an unchanged run that are shown at each end


class ComparingLayer(Layer):
    """Two versions of a paper, read only."""

    def __init__(self, frame: Frame, compared: Compared, back: str) -> None:
        super().__init__(frame, "版本对比", back, compared.after.title)
        panel = Panel(f"{len(compared.fields)} 处不同", "删去的划线，新写的加粗并加下划线", padded=False)
        holder = QWidget()
        column = QVBoxLayout(holder)
        pad = worn().px(14)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(worn().px(8))
        column.addWidget(label(f"原来的：{_said(compared.before)}", "facts", wrap=True))
        column.addWidget(label(f"现在的：{_said(compared.after)}", "facts", wrap=True))
        for found in (compared.fields, compared.template):
            for one in found:
                column.addWidget(rule())
                column.addWidget(label(one.label, "strong"))
                column.addWidget(_marked(one))
        if not compared.fields:
            column.addWidget(label("两个版本填写的内容一样。"))
        if not compared.template:
            column.addWidget(label("两个版本用的是同一份模板。", "hint"))
        column.addStretch(1)
        panel.body.addWidget(scrolling(holder), 1)
        self.body.addWidget(panel, 1)
        self.say(f"{len(compared.fields)} 处不同")


def _said(version: Version) -> str:
    when = f"{minute_words(version.issued_at)}定稿" if version.issued_at is not None else "草稿"
    why = f"，已作废：{version.why}" if version.why else ""
    return " · ".join(filter(None, (version.number, when, f"模板第 {version.template} 版"))) + why


def _marked(one: Difference) -> QLabel:
    """The two texts in one, what went and what came marked by more than colour; whatever was typed stays text."""
    made = label(wrap=True)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setText("".join(_run(kind, text) for kind, text in one.parts))
    made.setAccessibleName(f"{one.label}：原来“{one.before}”，现在“{one.after}”")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _run(kind: str, text: str) -> str:
    if kind == "same":
        text = text if len(text) <= 2 * AROUND else f"{text[:AROUND]} …… {text[-AROUND:]}"
    shown = escape(text).replace("\n", "<br>")
    if kind == "gone":
        return f'<s style="color:{worn().color("red").name()}">{shown}</s>'
    if kind == "new":
        return f'<b><u style="color:{worn().color("grn").name()}">{shown}</u></b>'
    return shown
