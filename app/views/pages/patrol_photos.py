"""Photos on screen: 4:3 thumbnails made once on a reader thread, and the field that takes them in by drop or by file.

The original is stored untouched; the caption strip (time, place) is drawn on the small copy only.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QByteArray, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFont,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.clock import local
from app.rules.vocabulary import PhotoStage
from app.services import attachment
from app.services.attachment import AttachmentView
from app.views.frame import Frame
from app.views.icons import paint_icon
from app.views.theme import Look, worn
from app.views.widgets.field import Field
from app.views.widgets.kinds import button, label

SUFFIXES: Final = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".heic")
EDGE: Final = 640
ACROSS: Final = 3


def caption(taken_at: datetime | None, place: str | None) -> str:
    """What the strip says: `11-23 14:22 石梁大街46号`."""
    moment = f"{local(taken_at):%m-%d %H:%M}" if taken_at else "拍摄时间不明"
    return f"{moment} {place or ''}".strip()


def small_copy(data: bytes, size: QSize, words: str, look: Look) -> QImage:
    """A picture filling `size` (device px), cut at its edges, with a caption strip at its foot. A null image when unreadable."""
    whole = QImage.fromData(QByteArray(data))
    if whole.isNull():
        return whole
    filled = whole.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    left, top = (filled.width() - size.width()) // 2, (filled.height() - size.height()) // 2
    copy = filled.copy(QRect(left, top, size.width(), size.height())).convertToFormat(QImage.Format.Format_RGB32)
    if words:
        font = QFont(look.family)
        font.setPixelSize(max(11, size.height() // 11))
        strip = QRect(0, size.height() - font.pixelSize() * 3 // 2, size.width(), font.pixelSize() * 3 // 2)
        painter = QPainter(copy)
        shade = look.color("tx") if look.theme.name != "dark" else look.color("bg")
        shade.setAlpha(190)
        painter.fillRect(strip, shade)
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.white)
        room = strip.adjusted(font.pixelSize() // 2, 0, -font.pixelSize() // 2, 0)
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
    return copy


class Thumbnail(QLabel):
    """One photo, 4:3. Signals: `removed()` by Delete when it may be removed."""

    removed = Signal()

    def __init__(self, frame: Frame, attachment_id: str, words: str, name: str, *, width: int = 188) -> None:
        super().__init__()
        self._words = words
        wide = worn().px(width)
        self.setFixedSize(wide, wide * 3 // 4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"照片 {name}，{words}")
        self.setToolTip(f"{name}\n{words}")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setText("正在读取照片")
        self._load(frame, attachment_id)

    def _load(self, frame: Frame, attachment_id: str) -> None:
        actor, look, words = frame.office.actor, worn(), self._words
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))

        def query(session: Any) -> QImage:
            data = attachment.thumbnail(session, actor, attachment_id, EDGE)
            return small_copy(data, size, words, look) if data else QImage()

        def then(picture: QImage) -> None:
            if picture.isNull():
                self.setText("这个文件不能显示为图片，原件已保存")
                self.setWordWrap(True)
                return
            picture.setDevicePixelRatio(ratio)
            self.setPixmap(QPixmap.fromImage(picture))

        frame.office.background.read(self, query, then, lambda error: self.setText(str(error)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        look = worn()
        painter.setPen(QPen(look.color("acc" if self.hasFocus() else "line"), 2 if self.hasFocus() else 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class EmptyPhoto(QFrame):
    """The dashed box where a photo is missing, with 添加照片 when there is something to do about it."""

    def __init__(self, words: str, then: Callable[[], object] | None = None, *, width: int = 188) -> None:
        super().__init__()
        wide = worn().px(width)
        self.setFixedSize(wide, wide * 3 // 4)
        column = QVBoxLayout(self)
        column.setSpacing(worn().px(6))
        column.addStretch(1)
        self._icon_room = worn().px(26)
        column.addSpacing(self._icon_room)
        said = label(words, "facts")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(said)
        self.add = button("添加照片", size="tiny", then=then)
        self.add.setVisible(then is not None)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look = worn()
        painter = QPainter(self)
        painter.setPen(QPen(look.color("inp"), 1, Qt.PenStyle.DashLine))
        painter.fillRect(self.rect(), look.color("alt"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        side = look.px(22)
        top = self.height() // 2 - look.px(44)
        paint_icon(
            painter, "image", "tx2", QRect((self.width() - side) // 2, max(look.px(8), top), side, side).toRectF()
        )
        painter.end()


class PhotosField(Field):
    """value: list of {attachment_id, id, stage, taken_at, place, taker, name}, or None. Photos come by drop or by file dialog.

    A file is taken in as soon as it arrives, so a draft that is recovered after a crash still has its photos.
    """

    def __init__(
        self, frame: Frame, title: str, *, stage: PhotoStage, place: Callable[[], str] = str, across: int = ACROSS
    ) -> None:
        super().__init__(title)
        self._across = across
        self._frame, self._stage, self._place = frame, stage, place
        self._photos: list[dict[str, object]] = []
        self._locked = False
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn().px(6))
        self._grid = QGridLayout()
        self._grid.setSpacing(worn().px(8))
        column.addLayout(self._grid)
        self.add_button = button("添加照片…", size="small", icon="camera", then=self.ask)
        self._adding = QWidget()
        row = QHBoxLayout(self._adding)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.add_button)
        row.addWidget(label("也可以把照片拖到这里；原图不改动，自动读出拍摄时间和位置", "hint", wrap=True), 1)
        column.addWidget(self._adding)
        self._install(holder, self.add_button)
        self.setAcceptDrops(True)

    def value(self) -> object:
        return [dict(photo) for photo in self._photos] or None

    def set_value(self, value: object) -> None:
        self._photos = [dict(photo) for photo in value] if isinstance(value, list | tuple) else []
        self._lay_out()

    def set_read_only(self, read_only: bool, source: str = "") -> None:  # noqa: FBT001  the field's protocol
        super().set_read_only(read_only, source)
        self._locked = read_only
        self._adding.setVisible(not read_only)
        self.setAcceptDrops(not read_only)
        self._lay_out()

    def ask(self) -> QFileDialog:
        """Choose files in the dialog of the system."""
        dialog = QFileDialog(self, "添加照片", "", f"照片 ({' '.join('*' + suffix for suffix in SUFFIXES)})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.take_in([Path(name) for name in names]))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()
        return dialog

    def take_in(self, paths: Sequence[Path]) -> None:
        """Store the originals and show them; one that cannot be read is named below the field, the others are kept."""
        actor = self._frame.office.actor
        self.set_error("")
        for path in paths:
            self._frame.office.background.write(
                self, partial(attachment.add, actor=actor, source=path), self._arrived, self._refused
            )

    def _refused(self, error: BaseException) -> None:
        from app.errors import DeskError, Refused

        if isinstance(error, Refused):
            self.set_error("；".join(problem.why for problem in error.problems))
        elif isinstance(error, DeskError):
            self.set_error(error.text())
        else:
            raise error

    def _arrived(self, seen: AttachmentView) -> None:
        self._photos.append({
            "attachment_id": seen.id, "id": None, "stage": self._stage.value, "taken_at": seen.taken_at,
            "place": None, "taker": None, "name": seen.name, "located": seen.latitude is not None,
        })  # fmt: skip
        self._lay_out()
        self.changed.emit()

    def _remove(self, photo: Mapping[str, object]) -> None:
        if self._locked:
            return
        self._photos = [one for one in self._photos if one is not photo]
        self._lay_out()
        self.changed.emit()

    def _lay_out(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, photo in enumerate(self._photos):
            self._grid.addWidget(self._card(photo), number // self._across, number % self._across)
        self._grid.setColumnStretch(self._across, 1)

    def _card(self, photo: Mapping[str, object]) -> QWidget:
        taken = photo.get("taken_at")
        moment = taken if isinstance(taken, datetime) else None
        words = caption(moment, str(photo.get("place") or self._place()))
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn().px(2))
        picture = Thumbnail(
            self._frame, str(photo["attachment_id"]), words, str(photo.get("name") or "照片"), width=150
        )
        picture.removed.connect(lambda: self._remove(photo))
        column.addWidget(picture)
        row = QHBoxLayout()
        row.addWidget(label("有位置" if photo.get("located") else "无位置信息", "caption"))
        row.addStretch(1)
        if not self._locked:
            row.addWidget(button("去掉", "link", then=lambda: self._remove(photo)))
        column.addLayout(row)
        return card

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take_in(paths)
