"""The status bar: true values, each can be clicked. Being offline is normal and never coloured; only a lost save is red."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.clock import local, today
from app.services.standing import COUNTED, Standing
from app.views.theme import worn
from app.views.widgets.kinds import button, restyle, rule


class StatusBar(QFrame):
    """Signal: asked(which): saved, pending, backup, facts, zoom, help."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "statusbar")
        row = QHBoxLayout(self)
        row.setContentsMargins(worn().px(4), 0, worn().px(4), 0)
        row.setSpacing(0)
        self.saved = self._add(row, "saved", "✓ 已保存")
        row.addWidget(rule(vertical=True))
        self.pending = self._add(row, "pending", "待报送 …")  # neither is known before it was read
        row.addWidget(rule(vertical=True))
        self.backup = self._add(row, "backup", "备份 …")
        row.addStretch(1)
        self.facts = self._add(row, "facts", "", elides=True)
        self._edge = rule(vertical=True)
        row.addWidget(self._edge)
        self.facts.hide()
        self._edge.hide()
        self.zoom = self._add(row, "zoom", "字号 100%")
        row.addWidget(rule(vertical=True))
        self._add(row, "help", "F1 帮助")
        self.dress()

    def show_saved(self, at: datetime) -> None:
        """The last commit."""
        restyle(self.saved, "state", "")
        self._set(self.saved, f"✓ 已保存 {local(at):%H:%M}")

    def show_trouble(self, words: str) -> None:
        """Saving did not work: the one red thing here."""
        restyle(self.saved, "state", "trouble")
        self._set(self.saved, f"▲ {words}")

    def show_standing(self, standing: Standing) -> None:
        """Operations without the county's receipt."""
        more = " 多" if standing.pending >= COUNTED else ""
        self._set(self.pending, f"待报送 {standing.pending:,}{more} 条")

    def show_backup(self, at: datetime | None) -> None:
        """The newest backup."""
        if at is None:
            self._set(self.backup, "还没有备份")
            return
        wall = local(at)
        days = (today() - wall.date()).days
        day = {0: "今日", 1: "昨日"}.get(days, f"{wall:%m-%d}")
        self._set(self.backup, f"备份 {day} {wall:%H:%M}")

    def show_facts(self, words: str) -> None:
        """Rows, selection and filter of the page in front."""
        self._set(self.facts, words)
        self.facts.setVisible(bool(words))
        self._edge.setVisible(bool(words))

    def show_zoom(self, percent: int) -> None:
        """The own zoom."""
        self._set(self.zoom, f"字号 {percent}%")

    def dress(self) -> None:
        """After a change of zoom."""
        self.setFixedHeight(worn().size("statusbar"))

    def _add(self, row: QHBoxLayout, which: str, words: str, *, elides: bool = False) -> QPushButton:
        made = button(words, "status", then=lambda: self.asked.emit(which), elides=elides)
        row.addWidget(made)
        return made

    def _set(self, made: QPushButton, words: str) -> None:
        made.setText(words)
        made.setToolTip("")
        made.setAccessibleName(words)
