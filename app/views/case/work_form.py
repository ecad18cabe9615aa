"""The form in the middle of the desk: the fields of a paper, then what the act itself asks for."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final

from app.clock import today
from app.documents.form import Form
from app.errors import Problem
from app.rules.procedure import procedure
from app.rules.vocabulary_case import CaseRole
from app.services.case.shapes import Ask, Desk
from app.views.case.asks import WIDE, ask_field, to_act
from app.views.case.paper_fields import (
    FROM_CASE,
    TAKEN_FROM_CASE,
    asked_of_people,
    is_wide,
    paper_field,
    to_field,
    to_paper,
)
from app.views.case.service_fields import KEYS, add_service_fields, service_start
from app.views.case.work_reading import PaperSeen, Work
from app.views.frame import Frame
from app.views.register.form_body import FormBody
from app.views.widgets.date_fields import DateField
from app.views.widgets.text_fields import LongTextField

ON, NOTE = "on", "note"
OFFICERS: Final = (CaseRole.LEAD, CaseRole.ASSISTANT)


def said_before(desk: Desk, asks: Sequence[Ask]) -> dict[str, object]:
    """What an earlier act of the case said under the same names, where it is a matter of the case: nobody types a fine twice."""
    wanted = {ask.key for ask in asks if procedure().blanks[ask.key].of_case}
    return {key: value for line in desk.timeline for key, value in line.details.items() if key in wanted}


class WorkForm(FormBody):
    """Fields of `work` for the case on `desk`. Papers keep Chinese names, acts their own keys: they never meet."""

    def __init__(self, frame: Frame, desk: Desk, work: Work, *, read_only: bool) -> None:
        super().__init__()
        self._work = work
        self._before = said_before(desk, work.act.asks if work.act is not None else ())
        if work.paper is not None:
            self._add_paper(frame, desk, work.paper, read_only=read_only or work.paper.fixed)
        if work.parcel is not None:
            self.add_section("送达回证", "怎样送到、谁签收；期限从回证上的日期起算")
            add_service_fields(self, frame)
        if work.act is not None:
            self._add_act(desk, work, read_only=read_only)
        self.finish()
        self.open_values(self._start())

    def _add_paper(self, frame: Frame, desk: Desk, seen: PaperSeen, *, read_only: bool) -> None:
        officers = [
            {"姓名": one.name, "执法证号": one.certificate or ""}
            for one in desk.people
            if one.role in OFFICERS and not one.until
        ]
        for declared in asked_of_people(seen.form):
            made = paper_field(frame, declared, officers)
            taken = declared.name in FROM_CASE and bool(seen.values.get(declared.name))
            if read_only or taken:
                made.set_read_only(True, TAKEN_FROM_CASE if taken and not read_only else "")  # noqa: FBT003
            self.add_field(declared.name, made, wide=is_wide(declared))

    def _add_act(self, desk: Desk, work: Work, *, read_only: bool) -> None:
        act = work.act
        if act is None:
            return
        with_more = work.paper is not None or work.parcel is not None
        self.add_section(act.title if with_more else "", "办理日期就是生效的日子" if not act.serves else "")
        self.add_field(ON, DateField("办理日期", required=True))
        for ask in act.asks:
            self.add_field(ask.key, ask_field(ask, work, desk), wide=ask.kind in WIDE)
        self.add_field(NOTE, LongTextField("说明", lines=2), wide=True)
        if read_only:
            for key in (ON, *(ask.key for ask in act.asks), NOTE):
                self.fields[key].set_read_only(True)

    def _start(self) -> dict[str, object]:
        """What the form begins with: the paper as it is kept, the act of today."""
        found: dict[str, object] = {}
        if self._work.paper is not None:
            kept = self._work.paper.values
            declared = {one.name: one for one in asked_of_people(self._work.paper.form)}
            found = {name: to_field(one, kept.get(name)) for name, one in declared.items()}
        if self._work.parcel is not None:
            found |= service_start()
        if self._work.act is not None:
            found |= {ON: today(), **self._before}
        return found

    def paper_values(self) -> dict[str, Any]:
        """The values of the paper, with those that no field shows (signatures, what issuing gives) as they were."""
        seen = self._work.paper
        if seen is None:
            return {}
        names = {one.name for one in asked_of_people(seen.form)}
        typed = {name: to_paper(value) for name, value in self.values().items() if name in names}
        return {**seen.values, **typed}

    def act_fields(self) -> Mapping[str, Any]:
        """What the act asked for."""
        act = self._work.act
        return {ask.key: to_act(ask, self.fields[ask.key].value()) for ask in act.asks} if act is not None else {}

    def paper_dirty(self) -> bool:
        """Whether anything of the paper differs from what is kept."""
        form: Form | None = self._work.paper.form if self._work.paper else None
        names = {one.name for one in asked_of_people(form)} if form is not None else set()
        return any(name in names for name in self.changed_fields())

    def check_paper(self) -> bool:
        """Look at the paper as a whole: whoever signs it must not find a gap."""
        act = self._work.act
        left_out = {ON, NOTE, *(ask.key for ask in act.asks)} if act is not None else set()
        return self._say_wrong({name for name in self.fields if name not in left_out}, frozenset(), "送签")

    def check_act(self, *, record_only: bool = False) -> bool:
        """Look at what the act needs: gaps of the paper may stay open until it is issued, and with `record_only` those of the act
        until somebody takes it."""
        act = self._work.act
        keys = {ON, NOTE, *(ask.key for ask in act.asks)} if act is not None and not record_only else set()
        keys |= set(KEYS) if self._work.parcel is not None else set()
        return self._say_wrong(set(self.fields), self.fields.keys() - keys, act.title if act is not None else "保存")

    def _say_wrong(self, names: set[str], gaps_allowed: AbstractSet[str], doing: str) -> bool:
        """Show what is wrong with these fields; an empty one of `gaps_allowed` is not wrong."""
        found = [
            Problem(name, why)
            for name, field in self.fields.items()
            if name in names and (why := field.problem()) and (name not in gaps_allowed or field.value() is not None)
        ]
        self.show_problems(found, doing)
        return not found
