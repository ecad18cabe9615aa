"""Importing a file, on one page: choose it, look at what was found, change the mapping, see what would happen, import."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QStackedWidget, QTabWidget, QWidget

from app.registers.fields import fields
from app.registers.spec import RegisterSpec
from app.services import upkeep
from app.services.sheets import heading, importing, reading, template
from app.services.sheets.shapes import HeaderMap, Outcome, Preview, Sheet
from app.views.frame import Frame
from app.views.register.import_tables import ColumnChoices, PreviewTable, RefusedTable
from app.views.register.layers import Layer
from app.views.register.working import Working
from app.views.theme import worn
from app.views.widgets.files import ask_open, ask_save
from app.views.widgets.kinds import button, label, offer
from app.views.widgets.notices import EmptyState, GateBox
from app.views.widgets.panel import Panel

KINDS = "表格文件 (*.xlsx *.xls *.csv *.txt *.html *.htm *.ods)"
NOTHING_DONE = "文件没有导入，原有数据没有变化。"


class ImportLayer(Layer):
    """Signals: `imported()` after rows were written."""

    imported = Signal()

    def __init__(self, frame: Frame, spec: RegisterSpec) -> None:
        super().__init__(frame, f"导入{spec.title}", spec.title)
        self.spec = spec
        self._sheets: tuple[Sheet, ...] = ()
        self._sheet: Sheet | None = None
        self._outcome: Outcome | None = None
        self.working = Working(self, frame, self.body)
        self.working.stopped.connect(self._say_counts)
        self.header.add_button(button("下载模板…", icon="down", then=self.ask_template))
        self.header.add_button(button("选择文件…", icon="import", then=self.ask_file))
        self.go = self.header.add_button(button("导入", "primary", then=self.run))
        self.notes = GateBox()
        self.choices = ColumnChoices(spec)
        self.preview_table = PreviewTable()
        self.refused_table = RefusedTable()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(150)
        self._soon.timeout.connect(self._preview)
        self.choices.changed.connect(self._soon.start)
        self.views = QStackedWidget()
        hint = (
            "把 Excel 或 CSV 文件拖到这里，或者选择文件，核对后才能导入。标题行、合并单元格、列的顺序都不用改；"
            f"第一次用可以先下载{spec.title}模板。"
        )
        start = EmptyState(hint, "选择文件…", self.ask_file)
        self.setFocusProxy(start)
        self.views.addWidget(start)
        self.views.addWidget(self._tables())
        self.body.addWidget(self.views, 1)
        self.setAcceptDrops(True)
        self._say_counts()

    def _tables(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(worn().px(12))
        left = Panel("列的对应", "左边是文件里的列", padded=False)
        self.sheet_box = QComboBox()
        self.sheet_box.setAccessibleName("工作表")
        self.sheet_box.activated.connect(self._choose_sheet)
        picker = QHBoxLayout()
        picker.setContentsMargins(worn().px(12), worn().px(8), worn().px(12), 0)
        picker.addWidget(label("工作表", "label"))
        picker.addWidget(self.sheet_box, 1)
        left.body.addLayout(picker)
        left.body.addWidget(self.choices, 1)
        left.setMinimumWidth(worn().px(280))
        left.setMaximumWidth(worn().px(380))
        row.addWidget(left, 2)
        right = Panel("导入后会怎样", " ", padded=False)
        self.result = right
        self.export_button = button("导出不收的行…", "link", then=self.ask_refused)
        right.add_action(self.export_button)
        right.body.addWidget(self.notes)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.preview_table, "预览")
        self.tabs.addTab(self.refused_table, "不收的行")
        right.body.addWidget(self.tabs, 1)
        row.addWidget(right, 5)
        return holder

    def ask_file(self) -> QFileDialog:
        """Choose the file in the dialog of the system."""
        return ask_open(self, f"选择要导入的{self.spec.title}文件", KINDS, self.take_file)

    def take_file(self, path: Path) -> None:
        """Read a file and propose what its columns are."""
        spec = self.spec

        def work(_session: Any, _report: object) -> tuple[tuple[Sheet, ...], Sheet, HeaderMap]:
            sheets = reading.read_sheets(path)
            return (sheets, *heading.best_sheet(spec, sheets))

        self.working.read(f"正在读取 {path.name}", work, self._found, NOTHING_DONE)

    def take_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Rows of the clipboard in place of a file."""
        sheet = reading.pasted([list(row) for row in rows])
        self._found(((sheet,), sheet, heading.propose(self.spec, sheet)))

    def _found(self, result: tuple[tuple[Sheet, ...], Sheet, HeaderMap]) -> None:
        self._sheets, self._sheet, header = result
        self.sheet_box.clear()
        self.sheet_box.addItems([f"{sheet.title}（{len(sheet.rows):,} 行）" for sheet in self._sheets])
        self.sheet_box.setCurrentIndex(self._sheets.index(self._sheet))
        self.header.say(f"{self._sheet.name} · 数据从第 {header.first_row} 行开始")
        self.choices.show_header(header)
        self.views.setCurrentIndex(1)
        self._preview()

    def _choose_sheet(self, place: int) -> None:
        sheet = self._sheets[place]
        self._found((self._sheets, sheet, heading.propose(self.spec, sheet)))

    def _preview(self) -> None:
        sheet, header, spec, actor = self._sheet, self.choices.header(), self.spec, self.frame.office.actor
        if sheet is None:
            return
        missing = self._missing(header)
        self._outcome = None
        if missing:
            self.notes.say(f"还缺必填的列：{'、'.join(missing)}。请在左边把它对应上，或在文件里补上这一列。")
            self._say_counts()
            return
        self.working.read(
            "正在核对",
            lambda session, _report: importing.preview(session, actor, spec, sheet, header),
            self._show_preview,
            NOTHING_DONE,
        )

    def _missing(self, header: HeaderMap) -> list[str]:
        """Labels of required fields to which no column is mapped."""
        taken = {column.name for column in header.columns}
        known, spec = fields(self.spec), self.spec
        return [known[name].label for name in spec.required if name not in taken and name not in spec.derived]

    def _show_preview(self, preview: Preview) -> None:
        self._outcome = preview.outcome
        self.notes.say("；".join(preview.outcome.notes))
        self.preview_table.show_preview(preview)
        self._show_refused(preview.outcome)
        self._say_counts()
        only_refused = preview.outcome.refused and not self.go.isEnabled()
        self.tabs.setCurrentIndex(1 if only_refused else 0)

    def _show_refused(self, outcome: Outcome) -> None:
        self.refused_table.show_refused(outcome.refused)
        self.tabs.setTabText(1, f"不收的行 {outcome.refused_rows:,}")
        self.export_button.setVisible(bool(outcome.refused))

    def _say_counts(self) -> None:
        outcome = self._outcome
        count = outcome.added + outcome.updated if outcome else 0
        self.go.setText(f"导入 {count:,} 条" if outcome else "导入")
        missing = self._sheet is None or outcome is None
        offer(self.go, "" if count else "选择文件，核对后才能导入" if missing else "没有要写入的行：都不变或者不收")
        words = counted(outcome) if outcome else "还没有核对"
        self.result.say("导入后会怎样", words)
        self.export_button.setVisible(bool(outcome and outcome.refused))
        self.say(words if outcome else "选择要导入的文件")

    def run(self) -> None:
        """Back up, then import what can be imported, as one unit of work. Without a backup nothing is imported."""
        office = self.frame.office
        if self._sheet is None or self._outcome is None:
            return
        self.go.setEnabled(False)
        self.working.compute(
            "正在备份",
            lambda _progress, _report: upkeep.before_import(office),
            lambda _none: self._write(),
            NOTHING_DONE,
        )

    def _write(self) -> None:
        sheet, header, spec, actor = self._sheet, self.choices.header(), self.spec, self.frame.office.actor
        if sheet is not None:
            self.working.write(
                f"正在导入{spec.title}",
                lambda session, report: importing.import_sheet(session, actor, spec, sheet, header, progress=report),
                self._done,
                "一条也没有写进去，原有数据没有变化。",
            )

    def _done(self, outcome: Outcome) -> None:
        self.frame.note_saved()
        self.imported.emit()
        self.frame.say(f"导入完成：{counted(outcome)}")
        self._outcome = replace(outcome, added=0, updated=0)
        self._show_refused(outcome)
        self.result.say("导入完成", counted(outcome))
        self.say(counted(outcome))
        self.go.setText("已导入")
        self.go.setEnabled(False)
        if outcome.refused:
            self.tabs.setCurrentIndex(1)
        else:
            self.done.emit()

    def ask_template(self) -> QFileDialog:
        """Save the template of the register."""
        return self._ask_save(f"{self.spec.title}模板.xlsx", self.save_template)

    def ask_refused(self) -> QFileDialog:
        """Save the rows that were not taken, with the reasons, to be put right and imported again."""
        return self._ask_save(f"{self.spec.title}不收的行.xlsx", self.save_refused)

    def _ask_save(self, name: str, then: Any) -> QFileDialog:
        return ask_save(self, "保存到", name, "Excel 文件 (*.xlsx)", then)

    def save_template(self, path: Path) -> None:
        """Write the template."""
        spec = self.spec
        self.working.read(
            "正在写模板", lambda _session, _report: template.write_template(spec, path),
            lambda _none: self.frame.say(f"已保存 {path.name}"), NOTHING_DONE,
        )  # fmt: skip

    def save_refused(self, path: Path) -> None:
        """Write the refused rows."""
        outcome, sheet, header = self._outcome, self._sheet, self.choices.header()
        if outcome is not None and sheet is not None:
            self.working.read(
                "正在导出不收的行",
                lambda _session, _report: template.write_refused(path, sheet, header, outcome),
                lambda _none: self.frame.say(f"已保存 {path.name}"), NOTHING_DONE,
            )  # fmt: skip

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take_file(paths[0])


def counted(outcome: Outcome) -> str:
    """The counts in words."""
    return f"新增 {outcome.added:,} · 更新 {outcome.updated:,} · 不变 {outcome.unchanged:,} · 不收 {outcome.refused_rows:,} 行"
