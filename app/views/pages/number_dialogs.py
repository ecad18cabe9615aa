"""Dialogs of the book of numbers: a block for another PC, numbers printed ahead, a printed number that is voided."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.clock import today
from app.documents import load_form
from app.errors import Refused
from app.rules.number_pattern import scheme
from app.services import numbering
from app.services.number_book import DeviceLine, SeriesBook
from app.views.frame import Frame
from app.views.register.editors import NumberField
from app.views.widgets.choice_fields import ComboField
from app.views.widgets.dialogs import Dialog
from app.views.widgets.field import Field
from app.views.widgets.kinds import label
from app.views.widgets.text_fields import LongTextField, TextField

MOST = 1_000  # numbers printed ahead at once: a ream of sheets


class NumberDialog(Dialog):
    """Asks for `fields`, then writes. Signal: `done_with(words)` after it was written."""

    done_with = Signal(str)

    def __init__(self, parent: QWidget, frame: Frame, title: str, words: str, fields: dict[str, Field]) -> None:
        super().__init__(parent, title)
        self.frame, self.fields = frame, fields
        self.body.addWidget(label(words, "facts", wrap=True))
        for field in fields.values():
            self.body.addWidget(field)
        self.add_button("不做了")

    def offer(self, words: str, kind: str, submit: Callable[[], object]) -> None:
        """The button that does it."""
        self.submit_with(self.add_button(words, kind, lambda: self._complete() and submit(), closes=False))

    def _complete(self) -> bool:
        wrong = [field for field in self.fields.values() if not field.check()]  # each says what is wrong with it
        return not wrong

    def write(self, command: Callable[[Any], Any], said: Callable[[Any], str]) -> None:
        """One unit of work; a refusal is said at its field."""

        def done(result: Any) -> None:
            self.done_with.emit(said(result))
            self.accept()

        self.frame.office.background.write(self, command, done, self._refused)

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, Refused):
            self.frame.tell(error)
            return
        for one in error.problems:
            (self.fields.get(one.field) or next(iter(self.fields.values()))).set_error(one.why)


class ReserveDialog(NumberDialog):
    """划号段: the other PC then numbers its papers without asking, and the two never collide."""

    def __init__(self, parent: QWidget, frame: Frame, book: SeriesBook, others: Sequence[DeviceLine]) -> None:
        device: Field = (
            ComboField("给哪台电脑", [(one.id, f"{one.name or '别的电脑'}　{one.id}") for one in others], required=True)
            if others
            else TextField("对方电脑的编号", required=True, hint="在对方电脑的“设置 → 文号 → 号段”里，“编号”一栏")
        )
        count = NumberField("多少个号", whole=True, required=True)
        count.set_value(50)
        words = (
            f"{book.series}〔{book.year}〕：从本机还没用的号里划出一段，只由那台电脑编。"
            "两台电脑断网也不会编出同一个号；同步之后对方才看得到。"
        )
        super().__init__(parent, frame, "给别的电脑划号段", words, {"device": device, "count": count})
        self.offer("划出号段", "primary", lambda: self._reserve(book))

    def _reserve(self, book: SeriesBook) -> None:
        actor, device = self.frame.office.actor, str(self.fields["device"].value())
        count = int(str(self.fields["count"].value()))
        self.write(
            lambda session: numbering.hand_over(session, actor, book.series, book.year, device, count),
            lambda run: f"已划出 {run[0]}–{run[1]}",
        )


class TakeBlockDialog(NumberDialog):
    """登记号段: what the PC that gives out the numbers has cut out for this one, before the two have met."""

    def __init__(self, parent: QWidget, frame: Frame, series: str, year: int) -> None:
        fields: dict[str, Field] = {
            "series": TextField("字头", required=True, hint="和发号的电脑上显示的一样，如：衢柯石综执罚决字"),
            "year": NumberField("年份", whole=True, required=True),
            "first": NumberField("起号", whole=True, required=True),
            "last": NumberField("止号", whole=True, required=True),
        }
        fields["series"].set_value(series)
        fields["year"].set_value(year)
        words = (
            f"先在发号的电脑上用“给别的电脑划号段”划出一段，对方电脑的编号填本机的：{frame.office.actor.device}。"
            "再把划出的起止号登记在这里，本机就从这一段里编号，断网也不会和别的电脑重号。"
        )
        super().__init__(parent, frame, "登记划给本机的号段", words, fields)
        self.offer("登记号段", "primary", self._take)

    def _take(self) -> None:
        actor, series = self.frame.office.actor, str(self.fields["series"].value())
        year, first, last = (int(str(self.fields[name].value())) for name in ("year", "first", "last"))
        self.write(
            lambda session: numbering.take_block(session, actor, series, year, first, last),
            lambda _none: f"已登记号段 {first}–{last}",
        )


class PrintAheadDialog(NumberDialog):
    """预先编印: numbers for sheets that are printed before they are filled in (行政处罚法 52)."""

    def __init__(self, parent: QWidget, frame: Frame) -> None:
        forms = [load_form(one) for one in sorted(scheme().printed)]
        form = ComboField("哪种文书", [(one.id, one.name) for one in forms], required=True)
        form.set_value(forms[0].id if forms else None)
        count = NumberField("多少个号", whole=True, required=True, hint=f"一次最多 {MOST} 个")
        count.set_value(20)
        words = "当场处罚决定书编有号码，先印后填。这里取的号登记为“已编印未用”，定稿时选纸上的号；印坏的单独作废。"
        super().__init__(parent, frame, "预先编印号码", words, {"form": form, "count": count})
        self.offer("编号", "primary", self._take)

    def _take(self) -> None:
        actor, form = self.frame.office.actor, load_form(str(self.fields["form"].value()))
        count = int(str(self.fields["count"].value()))
        if not 1 <= count <= MOST:
            self.fields["count"].set_error(f"一次编 1 到 {MOST} 个")
            return
        self.write(
            lambda session: numbering.print_ahead(session, actor, form, count),
            lambda numbers: f"已编 {len(numbers)} 个：{numbers[0]} 起（{today().year}年）",
        )


class VoidNumberDialog(NumberDialog):
    """A printed number that nobody will use."""

    def __init__(self, parent: QWidget, frame: Frame, number: str) -> None:
        reason = LongTextField("作废原因", required=True, lines=2)
        words = f"{number} 作废后不再使用，和原因一起留在文号簿里。"
        super().__init__(parent, frame, "作废未用的号", words, {"reason": reason})
        self.offer(f"作废 {number[-8:]}", "danger", lambda: self._void(number))

    def _void(self, number: str) -> None:
        actor, reason = self.frame.office.actor, str(self.fields["reason"].value())
        self.write(lambda session: numbering.void(session, actor, number, reason), lambda _none: f"已作废 {number}")
