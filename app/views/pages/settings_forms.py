"""文书模板 in the settings: all forms with the version in force; one of them opens over the page to be edited."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.rules.pinyin import matches
from app.services import form_template
from app.services.form_template import FormLine
from app.views.frame import Frame
from app.views.theme import worn
from app.views.widgets.kinds import button, label, offer
from app.views.widgets.plain_table import PlainTable


class FormsPart(QWidget):
    """Signal: `open_wanted(form id)`."""

    open_wanted = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.lines: list[FormLine] = []
        self.shown: list[FormLine] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText("编号、名称或拼音首字母")
        self.search.setAccessibleName("查找文书")
        self.search.textChanged.connect(lambda _text: self._fill())
        self.open_button = button("打开", icon="document", then=self._open)
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.open_button)
        self.facts = label("", "facts", wrap=True)
        self.table = PlainTable("文书模板", ("编号", "名称", "在用的版本", "起用", "草稿"), (80, 0, 130, 120, 80))
        self.table.itemActivated.connect(lambda _item: self._open())
        self.table.itemSelectionChanged.connect(self._offer)
        self.search.returnPressed.connect(self._open)
        column = QVBoxLayout(self)
        column.setSpacing(worn().px(10))
        column.addLayout(row)
        self.why = label("", "hint")
        column.addWidget(self.facts)
        column.addWidget(self.why)
        column.addWidget(self.table, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        office = self._frame.office
        office.background.read(
            self, lambda session: form_template.forms(session, office.actor), self._show, self._frame.tell
        )

    def _show(self, lines: list[FormLine]) -> None:
        self.lines = lines
        own = sum(one.since is not None for one in lines)
        words = f"{own} 份用本单位的版本" if own else "全部用出厂模板"
        self.facts.setText(f"共 {len(lines)} 份，{words}。改模板只影响以后新做的文书，已经做成的不变。")
        self._fill()

    def _fill(self) -> None:
        sought = self.search.text().strip()
        self.shown = [one for one in self.lines if _meant(sought, one)] if sought else self.lines
        self.table.fill([_row(one) for one in self.shown])
        if self.shown and self.table.chosen() < 0:
            self.table.selectRow(0)
        self._offer()

    def _offer(self) -> None:
        chosen = 0 <= self.table.chosen() < len(self.shown)
        why_not = "先在下面选一份文书" if self.shown else "没有这样的文书，换个词再找"
        offer(self.open_button, "" if chosen else why_not)
        self.why.setText(self.open_button.toolTip())
        self.why.setVisible(not chosen)

    def _open(self) -> None:
        place = self.table.chosen()
        if 0 <= place < len(self.shown):
            self.open_wanted.emit(self.shown[place].id)


def _meant(sought: str, one: FormLine) -> bool:
    plain = one.name.replace("（", "").replace("）", "")
    return matches(sought, one.id) or matches(sought, one.name) or matches(sought, plain)


def _row(one: FormLine) -> tuple[str, str, str, str, str]:
    since = f"{one.since:%Y-%m-%d}" if one.since else "出厂"
    return (one.id, one.name, f"第 {one.version} 版", since, f"{one.waiting} 份" if one.waiting else "")
