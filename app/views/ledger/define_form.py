"""The form in which a book of the office's own is declared: what it is called, its columns, states, steps and who sees it."""

from collections.abc import Mapping
from typing import Any

from app.clock import today, uuid7
from app.registers.ledger.declaration import ColumnKind
from app.registers.ledger.writing import PlainBook, PlainColumn, PlainMove
from app.rules import roles
from app.views.register.child_rows import RowsField
from app.views.register.editors import NumberField, TextsField, TicksField
from app.views.register.form_body import FormBody
from app.views.theme import worn
from app.views.widgets.choice_fields import BoolField, ComboField, RadioField
from app.views.widgets.field import Field
from app.views.widgets.text_fields import TextField

UNITS = ("工作日", "自然日")
START: tuple[dict[str, object], ...] = ({"name": "事项", "kind": ColumnKind.LINE.value, "required": True},)


class DefineForm(FormBody):
    """`show` puts a book in, `book` gives it back as filled in."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(worn().px(12), 0, worn().px(12), 0)
        labels = [(label, label) for label in roles.table().roles.values()]
        self.add_section("台账")
        self.add_field("title", TextField("台账名称", required=True, longest=20))
        self.add_field("noun", TextField("一条记录叫什么", hint="例如“培训”；空着就用台账名称"))
        self.add_field("group", TextField("放在哪一组", hint="例如“队伍”；空着就放在“本单位”"))
        self.add_field("basis", TextField("依据"))
        self.add_section("栏目", "第一个必填的栏目是标题，列表和查找靠它认出一条记录")
        self.add_field("columns", RowsField("栏目", "栏目", _column_fields), wide=True)
        self.add_section("状态和办理")
        self.add_field(
            "states", TextsField("状态", required=True, hint="几个状态之间用顿号分开，第一个是登记时的"), wide=True
        )
        self.add_field("ends", TextsField("办结状态", hint="到了这些状态就不再催办"), wide=True)
        self.add_field("moves", RowsField("办理步骤", "步骤", _move_fields), wide=True)
        self.add_section("期限", "没有期限的台账空着")
        self.add_field("due_start", TextField("从哪个日期栏目起算"))
        self.add_field("due_days", NumberField("天数", whole=True))
        self.add_field("due_unit", RadioField("按什么算", [(unit, unit) for unit in UNITS]))
        self.add_section("谁能用")
        self.add_field("readers", TicksField("可以查看", labels, required=True), wide=True)
        self.add_field("writers", TicksField("可以登记和办理", labels, required=True), wide=True)
        self.add_field("leaves", BoolField("随数据交换报县"))
        self.finish()
        self._key, self._version = "", ""

    def show_book(self, book: PlainBook | None) -> None:
        """A book to change, or None for a new one."""
        self._key = book.key if book else f"own_{uuid7().replace('-', '')[-12:]}"
        self._version = f"{today():%Y-%m-%d}"
        self.open_values(_values(book) if book else {"columns": list(START), "due_unit": UNITS[0]})

    def book(self) -> PlainBook:
        """What is filled in; whether it makes sense is for the reader of declarations to say."""
        given: dict[str, Any] = self.values()
        columns = tuple(_column(row) for row in given["columns"] or ())
        title = next((one.name for one in columns if one.required), "")
        return PlainBook(
            self._key, given["title"] or "", given["noun"] or "", given["group"] or "", self._version,
            given["basis"] or "", title, columns, tuple(given["states"] or ()), tuple(given["ends"] or ()),
            tuple(_move(row) for row in given["moves"] or ()), tuple(given["readers"] or ()),
            tuple(given["writers"] or ()), given["due_start"] or "", given["due_days"] or 0,
            given["due_unit"] or UNITS[0], bool(given["leaves"]),
        )  # fmt: skip


def _column_fields() -> Mapping[str, tuple[Field, bool]]:
    kinds = [(kind.value, kind.value) for kind in ColumnKind if kind is not ColumnKind.PAPER]
    return {
        "name": (TextField("名称", required=True, longest=20), False),
        "kind": (ComboField("类型", kinds, required=True), False),
        "choices": (TextsField("选项", hint="只有单选、多选要写，用顿号分开"), False),
        "required": (BoolField("必填"), False),
    }


def _move_fields() -> Mapping[str, tuple[Field, bool]]:
    return {
        "name": (TextField("办理名称", required=True), False),
        "origin": (TextField("从哪个状态", required=True), False),
        "target": (TextField("到哪个状态", required=True), False),
        "asks": (TextsField("要填的栏目", hint="用顿号分开"), False),
    }


def _column(row: Mapping[str, Any]) -> PlainColumn:
    return PlainColumn(row["name"] or "", row["kind"] or "文本", bool(row["required"]), tuple(row["choices"] or ()))


def _move(row: Mapping[str, Any]) -> PlainMove:
    return PlainMove(row["name"] or "", row["origin"] or "", row["target"] or "", tuple(row["asks"] or ()))


def _values(book: PlainBook) -> dict[str, object]:
    return {
        "title": book.title, "noun": book.noun, "group": book.group, "basis": book.basis,
        "columns": [
            {"name": one.name, "kind": one.kind, "required": one.required, "choices": list(one.choices) or None}
            for one in book.columns
        ],
        "states": list(book.states), "ends": list(book.ends) or None,
        "moves": [
            {"name": one.name, "origin": one.origin, "target": one.target, "asks": list(one.asks) or None}
            for one in book.moves
        ],
        "due_start": book.due_start or None, "due_days": book.due_days or None, "due_unit": book.due_unit,
        "readers": list(book.readers), "writers": list(book.writers), "leaves": book.leaves,
    }  # fmt: skip
