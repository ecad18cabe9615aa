"""P7: opening a case with 300 papers, its timeline, deadlines and evidence, against the least SQL written by hand for it.

Ours is the whole desk with steps, gates, lights and reasons; the peer only fetches the rows, on a connection of the same kind.
Both may send eight queries, and ours are counted.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from app.models import Approval, CaseAct, Document, Evidence, Service
from app.rules.vocabulary_case import EvidenceKind, ServiceMethod
from app.services.case.desk import desk
from app.services.case.shapes import Desk
from app.store import bulk
from app.store.engine import connect
from app.store.unit import Store
from tests.bench.data import office, opened
from tests.bench.harness import Bound, Result, Work, measure
from tests.services.case.offices import DAY, Bench, account_in, bench_in

KEY = "P7"
BOUND = Bound(2.0)
QUERIES = 8
PAPERS, ACTS, PIECES = 300, 60, 40
NOW = datetime(2026, 3, 6, 2, tzinfo=UTC)

HEAD = """
SELECT c.*, p.kind, p.name, i.name, i.valid_from, i.valid_until, i.granted_to, i.limit_profile,
  (SELECT sum(amount) FROM payment WHERE case_id = c.id AND kind = 'fine' AND deleted_at IS NULL)
FROM "case" c LEFT JOIN party p ON p.id = c.party_id LEFT JOIN power_item i ON i.id = c.item_id
WHERE c.id = ? AND c.deleted_at IS NULL"""
PEOPLE = """
SELECT cp.*, p.name, p.kind, p.certificate, p.certificate_from, p.certificate_until
FROM case_person cp JOIN person p ON p.id = cp.person_id WHERE cp.case_id = ? AND cp.deleted_at IS NULL"""
DONE = 'SELECT id, act, at, "on", by, before, after, note, details FROM case_act WHERE case_id = ? ORDER BY at, id'
DUE = "SELECT * FROM case_deadline WHERE case_id = ? AND replaced_by IS NULL AND deleted_at IS NULL"
PAPER = """
SELECT d.id, d.form, d.title, d.number, d.created_at, d.issued_at, d.voided_at, d.scan_id,
  (SELECT count(*) FROM approval WHERE document_id = d.id AND signed_at IS NULL AND deleted_at IS NULL),
  (SELECT count(*) FROM approval WHERE document_id = d.id AND signed_at IS NOT NULL AND deleted_at IS NULL),
  (SELECT min(effective_on) FROM service WHERE document_id = d.id AND deleted_at IS NULL)
FROM document d WHERE d.subject = 'case' AND d.subject_id = ? AND d.deleted_at IS NULL ORDER BY d.id"""
PROOF = """
SELECT e.*, a.sha256 FROM evidence e LEFT JOIN attachment a ON a.id = e.attachment_id
WHERE e.case_id = ? AND e.deleted_at IS NULL ORDER BY e."order", e.id"""
GOODS = "SELECT * FROM goods WHERE case_id = ? AND deleted_at IS NULL ORDER BY id"
BARE = (HEAD, PEOPLE, DONE, DUE, PAPER, PROOF, GOODS)


def run(folder: Path, scale: float = 1.0) -> list[Result]:
    """One case among 10,000 patrols."""
    store = opened(office(folder, int(10_000 * scale)))
    result = line(store)
    store.close()
    return [result]


def line(store: Store, runs: int = 9) -> Result:
    """The desk against its rows. Raises AssertionError when it asks too often."""
    bench = furnished(store)
    ours, peer = opener(bench), bare(bench)
    with counted() as sent:
        seen = ours()
    assert isinstance(seen, Desk)
    assert len(sent) <= QUERIES, "\n".join(sent)
    facts: dict[str, object] = {
        "papers": len(seen.papers), "acts": len(seen.timeline), "deadlines": len(seen.deadlines),
        "evidence": len(seen.evidence), "queries": len(sent),
    }  # fmt: skip
    return Result(KEY, "open a case with 300 papers", measure(ours, peer, runs), BOUND, facts)


def furnished(store: Store) -> Bench:
    """An investigated case with a pre-notice, and so many papers, acts and pieces of evidence."""
    bench = bench_in(store, account_in(store))
    bench.open()
    bench.to_investigation()
    bench.to_notice(date(2026, 3, 6))
    with store.write("bench") as session:
        papers = bulk.insert(session, Document, (paper(bench.case_id, number) for number in range(PAPERS)))
        bulk.insert(
            session, Approval, (approval(bench.case_id, key, number) for number, key in enumerate(papers) if number % 2)
        )
        bulk.insert(session, Service, (service(bench.case_id, key) for key in papers[::5]))
        bulk.insert(session, CaseAct, (act(bench.case_id, number) for number in range(ACTS)))
        bulk.insert(session, Evidence, (piece(bench.case_id, number) for number in range(PIECES)))
    return bench


def opener(bench: Bench) -> Work:
    """Work that opens the case as its page does."""

    def look() -> Desk:
        with bench.at(date(2026, 3, 9)), bench.store.read() as session:
            return desk(session, bench.actors["chief"], bench.case_id)

    return look


def bare(bench: Bench) -> Work:
    """Work that fetches the rows of the case and does nothing with them."""
    assert len(BARE) <= QUERIES
    connection = connect(bench.store.home.store, bench.store.key, readonly=True)

    def fetch() -> list[list[tuple[object, ...]]]:
        connection.execute("BEGIN")
        rows = [connection.execute(query, (bench.case_id,)).fetchall() for query in BARE]
        connection.execute("COMMIT")
        return rows

    return fetch


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent to the store meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement != "BEGIN":
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def paper(case: str, number: int) -> dict[str, object]:
    """A paper with the text of a template and a page of values; every third is issued."""
    return {
        "form": "F08", "title": f"示例文书{number}", "subject": "case", "subject_id": case, "template": "示例" * 1500,
        "template_version": "1", "values": {f"栏目{n}": "示例内容" * 8 for n in range(20)},
        "issued_at": None if number % 3 else NOW,
    }  # fmt: skip


def approval(case: str, document: str, number: int) -> dict[str, object]:
    """A signature on a paper; every second one is still open."""
    return {
        "case_id": case, "document_id": document, "order": 1, "role": "承办机构负责人",
        "signed_at": NOW if number % 4 == 1 else None,
    }  # fmt: skip


def service(case: str, document: str) -> dict[str, object]:
    """A paper handed over."""
    return {
        "case_id": case, "document_id": document, "method": ServiceMethod.DIRECT, "done_on": DAY, "effective_on": DAY,
        "recipient": "示例当事人",
    }  # fmt: skip


def act(case: str, number: int) -> dict[str, object]:
    """A line of the timeline."""
    return {
        "case_id": case, "act": "prove", "at": NOW - timedelta(minutes=number), "on": DAY, "by": "示例",
        "before": "investigating", "after": "investigating", "details": {},
    }  # fmt: skip


def piece(case: str, number: int) -> dict[str, object]:
    """A piece of evidence without its original."""
    return {
        "case_id": case, "order": number, "kind": EvidenceKind.WRITTEN, "name": f"示例证据{number}", "source": "示例来源",
        "proves": "示例证明内容" * 5, "obtained_at": NOW, "obtained_by": "演示甲、演示乙", "verified": number % 2 == 0,
    }  # fmt: skip
