"""The program with a window, from start to end: login or first run, the desk, lock and switch of user, the last goodbye."""

import gc
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import DeskError, NoOffice
from app.paths import Home
from app.views import warming
from app.views.application import application, place, room
from app.views.background import Delivery, aside, threads
from app.views.crash import CrashDialog
from app.views.entering import entering, keep_door
from app.views.hourly import DUE_EVERY_MS, back_up_when_due
from app.views.login import LoginWindow

if TYPE_CHECKING:
    from app.services.office import Office
    from app.views.doors import Doors
    from app.views.key_tips import KeyTips
    from app.views.password_dialogs import PasswordDialog
    from app.views.window import Window
    from app.views.wizard import Founding


def run(home: Home, doors: "Doors") -> int:
    """Show the login window (or the first run) and stay until the program is left. Returns the exit code.

    What was loaded stays to the end, so the collector need not walk it again: that would stop the window for 0.1 s at a time.
    """
    app = application()
    desk = Desk(app, home, doors, gc.freeze)
    desk.begin()
    return app.exec()


class Desk(QObject):
    """Owns what lives longer than a window: the delivery to the GUI thread, the open office, the crash dialog."""

    def __init__(
        self, app: QApplication, home: Home, doors: "Doors", loaded: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__(app)
        self._app = app
        self._home = home
        self.doors = doors
        self.office: Office | None = None
        self.window: Window | None = None
        self.front: QWidget | None = None  # login window or wizard
        self._from_office: Delivery | None = None  # for the threads of the open office
        self.crash = CrashDialog(home.logs, self.keep_drafts)
        self.crash.install()
        self.tips: KeyTips | None = None
        self._warm = False
        self._loaded = loaded
        self._hourly = QTimer(self, interval=DUE_EVERY_MS)
        self._hourly.timeout.connect(self._back_up_when_due)
        app.setQuitOnLastWindowClosed(False)

    @cached_property
    def delivery(self) -> Delivery:
        """Brings answers of the doors."""
        return Delivery(self)

    def begin(self) -> None:
        """Login, or the first run when the home is empty."""
        try:
            info, logins = self.doors.front_door(self._home)
        except NoOffice:
            self._found()
            return
        except DeskError as error:
            self._shut(error)
            return
        login = LoginWindow(info, logins, self.doors.offered(self._home))
        login.entered.connect(self._enter)
        login.recovery_wanted.connect(lambda: self._recover(login, logins, demo=info.demo))
        login.closed.connect(self._app.quit)
        self._front(login)

    def end(self) -> None:
        """Leave: what is open is kept as drafts, the office is closed in order."""
        self.keep_drafts()
        self.close_window()
        if self.office is not None:
            self.doors.close_office(self.office)
            self.office = None
        self._app.quit()

    def close_window(self) -> None:
        """Take the window away; the office stays open."""
        self._hourly.stop()
        if self._from_office is not None:
            self._from_office.stop()
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
            self.window = None

    def _answers(self) -> Delivery:
        """A fresh delivery for the office about to be opened."""
        self._from_office = Delivery(self)
        return self._from_office

    def _front(self, widget: QWidget) -> None:
        if self.front is not None:
            self.front.hide()
            self.front.deleteLater()
        self.front = widget
        widget.show()
        QTimer.singleShot(0, self, partial(QTimer.singleShot, warming.PAUSE_MS, self, self._settled))

    def _settled(self) -> None:
        """A window is up and has had its first moment: Alt works from here on, and what comes after the login is loaded."""
        if self.tips is None:
            from app.views.icons import app_icon
            from app.views.key_tips import KeyTips

            self._app.setWindowIcon(app_icon())
            self.tips = KeyTips(self._app)
        if isinstance(self.front, LoginWindow):
            self._warm_up()

    def _warm_up(self) -> None:
        """Load what comes after the login, once; somebody quick at the keyboard does not wait for the pause."""
        if not self._warm:
            self._warm = True
            warming.load(warming.DESK, self.doors.warm_up, self._loaded)

    def _found(self) -> None:
        from app.views.wizard import Wizard

        wizard = Wizard()
        wizard.rescue_wanted.connect(self._shut)
        wizard.founding_wanted.connect(lambda founding: self._build(wizard, founding))
        wizard.finished.connect(self.begin)
        wizard.closed.connect(self._app.quit)
        self._front(wizard)

    def _build(self, wizard: Any, founding: "Founding") -> None:
        self._aside(
            wizard, lambda: self.doors.found_office(self._home, founding.info, founding.people),
            lambda founded: wizard.show_code(founded.recovery_code), wizard.refuse,
        )  # fmt: skip

    def _enter(self, login: str, password: str) -> None:
        front = self.front
        if isinstance(front, LoginWindow):
            self._warm_up()
            make = threads(self._answers(), self.broke)
            keep = password if front.credentials.keep.isChecked() else ""
            work = entering(self.doors, self._home, login, password, make)
            self._aside(front, work, partial(self._entered, keep), self._shut)

    def _entered(self, keep: str, office: "Office") -> None:
        self._open_desk(office)
        keep_door(self.window, office, keep)

    def _shut(self, error: DeskError | None = None) -> None:
        from app.views.restoring import stay_shut

        stay_shut(self, self._home, error)

    def _recover(self, login: LoginWindow, logins: tuple[str, ...], *, demo: bool) -> None:
        from app.rules.password import policy_of
        from app.views.password_dialogs import RecoveryDialog

        def enter(code: str, name: str, new: str) -> None:
            make = threads(self._answers(), self.broke)
            work = lambda: self.doors.open_with_recovery(self._home, code, name, new, make)  # noqa: E731
            self._aside(dialog, work, opened, dialog.refuse)

        def opened(answer: tuple["Office", str]) -> None:
            dialog.accept()
            self._recovered(*answer)

        dialog = RecoveryDialog(login, policy_of(demo=demo), logins, enter)
        dialog.open()

    def _recovered(self, office: "Office", code: str) -> None:
        from app.views.sheet import show_sheet

        show_sheet(self.front or QWidget(), code, office.info, lambda: self._open_desk(office))

    def _open_desk(self, office: "Office") -> None:
        from app.views.restoring import restore_backup
        from app.views.window import Window

        self.office = office
        window = Window(office, lambda: self.doors.front_door(self._home)[1], size=room())
        window.crashed.connect(self.broke)
        window.unlock_wanted.connect(self._unlock)
        window.switch_wanted.connect(self._switch)
        window.password_wanted.connect(lambda: self._change_password(due=False))
        window.quit_wanted.connect(self._leave)
        window.restore_wanted.connect(partial(restore_backup, self))
        office.store.listeners.append(lambda changes: self._committed(changes.tables, changes.ids))
        self.window = window
        place(window)
        window.show()
        if self.front is not None:
            self.front.hide()
            self.front.deleteLater()
            self.front = None
        self._hourly.start(warming.FIRST_PAGE_MS)
        window.pages.facts.connect(self._read_first)
        if office.actor.must_change:
            self._change_password(due=True)

    def _read_first(self) -> None:
        """The first page shows what it read: what comes after it is near."""
        if self.window is not None:
            self.window.pages.facts.disconnect(self._read_first)
            self._hourly.start(warming.PAUSE_MS)

    def _back_up_when_due(self) -> None:
        """Every five minutes; the first time, the other pages are loaded too."""
        if self.window is None:
            return
        if self._hourly.interval() != DUE_EVERY_MS:
            self._hourly.start(DUE_EVERY_MS)
            warming.load(warming.PAGES, then=self._loaded)
        back_up_when_due(self.window)

    def _committed(self, tables: frozenset[str], ids: frozenset[str]) -> None:
        """In the writing thread."""
        if self._from_office is not None:
            self._from_office.deliver(lambda: self.window.data_changed(tables, ids) if self.window else None)

    def _unlock(self, password: str) -> None:
        window, office = self.window, self.office
        if window is not None and office is not None:
            work = lambda: self.doors.unlock(office, password)  # noqa: E731
            self._aside(window, work, lambda _done: window.unlocked(), window.curtain.before.refuse)

    def _switch(self, login: str, password: str) -> None:
        window, office = self.window, self.office
        if window is not None and office is not None:
            work = lambda: self.doors.switch_user(office, login, password)  # noqa: E731
            self._aside(window, work, lambda _done: self._switched(), window.curtain.before.refuse)

    def _switched(self) -> None:
        if self.window is not None and self.office is not None:
            self.window.switched()
            if self.office.actor.must_change:
                self._change_password(due=True)

    def _change_password(self, *, due: bool) -> None:
        from app.views.password_dialogs import PasswordDialog

        window, office = self.window, self.office
        if window is None or office is None:
            return

        def change(old: str, new: str) -> None:
            work = lambda: self.doors.change_password(office, old, new)  # noqa: E731
            self._aside(dialog, work, lambda _done: self._changed(dialog, due=due), dialog.refuse)

        dialog = PasswordDialog(window, office.policy, change, due=due)
        dialog.open()

    def _changed(self, dialog: "PasswordDialog", *, due: bool) -> None:
        dialog.accept()
        if self.window is not None:
            if due:
                self.window.seat()  # only now may this user see any page
            self.window.say("密码已修改")

    def _leave(self) -> None:
        window = self.window
        if window is None:
            return
        open_forms = window.unsaved()
        if not open_forms or window.locked:
            self.end()
            return
        from app.views.widgets.dialogs import ask_to_leave

        ask_to_leave(window, [words for words, _page in open_forms], self.end)

    def keep_drafts(self) -> None:
        """Every page keeps its half-written form."""
        if self.window is not None:
            self.window.keep_drafts()

    def broke(self, error: BaseException) -> None:
        """What nobody asked to hear of: in words, or in the crash dialog."""
        if isinstance(error, DeskError):
            from app.views.widgets.dialogs import tell

            tell(self.window or self.front, error)
        else:
            self.crash.show(error)

    def _aside(self, owner: QObject, work: Any, then: Any, failed: Any) -> None:
        aside(self.delivery, owner, work, then, failed, self.broke)
