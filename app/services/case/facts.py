"""What is true of a case on a day: facts its acts stored, and those that follow from people, item, goods, remedies and the clock.

What follows is never stored, so that it cannot be out of date: a certificate that ran out yesterday closes the gate today.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from app.models import Case
from app.rules.checks import certified
from app.rules.deadlines import compute, rule
from app.rules.lights import day_of
from app.rules.procedure import procedure
from app.rules.spot import ON_THE_SPOT, spot_problems
from app.rules.vocabulary import LimitProfile, PartyKind
from app.rules.vocabulary_case import DecidingBody, RemedyKind
from app.rules.workdays import Workdays
from app.services import settings
from app.services.case import finals
from app.services.case.deadlines import moment
from app.services.case.people import INVESTIGATORS, holds
from app.services.case.rows import (
    OnCase,
    RemedySeen,
    Rows,
    StoredCase,
    StoredDeadline,
    StoredItem,
    StoredParty,
    rows,
)
from app.services.case.shapes import GoodsLine, PaperLine, TimelineLine

TWO = 2
EVERYWHERE = frozenset({"全部", "全部乡镇", "各乡镇", "全部乡镇（街道）", "各乡镇（街道）"})
ORGANISATION = "组织"
# facts of the table that follow from records: what an act stored about them is not asked
FOLLOWING = procedure().inherent | {"goods_open"} | procedure().papers | procedure().services


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What facts follow from. `deadlines` are those not replaced, met ones too; `sole_trader_as` is 公民 or 组织; `papers` those
    that acts can still rest on; `one_notice`: this office tells of the hearing in the pre-notice itself."""

    case: StoredCase
    item: StoredItem | None
    party: StoredParty | None
    people: Sequence[OnCase]
    deadlines: Sequence[StoredDeadline]
    goods: Sequence[GoodsLine]
    remedies: Sequence[RemedySeen]
    township: str
    sole_trader_as: str
    papers: Sequence[PaperLine]
    one_notice: bool = False


def facts(session: Session, case: Case, on: date) -> frozenset[str]:
    """The facts of a case as they are on a day."""
    return facts_of(circumstances(session, case), on)


def circumstances(session: Session, case: Case) -> Circumstances:
    """Everything facts follow from, read once."""
    session.flush()
    found = rows(session, case.id)
    return seen_in(session, found, found.timeline)


def seen_in(session: Session, found: Rows, taken: Sequence[TimelineLine]) -> Circumstances:
    """The circumstances in the rows of a case, when these of its acts had been taken."""
    case, party = found.case, found.party
    return Circumstances(
        case, found.item, party, found.people, found.deadlines, found.goods, found.remedies, township_of(session),
        sole_trader_as(session, case, party), finals.unspent(found.papers, taken), one_notice(session, case),
    )  # fmt: skip


def township_of(session: Session) -> str:
    """The name of the township this office is of."""
    township: str = session.info["store"].office.township
    return township


def sole_trader_as(session: Session, case: StoredCase, party: StoredParty | None) -> str:
    """As what a sole trader counts for the limits on the spot (OPEN); asked only where a penalty may be within them."""
    kinds = set(case.penalty_kinds or ())
    if party is None or party.kind is not PartyKind.SOLE_TRADER or not kinds or kinds - ON_THE_SPOT:
        return ""
    return str(settings.get(session, "case.sole_trader_as"))


def one_notice(session: Session, case: Case | StoredCase) -> bool:
    """Whether the pre-notice of the office tells of the hearing too; asked only where one is due and still to be told."""
    waits = case.hearing_due and case.state in procedure().acts["notify"].sources
    return waits and settings.get(session, "case.hearing_in_notice") is True


def facts_of(seen: Circumstances, on: date, stored: frozenset[str] | None = None) -> frozenset[str]:
    """The facts on a day. `stored` stands in for those of the case when a past day is looked at."""
    case = seen.case
    true = (frozenset(case.facts) if stored is None else stored) - FOLLOWING
    follows = {
        "two_officers": len(officers(seen, on)) >= TWO,
        "item_granted": granted(seen, case.filed_on or on),
        "item_at_decision": granted(seen, case.decided_on or on),
        "within_limit": within_limit(seen),
        "correction_first": seen.item is not None and seen.item.requires_failed_correction,
        "hearing_due": case.hearing_due,
        "hearing_in_notice": seen.one_notice,
        "review_due": case.review_due,
        "discussion_due": case.discussion_due,
        "crime_suspected": case.crime_suspected,
        "spot_allowed": spot_allowed(seen),
        "fine": bool(case.fine),
        "goods_open": any(one.outcome is None or (one.outcome_on or on) > on for one in seen.goods),
        **_by_the_clock(seen, on, true),
    }
    holding = {name for name, holds_now in follows.items() if holds_now}
    return true | holding | finals.final(seen.papers, on) | finals.served_forms(seen.papers, on)


def officers(seen: Circumstances, on: date) -> set[str]:
    """Persons who count as officers of the case on a day (行政处罚法 42): auxiliaries and who has to step aside never do."""
    return {
        one.person_id
        for one in seen.people
        if one.role in INVESTIGATORS
        and holds(one, on)
        and one.ground is None
        and certified(one.member, on)
        and (one.left_on is None or on <= one.left_on)
    }


def granted(seen: Circumstances, on: date) -> bool:
    """Whether the deciding body has the item on a day (行政处罚法 24; 浙江省综合行政执法条例 9): a department has its own."""
    item = seen.item
    if item is None:
        return False
    in_force = (item.valid_from is None or item.valid_from <= on) and (
        item.valid_until is None or on <= item.valid_until
    )
    if seen.case.deciding_body is not DecidingBody.TOWNSHIP:
        return in_force
    return in_force and any(name in EVERYWHERE or name.startswith(seen.township) for name in item.granted_to or ())


def within_limit(seen: Circumstances) -> bool:
    """Whether the act was discovered before the limitation ran out (行政处罚法 36); unknown days are not within it."""
    ended, found = seen.case.ended_on or seen.case.happened_on, seen.case.discovered_on
    if ended is None or found is None:
        return False
    profile = seen.item.limit_profile if seen.item is not None else LimitProfile.TWO_YEARS
    if profile is LimitProfile.OTHER_LAW:
        return True
    return found <= _limit("D26-5" if profile is LimitProfile.FIVE_YEARS else "D26", ended)


@lru_cache(maxsize=1000)
def _limit(rule_id: str, ended: date) -> date:
    """The last day of a limitation; an act from before the law in force is judged by it all the same."""
    return day_of(compute(replace(rule(rule_id), valid_from=date.min), ended, Workdays()).due)


def spot_allowed(seen: Circumstances) -> bool:
    """Within what may be decided on the spot (行政处罚法 51)."""
    return not spot_problems(
        seen.party.kind if seen.party is not None else None,
        seen.case.penalty_kinds or (),
        seen.case.fine,
        procedure().spot_limits,
        sole_trader_as_person=seen.sole_trader_as != ORGANISATION,
    )


def _by_the_clock(seen: Circumstances, on: date, stored: frozenset[str]) -> dict[str, bool]:
    """Facts that time makes true, beside those a paper made true earlier (a written waiver)."""
    ended = {row.rule for row in seen.deadlines if day_of(moment(row.due)) < on}
    running = {row.rule for row in seen.deadlines if day_of(moment(row.due)) >= on}
    over = ended - running
    served, spot = "decision_served" in stored, "D14" not in over | running
    no_remedy = all(one.ended_on is not None and one.ended_on <= on for one in seen.remedies)
    judged = any(one.kind is RemedyKind.LITIGATION and one.ended_on is not None for one in seen.remedies)
    remedy_days = "D15" if "D15" in over | running else ("D13" if spot else "D14")
    notice = "notice_served" in stored
    return {
        "statement_over": "statement_over" in stored or (notice and "D07" in over),
        "hearing_over": "hearing_over" in stored or (notice and "D05" in over and "hearing_asked" not in stored),
        "urged_waited": "urged_waited" in stored or "D16" in over,
        "pay_over": served and "D09" in over,
        "remedy_over": served and no_remedy and (judged or remedy_days in over),
    }
