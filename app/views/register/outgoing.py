"""What leaves a register: an Excel or CSV file, and the printed list, of all that is filtered or of what is selected."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QFileDialog

from app.registers.spec import RegisterSpec
from app.services.register.shapes import Query
from app.views.register.layers import LayeredPage
from app.views.register.listing import Listing
from app.views.register.rows import Row
from app.views.register.working import Working
from app.views.widgets.files import ask_save

if TYPE_CHECKING:
    from app.documents.rendering import Rendered

MOST_PRINTED: Final = 5_000


class Outgoing:
    """Export and print of one register page."""

    def __init__(
        self, page: LayeredPage, listing_view: Listing, spec: RegisterSpec, query: Callable[[], Query]
    ) -> None:
        self._page = page
        self._listing = listing_view
        self._spec = spec
        self._query = query
        self.working = Working(page, page.frame, page.body)

    def export_all(self) -> QFileDialog:
        """Everything that is filtered."""
        return self._ask(None)

    def export_selected(self) -> None:
        """The selected rows."""

        def then(rows: tuple[Row, ...]) -> None:
            self._ask([row.id for row in rows])

        self._listing.table.with_selected(then)

    def _ask(self, ids: Sequence[str] | None) -> QFileDialog:
        title, kinds = self._spec.title, "Excel 文件 (*.xlsx);;CSV 文件 (*.csv)"
        return ask_save(self._page, f"导出{title}", f"{title}.xlsx", kinds, lambda path: self.export_to(path, ids))

    def export_to(self, path: Path, ids: Sequence[str] | None = None) -> None:
        """Write a file; the kind follows from its name. A place that cannot be written is told in words."""
        actor, spec, query = self._page.frame.office.actor, self._spec, self._query()

        def work(session: Any, report: Callable[[int, int], None]) -> int:
            from app.services.sheets import exporting

            return exporting.export(session, actor, spec, path, query=query, ids=ids, progress=report)

        doing, after = f"正在导出{spec.title}", "没有写完的文件请不要使用；指挥台里的数据没有变化。"
        self.working.read(doing, work, partial(self._exported, path), after)

    def _exported(self, path: Path, count: int) -> None:
        self._page.frame.say(f"已导出 {count:,} 条到 {path.name}")

    def print_all(self) -> None:
        """The list as it is filtered."""
        if self._listing.rows.total > MOST_PRINTED:
            have = f"一次最多打印 {MOST_PRINTED:,} 条，现在有 {self._listing.rows.total:,} 条。"
            self._page.frame.tell(f"{have}数据没有变化。请先筛选，或导出为 Excel。")
            return
        question, with_total = self._listing.current_fetch(), False
        self._page.frame.office.background.read(
            self._page,
            lambda session: question(session, 0, MOST_PRINTED, with_total).rows,
            self._preview,
            self._page.frame.tell,
        )

    def print_selected(self) -> None:
        """The selected rows."""
        self._listing.table.with_selected(self._preview)

    def _preview(self, rows: tuple[Row, ...]) -> None:
        from app.documents.rendering import render_list_pdf
        from app.views.paper.layer import PreviewLayer
        from app.views.paper.preview import Sheaf

        shown = self._listing.table.columns.shown()
        columns = [self._listing.rows.columns[number] for number in shown]
        heads = [(column.label, max(4, column.width // 12)) for column in columns]
        lines = [[" ".join(filter(None, row.cells[number][:2])) for number in shown] for row in rows]
        words = self._listing.filters.words()
        under = "　".join(filter(None, (f"筛选：{words}" if words else "", f"共 {len(rows):,} 条")))
        title = f"{self._spec.title}清单"

        def make(*, preview: bool) -> "Rendered":  # noqa: ARG001  a list has no tints
            return render_list_pdf(title, heads, lines, under=under)

        sheaf = Sheaf(title=title, form=f"list.{self._spec.key}", make=make, landscape=True)
        self._page.push(PreviewLayer(self._page.frame, sheaf, self._spec.title))
