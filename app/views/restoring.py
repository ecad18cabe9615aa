"""Bringing a backup back from inside the program: close the office, restore, and show the login window again."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout

from app.errors import DeskError, StoreDamaged
from app.paths import Home
from app.views.background import aside
from app.views.login import LoginWindow
from app.views.widgets.dialogs import Dialog, tell
from app.views.widgets.kinds import button, label
from app.views.widgets.text_fields import PasswordField, TextField

if TYPE_CHECKING:
    from app.services.office import Office
    from app.views.desk import Desk


def restore_backup(desk: "Desk", folder: Path) -> None:
    """The service first looks whether it can be done at all; only then is anything closed."""
    from app.services import upkeep
    from app.views.widgets.progress import ProgressDialog

    window, office = desk.window, desk.office
    if window is None or office is None:
        return
    dialog = ProgressDialog(window, "正在恢复备份，请不要关机")
    dialog.panel.start("正在恢复")
    dialog.open()

    def close(closing: "Office") -> None:
        closing.store.listeners.clear()  # closing commits too, and the pages still on screen have nobody left to ask
        desk.doors.close_office(closing)
        desk.office = None

    def work() -> None:
        upkeep.bring_back(office, folder, close)

    def over() -> None:
        dialog.panel.finish()
        dialog.accept()
        if desk.office is None:
            desk.close_window()
            desk.begin()

    def refused(error: DeskError) -> None:
        over()
        tell(desk.window or desk.front, error)

    def broke(error: BaseException) -> None:
        over()
        desk.broke(error)

    desk.keep_drafts()
    aside(desk.delivery, window, work, lambda _done: over(), refused, broke)


def stay_shut(desk: "Desk", home: Home, error: DeskError | None) -> None:
    """The office could not be opened: say why, and offer a backup when its store is damaged (or, without an error, missing)."""
    front = desk.front
    if error is not None and isinstance(front, LoginWindow):
        front.refuse(error)
    if error is None or isinstance(error, StoreDamaged):
        dialog: Dialog = RescueDialog(desk, home, error.text() if error else "")
        dialog.open()
    elif front is None:
        dialog = tell(None, error, "打不开")
    else:
        return
    if front is None:
        dialog.rejected.connect(QApplication.quit)


class RescueDialog(Dialog):
    """Bringing a backup back where nobody can log in: on a new PC, or when the store cannot be read. `why` is said on top."""

    def __init__(self, desk: "Desk", home: Home, why: str) -> None:
        super().__init__(desk.front, "从备份恢复")
        self._desk, self._home = desk, home
        if why:
            self.body.addWidget(label(why, "strong", wrap=True))
        words = "选备份所在的文件夹（U 盘上的，或数据文件夹里的），里面有几份时用最近一份；用户名和密码是做备份那时的。"
        self.body.addWidget(label(words, "facts", wrap=True))
        self.folder = TextField("备份文件夹", required=True)
        self.login = TextField("用户名", required=True)
        self.password = PasswordField("密码", required=True)
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(button("选文件夹…", size="small", then=self._pick))
        self.body.addLayout(row)
        self.body.addWidget(self.login)
        self.body.addWidget(self.password)
        self.add_button("不恢复")
        self.go = self.add_button("恢复", "primary", self._submit, closes=False)
        self.submit_with(self.go)
        if home.backups.is_dir():
            self.folder.set_value(home.backups)
        self.folder.setFocus()

    def refuse(self, error: DeskError) -> None:
        """Say why nothing was brought back."""
        self._busy(on=False)
        self.password.set_error(error.text())

    def _busy(self, *, on: bool) -> None:
        self.go.setEnabled(not on)
        self.go.setText("正在恢复，请不要关机……" if on else "恢复")

    def _pick(self) -> None:
        dialog = QFileDialog(self, "备份所在的文件夹", str(self.folder.value() or ""))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.set_value)
        dialog.open()

    def _submit(self) -> None:
        good = [field.check() for field in (self.folder, self.login, self.password)]  # each says what it lacks
        if not all(good):
            return
        self._busy(on=True)
        desk, home, folder = self._desk, self._home, Path(str(self.folder.value()))
        login, password = str(self.login.value()), str(self.password.value())
        aside(
            desk.delivery, self, lambda: desk.doors.rescue(home, folder, login, password), self._brought, self.refuse,
            desk.broke,
        )  # fmt: skip

    def _brought(self, _line: object) -> None:
        self.accept()
        self._desk.begin()
