"""The procedure table, proven: an exhaustive walk over states and facts, and that each invariant can fail."""

import sys
from dataclasses import replace
from functools import cache

import pytest

from app.rules.deadlines import rules
from app.rules.procedure import Procedure, procedure
from app.rules.proof import Claim, Verdict, prove
from app.rules.vocabulary_case import CaseState
from app.services.case.asking import WORDS

BOTH = ("decide", "spot_decide")
CLAIMS = {
    "处罚法44,62 no decision without a served pre-notice": Claim(("decide",), ("notice_served", "statement_over")),
    "处罚法42,52 two certified officers at every decision, on the spot too": Claim(BOTH, ("two_officers",)),
    "处罚法24 an item granted at filing": Claim((*BOTH, "file"), ("item_granted",)),
    "处罚法24 an item in force at the decision": Claim(BOTH, ("item_at_decision",)),
    "处罚法36 nothing is punished past the limitation": Claim(BOTH, ("within_limit",)),
    "处罚法58 review passed where due": Claim(("decide",), ("review_passed",), when=("review_due",)),
    "处罚法58 review passed after a hearing": Claim(("decide",), ("review_passed",), when=("hearing_held",)),
    "处罚法64 a hearing asked for is held": Claim(("decide",), ("hearing_held",), when=("hearing_asked",)),
    "处罚法63 the time to ask for a hearing is over": Claim(("decide",), ("hearing_over",), when=("hearing_due",)),
    "处罚法45 a defence is answered": Claim(("decide",), ("defence_answered",), when=("defence_raised",)),
    "处罚法57 discussed where due": Claim(("decide",), ("discussed",), when=("discussion_due",)),
    "处罚法40 evidence is enough": Claim(("decide",), ("evidence_enough",)),
    "some items need a failed correction": Claim(BOTH, ("correction_failed",), when=("correction_first",)),
    "处罚法27 no penalty in place of a crime": Claim((*BOTH, "decide_none"), bars=("crime_suspected",)),
    "hearing before review": Claim(("pass_review",), ("hearing_held",), when=("hearing_asked",)),
    "处罚法74 goods are disposed of only after a final decision": Claim(
        ("dispose_goods",), ("penalty", "decision_served", "remedy_over")
    ),
    "强制法53,54 to court only after remedies and urging": Claim(("apply_court",), ("urged_waited", "remedy_over")),
    "a case closes served and with its goods settled": Claim(("close",), ("decision_served",), bars=("goods_open",)),
    "a penalty is performed before closing": Claim(("close",), ("performed",), when=("penalty",), unless=("revoked",)),
    "处罚法51 on the spot only within its limits": Claim(("spot_decide",), ("spot_allowed",)),
    "处罚法64 a hearing is called before it is held": Claim(("hold_hearing",), ("hearing_asked", "hearing_called")),
    "强制法19 an urgent measure is approved before the investigation ends": Claim(
        ("close_investigation", "decide"), bars=("urgent_open",)
    ),
    "处罚法72 no surcharge before the time to pay is over": Claim(
        ("surcharge",), ("pay_over", "fine"), bars=("performed",)
    ),
    "强制法53 no court for what was revoked": Claim(("urge", "apply_court"), bars=("revoked", "remedy_open")),
    "处罚法48 what was revoked does not stay published": Claim(
        ("close", "archive"), bars=("published",), when=("revoked",)
    ),
    "a case does not close over an open remedy": Claim(("close",), bars=("remedy_open",)),
    "移送规定5 to the police with a report and all goods": Claim(
        ("refer_crime",), ("crime_suspected",), bars=("goods_open",)
    ),
    "nothing leaves the office with goods still in custody": Claim(
        ("transfer", "withdraw", "terminate"), bars=("goods_open",)
    ),
}
PAPERS_FIRST = {
    "处罚法54 filed only on a signed form": Claim(("file",), ("F03",)),
    "处罚法44 the party is told by a final notice": Claim(("notify",), either=("F19", "F20")),
    "处罚法63 where a hearing is due the notice of it is F20": Claim(
        ("notify",), ("F20",), when=("hearing_due",), unless=("hearing_in_notice",)
    ),
    "处罚法57 a decision has been signed": Claim(("decide", "decide_none"), ("F26",)),
    "处罚法58 a review is on paper before the decision": Claim(("decide",), ("F17",), when=("review_passed",)),
    "处罚法65 the record of a hearing is there before review and decision": Claim(
        ("send_review", "decide"), ("F22",), when=("hearing_held",)
    ),
    "处罚法57 the minutes are there before the decision": Claim(("decide",), ("F18",), when=("discussed",)),
    "处罚法59 only a final decision is served": Claim(("serve",), ("F27",), when=("penalty",)),
    "处罚法52 on the spot with the paper in hand": Claim(("spot_decide",), ("F29",)),
}
SERVED_FIRST = {
    "民诉法87 the pre-notice reached the party by a record of service": Claim(
        ("notify",), either=("F19已送达", "F20已送达")
    ),
    "民诉法87 of a hearing that is due he was told by a record too": Claim(
        ("notify",), ("F20", "F20已送达"), when=("hearing_due",), unless=("hearing_in_notice",)
    ),
    "处罚法44 no decision without a notice that was handed over": Claim(("decide",), ("notice_served",)),
    "处罚法28 an order to correct is handed over": Claim(("order_correction",), ("F09", "F09已送达")),
    "处罚法64 a hearing is called by a notice that was handed over": Claim(("call_hearing",), ("F21", "F21已送达")),
    "强制法25 tests are left out from a notice that was handed over": Claim(
        ("notify_testing",), ("F13-2", "F13-2已送达")
    ),
    "处罚法61 a decision is served by a record": Claim(("serve",), ("F27", "F27已送达"), when=("penalty",)),
    "处罚法61 so is one of no penalty": Claim(("serve",), ("F28", "F28已送达"), unless=("penalty",)),
    "强制法54 urging is handed over": Claim(("urge",), ("F37", "F37已送达")),
}


@cache
def papers_verdict() -> Verdict:
    return prove(procedure(), PAPERS_FIRST, only_named=True)


@cache
def served_verdict() -> Verdict:
    return prove(procedure(), SERVED_FIRST, only_named=True)


@cache
def verdict() -> Verdict:
    return prove(procedure(), CLAIMS)


def test_no_path_breaks_a_claim() -> None:
    found = verdict()
    assert found.broken == set()
    assert found.situations > 100_000, "the walk has to have seen the space, not a corner of it"
    sys.stdout.write(f"{found.situations} situations, {found.moves} moves, {len(CLAIMS)} claims\n")


def test_no_act_goes_before_its_paper() -> None:
    found = papers_verdict()
    assert found.broken == set()
    assert found.taken >= procedure().acts.keys()
    sys.stdout.write(f"{found.situations} situations, {found.moves} moves, {len(PAPERS_FIRST)} claims of papers\n")


def test_no_act_goes_before_its_paper_was_handed_over() -> None:
    found = served_verdict()
    assert found.broken == set()
    assert found.taken >= procedure().acts.keys()
    sys.stdout.write(f"{found.situations} situations, {found.moves} moves, {len(SERVED_FIRST)} claims of service\n")


@pytest.mark.parametrize("act", sorted(key for key, row in procedure().acts.items() if row.hands_over))
def test_an_act_without_its_record_of_service_would_be_found(act: str) -> None:
    """Take the conditions on service away from one act and a claim breaks."""
    table = procedure()
    row = table.acts[act]
    bare = replace(row, conditions=tuple(one for one in row.conditions if not one.served))
    assert prove(replace(table, acts={**table.acts, act: bare}), SERVED_FIRST, only_named=True).broken


@pytest.mark.parametrize("act", sorted({key for claim in PAPERS_FIRST.values() for key in claim.acts}))
def test_an_act_without_its_paper_would_be_found(act: str) -> None:
    """Take the conditions on papers away from one act and a claim breaks."""
    table = procedure()
    row = table.acts[act]
    bare = replace(row, conditions=tuple(one for one in row.conditions if not one.final))
    assert prove(replace(table, acts={**table.acts, act: bare}), PAPERS_FIRST, only_named=True).broken


def test_each_paper_first_belongs_to_an_act_that_signs_or_yields_it() -> None:
    for act in procedure().acts.values():
        assert act.first <= procedure().papers, act.id
        assert {one.fact for one in (need for line in act.conditions if line.final for need in line.needs)} == act.first


def test_no_case_is_stranded() -> None:
    assert verdict().stranded == 0


def test_every_state_is_reached_and_every_act_taken() -> None:
    assert verdict().states == procedure().states.keys()
    assert verdict().taken == procedure().acts.keys()


def without(act_key: str, index: int) -> Procedure:
    table = procedure()
    act = table.acts[act_key]
    conditions = act.conditions[:index] + act.conditions[index + 1 :]
    return replace(table, acts={**table.acts, act_key: replace(act, conditions=conditions)})


def alone(act: str) -> list[int]:
    """The conditions of an act that nothing else guarantees as well; the others are walls that stand twice."""
    doubled = {"not crime_suspected", "notice_served", "hearing_held"}
    written = [
        {("not " if one.negated else "") + one.fact for one in condition.needs}
        for condition in procedure().acts[act].conditions
    ]
    papers = procedure().papers
    return [index for index, needs in enumerate(written) if not needs & doubled and not needs & papers]


@pytest.mark.parametrize("index", alone("decide"))
def test_every_condition_of_the_decision_is_needed(index: int) -> None:
    """Take one condition away and a claim breaks: the proof can fail."""
    assert prove(without("decide", index), CLAIMS, until_broken=True).broken


def test_a_decision_straight_from_the_investigation_would_be_found() -> None:
    """The pre-notice is guarded by state and by condition: with both gone the claim breaks."""
    table = without("decide", 2)
    act = table.acts["decide"]
    open_door = replace(table, acts={**table.acts, "decide": replace(act, sources=act.sources | {"investigated"})})
    statement = next(index for index, one in enumerate(act.conditions) if one.needs[0].fact == "statement_over")
    conditions = act.conditions[:statement] + act.conditions[statement + 1 :]
    open_door.acts["decide"] = replace(open_door.acts["decide"], conditions=conditions)
    assert "处罚法44,62 no decision without a served pre-notice" in prove(open_door, CLAIMS, until_broken=True).broken


def test_states_have_one_name_in_table_and_vocabulary() -> None:
    assert {state.value: state.label for state in CaseState} == procedure().states


def test_what_an_act_asks_for_and_the_steps_name_what_exists() -> None:
    table = procedure()
    assert {blank.vocabulary for blank in table.blanks.values() if blank.vocabulary} <= WORDS.keys()
    for rows in table.steps.values():
        for row in rows:
            assert {row.act, *row.also, *row.done_by} <= table.acts.keys(), row.title
            assert row.done_by or row.done_when in table.facts, row.title


def test_every_condition_says_what_is_missing_and_why() -> None:
    for act in procedure().acts.values():
        for condition in act.conditions:
            assert condition.missing, act.id
            assert condition.basis.startswith("《"), act.id


def test_every_deadline_an_act_starts_stands_in_the_table() -> None:
    for act in procedure().acts.values():
        assert {one.rule for one in act.starts} | (act.meets or set()) <= rules().keys(), act.id


def test_a_gate_names_article_and_paper() -> None:
    gate = procedure().gate(
        "decide",
        "notified",
        {"two_officers", "item_at_decision", "notice_served", "statement_over", "review_due", "F26"},
    )
    assert gate is not None
    assert gate.text() == "还不能作出处罚决定：法制审核没有通过（《中华人民共和国行政处罚法》第五十八条）。"
    assert [one.paper for one in gate.missing] == ["F17"]
    assert not gate.only_papers


def test_a_gate_says_where_the_paper_stands() -> None:
    gate = procedure().gate("file", "verifying", {"two_officers", "item_granted", "within_limit"})
    assert gate is not None
    assert gate.only_papers
    assert "《立案审批表》还没有定稿" in gate.text()
    assert "《立案审批表》待签：行政机关负责人" in gate.told({"F03": "《立案审批表》待签：行政机关负责人"}).text()
