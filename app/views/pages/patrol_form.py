"""记一次巡查: time and members, route and points, and what was found, each with handling, limit and photos."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from app.clock import local, now, today
from app.errors import StaleRecord
from app.rules.patrol import CATEGORIES
from app.rules.vocabulary import Handling, PatrolShift, PhotoStage
from app.services import patrol, patrol_reading
from app.services.draft import DraftLine
from app.services.patrol_shapes import FindingDraft, MemberDraft, PatrolDraft, PatrolSeen, PhotoDraft
from app.views.frame import Frame
from app.views.pages.patrol_members import MembersField
from app.views.pages.patrol_photos import PhotosField
from app.views.register.child_rows import RowsField
from app.views.register.editors import NumberField
from app.views.register.form_body import FormBody
from app.views.register.form_layer import FormLayer
from app.views.register.lookup import search_of
from app.views.widgets.choice_fields import ComboField, RadioField
from app.views.widgets.date_fields import DateField, DateTimeField
from app.views.widgets.field import Field
from app.views.widgets.notices import GateBox
from app.views.widgets.picker import Picked, PickerField
from app.views.widgets.text_fields import LongTextField, TextField


class PatrolForm(FormLayer):
    """A new patrol, or one to be changed; `show_patrol` fills it."""

    def __init__(self, frame: Frame) -> None:
        self.gate = GateBox()
        super().__init__(frame, "记一次巡查", "巡查", FormBody(), "patrols", self.gate)
        self._seen: PatrolSeen | None = None
        self._search = search_of(frame)
        self.members = MembersField()
        self.day = DateField("巡查日期", required=True)
        self._build()
        self.day.changed.connect(self._offer_members)
        self.form_body.left.connect(self._follow)

    def _build(self) -> None:
        body = self.form_body
        body.add_section("时间与人员")
        body.add_field("day", self.day)
        shifts = [(shift, shift.label) for shift in PatrolShift]
        body.add_field("shift", RadioField("班次", shifts, hint="不选则按开始时间自动判断"))
        body.add_field("started_at", DateTimeField("开始时间", required=True))
        body.add_field("ended_at", DateTimeField("结束时间", hint="还在巡查的先空着"))
        body.add_field("members", self.members, wide=True)
        body.add_section("路线与点位")
        body.add_field("route", TextField("巡查路线"), wide=True)
        body.add_field("points_planned", NumberField("计划点位", whole=True))
        body.add_field("points_visited", NumberField("实到点位", whole=True))
        body.add_field("vehicle", TextField("车辆"))
        body.add_field("distance", NumberField("里程（公里）", whole=False))
        body.add_field("weather", TextField("天气"))
        body.add_section("发现的问题", "每个问题写清地点、事项和处理；没有发现问题可以不填")
        body.add_field("findings", RowsField("", "问题", self._finding_fields, start=self._new_finding), wide=True)
        body.add_section("其他")
        body.add_field("note", LongTextField("备注", lines=2), wide=True)
        body.finish()

    def _finding_fields(self) -> Mapping[str, tuple[Field, bool]]:
        place = TextField("地点", required=True)
        categories: list[tuple[object, str]] = [(name, name) for name in CATEGORIES]
        ways: list[tuple[object, str]] = [(way, way.label) for way in Handling]

        def look_for(subject: str) -> Callable[..., None]:
            return lambda text, answer: self._search(subject, text, answer)

        return {
            "found_at": (DateTimeField("发现时间", required=True), False),
            "place": (place, False),
            "category": (ComboField("问题类别", categories, required=True), False),
            "power_item": (PickerField("对应事项", look_for("power_item"), hint="按事项名称或编码查找"), False),
            "party": (PickerField("当事人", look_for("party"), hint="按名称、字号或证号后几位查找"), False),
            "handling": (ComboField("处理方式", ways, required=True), False),
            "description": (LongTextField("问题描述", required=True, lines=2), True),
            "due_at": (DateTimeField("改正期限", hint="责令限期改正时填写"), False),
            "handling_note": (TextField("处理说明"), False),
            "photos": (PhotosField(self.frame, "照片", stage=PhotoStage.BEFORE, place=place.edit.text), True),
            "no_photo_reason": (TextField("没有照片的原因", hint="没有照片时必须写明"), True),
        }

    def _new_finding(self) -> Mapping[str, object]:
        """What is known of a finding that is just being added."""
        return {"found_at": now().replace(second=0, microsecond=0) if self._seen is None else None}

    def show_patrol(self, seen: PatrolSeen | None, recovered: DraftLine | None = None) -> None:
        """A patrol to be changed, or None for a new one with what is known filled in."""
        self._seen = seen
        self.gate.say("")
        self.form_body.open_values(_blank() if seen is None else _values(seen))
        title = seen.number if seen else "记一次巡查"
        self.begin(
            title, record=seen.id if seen else None, revision=seen.revision if seen else None, recovered=recovered
        )
        self._offer_members()

    def _offer_members(self) -> None:
        day, office = self.day.value(), self.frame.office
        asked = day if isinstance(day, date) else today()
        office.background.read(
            self, lambda session: patrol_reading.candidates(session, office.actor, asked), self.members.offer
        )

    def _follow(self, name: str) -> None:
        if name == "day":
            self._offer_members()

    def subject(self) -> str:
        if self._seen is not None:
            return self._seen.number
        day = self.day.value()
        return f"{day:%m-%d} 巡查" if isinstance(day, date) else "新的巡查"

    def command(self) -> Callable[[Any], Any]:
        actor, draft, seen = self.frame.office.actor, draft_of(self.form_body.values()), self._seen
        if seen is None:
            return lambda session: patrol.record(session, actor, draft)
        return lambda session: patrol.change(session, actor, seen.id, seen.revision, draft)

    def compare(self, error: StaleRecord) -> None:  # noqa: ARG002  the record itself says more
        """Somebody changed the patrol meanwhile: build on the newest, keep what was typed, name what both changed."""
        seen, office = self._seen, self.frame.office
        if seen is None:
            return

        def then(theirs: PatrolSeen) -> None:
            self._seen = theirs
            both = self.form_body.take_base(_values(theirs))
            names = "、".join(self.form_body.fields[name].label or "发现的问题" for name in both)
            todo = f"两边都改过：{names}。表单里是您填写的，核对后再保存。" if both else "没有冲突，可以直接保存。"
            self.gate.say(f"“{theirs.number}”在您填写期间被别人改过，您填写的内容都还在。{todo}")

        office.background.read(
            self, lambda session: patrol_reading.load(session, office.actor, seen.id), then, self.frame.tell
        )


def _blank() -> dict[str, object]:
    began = now().replace(second=0, microsecond=0)
    return {"day": local(began).date(), "started_at": began}


def _values(seen: PatrolSeen) -> dict[str, object]:
    plain = (
        "day", "shift", "started_at", "ended_at", "route", "points_planned", "points_visited", "vehicle", "distance",
        "weather", "note",
    )  # fmt: skip
    values: dict[str, object] = {name: getattr(seen, name) for name in plain}
    values["members"] = [{"person_id": one.person_id, "name": one.name, "leads": one.leads} for one in seen.members]
    values["findings"] = [
        {
            "id": one.id, "found_at": one.found_at, "place": one.place, "category": one.category,
            "power_item": _picked(one.power_item_id, one.power_item), "party": _picked(one.party_id, one.party),
            "handling": one.handling, "description": one.description, "due_at": one.due_at,
            "handling_note": one.handling_note, "no_photo_reason": one.no_photo_reason, "grid_id": one.grid_id,
            "latitude": one.latitude, "longitude": one.longitude,
            "photos": [
                {
                    "attachment_id": photo.attachment_id, "id": photo.id, "stage": photo.stage.value,
                    "taken_at": photo.taken_at, "place": photo.place, "taker": photo.taker, "name": photo.name,
                    "located": photo.latitude is not None,
                }
                for photo in one.photos
            ],
        }
        for one in seen.findings
    ]  # fmt: skip
    return values


def _picked(record: str | None, title: str | None) -> Picked | None:
    return Picked(record, title or "") if record else None


def draft_of(values: Mapping[str, Any]) -> PatrolDraft:
    """What the form holds as the service takes it."""
    plain = {name: value for name, value in values.items() if name not in ("members", "findings")}
    members = tuple(MemberDraft(one["person_id"], bool(one["leads"])) for one in values["members"] or ())
    return PatrolDraft(**plain, members=members, findings=tuple(_finding(one) for one in values["findings"] or ()))


def _finding(row: Mapping[str, Any]) -> FindingDraft:
    kept = (
        "id",
        "found_at",
        "handling",
        "due_at",
        "grid_id",
        "latitude",
        "longitude",
        "handling_note",
        "no_photo_reason",
    )
    item, party = row.get("power_item"), row.get("party")
    return FindingDraft(
        place=row.get("place") or "",
        category=row.get("category") or "",
        description=row.get("description") or "",
        power_item_id=item.id if item else None,
        party_id=party.id if party else None,
        photos=tuple(_photo(one) for one in row.get("photos") or ()),
        **{name: row.get(name) for name in kept},
    )


def _photo(one: Mapping[str, Any]) -> PhotoDraft:
    taken = one.get("taken_at")
    return PhotoDraft(
        one["attachment_id"],
        one.get("id"),
        PhotoStage.from_label(one["stage"]) or PhotoStage.BEFORE,
        taken if isinstance(taken, datetime) else None,
        one.get("place"),
        one.get("taker"),
    )
