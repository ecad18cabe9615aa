"""A few cases of the fictional township, each stopped at another step; made through the services, day by day as they would be."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from app import clock
from app.demo import case_papers
from app.models import Account, Case, Party, Person, PowerItem
from app.rules.procedure import procedure
from app.rules.quality import Answer, newest
from app.rules.service import Relation
from app.rules.vocabulary import PartyKind, PersonKind
from app.rules.vocabulary_case import (
    CaseEnding,
    CaseSource,
    GoodsMeasure,
    NoPenaltyGround,
    PaperState,
    PaymentKind,
    PaymentWay,
    ServiceMethod,
)
from app.services import case_paper, case_paper_signing
from app.services.actor import Actor
from app.services.case.acting import act
from app.services.case.desk import desk
from app.services.case.drafts import ActDraft, CaseDraft, GoodsDraft
from app.services.case.opening import open_case
from app.services.case.people import qualify
from app.services.case.shapes import Desk
from app.services.case_parts.money import PaymentDraft, record_payment
from app.services.case_parts.quality import record_score
from app.services.case_parts.serving import ServiceDraft, record_service, unserved
from app.store.unit import Store

APPROVERS = {"行政机关负责人": "chief", "承办机构负责人": "head", "法制审核人员": "legal", "档案": "archivist"}
ROLES = ("officer", "head", "legal", "chief", "archivist")


@dataclass(frozen=True, slots=True)
class Room:
    """What the cases are made with: the store, an actor per role, two officers, a reviewer, an item, parties by kind."""

    store: Store
    actors: Mapping[str, Actor]
    lead: str
    assistant: str
    reviewer: str
    item: str
    firms: tuple[str, ...]
    citizens: tuple[str, ...]


class Story:
    """One case being lived through; every act happens at noon of its day."""

    def __init__(self, room: Room, day: date, party: str, place: str, what: str) -> None:
        self.room = room
        self.day = day
        self.penalty = "警告。"
        draft = CaseDraft(
            CaseSource.PATROL, summary=what, item_id=room.item, party_id=party, place=place, happened_on=day,
            discovered_on=day,
        )  # fmt: skip
        with noon(day), room.store.write(room.actors["officer"].login) as session:
            self.id = open_case(session, room.actors["officer"], draft).id

    def take(self, key: str, **fields: Any) -> None:
        """Take an act as the one who approves it, once the papers that it waits for are final."""
        self.finish_first(key, fields)
        if procedure().acts[key].hands_over:
            self.serve()
        actor = self.room.actors[APPROVERS.get(procedure().acts[key].approver or "", "officer")]
        with noon(self.day), self.room.store.write(actor.login) as session:
            now = desk(session, self.room.actors["chief"], self.id)
            act(session, actor, self.id, key, ActDraft(self.day, now.revision, fields))
        if key == "spot_decide":
            self.serve()

    def serve(self) -> None:
        """Hand every final paper for the party over to him, with its 送达回证."""
        officer = self.room.actors["officer"]
        with noon(self.day), self.room.store.write(officer.login) as session:
            case = session.get_one(Case, self.id)
            party = session.get_one(Party, case.party_id)
            alone = party.kind is PartyKind.PERSON
            done = ServiceDraft(
                ServiceMethod.DIRECT, self.day, party.name if alone else party.legal_representative or party.name,
                Relation.SELF if alone else Relation.HEAD,
            )  # fmt: skip
            for one in unserved(session, officer, self.id):
                record_service(session, officer, one.document_id, done)

    def finish_first(self, key: str, fields: Mapping[str, Any]) -> None:
        """Have the papers final that an act with these fields waits for."""
        for one in procedure().acts[key].conditions:
            if one.final and one.asked(fields) and not one.met(self.seen().facts):
                self.finish(one.needs[0].fact)

    def finish(self, form: str) -> None:
        """Have a paper final."""
        with noon(self.day), self.room.store.write(self.room.actors["officer"].login) as session:
            case_papers.finish(session, self.room.actors, self.id, form, self.day, self.penalty)

    def finish_rest(self) -> None:
        """Have every draft final that the acts have left behind."""
        for form in {one.form for one in self.seen().papers if one.state is PaperState.DRAFT}:
            self.finish(form)

    def seen(self) -> Desk:
        """The desk as it stands."""
        with noon(self.day), self.room.store.read() as session:
            return desk(session, self.room.actors["chief"], self.id)

    def wait(self, days: int = 1) -> None:
        """Some days later."""
        self.day += timedelta(days=days)

    def wait_out(self, *rules: str) -> None:
        """The day after the last of these deadlines."""
        self.day = max(one.due for one in self.seen().deadlines if one.rule in rules) + timedelta(days=1)

    def investigated(self, fine: int = 0) -> None:
        """Assigned, filed and proven; a fine that is proposed, in 分, stands in the papers from here on."""
        if fine:
            self.penalty = f"罚款人民币 {fine // 100} 元。"
        self.take("assign", lead=self.room.lead, assistants=[self.room.assistant])
        self.take("file")
        self.wait(2)
        self.take("prove")
        self.take("close_investigation")

    def decided(self, fine: int) -> None:
        """Notified, reviewed and decided. `fine` in 分."""
        self.take("notify", penalty_kinds=["fine"], fine=fine)
        self.wait_out("D05", "D07")
        self.take("send_review")
        self.take("pass_review", reviewer=self.room.reviewer)
        self.take("decide", penalty_kinds=["fine"], fine=fine)
        self.take("serve")


def add(store: Store, today: date) -> int:
    """Make the cases of the demo office and say how many. Nothing in them lies after `today`."""
    room = furnished(store, today)
    stories: tuple[tuple[int, Callable[[Room, date], None]], ...] = (
        (75, archived), (48, spot), (40, first_offence), (30, performing), (17, waiting), (12, reviewed), (6, with_goods),
        (4, asking), (2, fresh),
    )  # fmt: skip
    for days, story in stories:
        story(room, today - timedelta(days=days))
    return len(stories)


def furnished(store: Store, today: date) -> Room:
    """Pick people, an item and parties of the demo office, and note that the reviewer is qualified."""
    with store.write("demo") as session:
        accounts = session.scalars(select(Account)).all()
        holders = {role: next(one for one in accounts if one.roles == [role]) for role in ROLES}
        team = session.scalars(select(Person).order_by(Person.id)).all()
        taken = {one.person_id for one in holders.values()}
        officers = [
            one.id for one in team
            if one.kind is not PersonKind.AUXILIARY and one.certificate_until and one.certificate_until > today
            and one.certificate_from and one.certificate_from < today - timedelta(days=120)
            and (one.joined_on is None or one.joined_on < today - timedelta(days=120)) and one.id not in taken
        ]  # fmt: skip
        reviewer = holders["legal"].person_id or next(one.id for one in team if one.id not in officers)
        items = session.scalars(select(PowerItem).order_by(PowerItem.id)).all()
        parties = session.scalars(select(Party).order_by(Party.id)).all()
        actors = {
            role: Actor(one.id, one.login, one.name, frozenset(one.roles), person_id=one.person_id, device=store.device)
            for role, one in holders.items()
        }
        qualify(session, actors["head"], reviewer, "演示资格证0001")
        return Room(
            store, actors, officers[0], officers[1], reviewer,
            next(one.id for one in items if not one.requires_failed_correction and "占用城市道路" in one.name),
            tuple(one.id for one in parties if one.kind is PartyKind.COMPANY),
            tuple(one.id for one in parties if one.kind is PartyKind.PERSON),
        )  # fmt: skip


def archived(room: Room, day: date) -> None:
    """From clue to archive: fined, paid, scored, closed."""
    story = Story(room, day, room.firms[0], "石梁大街12号门前", "在人行道堆放建筑材料，占用约8平方米，影响通行。")
    story.investigated(200_000)
    story.decided(200_000)
    story.wait(3)
    paid = PaymentDraft(PaymentKind.FINE, PaymentWay.BANK, 200_000, story.day, "演示票据0001")
    with noon(story.day), room.store.write(room.actors["officer"].login) as session:
        record_payment(session, room.actors["officer"], story.id, paid)
    story.take("perform")
    close(story, CaseEnding.PERFORMED)
    story.finish_rest()
    story.take("archive", archive_number=f"{day.year}-0001")


def spot(room: Room, day: date) -> None:
    """A warning on the spot, put on record and closed."""
    story = Story(room, day, room.citizens[0], "石梁菜场北门", "流动摊点占道经营，经劝导当场收摊。")
    story.take("assign", lead=room.lead, assistants=[room.assistant])
    story.take("spot_start", penalty_kinds=["warning"])
    story.take("spot_decide")
    story.take("spot_record")
    story.take("perform")
    close(story, CaseEnding.PERFORMED)


def first_offence(room: Room, day: date) -> None:
    """Not punished: a first offence, slight and put right at once."""
    story = Story(room, day, room.citizens[1], "麻蓬路3号", "在道路上晾晒谷物，当场清理干净。")
    story.penalty = f"{case_papers.NO_PENALTY}。"
    story.investigated()
    story.take("decide_none", no_penalty_ground=NoPenaltyGround.FIRST.value, reason="初次违法，危害后果轻微，当场改正")
    story.take("serve")


def performing(room: Room, day: date) -> None:
    """Decided and served: the party has to pay."""
    story = Story(room, day, room.firms[1], "工业功能区8号路口", "运输砂石未覆盖，散落路面约6平方米。")
    story.investigated(400_000)
    story.decided(400_000)


def waiting(room: Room, day: date) -> None:
    """The pre-notice is served, the party's time to speak runs out or has run out."""
    story = Story(room, day, room.firms[2], "静岩村口", "在道路两侧堆放砖块，约12平方米。")
    story.investigated(300_000)
    story.take("notify", penalty_kinds=["fine"], fine=300_000)


def reviewed(room: Room, day: date) -> None:
    """Investigated; the next step is the pre-notice."""
    Story(room, day, room.firms[1], "坎底村23号", "占用公共场地搭建临时棚屋。").investigated()


def with_goods(room: Room, day: date) -> None:
    """Evidence registered: its seven working days run."""
    story = Story(room, day, room.firms[0], "石梁大街40号仓库", "油漆桶露天堆放在人行道。")
    story.take("assign", lead=room.lead, assistants=[room.assistant])
    story.take("file")
    taken = clock.at_local(datetime.combine(story.day, time(11)))
    goods = [GoodsDraft("油漆", "26", "2号库", unit="桶"), GoodsDraft("手推车", "1", "2号库", unit="辆")]
    story.take("secure_goods", measure=GoodsMeasure.REGISTERED.value, goods=goods, taken_at=taken)


def asking(room: Room, day: date) -> None:
    """Looked into; whether it is filed waits for the signatures on its form."""
    story = Story(room, day, room.firms[2], "石梁大街88号门前", "在人行道设置广告牌两块，约3平方米。")
    story.take("assign", lead=room.lead, assistants=[room.assistant])
    officer = room.actors["officer"]
    with noon(story.day), room.store.write(officer.login) as session:
        form = case_paper.draft_paper(session, officer, story.id, "F03")
        reasons = {
            "立案理由": "有违法事实，属于本机关管辖，在追究时效以内",
            "违反规定": "《浙江省城市市容和环境卫生管理条例》",
        }
        kept = case_paper.save_draft(
            session, officer, form.document_id or "", form.revision or 0, {**form.values, **reasons}
        )
        case_paper_signing.submit(session, officer, kept.document_id or "")


def fresh(room: Room, day: date) -> None:
    """A clue that waits to be assigned."""
    Story(room, day, room.citizens[2], "张西村夜宵摊", "夜宵摊油烟扰民，群众来电反映。")


def close(story: Story, ending: CaseEnding) -> None:
    """Scored without deduction, then closed."""
    answers = {line.key: Answer() for line in (*newest().vetoes, *newest().lines)}
    with noon(story.day), story.room.store.write(story.room.actors["legal"].login) as session:
        record_score(session, story.room.actors["legal"], story.id, answers)
    story.take("close", ending=ending.value)


@contextmanager
def noon(day: date) -> Iterator[None]:
    """The clock stands at noon of a day, or where it is when that is earlier: nothing is made in the future."""
    instant = clock.at_local(datetime.combine(day, time(12)))
    with clock.frozen(min(instant, clock.now())):
        yield
