"""外观与习惯: how this operator's window looks and behaves, and whether this PC asks for the password. All works at once."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.frame import Frame
from app.views.habits import habits
from app.views.pages.settings_door import DoorField
from app.views.theme import ZOOMS, ThemeName, worn
from app.views.widgets.choice_fields import BoolField, ComboField, RadioField
from app.views.widgets.kinds import label
from app.views.widgets.text_fields import NumberField

LEAST_IDLE = 1


class LookPart(QWidget):
    """Theme, zoom, what Enter does, minutes until the lock."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        most = frame.office.idle_minutes
        self.theme = RadioField("主题", [(name.value, name.label) for name in ThemeName])
        self.zoom = ComboField(
            "字号", [(zoom, f"{zoom}%") for zoom in ZOOMS], hint="也可以按 Ctrl 加 + 或 −，或按住 Ctrl 滚动滚轮"
        )
        self.enter = BoolField("回车键", words="表单里按回车到下一项（关掉后，长文本里按回车是换行）")
        self.idle = NumberField(
            "几分钟不操作自动锁定",
            least=LEAST_IDLE,
            most=most,
            hint=f"{LEAST_IDLE} 到 {most} 分钟；锁定后填到一半的表单还在",
        )
        self.door = DoorField(frame)
        for narrow in (self.zoom, self.idle):
            narrow.setMaximumWidth(worn().px(260))
        column = QVBoxLayout(self)
        column.setSpacing(worn().px(14))
        column.addWidget(label("只对您自己的账号起作用，改了马上生效。", "facts"))
        for field in (self.theme, self.zoom, self.enter, self.idle, self.door):
            row = QHBoxLayout()
            row.addWidget(field)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)
        self.read()
        self.theme.changed.connect(lambda: self._take("theme", self.theme.value()))
        self.zoom.changed.connect(self._take_zoom)
        self.enter.changed.connect(lambda: self._take("enter_moves", self.enter.value()))
        self.idle.left.connect(self._take_idle)

    def read(self) -> None:
        """Show the habits in force."""
        kept = habits()
        self.theme.set_value(kept.theme)
        self.zoom.set_value(kept.zoom)
        self.enter.set_value(kept.enter_moves)
        self.idle.set_value(kept.idle_minutes)

    def _take(self, name: str, value: object) -> None:
        self._frame.take_habits(replace(habits(), **{name: value}))  # type: ignore[arg-type]

    def _take_zoom(self) -> None:
        if self.zoom.value() is not None:  # nothing yet while it is being typed
            self._take("zoom", self.zoom.value())

    def _take_idle(self) -> None:
        if self.idle.check() and self.idle.value() is not None:
            self._take("idle_minutes", self.idle.value())
