"""The body of the roster page: calendar left, problems and shares right; in a narrow window they are tabs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.services.actor import may
from app.services.roster.shapes import MonthView
from app.views.frame import Frame
from app.views.roster.calendar import MonthCalendar
from app.views.roster.fairness_part import FairnessPart
from app.views.roster.issues_part import IssuesPart
from app.views.roster.layers_part import LayersButton
from app.views.roster.planning_bar import PlanningBar
from app.views.roster.post_drawer import PostDrawer
from app.views.theme import worn
from app.views.widgets.elided import ElidedLabel
from app.views.widgets.notices import EmptyState
from app.views.widgets.panel import Panel

SIDE, NARROW = 328, 980
CALENDAR, ISSUES, FAIRNESS = range(3)
LEGEND = "带 带班领导　主 主班　副 副班　备 备勤　｜　调 已换班　班 调休上班"


class RosterBoard(QWidget):
    """The parts of the page by name; the page fills them and listens to them."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.calendar = MonthCalendar()
        self.calendar.can_move = may(frame.office.actor, "roster.change")
        self.issues = IssuesPart(can_fix=self.calendar.can_move)
        self.fairness = FairnessPart()
        self.drawer = PostDrawer(frame)
        self.drawer.closed.connect(self.close_drawer)
        self.planning = PlanningBar(frame)
        self.nothing = EmptyState("", "自动排班", None)
        self.legend = ElidedLabel(LEGEND, "caption")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("值班表的各项")
        self.tabs.setDrawBase(False)
        for words in ("月历", "问题", "是否公平"):
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(lambda _place: self._fit())
        self._lay_out()

    def _lay_out(self) -> None:
        self.left = Panel(padded=False)
        self.days = QStackedWidget()
        self.days.addWidget(self.calendar)
        self.days.addWidget(self.nothing)
        self.left.body.setSpacing(0)
        self.left.body.addWidget(self.days, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(worn().px(12), worn().px(5), worn().px(8), worn().px(5))
        foot.addWidget(self.legend, 1)
        self.layers_button = LayersButton(may(self.frame.office.actor, "roster.plan"))
        foot.addWidget(self.layers_button)
        self.left.body.addLayout(foot)
        self.panels = QWidget()
        column = QVBoxLayout(self.panels)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn().size("gap"))
        column.addWidget(self.issues, 11)
        column.addWidget(self.fairness, 12)
        self.side = QStackedWidget()
        self.side.addWidget(self.panels)
        self.side.addWidget(self.drawer)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(worn().px(8))
        whole.addWidget(self.planning)
        whole.addWidget(self.tabs)
        row = QHBoxLayout()
        row.setSpacing(worn().size("gap"))
        row.addWidget(self.left, 1)
        row.addWidget(self.side)
        whole.addLayout(row, 1)

    def show_month(self, view: MonthView) -> None:
        """Show a month as it was read; what is open in the drawer follows."""
        self.show_days(view)
        self.issues.show_issues(view.issues, view.roster_id is not None)
        self.fairness.show_lines(view.fairness)
        self.layers_button.show_layers(view)
        self.tabs.setTabText(ISSUES, f"问题 {len(view.issues)}" if view.issues else "问题")
        if self.drawer_open:
            self.drawer.again(view)

    def show_days(self, view: MonthView) -> None:
        """Only the calendar: an answer that is still being improved."""
        empty = not any(one.posts for one in view.days if one.in_month)
        self.days.setCurrentIndex(1 if empty else 0)
        self.nothing.say(f"还没有 {view.title}的值班表。")
        if not empty:
            self.calendar.show_month(view)

    @property
    def drawer_open(self) -> bool:
        """Whether the drawer stands in the place of the panels."""
        return self.side.currentWidget() is self.drawer

    def open_drawer(self) -> None:
        """Show the drawer."""
        self.side.setCurrentWidget(self.drawer)
        self._fit()

    def close_drawer(self) -> None:
        """Show the panels again; the focus goes back to the calendar."""
        self.drawer.grip, self.drawer.changes = None, False
        self.side.setCurrentWidget(self.panels)
        self._fit()
        self.calendar.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < worn().px(NARROW)
        chosen = self.tabs.currentIndex()
        self.tabs.setVisible(narrow and not self.drawer_open)
        aside = self.drawer_open or chosen != CALENDAR
        self.left.setVisible(not narrow or not aside)
        self.side.setVisible(not narrow or aside)
        self.side.setMinimumWidth(0 if narrow else worn().px(SIDE))
        self.side.setMaximumWidth(16_777_215 if narrow else worn().px(SIDE))
        self.issues.setVisible(not narrow or chosen == ISSUES)
        self.fairness.setVisible(not narrow or chosen == FAIRNESS)
