"""The screen form of a paper: one field per 填写项 of its template; values between fields (days, instants) and papers (JSON)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.clock import at_local, instant_text
from app.documents.form import Field as Declared
from app.documents.form import Form
from app.rules.vocabulary import PhotoStage
from app.services.case_paper_form import approval_rows
from app.views.case.photo_sheet import PhotoSheetField
from app.views.frame import Frame
from app.views.register.child_rows import RowsField
from app.views.register.editors import NumberField, TicksField
from app.views.theme import worn
from app.views.widgets.choice_fields import BoolField, ComboField, choice_field
from app.views.widgets.date_fields import DateField, DateTimeField
from app.views.widgets.field import Field
from app.views.widgets.text_fields import LongTextField, MoneyField, TextField

ROOM, SHARE = 28, 3  # characters that fit beside each other in the column of fields; a radio button takes three more
PHOTO_FACTS: Final = {"时间": "taken_at", "地点": "place", "拍摄人": "taker"}  # of a photo on paper, and in its field
LONGEST: Final = 10_000_000  # characters: Qt's own limit would cut a pasted text at 32,767 without a word
WIDE: Final = frozenset({"长文", "表", "问答", "照片", "多选", "起止时间", "执法人员"})
TAKEN_FROM_CASE: Final = "取自案件，定稿时固定"
# Facts of the case itself: changed there, not on a paper. What only a paper says stays free even when it was carried over.
FROM_CASE: Final = frozenset({
    "案号", "案件名称", "案由", "案件来源", "立案日期", "案发地点", "当事人类型", "当事人", "证件号码", "性别", "法定代表人",
    "法定代表人职务", "当事人地址", "当事人电话", "主管部门", "登记时间", "期限起", "期限止", "原期限止", "延长止",
})  # fmt: skip


def asked_of_people(form: Form) -> tuple[Declared, ...]:
    """The fields people fill in: not those that signing, issuing or a pen fills."""
    signed = {name for row in approval_rows(form) for name in (row.opinion, row.signer, row.day)}
    return tuple(one for one in form.fields if not one.later and one.kind != "签名" and one.name not in signed)


Officers = Sequence[Mapping[str, str]]
Make = Callable[[Declared], Field]


def paper_field(frame: Frame, declared: Declared, officers: Officers) -> Field:
    """The field for one 填写项; `officers` are those on the case, each {姓名, 执法证号}."""
    if declared.kind == "执法人员":
        return OfficersField(declared.label, officers, required=declared.required, hint=declared.hint)
    if declared.kind == "表":
        return RowsField(declared.label, "一行", _columns(frame, declared, officers))
    if declared.kind == "照片":
        return PhotoSheetField(frame, declared.label)
    return _BY_KIND.get(declared.kind, _line)(declared)


def is_wide(declared: Declared) -> bool:
    """Whether its field takes the whole row."""
    return declared.kind in WIDE or (declared.kind == "单选" and sum(map(len, declared.choices)) > 12)


def _columns(frame: Frame, declared: Declared, officers: Officers) -> Callable[[], Mapping[str, tuple[Field, bool]]]:
    return lambda: {one.name: (paper_field(frame, one, officers), is_wide(one)) for one in declared.columns}


def _dialogue() -> Mapping[str, tuple[Field, bool]]:
    return {"问": (LongTextField("问", lines=1), True), "答": (LongTextField("答", lines=2), True)}


class SpanField(Field):
    """From when until when. value: [instant, instant], either may be None; None when both are."""

    def __init__(self, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__(label, required=required, hint=hint)
        self._ends = (DateTimeField(""), DateTimeField(""))
        row = QWidget()
        self._row = inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(worn().px(8))
        for one, words in zip(self._ends, ("起", "止"), strict=True):
            one.set_name(f"{label}（{words}）")
            one.edit.setPlaceholderText(f"{words}：如 11.24 09:20")
            one.changed.connect(self.changed)
            inner.addWidget(one, 1)
        self._install(row, *(one.edit for one in self._ends))

    def stack(self) -> None:
        """One below the other, where a column is too narrow for both."""
        self._row.setDirection(QHBoxLayout.Direction.TopToBottom)

    def value(self) -> object:
        found = [one.value() for one in self._ends]
        return found if any(found) else None

    def set_value(self, value: object) -> None:
        pair = list(value) if isinstance(value, list | tuple) and len(value) == 2 else [None, None]
        for one, part in zip(self._ends, pair, strict=True):
            one.set_value(part)

    def problem(self) -> str:
        for one in self._ends:
            if why := one.problem():
                return f"{self.label}{why}"
        begins, ends = (one.value() for one in self._ends)
        if isinstance(begins, datetime) and isinstance(ends, datetime) and ends <= begins:
            return f"{self.label}的结束要晚于开始"
        return f"请填写{self.label}的起止" if self.required and not (begins and ends) else ""

    def set_read_only(self, read_only: bool, source: str = "") -> None:  # noqa: FBT001  the field's protocol
        super().set_read_only(read_only, source)
        for one in self._ends:
            one.set_read_only(read_only)


class OfficersField(TicksField):
    """The officers on a paper, ticked among those on the case. value: list of {姓名, 执法证号}, or None."""

    def __init__(
        self, label: str, officers: Sequence[Mapping[str, str]], *, required: bool = False, hint: str = ""
    ) -> None:
        self._known = {str(one["姓名"]): dict(one) for one in officers}
        shown = [(name, f"{name}（{one.get('执法证号') or '无执法证'}）") for name, one in self._known.items()]
        super().__init__(label, shown, required=required, hint=hint or ("" if shown else "先在本案指派承办人员"))

    def value(self) -> object:
        chosen = super().value()
        return [self._known[name] for name in chosen] if isinstance(chosen, list) else None

    def set_value(self, value: object) -> None:
        names = [str(one.get("姓名")) for one in value] if isinstance(value, list) else None
        super().set_value(names)


def to_paper(value: object) -> Any:
    """A value of a field as a paper keeps it: plain JSON."""
    match value:
        case datetime():
            return instant_text(value)
        case date():
            return value.isoformat()
        case list():
            return [to_paper(one) for one in value]
        case {"attachment_id": picture, **rest}:
            said = {name: to_paper(rest.get(key)) for name, key in PHOTO_FACTS.items()}
            return {"图": picture, **{name: words for name, words in said.items() if words}}
        case dict():
            return {key: to_paper(one) for key, one in value.items()}
    return value


def to_field(declared: Declared, kept: Any) -> object:
    """What a paper keeps, as its field takes it. Text that cannot be read as the field's kind stays text."""
    match declared.kind:
        case "日期":
            return _moment(kept, with_time=False)
        case "日期时间":
            return _moment(kept, with_time=True)
        case "起止时间" if isinstance(kept, list):
            return [_moment(one, with_time=True) for one in kept]
        case "表" if isinstance(kept, list):
            return [{one.name: to_field(one, row.get(one.name)) for one in declared.columns} for row in kept]
        case "照片" if isinstance(kept, list):
            return [_photo(one) for one in kept]
    return kept


def _photo(one: Mapping[str, Any]) -> dict[str, object]:
    taken = _moment(one.get("时间"), with_time=True)
    told = {"place": one.get("地点") or None, "taker": one.get("拍摄人") or None}
    return {"attachment_id": one["图"], "stage": PhotoStage.BEFORE.value, "taken_at": taken, **told}


def _moment(kept: Any, *, with_time: bool) -> object:
    if not isinstance(kept, str) or not kept:
        return kept or None
    try:
        read = datetime.fromisoformat(kept)
    except ValueError:
        return kept
    if not with_time:
        return read.date()
    return read if read.tzinfo is not None else at_local(read)


def _line(one: Declared) -> Field:
    return TextField(one.label, required=one.required, hint=one.hint, longest=LONGEST)


def _choice(one: Declared) -> Field:
    if sum(SHARE + len(word) for word in one.choices) > ROOM:
        return ComboField(one.label, [(word, word) for word in one.choices], required=one.required, hint=one.hint)
    return choice_field(one.label, [(word, word) for word in one.choices], required=one.required, hint=one.hint)


def _ticks(one: Declared) -> Field:
    return TicksField(one.label, [(word, word) for word in one.choices], required=one.required, hint=one.hint)


_BY_KIND: Final[Mapping[str, Make]] = {
    "长文": lambda one: LongTextField(one.label, required=one.required, hint=one.hint, lines=3),
    "日期": lambda one: DateField(one.label, required=one.required, hint=one.hint),
    "日期时间": lambda one: DateTimeField(one.label, required=one.required, hint=one.hint),
    "起止时间": lambda one: SpanField(one.label, required=one.required, hint=one.hint),
    "金额": lambda one: MoneyField(one.label, required=one.required, hint=one.hint),
    "整数": lambda one: NumberField(one.label, whole=True, required=one.required, hint=one.hint),
    "是否": lambda one: BoolField(one.label, hint=one.hint),
    "问答": lambda one: RowsField(one.label, "一问一答", _dialogue),
    "单选": _choice,
    "多选": _ticks,
}
