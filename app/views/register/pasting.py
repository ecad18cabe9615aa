"""Ctrl+V in a list: rows copied in WPS or Excel become records; what cannot be taken is told row by row."""

from app.registers.spec import RegisterSpec
from app.views.register.clipboard import pasted_rows
from app.views.register.import_layer import ImportLayer
from app.views.register.layers import LayeredPage


class Pasting:
    """Pasting into one register page."""

    def __init__(self, page: LayeredPage, spec: RegisterSpec) -> None:
        self._page = page
        self._spec = spec

    def paste(self) -> None:
        """Take the rows of the clipboard through the import, which shows what would happen first."""
        rows = pasted_rows()
        if not rows:
            self._page.frame.say("剪贴板里没有表格内容，请先在 WPS 表格里复制")
            return
        layer = ImportLayer(self._page.frame, self._spec)
        self._page.push(layer)
        layer.take_rows(rows)
