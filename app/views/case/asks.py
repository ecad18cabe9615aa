"""The fields of an act: what `Ask` asks for, and the values as `ActDraft.fields` takes them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.services.case.drafts import Candidate
from app.services.case.shapes import Ask, Desk
from app.views.case.work_reading import Work
from app.views.register.child_rows import RowsField
from app.views.register.editors import NumberField, TicksField
from app.views.widgets.choice_fields import BoolField, ComboField, choice_field
from app.views.widgets.date_fields import DateField, DateTimeField
from app.views.widgets.field import Field
from app.views.widgets.text_fields import LongTextField, MoneyField, TextField

WIDE = frozenset({"长文", "物品", "分期", "多选", "多人", "多物"})
SAID_AT_MOST = 3


Make = Callable[[Ask, Work, Desk], Field]


def ask_field(ask: Ask, work: Work, desk: Desk) -> Field:
    """The field for one thing an act asks for."""
    return _BY_KIND.get(ask.kind, _line)(ask, work, desk)


def to_act(ask: Ask, value: object) -> Any:
    """A value of such a field, as an act takes it."""
    if ask.kind == "分期" and isinstance(value, list):
        return [(one["amount"], one["due"]) for one in value]
    if ask.kind == "物品" and isinstance(value, list):
        return [one | {key: one[key] or "" for key in ("name", "quantity", "place")} for one in value]
    return value


def _candidate(one: Candidate) -> str:
    return f"{one.name}（{one.certificate}）" if one.certificate else f"{one.name}（{one.kind.label}）"


def _left_out(offered: Sequence[Candidate]) -> str:
    """Who is not offered, and why: nobody has to guess where a name went."""
    kept = [f"{one.name}：{one.why_not}" for one in offered if one.why_not]
    more = f"；另有 {len(kept) - SAID_AT_MOST} 人" if len(kept) > SAID_AT_MOST else ""
    return f"不能选：{'；'.join(kept[:SAID_AT_MOST])}{more}" if kept else ""


def _goods_fields() -> Mapping[str, tuple[Field, bool]]:
    return {
        "name": (TextField("名称", required=True), False),
        "model": (TextField("规格型号"), False),
        "quantity": (TextField("数量", required=True), False),
        "unit": (TextField("单位"), False),
        "place": (TextField("存放地点", required=True), False),
        "keeper": (TextField("保管人"), False),
        "condition": (TextField("成色、状态"), False),
        "perishable": (BoolField("易腐、难保管"), False),
    }


def _instalment_fields() -> Mapping[str, tuple[Field, bool]]:
    return {
        "amount": (MoneyField("金额（元）", required=True), False),
        "due": (DateField("缴纳期限", required=True), False),
    }


def _line(ask: Ask, _work: Work, _desk: Desk) -> Field:
    return TextField(ask.label, required=ask.required)


def _person(ask: Ask, work: Work, _desk: Desk) -> Field:
    offered = work.people.get(ask.key, ())
    able: list[tuple[object, str]] = [(one.person_id, _candidate(one)) for one in offered if not one.why_not]
    return ComboField(ask.label, able, required=ask.required, hint=_left_out(offered))


def _people(ask: Ask, work: Work, _desk: Desk) -> Field:
    offered = work.people.get(ask.key, ())
    able = [(one.person_id, _candidate(one)) for one in offered if not one.why_not]
    return TicksField(ask.label, able, required=ask.required, hint=_left_out(offered))


def _tier(ask: Ask, work: Work, _desk: Desk) -> Field:
    hint = "" if work.tiers else "这一事项没有录入裁量阶次"
    return ComboField(ask.label, work.tiers, required=ask.required, hint=hint)


def _held(ask: Ask, _work: Work, desk: Desk) -> Field:
    still = [(one.id, f"{one.name} {one.quantity}{one.unit}") for one in desk.goods if one.outcome is None]
    return TicksField(ask.label, still, required=ask.required)


_BY_KIND: Mapping[str, Make] = {
    "长文": lambda ask, _work, _desk: LongTextField(ask.label, required=ask.required, lines=2),
    "整数": lambda ask, _work, _desk: NumberField(ask.label, whole=True, required=ask.required),
    "金额": lambda ask, _work, _desk: MoneyField(f"{ask.label}（元）", required=ask.required),
    "日期": lambda ask, _work, _desk: DateField(ask.label, required=ask.required),
    "时刻": lambda ask, _work, _desk: DateTimeField(ask.label, required=ask.required),
    "选项": lambda ask, _work, _desk: choice_field(ask.label, list(ask.choices), required=ask.required),
    "多选": lambda ask, _work, _desk: TicksField(ask.label, ask.choices, required=ask.required),
    "物品": lambda ask, _work, _desk: RowsField(ask.label, "物品", _goods_fields),
    "分期": lambda ask, _work, _desk: RowsField(ask.label, "一期", _instalment_fields),
    "人员": _person,
    "多人": _people,
    "阶次": _tier,
    "多物": _held,
}
