"""The whole matrix through the services themselves: each role asks for each thing, and is let in or refused as the table says.

What a call does once it is let in is tested elsewhere; here it gets arguments that lead to nothing, and is rolled back.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.documents import load_form
from app.errors import DeskError, NotPermitted
from app.models import Case, Person
from app.registers.catalogue import register
from app.rules import roles
from app.rules.procedure import procedure
from app.rules.vocabulary_case import CaseRole, CaseSource, Opinion, RecusalGround, ServiceMethod
from app.rules.workdays import YearTable
from app.services import (
    account,
    attachment,
    audit,
    case_paper,
    case_paper_signing,
    door,
    form_template,
    number_book,
    numbering,
    paper,
    password,
    patrol,
    patrol_due,
    patrol_reading,
    settings,
    upkeep,
)
from app.services.account import NewAccount
from app.services.actor import Actor
from app.services.case import deadlines, opening, people
from app.services.case.acting import act
from app.services.case.desk import desk
from app.services.case.drafts import ActDraft, CaseDraft
from app.services.case.interviews import interviews_at_once
from app.services.case_parts import (
    advice,
    approval,
    discussion,
    evidence,
    goods,
    interview,
    money,
    quality,
    review,
    serving,
    waiver,
)
from app.services.case_parts.advice import AdviceDraft, AdviceKind
from app.services.case_parts.review import ReviewAnswer
from app.services.case_parts.serving import ServiceDraft
from app.services.case_parts.waiver import Waived, WaiverDraft
from app.services.ledger.keeping import open_books
from app.services.patrol_shapes import PatrolDraft, RecheckDraft
from app.services.register import clipboard, editing, history, listing, picking, recycling
from app.services.register.shapes import FormDraft, Query
from app.services.roster import changing, planning, publishing, repairing, sheets
from app.services.roster.plain import month_plain
from app.services.roster.view import month_view
from app.services.search import search
from app.services.sheets import exporting, importing
from app.services.sheets.shapes import HeaderMap, Sheet
from app.store.keyslots import Vault
from app.store.unit import Store
from tests.services import matrix_duty
from tests.services.conftest import ActorOf

Call = Callable[[Session, Actor, Vault], Any]


@pytest.fixture(autouse=True)
def books(store: Store) -> None:
    """The tables of the ledgers."""
    open_books(store, "演示")


NONE = "00000000-0000-7000-8000-000000000000"
SOME = datetime(2026, 11, 24, tzinfo=UTC)
DAY = date(2026, 11, 24)
EMPTY = Sheet("空.xlsx", "空", [])
TODAY = date(2026, 11, 24)
NOBODY = NewAccount("", "", [])
TABLES = {
    "people": "person", "departments": "department", "grids": "grid", "power_items": "power_item", "parties": "party",
    "patrols": "patrol", "cases": "case", "goods": "goods", "absences": "absence", "rooms": "room", "vehicles": "vehicle",
    "duty_members": "duty_member", "duty_posts": "duty_post", "duty_patterns": "duty_pattern",
}  # fmt: skip


def of_register(key: str) -> list[tuple[set[str], Call]]:
    """What the shared register services ask for: the actions that must all be held, and a call."""
    return [
        ({f"{key}.read"}, lambda s, a, _v: listing.count(s, a, key, Query())),
        ({f"{key}.read"}, lambda s, a, _v: listing.list_page(s, a, key, Query())),
        ({f"{key}.read"}, lambda s, a, _v: listing.ids_of(s, a, key, Query())),
        ({f"{key}.read"}, lambda s, a, _v: editing.load(s, a, key, NONE)),
        ({f"{key}.read"}, lambda s, a, _v: picking.options(s, a, TABLES[key])),
        ({f"{key}.read"}, lambda s, a, _v: clipboard.copy_rows(s, a, key, [])),
        ({f"{key}.write"}, lambda _s, a, _v: editing.blank(a, key)),
        ({f"{key}.write"}, lambda s, a, _v: editing.save(s, a, key, FormDraft({}, NONE, 1))),
        ({f"{key}.delete"}, lambda s, a, _v: recycling.delete(s, a, key, NONE)),
        ({"history.read", f"{key}.read"}, lambda s, a, _v: history.history(s, a, key, NONE)),
        ({"undo", f"{key}.write"}, lambda s, a, _v: history.undo_last(s, a, key, NONE)),
        ({f"{key}.export"}, lambda s, a, _v: exporting.listed(s, a, register(key))),
        (
            {f"{key}.import"},
            lambda s, a, _v: importing.preview(s, a, register(key), EMPTY, HeaderMap(1, (), ("名称",))),
        ),
        (
            {f"{key}.import"},
            lambda s, a, _v: importing.import_sheet(s, a, register(key), EMPTY, HeaderMap(1, (), ("名称",))),
        ),
        ({"recycle.read"}, lambda s, a, _v: listing.count(s, a, key, Query(deleted=True))),
        ({"recycle.restore"}, lambda s, a, _v: recycling.restore(s, a, key, NONE)),
    ]


def at_desk(actor: Actor, vault: Vault) -> Any:
    """As much of an office as is needed to be turned away by it."""
    return SimpleNamespace(actor=actor, home=vault.home, store=SimpleNamespace(key=vault.key))


def taking(key: str) -> Call:
    """An act on a case of its own, so that nothing but the permission can turn the actor away."""

    def call(session: Session, actor: Actor, _vault: Vault) -> None:
        case = Case(title="演示", source=CaseSource.OTHER, facts=[])
        session.add(case)
        session.flush()
        act(session, actor, case.id, key, ActDraft(TODAY, 1))

    return call


CALLS: list[tuple[set[str], Call]] = [
    *(one for key in TABLES for one in of_register(key)),
    *matrix_duty.CALLS,
    ({"search"}, lambda s, a, _v: search(s, a, "演示")),
    ({"patrol.record"}, lambda s, a, _v: patrol.record(s, a, PatrolDraft())),
    ({"patrol.record"}, lambda s, a, _v: patrol.change(s, a, NONE, 1, PatrolDraft())),
    ({"patrol.recheck"}, lambda s, a, _v: patrol.recheck(s, a, NONE, RecheckDraft(None, None, ""))),
    ({"patrols.delete"}, lambda s, a, _v: patrol.delete(s, a, NONE, 1)),
    ({"patrols.read"}, lambda s, a, _v: patrol_reading.load(s, a, NONE)),
    ({"patrols.read"}, lambda s, a, _v: patrol_reading.candidates(s, a, DAY)),
    ({"patrols.read"}, lambda s, a, _v: patrol_due.due_rechecks(s, a)),
    ({"case.open"}, lambda s, a, _v: opening.open_case(s, a, CaseDraft(CaseSource.OTHER))),
    ({"case.open"}, lambda s, a, _v: opening.open_from_patrol(s, a, NONE)),
    ({"cases.write"}, lambda s, a, _v: opening.change(s, a, NONE, 1, CaseDraft(CaseSource.OTHER))),
    ({"case.read"}, lambda s, a, _v: opening.find(s, a, "无")),
    ({"case.read"}, lambda s, a, _v: desk(s, a, NONE)),
    ({"case.read"}, lambda s, a, _v: people.candidates(s, a, NONE, CaseRole.LEAD, TODAY)),
    ({"cases.read"}, lambda s, a, _v: interviews_at_once(s, a, TODAY)),
    ({"case.assign"}, lambda s, a, _v: people.assign(s, a, NONE, NONE, CaseRole.LEAD, TODAY)),
    ({"case.assign"}, lambda s, a, _v: people.replace(s, a, NONE, NONE, NONE, CaseRole.LEAD, TODAY, "")),
    ({"case.assign"}, lambda s, a, _v: people.qualify(s, a, NONE, "")),
    ({"case.handle"}, lambda s, a, _v: people.recuse(s, a, NONE, RecusalGround.OTHER)),
    ({"case.recuse"}, lambda s, a, _v: people.decide_recusal(s, a, NONE, TODAY, upheld=True)),
    ({"case.calendar"}, lambda s, a, _v: deadlines.recompute(s, a, 2027, YearTable({}, {}))),
    *(({one.action}, taking(one.key)) for one in procedure().acts.values()),
    ({"attachment.write"}, lambda s, a, _v: attachment.add(s, a, b"", "x.jpg")),
    ({"attachment.read"}, lambda s, a, _v: attachment.look(s, a, NONE)),
    ({"attachment.read"}, lambda s, a, _v: attachment.open_bytes(s, a, NONE)),
    ({"attachment.read"}, lambda s, a, _v: attachment.save_as(s, a, NONE, Path("nowhere"))),
    ({"document.read"}, lambda s, a, _v: paper.papers_of(s, a, "patrol", NONE)),
    ({"document.read"}, lambda s, a, _v: paper.load(s, a, NONE)),
    ({"document.read"}, lambda s, a, _v: case_paper.known(s, a, NONE, "F03")),
    ({"document.read"}, lambda s, a, _v: case_paper.papers(s, a, NONE)),
    ({"document.read"}, lambda s, a, _v: case_paper.cautions(s, a, "F03")),
    ({"document.read"}, lambda s, a, _v: case_paper_signing.lines(s, a, NONE)),
    ({"document.read"}, lambda s, a, _v: number_book.book(s, a, 2026)),
    ({"document.write"}, lambda s, a, _v: case_paper.draft_paper(s, a, NONE, "F03")),
    ({"document.write"}, lambda s, a, _v: case_paper.remake(s, a, NONE)),
    ({"document.write"}, lambda s, a, _v: case_paper_signing.submit(s, a, NONE)),
    ({"document.write"}, lambda s, a, _v: case_paper_signing.take_back(s, a, NONE)),
    ({"document.issue"}, lambda s, a, _v: case_paper.issue(s, a, NONE, 1)),
    ({"document.void"}, lambda s, a, _v: case_paper.void(s, a, NONE, "")),
    ({"document.void"}, lambda s, a, _v: numbering.void(s, a, "", "")),
    ({"number.manage"}, lambda s, a, _v: numbering.hand_over(s, a, "", 2026, "", 0)),
    ({"number.manage"}, lambda s, a, _v: numbering.print_ahead(s, a, load_form("F08"), 0)),
    ({"roster.read"}, lambda s, a, _v: month_view(s, a, "2026-12")),
    ({"roster.read"}, lambda s, a, _v: month_plain(s, a, "2026-12")),
    ({"roster.read"}, lambda s, a, _v: changing.candidates(s, a, DAY, "")),
    ({"roster.read"}, lambda s, a, _v: repairing.preview(s, a, "2026-12")),
    ({"roster.read"}, lambda s, a, _v: publishing.hindrances(s, a, NONE)),
    ({"roster.export"}, lambda s, a, _v: sheets.grid(s, a, "2026-12")),
    ({"roster.plan"}, lambda s, a, _v: planning.problem_of(s, a, "2026-12")),
    ({"roster.plan"}, lambda s, a, _v: planning.problem_over(s, a, NONE)),
    ({"roster.plan"}, lambda s, a, _v: sheets.bring_in(s, a, "2026-12", EMPTY)),
    ({"roster.publish"}, lambda s, a, _v: publishing.publish(s, a, NONE)),
    ({"roster.change"}, lambda s, a, _v: changing.put(s, a, DAY, "", NONE)),
    ({"roster.change"}, lambda s, a, _v: changing.withdraw(s, a, NONE)),
    ({"roster.change"}, lambda s, a, _v: repairing.carry_out(s, a, "2026-12", "")),
    ({"roster.sign"}, lambda s, a, _v: changing.sign(s, a, NONE, NONE)),
    ({"document.read"}, lambda s, a, _v: interview.read_interview(s, a, NONE)),
    ({"document.write"}, lambda s, a, _v: interview.keep_interview(s, a, NONE, 1, [], {})),
    ({"document.write"}, lambda s, a, _v: interview.begin_interview(s, a, NONE)),
    ({"document.write"}, lambda s, a, _v: interview.add_question(s, a, None, "")),
    ({"document.write"}, lambda s, a, _v: interview.drop_question(s, a, NONE)),
    ({"template.read"}, lambda s, a, _v: form_template.forms(s, a)),
    ({"template.read"}, lambda s, a, _v: form_template.versions(s, a, "F07")),
    ({"template.manage"}, lambda s, a, _v: form_template.copy(s, a, "F07")),
    ({"template.manage"}, lambda s, a, _v: form_template.save(s, a, NONE, 1, "")),
    ({"template.manage"}, lambda s, a, _v: form_template.activate(s, a, NONE, 1, DAY)),
    ({"template.manage"}, lambda s, a, _v: form_template.go_back(s, a, "F07")),
    ({"template.manage"}, lambda s, a, _v: form_template.discard(s, a, NONE, 1)),
    ({"account.read"}, lambda s, a, _v: account.accounts(s, a)),
    ({"account.manage"}, lambda s, a, v: account.create(s, a, v, NOBODY)),
    ({"account.manage"}, lambda s, a, _v: account.edit(s, a, NONE, 1, NOBODY)),
    ({"account.manage"}, lambda s, a, v: account.disable(s, a, v, NONE)),
    ({"account.manage"}, lambda s, a, v: account.enable(s, a, v, NONE)),
    ({"account.manage"}, lambda s, a, v: account.reset(s, a, v, NONE)),
    ({"account.manage"}, password.new_recovery_code),
    ({"settings.read"}, lambda s, a, _v: settings.lines(s, a)),
    ({"settings.write"}, lambda s, a, _v: settings.put(s, a, "lock.idle_minutes", 0)),
    ({"audit.read"}, lambda s, a, _v: door.events(s, a, SOME, SOME)),
    ({"audit.read"}, lambda s, a, _v: audit.trail(s, a, SOME, SOME)),
    ({"audit.export", "audit.read"}, lambda s, a, v: audit.export(s, a, SOME, SOME, v.home.root / "审计.xlsx")),
    ({"backup"}, lambda _s, a, v: upkeep.backups(at_desk(a, v))),
    ({"restore"}, lambda _s, a, v: upkeep.look(at_desk(a, v), Path("nowhere"))),
    ({"check"}, lambda _s, a, v: upkeep.mend(at_desk(a, v), [])),
    ({"case.handle"}, lambda s, a, _v: evidence.remove_evidence(s, a, NONE, 1)),
    ({"case.handle"}, lambda s, a, _v: evidence.verify_evidence(s, a, NONE, [])),
    ({"case.read"}, lambda s, a, _v: evidence.list_evidence(s, a, NONE)),
    ({"case.handle"}, lambda s, a, _v: goods.price_goods(s, a, NONE, 1, 0, "", NONE)),
    ({"case.handle"}, lambda s, a, _v: goods.record_test_result(s, a, NONE, 1, DAY)),
    ({"goods.read"}, lambda s, a, _v: goods.count_stock(s, a, "", set())),
    ({"money.record"}, lambda s, a, _v: money.hand_in(s, a, NONE, DAY)),
    ({"money.record"}, lambda s, a, _v: money.bank(s, a, NONE, DAY)),
    ({"case.read"}, lambda s, a, _v: money.reconcile(s, a, NONE)),
    ({"case.handle"}, lambda s, a, _v: serving.record_service(s, a, NONE, ServiceDraft(ServiceMethod.POST, DAY))),
    ({"case.read"}, lambda s, a, _v: serving.unserved(s, a, NONE)),
    ({"case.handle"}, lambda s, a, _v: waiver.record_waiver(s, a, NONE, WaiverDraft(Waived.HEARING, DAY, "", None, 1))),
    ({"case.review"}, lambda s, a, _v: review.review_queue(s, a)),
    ({"case.review"}, lambda s, a, _v: review.answer_review(s, a, NONE, ReviewAnswer(Opinion.AGREE, {}, "", 1))),
    ({"cases.read"}, lambda s, a, _v: review.returns_by_reason(s, a, DAY, DAY)),
    ({"case.discuss"}, lambda s, a, _v: discussion.record_discussion(s, a, NONE, DAY, [], "", 1)),
    ({"case.ask"}, lambda s, a, _v: advice.ask_advice(s, a, NONE, AdviceDraft(AdviceKind.COUNTY, "", ""))),
    ({"case.advise"}, lambda s, a, _v: advice.answer_advice(s, a, NONE, "")),
    ({"case.read"}, lambda s, a, _v: advice.unanswered(s, a)),
    ({"case.read"}, lambda s, a, _v: approval.inbox(s, a)),
    ({"case.score"}, lambda s, a, _v: quality.record_score(s, a, NONE, {})),
    ({"reveal.personal"}, lambda s, a, _v: door.reveal(s, a, Person, NONE, "phone")),
]


class Undone(Exception):
    """Ends a unit of work without keeping anything."""


def refused(store: Store, actor: Actor, vault: Vault, call: Call) -> bool:
    """Whether the service turns the actor away; whatever else it says is no matter of permission."""
    with suppress(Undone), store.write(actor.login) as session:
        try:
            call(session, actor, vault)
        except NotPermitted:
            return True
        except DeskError:
            return False
        raise Undone
    return False


@pytest.mark.parametrize("role", roles.table().roles)
def test_each_role_may_exactly_what_the_table_says(store: Store, actor_of: ActorOf, vault: Vault, role: str) -> None:
    actor, table = actor_of(role), roles.table().actions
    wrong: Mapping[str, bool] = {
        f"{number}: {sorted(needed)}": turned_away
        for number, (needed, call) in enumerate(CALLS)
        for turned_away in [refused(store, actor, vault, call)]
        if turned_away == all(role in table[action].holders for action in needed)
    }
    assert wrong == {}


def test_an_account_without_a_role_may_nothing(store: Store, actor_of: ActorOf, vault: Vault) -> None:
    actor = actor_of()
    assert [number for number, (_, call) in enumerate(CALLS) if not refused(store, actor, vault, call)] == []


def test_every_action_of_the_table_is_asked_for_by_a_call() -> None:
    asked = {action for needed, _call in CALLS for action in needed}
    of_a_page = {"ledger.read"}  # whether 台账 is shown at all; each book says for itself who may see it
    assert set(roles.table().actions) - asked == of_a_page
