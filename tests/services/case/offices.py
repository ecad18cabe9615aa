"""An office with people, an item, a party and actors of all roles, and short ways to take acts. Everything is invented."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from app import clock
from app.models import Account, Case, DiscretionTier, Party, Payment, Person, PowerItem
from app.rules.quality import Answer, newest
from app.rules.vocabulary import CoerciveMeasure, PartyKind, PersonKind, PersonSource
from app.rules.vocabulary_case import CaseSource, PaymentKind, PaymentWay
from app.services.actor import Actor
from app.services.case.acting import act
from app.services.case.desk import desk
from app.services.case.drafts import ActDraft, CaseDraft, Saved
from app.services.case.opening import open_case
from app.services.case.shapes import Desk
from app.services.case_parts.quality import record_score
from app.store.unit import Store
from tests.services.case.finished import finish_papers
from tests.services.conftest import ActorOf

TOWNSHIP = "石梁镇"
VALID = {"certificate_from": date(2024, 1, 1), "certificate_until": date(2030, 12, 31)}
DAY = date(2026, 3, 2)


@dataclass(slots=True)
class Bench:
    """A store with what a case needs; `day` is where the clock stands, moved on by `on`."""

    store: Store
    actors: dict[str, Actor]
    people: dict[str, str]
    items: dict[str, str]
    parties: dict[str, str]
    day: date = DAY
    case_id: str = ""
    saved: list[Saved] = field(default_factory=list)

    @contextmanager
    def at(self, day: date) -> Iterator[None]:
        """The clock stands at noon of a day."""
        self.day = day
        with clock.frozen(clock.at_local(datetime.combine(day, time(12)))):
            yield

    def open(self, day: date = DAY, *, item: str = "plain", party: str = "firm", **more: Any) -> str:
        """A clue discovered on `day`, of an act of that day."""
        given: dict[str, Any] = {
            "source": CaseSource.PATROL, "item_id": self.items[item], "party_id": self.parties[party], "happened_on": day,
            "discovered_on": day, "place": "示例路1号", "summary": "示例违法行为",
        } | more  # fmt: skip
        with self.at(day), self.store.write("duty") as session:
            saved = open_case(session, self.actors["officer"], CaseDraft(**given))
        self.case_id = saved.id
        return saved.id

    def take(self, key: str, day: date, who: str = "", **fields: Any) -> Saved:
        """Take an act as the one who may, on a day, its papers finished before; a file is scored before it is closed."""
        if key == "close":
            self.score(day)
        self.finish(key, day, fields)
        with self.at(day), self.store.write("x") as session:
            actor = self.actors[who or approver(key)]
            now = desk(session, self.actors["chief"], self.case_id)
            saved = act(session, actor, self.case_id, key, ActDraft(day, now.revision, fields, note=fields.get("note")))
        self.saved.append(saved)
        return saved

    def finish(self, key: str, day: date, fields: Mapping[str, Any]) -> None:
        """Issue, and serve where the party gets it, each paper the act waits for that is not final yet."""
        with self.at(day), self.store.write("x") as session:
            finish_papers(session, session.get_one(Case, self.case_id), key, day, fields)

    def score(self, day: date) -> None:
        """A quality sheet without a deduction."""
        answers = {line.key: Answer() for line in (*newest().vetoes, *newest().lines)}
        with self.at(day), self.store.write("x") as session:
            record_score(session, self.actors["legal"], self.case_id, answers)

    def seen(self, day: date | None = None, at: date | None = None) -> Desk:
        """The desk on a day."""
        with self.at(day or self.day), self.store.read() as session:
            return desk(session, self.actors["chief"], self.case_id, at=at)

    def case(self) -> Case:
        """The row itself."""
        with self.store.read() as session:
            return session.get_one(Case, self.case_id)

    def pay(self, amount: int, day: date, kind: PaymentKind = PaymentKind.FINE) -> None:
        """A payment at the bank, in 分."""
        with self.at(day), self.store.write("x") as session:
            session.add(
                Payment(
                    case_id=self.case_id, kind=kind, way=PaymentWay.BANK, amount=amount, paid_on=day, receipt=f"示例{amount}"
                )
            )  # fmt: skip

    def due(self, rule: str) -> date:
        """The last day of a running deadline."""
        return next(one.due for one in self.seen().deadlines if one.rule == rule and one.met_on is None)

    def to_investigation(self, day: date = DAY) -> None:
        """Assigned and filed."""
        self.take("assign", day, lead=self.people["lead"], assistants=[self.people["co"]])
        self.take("file", day)

    def to_notice(self, day: date, fine: int = 100_000, **more: Any) -> None:
        """Investigated and notified, with a fine."""
        self.take("prove", day)
        self.take("close_investigation", day)
        self.take("notify", day, fine=fine, **{"penalty_kinds": ["fine"], **more})

    def to_decision(self, day: date, fine: int = 100_000, **more: Any) -> None:
        """Reviewed and decided."""
        self.take("send_review", day)
        self.take("pass_review", day, reviewer=self.people["reviewer"])
        self.take("decide", day, fine=fine, **{"penalty_kinds": ["fine"], **more})


def approver(key: str) -> str:
    """The account that takes an act."""
    from app.rules.procedure import procedure

    row = procedure().acts[key]
    names = {"行政机关负责人": "chief", "承办机构负责人": "head", "法制审核人员": "legal", "档案": "archivist"}
    return names.get(row.approver or "", "officer")


def account_in(store: Store) -> ActorOf:
    """Makes accounts where no fixture does: `make("officer")` is one with this role, at the desk."""

    def make(*roles: str) -> Actor:
        login = "-".join(roles)
        with store.write(login) as session:
            account = Account(login=login, name=f"演示{login}", roles=list(roles), enabled=True)
            session.add(account)
            session.flush()
            return Actor(account.id, login, account.name, frozenset(roles), device=store.device)

    return make


def bench_in(store: Store, actor_of: ActorOf) -> Bench:
    """People, items, parties, actors."""
    from app.store.place import OfficeInfo, write_info

    write_info(store.home.office, OfficeInfo(township=TOWNSHIP, county="示例区", city="示例市", device="示例-01"))
    people = {
        "lead": Person(name="演示甲", kind=PersonKind.ESTABLISHED, source=PersonSource.TOWNSHIP, certificate="A1", **VALID),
        "co": Person(name="演示乙", kind=PersonKind.STATIONED, source=PersonSource.SQUAD, certificate="A2", **VALID),
        "third": Person(name="演示丙", kind=PersonKind.ESTABLISHED, source=PersonSource.SQUAD, certificate="A3", **VALID),
        "aux": Person(name="演示丁", kind=PersonKind.AUXILIARY, source=PersonSource.AUXILIARY, certificate="A4", **VALID),
        "reviewer": Person(name="演示戊", kind=PersonKind.ESTABLISHED, source=PersonSource.TOWNSHIP),
        "host": Person(name="演示己", kind=PersonKind.ESTABLISHED, source=PersonSource.TOWNSHIP),
        "lapsed": Person(
            name="演示庚", kind=PersonKind.ESTABLISHED, source=PersonSource.SQUAD, certificate="A5",
            certificate_from=date(2020, 1, 1), certificate_until=date(2026, 3, 31),
        ),
    }  # fmt: skip
    every = {"granted_to": [TOWNSHIP], "valid_from": date(2024, 1, 1), "departments": "示例区综合行政执法局"}
    measures = [CoerciveMeasure.SEAL.value, CoerciveMeasure.SEIZE.value]
    items = {
        "plain": PowerItem(name="对示例行为甲的行政处罚", measures=measures, **every),
        "correct": PowerItem(name="对示例行为乙的行政处罚", requires_failed_correction=True, **every),
        "elsewhere": PowerItem(name="对示例行为丙的行政处罚", **(every | {"granted_to": ["示例街道"]})),
        "ending": PowerItem(name="对示例行为丁的行政处罚", valid_until=date(2026, 4, 30), **every),
        "tiered": PowerItem(name="对示例行为戊的行政处罚", **every),
    }
    parties = {
        "firm": Party(
            kind=PartyKind.COMPANY, name="示例建材有限公司", address="示例路1号", credit_code="91330800000000000X"
        ),
        "citizen": Party(kind=PartyKind.PERSON, name="示例当事人"),
        "trader": Party(kind=PartyKind.SOLE_TRADER, name="示例小吃店"),
    }
    with store.write("x") as session:
        session.add_all([*people.values(), *items.values(), *parties.values()])
        session.flush()
        session.add(DiscretionTier(item_id=items["tiered"].id, name="一般", fine_from=50_000, fine_to=100_000))
    roles = ("officer", "head", "legal", "deputy", "chief", "archivist", "duty", "expert", "county", "system")
    actors = {role: actor_of(role) for role in roles}
    made = Bench(
        store, actors, {key: one.id for key, one in people.items()}, {key: one.id for key, one in items.items()},
        {key: one.id for key, one in parties.items()},
    )  # fmt: skip
    from app.services.case.people import qualify

    with store.write("x") as session:
        qualify(session, actors["head"], made.people["reviewer"], "示例资格证001")
    return made


NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
