"""Ctrl+C and Ctrl+V of a register: rows go out as a sheet holds them, and rows copied in WPS or Excel become records."""

from app.registers.spec import RegisterSpec
from app.services.register import clipboard
from app.views.register.clipboard import copy_rows, pasted_rows
from app.views.register.layers import LayeredPage
from app.views.register.rows import Row
from app.views.register.table import RecordTable


class Clips:
    """The clipboard of one register page."""

    def __init__(self, page: LayeredPage, spec: RegisterSpec, table: RecordTable) -> None:
        self._page, self._spec, self._table = page, spec, table

    def copy(self, rows: tuple[Row, ...]) -> None:
        """Copy all fields of the rows, so that they can be pasted back."""
        office, key, ids = self._page.frame.office, self._spec.key, [row.id for row in rows]

        def then(lines: list[list[str]]) -> None:
            copy_rows(lines)
            self._table.copied.emit(len(ids))

        office.background.read(
            self._page,
            lambda session: clipboard.copy_rows(session, office.actor, key, ids),
            then,
            self._page.frame.tell,
        )

    def paste(self) -> None:
        """Take the rows of the clipboard through the import, which tells row by row what cannot be taken before it writes."""
        rows = pasted_rows()
        if not rows:
            self._page.frame.say("剪贴板里没有表格内容，请先在 WPS 表格里复制")
            return
        from app.views.register.import_layer import ImportLayer

        layer = ImportLayer(self._page.frame, self._spec)
        layer.imported.connect(self._page.refresh_base)
        self._page.push(layer)
        layer.take_rows(rows)
