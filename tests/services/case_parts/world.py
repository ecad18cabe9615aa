"""A case with its people, item and party, for the tests of the parts of a case; names are invented."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from app.models import Approval, Attachment, Case, CasePerson, Document, Party, Person, PowerItem
from app.rules.vocabulary import PartyKind, PersonKind, PersonSource
from app.rules.vocabulary_case import CaseRole, CaseSource, Opinion, SignMethod
from app.services.actor import Actor
from app.store.place import OfficeInfo, write_info
from app.store.unit import Store
from tests.services.conftest import ActorOf

NOW = datetime(2026, 11, 24, 2, 32, tzinfo=UTC)  # a Tuesday, 10:32 in the township
TODAY = date(2026, 11, 24)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class World:
    """What the tests act in. `officer` and the others are at the desk; `people` are ids by what they are."""

    store: Store
    actor_of: ActorOf
    officer: Actor
    case_id: str
    item_id: str
    party_id: str
    people: dict[str, str]

    def run(self, command: Callable[..., T], actor: Actor, *given: Any, **named: Any) -> T:
        """A service in a unit of work of its own."""
        with self.store.write(actor.login) as session:
            return command(session, actor, *given, **named)

    def see(self, query: Callable[..., T], actor: Actor, *given: Any, **named: Any) -> T:
        """A service that reads."""
        with self.store.read() as session:
            return query(session, actor, *given, **named)

    def change(self, **columns: Any) -> None:
        """Set columns of the case."""
        with self.store.write("test") as session:
            case = session.get_one(Case, self.case_id)
            for name, value in columns.items():
                setattr(case, name, value)

    def add(self, *rows: Any) -> tuple[str, ...]:
        """Put rows into the store; their ids."""
        with self.store.write("test") as session:
            session.add_all(rows)
            session.flush()
            return tuple(row.id for row in rows)

    def as_person(self, role: str, who: str) -> Actor:
        """An account of a role that belongs to one of the people."""
        return replace(self.actor_of(role), person_id=self.people[who])

    def file(self, mark: str = "a") -> str:
        """An attachment; only its row, its bytes are asked for by nobody here."""
        (made,) = self.add(Attachment(sha256=mark * 64, name="扫描.pdf", media_type="application/pdf", size=9))
        return made

    def paper(self, form: str, *, issued_at: datetime | None = None, scanned: bool = False) -> str:
        """A paper of the case."""
        scan = self.file("e") if scanned else None
        (made,) = self.add(
            Document(
                form=form, title=f"{form} 文书", subject="case", subject_id=self.case_id, template="", template_version="1",
                values={}, issued_at=issued_at, scan_id=scan,
            )
        )  # fmt: skip
        return made

    def approved(self, form: str, at: datetime) -> str:
        """A paper the head approved."""
        made = self.paper(form)
        row = Approval(document_id=made, case_id=self.case_id, order=1, role="行政机关负责人审批意见", signer="演示戊")
        row.opinion, row.method, row.signed_at = Opinion.AGREE, SignMethod.LOGIN, at
        self.add(row)
        return made


def world_in(store: Store, actor_of: ActorOf) -> World:
    """A case under investigation with two officers and an auxiliary on it."""
    write_info(store.home.office, OfficeInfo(township="石梁镇", county="示例区", city="示例市", device="示例-01"))
    valid = {"certificate_from": date(2024, 1, 1), "certificate_until": date(2028, 12, 31)}
    officer = {"kind": PersonKind.ESTABLISHED, "source": PersonSource.TOWNSHIP}
    people = {
        "lead": Person(name="演示甲", certificate="A1", **officer, **valid),
        "assistant": Person(name="演示乙", certificate="A2", **officer, **valid),
        "auxiliary": Person(name="演示丙", kind=PersonKind.AUXILIARY, source=PersonSource.AUXILIARY),
        "reviewer": Person(name="演示丁", certificate="A4", **officer, **valid),
        "chief": Person(name="演示戊", **officer),
        "deputy": Person(name="演示己", **officer),
        "third": Person(name="演示庚", **officer),
    }
    party = Party(kind=PartyKind.SOLE_TRADER, name="示例小吃店", credit_code="92330800MA2EXAMPLE")
    item = PowerItem(name="对擅自占道经营的行政处罚", code="330217001000", measures=["seize"], granted_to=["石梁镇"])
    with store.write("test") as session:
        session.add_all([*people.values(), party, item])
        session.flush()
        case = Case(
            title="示例小吃店占道经营案", state="investigating", source=CaseSource.PATROL, item_id=item.id, party_id=party.id,
            happened_on=date(2026, 11, 2), discovered_on=date(2026, 11, 2), filed_on=date(2026, 11, 3), facts=[],
        )  # fmt: skip
        session.add(case)
        session.flush()
        roles = {"lead": CaseRole.LEAD, "assistant": CaseRole.ASSISTANT}
        session.add_all(
            CasePerson(case_id=case.id, person_id=people[who].id, role=role, since=date(2026, 11, 2))
            for who, role in roles.items()
        )
        ids = {who: person.id for who, person in people.items()}
    return World(store, actor_of, actor_of("officer"), case.id, item.id, party.id, ids)


def reasons(problems: Sequence[Any]) -> list[str]:
    """The fields of problems, in order."""
    return [one.field for one in problems]
