"""Photos on a paper: each says when, where and by whom it was taken. What the file does not say is written by hand."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from PySide6.QtWidgets import QWidget

from app.clock import local
from app.rules.vocabulary import PhotoStage
from app.views.frame import Frame
from app.views.pages.patrol_photos import PhotosField
from app.views.widgets.date_fields import DateTimeField
from app.views.widgets.dialogs import Dialog
from app.views.widgets.field import Field
from app.views.widgets.kinds import button, label
from app.views.widgets.text_fields import TextField

FACTS: Final = {"taken_at": "拍摄时间", "place": "拍摄地点", "taker": "拍摄人"}


class PhotoSheetField(PhotosField):
    """The photos of a paper with their facts below them. A new photo begins with place and taker of the one before it."""

    def __init__(self, frame: Frame, title: str) -> None:
        super().__init__(frame, title, stage=PhotoStage.BEFORE, across=2)

    def _card(self, photo: Mapping[str, object]) -> QWidget:
        card = super()._card(photo)
        column = card.layout()
        if column is not None:
            column.addWidget(label(_said(photo), "caption", wrap=True))
            if not self._locked:
                column.addWidget(button("写明时间、地点、拍摄人…", "link", then=lambda: self.ask_facts(photo)))
        return card

    def ask_facts(self, photo: Mapping[str, object]) -> Dialog:
        """Write down what the file does not say, or says wrongly."""
        before = next((one for one in self._photos if one is not photo and one.get("taker")), {})
        fields: dict[str, Field] = {
            "taken_at": DateTimeField(FACTS["taken_at"], required=True),
            "place": TextField(FACTS["place"], required=True, hint="写到门牌或者明显的地物"),
            "taker": TextField(FACTS["taker"], required=True),
        }
        dialog = Dialog(self.window(), "照片的拍摄情况")
        dialog.body.addWidget(label("印在照片下面。原图不改动。", "facts", wrap=True))
        for key, field in fields.items():
            field.set_value(photo.get(key) or before.get(key if key != "taken_at" else ""))
            dialog.body.addWidget(field)
        dialog.add_button("不改了")

        def write() -> None:
            if all([field.check() for field in fields.values()]):  # noqa: C419  each says what is wrong with it
                self._photos = [
                    {**one, **{key: field.value() for key, field in fields.items()}} if one is photo else one
                    for one in self._photos
                ]
                self._lay_out()
                self.changed.emit()
                dialog.accept()

        dialog.submit_with(dialog.add_button("写上", "primary", write, closes=False))
        dialog.open()
        return dialog


def _said(photo: Mapping[str, object]) -> str:
    taken = photo.get("taken_at")
    when = f"{local(taken):%Y-%m-%d %H:%M}" if isinstance(taken, datetime) else ""
    told = (when, str(photo.get("place") or ""), str(photo.get("taker") or ""))
    return "　".join(words or f"没有{name}" for words, name in zip(told, FACTS.values(), strict=True))
