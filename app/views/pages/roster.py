"""值班表: the calendar of a month, what is wrong in it, who has how much; planned, mended by hand, published, printed."""

from datetime import date, timedelta

from app import clock
from app.planning.roster.model import Limits
from app.planning.roster.plan import Answer
from app.rules.roster import Problem
from app.rules.vocabulary import Light
from app.rules.vocabulary_duty import RosterState
from app.services.actor import may
from app.services.roster import planning
from app.services.roster.shapes import Fix, Issue, MonthView
from app.services.roster.view import month_view
from app.views.frame import Frame
from app.views.register.layers import LayeredPage
from app.views.roster.board import RosterBoard
from app.views.roster.calendar import Grip
from app.views.roster.change_dialog import ChangeDialog
from app.views.roster.deeds import Deeds
from app.views.roster.exchange_dialog import ExchangeDialog
from app.views.roster.layers_part import LayerDialog
from app.views.roster.outgoing import Outgoing
from app.views.roster.preview import previewed
from app.views.roster.who_menu import ask_who
from app.views.widgets.kinds import button, offer

TABLES = frozenset(
    {"duty", "duty_roster", "duty_change", "duty_vehicle", "duty_member", "absence", "person", "setting"}
)
PUBLISHED = "已经发布，不能整张重排；个别班次用换班、代班或调整"
LAST_DAY = 28


class RosterPage(LayeredPage):
    """One month at a time; everything on it is read again after each change."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "值班表")
        today = clock.today()
        self.month = f"{today:%Y-%m}"
        self._planning = (self.month, "")
        self.view: MonthView | None = None
        self.board = RosterBoard(frame)
        self.set_base(self.board)
        self.deeds = Deeds(self, frame, self.refresh)
        self._buttons()
        self._listen()

    def _buttons(self) -> None:
        actor = self.frame.office.actor
        self.header.add_back(button("", icon="back", name="上个月", then=lambda: self.turn(-1)))
        self.header.add_back(button("", icon="forward", name="下个月", then=lambda: self.turn(1)))
        self.changes_button = self.header.add_button(button("换班 · 代班…", then=self.show_changes))
        self.plan_button = self.header.add_button(button("自动排班", then=self.plan))
        self.outgoing = Outgoing(self, lambda: self.month, self.refresh)
        self.header.add_button(self.outgoing.sheet_button)
        self.header.add_button(self.outgoing.paper_button)
        self.publish_button = self.header.add_button(button("发布", "primary", then=self.publish))
        self.plan_button.setVisible(may(actor, "roster.plan"))
        self.publish_button.setVisible(may(actor, "roster.publish"))

    def _listen(self) -> None:
        board, drawer = self.board, self.board.drawer
        board.calendar.wanted.connect(self.open_post)
        board.calendar.moved.connect(self.exchange)
        board.issues.fixed.connect(self.fix)
        board.issues.looked.connect(self.look_at)
        board.issues.repair_wanted.connect(lambda: self.deeds.repair(self.month))
        board.layers_button.chosen.connect(lambda _roster: self.refresh())
        board.layers_button.made.connect(self.lay_over)
        board.nothing.button.clicked.connect(self.plan)
        board.nothing.button.setVisible(may(self.frame.office.actor, "roster.plan"))
        board.planning.better.connect(self._preview)
        board.planning.done.connect(self._planned)
        board.planning.dropped.connect(self._dropped)
        drawer.put.connect(self._put)
        drawer.pin.connect(self._pin)
        drawer.cars.connect(self._cars)
        drawer.asked.connect(self.ask_change)
        drawer.signed.connect(self.deeds.sign)
        drawer.withdrawn.connect(self.deeds.withdraw)
        drawer.stepped.connect(self._step)

    def shown(self) -> None:
        self.refresh()
        self.board.calendar.setFocus()

    def refresh(self) -> None:
        """F5, and after anything was written."""
        office, month, over = self.frame.office, self.month, self.over

        def then(view: MonthView) -> None:
            if (view.month, over) == (self.month, self.over) and not self.board.planning.running:
                self.show_month(view)

        office.background.read(
            self, lambda session: month_view(session, office.actor, month, over), then, self.frame.tell
        )

    def data_changed(self, tables: frozenset[str], ids: frozenset[str]) -> None:  # noqa: ARG002
        if self.isVisible() and not TABLES.isdisjoint(tables):
            self.refresh()

    @property
    def over(self) -> str:
        """The holiday or emergency roster that is looked at by itself; empty for the final one."""
        return self.board.layers_button.over

    def lay_over(self) -> None:
        """Begin a holiday or emergency roster."""
        day = self.board.calendar.chosen() or clock.today()

        def then(roster: str) -> None:
            self.board.layers_button.over = roster
            self.refresh()

        LayerDialog(self, self.frame, day, day + timedelta(days=2), then).open()

    def turn(self, months: int) -> None:
        """Go some months on or back."""
        if self.board.planning.running:
            self.frame.say("正在自动排班，请先停下或取消")
            return
        first = date.fromisoformat(f"{self.month}-01")
        other = first - timedelta(days=1) if months < 0 else first.replace(day=LAST_DAY) + timedelta(days=4)
        self.open_month(f"{other:%Y-%m}")

    def open_month(self, month: str) -> None:
        """Show a month, `2026-12`."""
        self.month, self.board.layers_button.over = month, ""
        if self.board.drawer_open and not self.board.drawer.changes:
            self.board.close_drawer()
        self.refresh()

    def show_month(self, view: MonthView) -> None:
        """Show a month as it was read."""
        self.view = view
        self.header.title.setText(f"值班表 {view.title}")
        published = view.state is RosterState.PUBLISHED
        state = "" if view.state is None else "已发布" if published else f"草稿 第 {view.version} 版"
        self.header.set_state(state, "grn" if published else "acc")
        self.header.say(facts_of(view))
        can = may(self.frame.office.actor, "roster.change")
        self.board.calendar.can_move = self.board.issues.can_fix = can
        self.board.show_month(view)
        offer(self.plan_button, PUBLISHED if published else "")
        offer(self.publish_button, PUBLISHED if published else "" if view.roster_id else "还没有值班表可以发布")
        for one in (self.outgoing.sheet_button, self.outgoing.paper_button):
            one.setEnabled(view.roster_id is not None or one is self.outgoing.sheet_button)
        waiting = sum(one.done_at is None for one in view.changes)
        self.changes_button.setText(f"换班 · 代班（{waiting}）" if waiting else "换班 · 代班…")
        self.say_base(counts_of(view))

    def open_post(self, grip: Grip) -> None:
        """Who has a post and who else could."""
        if self.view is not None and not self.board.planning.running:
            self.board.open_drawer()
            self.board.calendar.choose(grip.day)
            self.board.drawer.show_post(self.view, grip)

    def look_at(self, issue: Issue) -> None:
        """From a problem to its day."""
        if issue.day is not None:
            self.board.tabs.setCurrentIndex(0)
            self.board.calendar.choose(issue.day)
            self.board.calendar.setFocus()

    def fix(self, issue: Issue, fix: Fix) -> None:
        """A button of a problem: put somebody in, or open the candidates."""
        if issue.day is None or self.view is None:
            return
        grip = Grip(issue.day, issue.post, fix.replacing)
        if fix.person:
            self.deeds.put(self.view, grip, fix.person)
        else:
            self.open_post(grip)

    def exchange(self, held: Grip, target: Grip) -> None:
        """A name was dragged onto another: consequences first; a published month asks for both signatures."""
        if self.view is not None and not self.board.planning.running:
            ask_who(self, held, target, self._exchange)

    def _exchange(self, held: Grip, target: Grip) -> None:
        view = self.view
        if view is None:
            return
        if target.person and (view.published_on(held.day) or view.published_on(target.day)):
            self._ask(held, target)
        else:
            ExchangeDialog(self, self.frame, view, held, target, lambda draft: self.deeds.exchange(view, draft)).open()

    def show_changes(self) -> None:
        """换班 and 代班 of the month in the drawer."""
        if self.view is not None:
            self.board.open_drawer()
            self.board.drawer.show_changes(self.view, self.frame.office.actor.person_id or "")

    def ask_change(self) -> None:
        """Write down a 换班 or 代班."""
        self._ask(None, None)

    def _ask(self, held: Grip | None, target: Grip | None) -> None:
        if self.view is not None:
            ChangeDialog(self, self.frame, self.view, clock.today(), self._asked, held, target).open()

    def _asked(self) -> None:
        self.show_changes()
        self.refresh()

    def plan(self) -> None:
        """自动排班: the best answer so far is in the calendar while it is being improved."""
        office, month = self.frame.office, self.month
        over = self.over
        self._planning = (month, over)
        if self.board.drawer_open:
            self.board.close_drawer()
        self.board.planning.start(
            lambda session: (
                planning.problem_over(session, office.actor, over)
                if over
                else planning.problem_of(session, office.actor, month)
            )
        )

    def publish(self) -> None:
        """发布. Not while the page itself plans: what is on screen then is not what is kept."""
        if self.board.planning.running:
            self.frame.say("正在自动排班，请先停下或取消")
        elif self.view is not None:
            self.deeds.publish(self.view)

    def print_out(self) -> None:
        """Ctrl+P: the calendar on A4, or the paper in front."""
        if not self.to_layer("print_out") and self.view is not None and self.view.roster_id:
            self.outgoing.print_calendar()

    def _preview(self, problem: Problem, answer: Answer) -> None:
        if self.view is not None and (self.month, self.over) == self._planning:
            self.board.show_days(previewed(self.view, problem, answer))
            self.header.set_state("正在排，还没有保存", "org")

    def _planned(self, problem: Problem, answer: Answer, limits: Limits) -> None:
        month, over = self._planning  # where the plan was begun, whatever is looked at by now
        if over:
            self.deeds.keep_over(over, problem, answer, limits)
        else:
            self.deeds.keep(month, problem, answer, limits)

    def _dropped(self) -> None:
        self.frame.say("已取消自动排班，原来的值班表没有变化")
        self.refresh()

    def _put(self, grip: Grip, person: str) -> None:
        if self.view is not None:
            self.deeds.put(self.view, grip, person)

    def _pin(self, grip: Grip, on: bool) -> None:  # noqa: FBT001  a Qt slot
        if self.view is not None:
            self.deeds.pin(self.view, grip, on=on)

    def _cars(self, day: date) -> None:
        if self.view is not None:
            self.deeds.cars(self.view, day)

    def _step(self, days: int) -> None:
        grip = self.board.drawer.grip
        if self.board.drawer.changes:
            self.turn(days)
        if grip is not None and self.view is not None:
            day = grip.day + timedelta(days=days)
            if any(one.day == day and one.in_month for one in self.view.days):
                self.open_post(Grip(day, grip.post, ""))


def facts_of(view: MonthView) -> str:
    """The grey line beside the title."""
    if view.roster_id is None:
        return "还没有排班"
    due = f"{view.due_on.month}月{view.due_on.day}日" if view.due_on else ""
    words = []
    if view.state is RosterState.PUBLISHED and view.published_at:
        words.append(f"{clock.local(view.published_at):%m-%d %H:%M} {PUBLISHED}")
    elif due:
        words.append(f"已过 {due}，还没有发布" if view.late else f"应在 {due} 前发布")
    if view.provisional:
        words.append("放假安排还没有公布，日历为推算")
    return " · ".join(words)


def counts_of(view: MonthView) -> str:
    """For the status bar."""
    days = sum(one.in_month for one in view.days)
    soon = sum(one.light is not Light.OVERDUE for one in view.issues)
    return f"{days} 天 · 未排 {view.unfilled} · 提醒 {soon}" if view.roster_id else f"{days} 天 · 还没有排班"
