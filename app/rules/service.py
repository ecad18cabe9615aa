"""送达: how a paper may reach its addressee, and from which day it counts as served (行政处罚法 61; 民事诉讼法 87–95)."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from app.errors import Problem
from app.paths import resources
from app.rules.deadlines import compute, rule
from app.rules.declared import read
from app.rules.lights import day_of
from app.rules.refusals import problem
from app.rules.vocabulary import PartyKind, Word
from app.rules.vocabulary_case import ServiceMethod
from app.rules.workdays import Workdays

PEOPLE = frozenset({PartyKind.PERSON, PartyKind.SOLE_TRADER})


class Relation(Word):
    """Who took the paper, seen from the addressee (民事诉讼法 88)."""

    SELF = "self", "本人"
    FAMILY = "family", "同住成年家属"
    HEAD = "head", "法定代表人、负责人"
    MAIL = "mail", "单位收发人员"
    AGENT = "agent", "委托代理人"
    NAMED = "named", "指定的代收人"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One service. `done_on` is the day of the signature, of leaving it, of arrival in the party's system, of the return
    slip, or of publication, by method; `has_proof` says that a photo, video, slip or screenshot is kept."""

    method: ServiceMethod
    done_on: date
    recipient: str
    relation: Relation | None = None
    witness: str = ""
    refusal: str = ""
    tracking: str = ""
    has_proof: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the file says: the party, whether 送达地址确认书 (F33) and 授权委托书 (F32) are signed, when the paper was final."""

    party: PartyKind | None
    confirmed: bool
    authorised: bool
    issued_on: date


@cache
def handed_over() -> frozenset[str]:
    """The forms whose papers are handed to the party, each with a 送达回证."""
    return frozenset(read(resources("law", "service.yaml"))["须送达当事人"])


def effective_on(method: ServiceMethod, done_on: date, workdays: Workdays) -> date:
    """The day the paper counts as served; by public notice 30 days after publication (D23)."""
    return day_of(compute(rule("D23"), done_on, workdays).due) if method is ServiceMethod.NOTICE else done_on


def problems(one: Delivery, known: Known, today: date) -> list[Problem]:
    """What stands against counting this as service."""
    keys = []
    if one.done_on > today:
        keys.append("service.future")
    if one.done_on < known.issued_on:
        keys.append("service.before_issue")
    if not one.recipient.strip() and one.method not in {ServiceMethod.NOTICE, ServiceMethod.LEFT}:
        keys.append("service.recipient")
    return [problem(key) for key in (*keys, *_of_method(one, known), *_of_relation(one, known))]


def _of_method(one: Delivery, known: Known) -> list[str]:
    lacking = {
        ServiceMethod.LEFT: [
            ("service.refusal", not one.refusal.strip()), ("service.left", not one.witness.strip() and not one.has_proof)
        ],
        ServiceMethod.ELECTRONIC: [
            ("service.confirmation", not known.confirmed), ("service.arrival", not one.has_proof)
        ],
        ServiceMethod.POST: [("service.tracking", not one.tracking.strip())],
        ServiceMethod.NOTICE: [
            ("service.notice_reason", not one.refusal.strip()), ("service.notice_proof", not one.has_proof)
        ],
    }  # fmt: skip
    return [key for key, lacks in lacking.get(one.method, ()) if lacks]


def _of_relation(one: Delivery, known: Known) -> list[str]:
    if one.relation is Relation.AGENT and not known.authorised:
        return ["service.agent"]
    if one.relation is Relation.FAMILY and known.party is not None and known.party not in PEOPLE:
        return ["service.family"]
    return []
