"""Parcels that leave with a case or come back to it: to a department that takes it over, to the legal review, and its opinion."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.services.case.shapes import Desk
from app.services.case_parts import package
from app.services.case_parts.package import Listed, Parcel
from app.services.case_parts.review_package import import_opinion, review_package
from app.services.case_parts.transfer import transfer_package
from app.views.case.part_dialogs import PartDialog
from app.views.frame import Frame
from app.views.widgets.files import ask_open, ask_save
from app.views.widgets.text_fields import LongTextField, TextField

ZIP, TEXT = "压缩包 (*.zip)", "审核意见 (*.txt)"
SENT = "transfer"


def ask_target(parent: QWidget, title: str, name: str, then: Callable[[Path], object]) -> QFileDialog:
    """Where a parcel goes: a folder or a drive."""
    return ask_save(parent, title, f"{name}.zip", ZIP, then)


def write_parcel(owner: QWidget, frame: Frame, parcel: Parcel, target: Path, then: Callable[[], object]) -> None:
    """Write it off the window; how many files went in, and what stayed outside, stays on the screen until it is read."""

    def written(listed: tuple[Listed, ...]) -> None:
        left_out = "\n".join(parcel.notes)
        words = f"{target.name} 已写好，共 {len(listed)} 份材料，每份都记了校验值，清单在包里。"
        then()
        frame.tell(f"{words}\n{left_out}" if left_out else words)

    frame.office.background.compute(owner, lambda _progress: package.write(parcel, target), written, frame.tell)


def hand_over(parent: QWidget, frame: Frame, desk: Desk) -> None:
    """移送材料包: everything final of a case that was transferred, as one file."""
    actor = frame.office.actor

    def then(parcel: Parcel) -> None:
        ask_target(
            parent, "移送材料包存到", parcel.name,
            lambda target: write_parcel(parent, frame, parcel, target, lambda: None),
        )  # fmt: skip

    frame.office.background.read(
        parent, lambda session: transfer_package(session, actor, desk.id), then, frame.tell
    )  # fmt: skip


def transferred(desk: Desk) -> bool:
    """Whether the case was handed over."""
    return any(one.act == SENT for one in desk.timeline)


def take_opinion(parent: QWidget, frame: Frame, desk: Desk, then: Callable[[], object]) -> QFileDialog:
    """导入审核意见: the sheet of a parcel as it came back; what it cannot be is told."""
    actor = frame.office.actor

    def taken(_request: str) -> None:
        frame.note_saved()
        frame.say("审核意见已放进案卷")
        then()

    def chosen(path: Path) -> None:
        frame.office.background.write(
            parent, lambda session: import_opinion(session, actor, desk.id, path), taken, frame.tell
        )

    return ask_open(parent, "选审核单位退回的意见", TEXT, chosen)


class ReviewParcelDialog(PartDialog):
    """送审材料包: to whom and what is asked; the parcel holds all evidence and a sheet for the opinion."""

    title, verb = "送审材料包", "选存放位置…"

    def build(self) -> None:
        self.form.add_field("body", TextField("送哪个单位审核", required=True), wide=True)
        self.form.add_field("question", LongTextField("请对方审核什么", required=True, lines=3), wide=True)
        self.form.open_values({"question": "请审核事实、证据、法律适用、裁量和程序。"})
        self.tell("把定稿的文书和全部证据装成一个压缩包。对方在包里的“审核意见”上填写后退回，再从“更多”里导入。")

    def submit(self) -> None:
        if self.form.check():
            ask_target(self, "送审材料包存到", f"法制审核送审 {self.desk.number or self.desk.title}", self.write_to)

    def write_to(self, target: Path) -> None:
        """Put the request on record and write the parcel."""
        values = self.form.values()
        self.frame.office.background.write(
            self, self.command(values), lambda made: self._packed(made, target), self._refused
        )

    def command(self, values: dict[str, Any]) -> Callable[[Any], Any]:
        actor, case = self.frame.office.actor, self.desk.id
        body, question = str(values["body"]), str(values["question"])
        return lambda session: review_package(session, actor, case, body, question)

    def _packed(self, made: tuple[str, Parcel], target: Path) -> None:
        self.frame.note_saved()
        self.saved.emit()
        write_parcel(self, self.frame, made[1], target, self.close)
