"""A clue becomes a case: by hand, out of a patrol, out of a sheet; its particulars until it is filed and decided."""

from datetime import date, timedelta

import pytest

from app import clock
from app.errors import NotFound, NotPermitted, Refused, StaleRecord
from app.models import Case
from app.models.patrol import Finding, Patrol
from app.registers.catalogue import register
from app.rules.vocabulary import Handling, Light, PatrolShift
from app.rules.vocabulary_case import CaseSource, CaseState, DecidingBody
from app.services.case import opening
from app.services.case.acting import whole_revision
from app.services.case.drafts import CaseDraft
from app.services.register import history, listing, recycling
from app.services.register.shapes import Query
from app.services.search import search
from app.services.sheets.heading import best_sheet
from app.services.sheets.importing import import_sheet
from app.services.sheets.shapes import Outcome, Sheet
from tests.services.case.offices import DAY, NOON, Bench

ONE = timedelta(days=1)


def test_the_title_is_made_of_party_and_item(bench: Bench) -> None:
    bench.open()
    assert bench.case().title == "示例建材有限公司示例行为甲案"
    with bench.store.read() as session:
        hits = search(session, bench.actors["officer"], "示例行为甲")
    assert [hit.register for hit in hits if hit.register == "cases"] == ["cases"]


def test_every_problem_is_told_at_once(bench: Bench) -> None:
    draft = CaseDraft(CaseSource.OTHER, happened_on=DAY, ended_on=DAY - ONE, discovered_on=DAY + 400 * ONE)
    with bench.at(DAY), bench.store.write("x") as session, pytest.raises(Refused) as refused:
        opening.open_case(session, bench.actors["officer"], draft)
    assert {one.field for one in refused.value.problems} == {"summary", "discovered_on", "ended_on"}


def test_another_open_case_of_the_same_party_and_item_is_told(bench: Bench) -> None:
    bench.open()
    with bench.at(DAY), bench.store.write("x") as session:
        draft = CaseDraft(CaseSource.OTHER, item_id=bench.items["plain"], party_id=bench.parties["firm"])
        saved = opening.open_case(session, bench.actors["officer"], draft)
    assert "第二十九条" in saved.warnings[0].why


def test_a_finding_becomes_a_case_once(bench: Bench) -> None:
    patrol = Patrol(number="XC-1", day=DAY, shift=PatrolShift.MORNING, started_at=NOON, member_names="演示甲、演示乙")
    with bench.store.write("x") as session:
        session.add(patrol)
        session.flush()
        finding = Finding(
            patrol_id=patrol.id, found_at=NOON, place="示例街2号", category="占道", description="堆放货物",
            handling=Handling.CASE, power_item_id=bench.items["plain"], party_id=bench.parties["citizen"],
        )  # fmt: skip
        session.add(finding)
    with bench.at(DAY), bench.store.write("x") as session:
        saved = opening.open_from_patrol(session, bench.actors["officer"], finding.id)
        case = session.get_one(Case, saved.id)
        assert (case.source, case.place, case.discovered_on) == (
            CaseSource.PATROL,
            "示例街2号",
            clock.local(NOON).date(),
        )
        with pytest.raises(Refused, match="已经登记为案件"):
            opening.open_from_patrol(session, bench.actors["officer"], finding.id)
        with pytest.raises(NotFound):
            opening.open_from_patrol(session, bench.actors["officer"], patrol.id)
        with pytest.raises(NotPermitted):
            opening.open_from_patrol(session, bench.actors["legal"], finding.id)


def test_particulars_change_until_filed_and_a_stale_draft_is_refused(bench: Bench) -> None:
    bench.open()
    officer = bench.actors["officer"]
    draft = CaseDraft(
        CaseSource.COMPLAINT, summary="示例", item_id=bench.items["tiered"], party_id=bench.parties["firm"],
        happened_on=DAY, discovered_on=DAY,
    )  # fmt: skip
    with bench.at(DAY), bench.store.write("x") as session:
        revision = whole_revision(session, session.get_one(Case, bench.case_id))
        saved = opening.change(session, officer, bench.case_id, revision, draft)
        assert saved.title == "示例建材有限公司示例行为戊案"
        with pytest.raises(StaleRecord):
            opening.change(session, officer, bench.case_id, revision, draft)
    bench.to_investigation()
    with bench.at(DAY), bench.store.write("x") as session, pytest.raises(Refused, match="立案以后不能改"):
        now = whole_revision(session, session.get_one(Case, bench.case_id))
        other = CaseDraft(
            CaseSource.COMPLAINT, item_id=bench.items["plain"], party_id=bench.parties["citizen"],
            deciding_body=DecidingBody.COUNTY, happened_on=DAY, discovered_on=DAY,
        )  # fmt: skip
        opening.change(session, officer, bench.case_id, now, other)


def test_the_register_is_sorted_by_time_left_and_blanks_come_last(bench: Bench) -> None:
    idle = bench.open(item="correct")
    late = bench.open(DAY + ONE)
    bench.to_investigation(DAY + ONE)
    early = bench.open(item="tiered")
    bench.to_investigation()
    with bench.at(date(2026, 5, 31)), bench.store.read() as session:
        page = listing.list_page(session, bench.actors["officer"], "cases", Query())
        end = listing.list_page(session, bench.actors["officer"], "cases", Query(), 2, total=3)
    assert [row.id for row in page.rows] == [early, late, idle]
    assert [row.id for row in end.rows] == [idle]
    first = page.rows[0].cells[0]
    assert first.sign is not None
    assert (first.sign.light, first.sign.words, first.second) == (Light.SOON, "今天到期", "作出行政处罚决定")


def imported(bench: Bench, *rows: tuple[str, ...]) -> Outcome:
    heads = ("案件名称", "案件来源", "发现日期", "立案日期", "罚款金额", "结案日期", "归档日期")
    sheet, header = best_sheet(register("cases"), (Sheet("台账.xlsx", "台账", [list(heads), *map(list, rows)]),))
    with bench.at(date(2026, 6, 1)), bench.store.write("x") as session:
        return import_sheet(session, bench.actors["duty"], register("cases"), sheet, header)


def test_old_cases_come_in_as_history_and_open_ones_only_as_clues(bench: Bench) -> None:
    outcome = imported(
        bench,
        ("示例旧案一", "巡查发现", "2025-01-05", "2025-01-06", "500", "2025-03-01", "2025-04-01"),
        ("示例旧案二", "投诉举报", "2025-02-05", "2025-02-06", "", "2025-03-01", ""),
        ("示例线索", "投诉举报", "2026-05-05", "", "", "", ""),
        ("示例在办", "投诉举报", "2026-05-05", "2026-05-06", "", "", ""),
    )
    assert outcome.added == 3
    assert [(one.row, "在办的案件" in one.why) for one in outcome.refused] == [(5, True)]
    with bench.store.read() as session:
        found = {one.title: one for one in session.query(Case)}
    assert found["示例旧案一"].state is CaseState.ARCHIVED
    assert "penalty" in found["示例旧案一"].facts
    assert (found["示例旧案二"].state, found["示例旧案二"].facts) == (CaseState.CLOSED, [])
    assert found["示例线索"].state is CaseState.SOURCE


def test_a_sheet_never_moves_a_case_that_is_on_record(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    outcome = imported(bench, (bench.case().title, "巡查发现", DAY.isoformat(), "2026-01-01", "", "", ""))
    assert (outcome.added, outcome.updated, len(outcome.refused)) == (0, 0, 1)
    assert bench.case().filed_on == DAY


def test_the_register_takes_back_nothing_that_an_act_wrote(bench: Bench) -> None:
    bench.open()
    head = bench.actors["head"]
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])
    before = bench.case()
    with pytest.raises(Refused, match="不能撤销"), bench.store.write("x") as session:
        history.undo_last(session, head, "cases", bench.case_id)
    with pytest.raises(Refused, match="不能删除"), bench.store.write("x") as session:
        recycling.delete(session, head, "cases", bench.case_id)
    assert (bench.case().state, bench.case().revision) == (before.state, before.revision)
    bench.open()
    with bench.store.write("x") as session:
        recycling.delete(session, head, "cases", bench.case_id)


@pytest.mark.parametrize("number", ["", "  ", "%"])
def test_no_number_finds_no_case(bench: Bench, number: str) -> None:
    bench.open()
    with bench.store.read() as session, pytest.raises(NotFound):
        opening.find(session, bench.actors["officer"], number)
