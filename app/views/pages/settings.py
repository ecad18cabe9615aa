"""设置: the own window, the office, backups, accounts, 体检, the recycle bin; each part only for those who may use it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.actor import may
from app.views.frame import Frame
from app.views.pages.settings_accounts import AccountsPart
from app.views.pages.settings_backup import BackupPart
from app.views.pages.settings_calendar import CalendarPart
from app.views.pages.settings_check import CheckPart
from app.views.pages.settings_forms import FormsPart
from app.views.pages.settings_look import LookPart
from app.views.pages.settings_numbers import NumbersPart
from app.views.pages.settings_office import OfficePart
from app.views.pages.settings_recycle import RecyclePart
from app.views.paper.template import TemplateLayer
from app.views.register.layers import LayeredPage
from app.views.theme import worn
from app.views.widgets.panel import Panel
from app.views.widgets.parts import Parts


class SettingsPage(LayeredPage):
    """Parts stand behind tabs; a part reads its data when it is shown. A form's template opens over them."""

    follows_zoom = True

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "设置")
        actor = frame.office.actor
        roads: tuple[tuple[str, str, Callable[[Frame], QWidget], tuple[str, ...]], ...] = (
            ("zoom", "外观与习惯", LookPart, ()),
            ("office", "本单位", OfficePart, ("settings.read",)),
            ("calendar", "放假调休", CalendarPart, ("case.calendar",)),
            ("numbers", "文号", NumbersPart, ("document.read",)),
            ("forms", "文书模板", self._forms, ("template.read",)),
            ("backup", "备份与恢复", BackupPart, ("backup", "restore")),
            ("accounts", "账号", AccountsPart, ("account.read",)),
            ("check", "体检", CheckPart, ("check",)),
            ("recycle", "回收站", RecyclePart, ("recycle.read",)),
        )
        self.parts = Parts("设置的分类", [
            (key, title, partial(make, frame))
            for key, title, make, actions in roads
            if not actions or any(may(actor, action) for action in actions)
        ], scrolled=True)  # fmt: skip
        self.tabs = self.parts.tabs
        panel = Panel(padded=False)
        inner = QVBoxLayout()
        inner.setContentsMargins(worn().px(8), 0, worn().px(8), worn().px(8))
        inner.addWidget(self.tabs)
        inner.addWidget(self.parts.stack, 1)
        panel.body.addLayout(inner, 1)
        self.set_base(panel)

    def _forms(self, frame: Frame) -> FormsPart:
        made = FormsPart(frame)
        made.open_wanted.connect(self.open_form)
        return made

    def open_form(self, form_id: str) -> None:
        """The template of one form, to be read or edited."""
        layer = TemplateLayer(self.frame, form_id)
        layer.changed.connect(self.refresh_base)
        layer.over_wanted.connect(self.push)
        self.push(layer)

    def refresh_base(self) -> None:
        """The list of forms again."""
        part = self.parts.made.get("forms")
        if isinstance(part, FormsPart):
            part.refresh()

    def refresh(self) -> None:
        """F5: the layer in front, else the list of forms."""
        if not self.to_layer("refresh"):
            self.refresh_base()

    def save(self) -> None:
        """Ctrl+S."""
        self.to_layer("save")

    def print_out(self) -> None:
        """Ctrl+P."""
        self.to_layer("print_out")

    def show_part(self, key: str) -> None:
        """Bring a part to the front."""
        if key in self.parts:
            self.tabs.setCurrentIndex(list(self.parts).index(key))

    def show_zoom(self) -> None:
        """From the status bar: 字号."""
        self.show_part("zoom")

    def show_backup(self) -> None:
        """From the status bar: 备份."""
        self.show_part("backup")
