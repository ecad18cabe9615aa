"""The preview as a page of its own: what 打印 opens. Nothing is ever printed blind."""

from app.views.frame import Frame
from app.views.paper.preview import Preview, Sheaf
from app.views.register.layers import Layer
from app.views.widgets.kinds import button


class PreviewLayer(Layer):
    """Shows one paper; 打印 is the primary button."""

    def __init__(self, frame: Frame, sheaf: Sheaf, back: str) -> None:
        heading = sheaf.heading or sheaf.title
        super().__init__(frame, heading, back, sheaf.title.removeprefix(heading).strip("（）"))
        self.preview = Preview(frame)
        self.body.addWidget(self.preview, 1)
        self.header.add_button(button("导出 PDF…", icon="export", then=self.preview.export_pdf))
        if sheaf.word is not None:
            self.header.add_button(button("导出 Word…", icon="document", then=self.preview.export_word))
        self.printing = self.header.add_button(button("打印…", "primary", icon="printer", then=self.print_out))
        self.printing.setToolTip("选打印机（Ctrl+P）")
        if sheaf.draft:
            self.header.set_state("草稿", "org")
        self.preview.ready.connect(lambda pages: self.say(f"预览与打印、PDF 完全一致 · {sheaf.media} · 共 {pages} 页"))
        self.setFocusProxy(self.preview.sheets)
        self.say("正在排版")
        self.preview.show_sheaf(sheaf)

    def print_out(self) -> None:
        """Ctrl+P."""
        self.preview.print_out()
