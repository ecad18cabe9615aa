"""登记案源: a clue as it comes in, and the particulars of a case until they are fixed by its filing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.clock import today
from app.errors import StaleRecord
from app.rules.vocabulary_case import CaseSource, DecidingBody
from app.services.actor import Actor
from app.services.case import opening
from app.services.case.desk import desk as read_desk
from app.services.case.drafts import CaseDraft
from app.services.case.shapes import Desk
from app.services.draft import DraftLine
from app.services.register import editing
from app.services.register.shapes import Form
from app.views.frame import Frame
from app.views.register.form_body import FormBody
from app.views.register.form_layer import FormLayer
from app.views.register.lookup import search_of
from app.views.widgets.choice_fields import BoolField, ComboField
from app.views.widgets.date_fields import DateField
from app.views.widgets.notices import GateBox
from app.views.widgets.picker import Picked, PickerField
from app.views.widgets.text_fields import LongTextField, TextField

PICKED = ("item_id", "party_id", "grid_id")
PLAIN = (
    "title", "source", "place", "happened_on", "ended_on", "discovered_on", "summary", "deciding_body", "note",
)  # fmt: skip
FLAGS = ("hearing_due", "review_due", "discussion_due")
FIXED_ONCE_FILED = ("item_id", "party_id", "deciding_body")


@dataclass(frozen=True, slots=True)
class CaseRead:
    """A case as its form needs it: where it stands, and its particulars."""

    desk: Desk
    form: Form


def read_case(session: Any, actor: Actor, case_id: str) -> CaseRead:
    """Both parts of a case."""
    return CaseRead(read_desk(session, actor, case_id), editing.load(session, actor, "cases", case_id))


class CaseForm(FormLayer):
    """A new clue, or a case to be corrected; `show_case` fills it."""

    def __init__(self, frame: Frame) -> None:
        self.gate = GateBox()
        super().__init__(frame, "登记案源", "案件", FormBody(), "cases", self.gate)
        self._read: CaseRead | None = None
        self._build()

    def _build(self) -> None:
        body, search = self.form_body, search_of(self.frame)

        def look_for(subject: str) -> Callable[..., None]:
            return lambda text, answer: search(subject, text, answer)

        sources: list[tuple[object, str]] = [(one, one.label) for one in CaseSource]
        bodies: list[tuple[object, str]] = [(one, one.label) for one in DecidingBody]
        body.add_section("线索")
        body.add_field("source", ComboField("案件来源", sources, required=True))
        body.add_field("discovered_on", DateField("发现日期", required=True, hint="处罚时效从违法行为发生日算到这一天"))
        body.add_field("party_id", PickerField("当事人", look_for("party"), hint="按名称、字号或证号后几位查找"))
        body.add_field("item_id", PickerField("案由（赋权事项）", look_for("power_item"), hint="按事项名称或编码查找"))
        body.add_field("place", TextField("案发地点"))
        body.add_field("grid_id", PickerField("所在网格", look_for("grid")))
        body.add_field("happened_on", DateField("违法行为发生日"))
        body.add_field("ended_on", DateField("违法行为终了日", hint="连续或者继续的，填终了那天"))
        body.add_field("summary", LongTextField("案情摘要", lines=3), wide=True)
        body.add_field("title", TextField("案件名称", hint="不填则按“当事人＋违法行为＋案”自动生成"), wide=True)
        body.add_section("办案要求", "拿不准的按稳妥的办：告知听证、送法制审核")
        body.add_field("deciding_body", ComboField("处罚机关", bodies, required=True), wide=True)
        body.add_field("hearing_due", BoolField("应当告知听证"))
        body.add_field("review_due", BoolField("应当法制审核"))
        body.add_field("discussion_due", BoolField("应当集体讨论"))
        body.add_field("note", LongTextField("备注", lines=1), wide=True)
        body.finish()

    def show_case(self, read: CaseRead | None, recovered: DraftLine | None = None) -> None:
        """A case to be corrected, or None for a clue."""
        self._read = read
        desk = read.desk if read is not None else None
        filed = desk is not None and desk.filed_on is not None
        self.gate.say(
            "已经立案：当事人、案由、处罚机关不能再改；对象或者事项不对的，撤销立案或者移送。" if filed else ""
        )
        for name in FIXED_ONCE_FILED:
            self.form_body.fields[name].set_read_only(filed)
        self.form_body.open_values(_blank() if read is None else _values(read))
        self.begin(
            desk.title if desk else "登记案源", record=desk.id if desk else None,
            revision=desk.revision if desk else None, recovered=recovered,
        )  # fmt: skip

    def subject(self) -> str:
        if self._read is not None:
            return self._read.desk.title
        title, party = self.form_body.fields["title"].value(), self.form_body.fields["party_id"].value()
        return str(title or (party.title if isinstance(party, Picked) else "新的案源"))

    def command(self) -> Callable[[Any], Any]:
        actor, read, draft = self.frame.office.actor, self._read, draft_of(self.form_body.values())
        if read is None:
            return lambda session: opening.open_case(session, actor, draft)
        desk = read.desk
        return lambda session: opening.change(session, actor, desk.id, desk.revision, draft)

    def compare(self, error: StaleRecord) -> None:  # noqa: ARG002  the case itself says more
        """Somebody took an act meanwhile: build on the newest, keep what was typed."""
        read, office = self._read, self.frame.office
        if read is None:
            return
        case_id = read.desk.id

        def then(theirs: CaseRead) -> None:
            self._read = theirs
            both = self.form_body.take_base(_values(theirs))
            names = "、".join(self.form_body.fields[name].label for name in both)
            todo = f"两边都改过：{names}。表单里是您填写的，核对后再保存。" if both else "没有冲突，可以直接保存。"
            self.gate.say(f"“{theirs.desk.title}”在您填写期间被别人办过，您填写的内容都还在。{todo}")

        office.background.read(self, lambda session: read_case(session, office.actor, case_id), then, self.frame.tell)


def _blank() -> dict[str, object]:
    return {
        "source": CaseSource.PATROL, "discovered_on": today(), "deciding_body": DecidingBody.TOWNSHIP,
        "hearing_due": True, "review_due": True, "discussion_due": False,
    }  # fmt: skip


def _values(of: CaseRead) -> dict[str, object]:
    values, titles = of.form.values, of.form.titles
    found: dict[str, object] = {name: values.get(name) for name in PLAIN}
    for name in PICKED:
        record = values.get(name)
        found[name] = Picked(record, titles.get(record, "")) if record else None
    return found | {name: name in of.desk.facts for name in FLAGS}


def draft_of(values: Mapping[str, Any]) -> CaseDraft:
    """What the form holds, as the service takes it."""
    plain = {name: value for name, value in values.items() if name not in PICKED}
    plain |= {name: one.id if isinstance(one := values.get(name), Picked) else None for name in PICKED}
    return CaseDraft(**plain | {"title": plain.get("title") or ""})
