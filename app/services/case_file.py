"""The whole case file (案卷) of a case: what belongs in it, in filing order, taken out of the records; binding needs no session.

In it go the issued papers (the signed scan instead of our page where there is one), proofs of service, scans and photos of the
evidence. What cannot be printed (sound, film, data) stands with its SHA-256 in the closing note. Drafts stay outside, and the
result says so.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.documents import catalogue, press
from app.documents.casefile import PDF, Bound, Filled, Front, Part, Scan, Shot, Source, bind, bind_into
from app.documents.form import Entry
from app.documents.values import is_empty
from app.errors import AttachmentDamaged
from app.models import Approval, Attachment, Case, Document, Evidence, Service
from app.rules.vocabulary_case import EvidenceKind
from app.services import attachment, form_template, paper
from app.services.actor import Actor, permit
from app.services.case_paper_values import known_values, office_values
from app.services.case_parts.seen import seen
from app.store import blobs

Volume = Literal["正卷", "副卷"]
FRONT = ("F45", "F46", "F47")
WHOLE = "不分卷"
OWN = 200_000  # bytes of a paper of our own, at most
PROOF = 50  # with the receipts of service
EVIDENCE: Mapping[EvidenceKind, int] = {
    EvidenceKind.STATEMENT: 92, EvidenceKind.WITNESS: 92, EvidenceKind.RECORD: 93, EvidenceKind.WRITTEN: 94,
    EvidenceKind.OBJECT: 95, EvidenceKind.AUDIOVISUAL: 96, EvidenceKind.ELECTRONIC: 96, EvidenceKind.APPRAISAL: 97,
}  # fmt: skip
SCANNED = frozenset({EvidenceKind.WRITTEN, EvidenceKind.STATEMENT, EvidenceKind.WITNESS, EvidenceKind.RECORD})


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What is bound: `name` for a file, `front`, the `parts` in filing order, and what stays outside in words; `size` is about
    what the PDF takes, in bytes."""

    name: str
    front: Front
    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    size: int = 0


@dataclass(frozen=True, slots=True)
class _Filed:
    """A part with its place: order, instant and id, so that the same case always gives the same file."""

    place: tuple[int, str, str]
    volume: str
    part: Part


def gather(session: Session, actor: Actor, case_id: str, volume: Volume | None = None) -> CaseFile:
    """The file of a case, or one of its volumes. Raises NotPermitted, NotFound."""
    permit(actor, "document.read")
    permit(actor, "attachment.read")
    case = seen(session, actor, case_id)
    papers = _papers(session, case_id)
    pieces = _evidence(session, case_id)
    filed = [
        *_issued(session, actor, case, papers),
        *_proofs(session, actor, case_id),
        *_pieces(session, actor, papers, pieces),
    ]
    chosen = sorted((one for one in filed if volume in {None, one.volume}), key=lambda one: one.place)
    drafts = [paper.form_of_row(row).name for row in papers if row.issued_at is None and row.form not in FRONT]
    notes = [f"还没有定稿，没有收入案卷：{'、'.join(drafts)}"] if drafts else []
    front = _front(session, case, papers, volume or WHOLE, _unprintable(pieces))
    name = f"{case.number or case.title} {volume or '案卷'}"
    size = len(chosen) * OWN + sum(one.size for _, one in pieces)
    return CaseFile(name, front, tuple(one.part for one in chosen), tuple(notes), size)


def pdf(file: CaseFile, *, duplex: bool = False, told: Callable[[int, int], None] | None = None) -> Bound:
    """The file as one PDF. Needs no session: run it off the window."""
    bound = bind(file.front, file.parts, duplex=duplex, told=told)
    return replace(bound, notes=(*file.notes, *bound.notes))


def save(file: CaseFile, target: Path, *, duplex: bool = False) -> Bound:
    """Bind straight into `target`, whole or not at all, a file of any size. Raises DiskFull."""
    part = target.with_name(f"{target.name}.part")
    try:
        with blobs.full_disk_in_words(target.absolute().parent, file.size):
            with part.open("wb") as out:
                bound = bind_into(out, file.front, file.parts, duplex=duplex)
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return replace(bound, notes=(*file.notes, *bound.notes))


def _papers(session: Session, case_id: str) -> Sequence[Document]:
    query = select(Document).where(
        Document.subject == "case", Document.subject_id == case_id, Document.deleted_at.is_(None),
        Document.voided_at.is_(None),
    )  # fmt: skip
    return session.scalars(query.order_by(Document.id)).all()


def _evidence(session: Session, case_id: str) -> list[tuple[Evidence, Attachment]]:
    query = (
        select(Evidence, Attachment)
        .join(Attachment, Attachment.id == Evidence.attachment_id)
        .where(Evidence.case_id == case_id, Evidence.deleted_at.is_(None))
        .order_by(Evidence.order, Evidence.id)
    )
    return [(row, file) for row, file in session.execute(query)]


def _issued(session: Session, actor: Actor, case: Case, papers: Sequence[Document]) -> Iterator[_Filed]:
    entries = {entry.id: entry for entry in catalogue()}
    agency = office_values(session, case.deciding_body)["机关名称"]
    signed = _signed_scans(session, case.id)
    for row in papers:
        if row.issued_at is None or row.form in FRONT:
            continue
        entry = entries.get(row.form) or Entry(row.form, row.title, "")
        scans = [_scan(session, actor, one) for one in signed.get(row.id, ())]
        contents: tuple[Filled | Scan, ...] = (
            (_scan(session, actor, row.scan_id),) if row.scan_id else (_paper(session, actor, row), *scans)
        )
        part = Part(
            paper.form_of_row(row).name, contents, row.number or "", str(row.values.get("机关名称") or agency),
            clock.local(row.issued_at).date(), "扫描件" if row.scan_id else "",
        )  # fmt: skip
        yield _Filed((entry.order, clock.instant_text(row.issued_at), row.id), entry.volume, part)


def _signed_scans(session: Session, case_id: str) -> dict[str, list[str]]:
    """Scanned signatures by paper, each file once."""
    found: dict[str, list[str]] = {}
    rows = session.execute(
        select(Approval.document_id, Approval.scan_id)
        .where(Approval.case_id == case_id, Approval.scan_id.is_not(None), Approval.deleted_at.is_(None))
        .order_by(Approval.order, Approval.id)
    )
    for document_id, scan_id in rows:
        scans = found.setdefault(document_id, [])
        if scan_id and scan_id not in scans:
            scans.append(scan_id)
    return found


def _paper(session: Session, actor: Actor, row: Document) -> Filled | Scan:
    """Laid out here if that gives the very print it was issued as, else that print."""
    if row.print_id and row.press != press():
        return _scan(session, actor, row.print_id)
    try:
        images = paper.load(session, actor, row.id).images
    except AttachmentDamaged:
        images = {}  # the sheet keeps an empty frame and the layout says whose
    return Filled(paper.form_of_row(row), row.values, images)


def _proofs(session: Session, actor: Actor, case_id: str) -> Iterator[_Filed]:
    query = (
        select(Service, Document.title, Document.number)
        .join(Document, Document.id == Service.document_id)
        .where(Service.case_id == case_id, Service.proof_id.is_not(None), Service.deleted_at.is_(None))
        .order_by(Service.id)
    )
    for row, title, number in session.execute(query):
        scan = _scan(session, actor, row.proof_id or "")
        part = Part(f"送达凭证（{title}）", (scan,), number or "", row.recipient, row.done_on, row.method.label)
        yield _Filed((PROOF, clock.instant_text(row.created_at), row.id), "正卷", part)


def _pieces(
    session: Session, actor: Actor, papers: Sequence[Document], pieces: Sequence[tuple[Evidence, Attachment]]
) -> Iterator[_Filed]:
    """Scans and photos of the evidence; what is one of our own papers is in already."""
    inside = {row.id for row in papers if row.issued_at is not None}
    scanned = {row.scan_id for row in papers}
    for row, file in pieces:
        if row.document_id in inside or file.id in scanned or not _prints(file):
            continue
        shot = file.media_type != PDF and row.kind not in SCANNED
        data = _bytes(session, actor, file.id)
        content = Shot(data, _caption(row, file)) if shot else Scan(data, file.media_type)
        day = clock.local(row.obtained_at).date()
        part = Part(row.name, (content,), "", row.obtained_by, day, row.kind.label)
        yield _Filed((EVIDENCE[row.kind], f"{row.order:06}", row.id), "正卷", part)


def _prints(file: Attachment) -> bool:
    return file.media_type == PDF or file.media_type.startswith("image/")


def _caption(row: Evidence, file: Attachment) -> str:
    when = clock.local(file.taken_at or row.obtained_at)
    taken = f"{when.year}年{when.month}月{when.day}日{when.hour}时{when.minute:02d}分"
    return f"{row.name}　时间：{taken}　来源：{row.source}　拍摄（提取）人：{row.obtained_by}"


def _unprintable(pieces: Sequence[tuple[Evidence, Attachment]]) -> list[dict[str, str]]:
    return [
        {"名称": row.name, "内容": row.proves, "载体": f"电子案卷（{file.name}）", "校验值": file.sha256}
        for row, file in pieces
        if not _prints(file)
    ]


def _scan(session: Session, actor: Actor, attachment_id: str) -> Scan:
    file = attachment.look(session, actor, attachment_id)
    return Scan(_bytes(session, actor, attachment_id), file.media_type)


def _bytes(session: Session, actor: Actor, attachment_id: str) -> Source:
    """What brings the original when it is bound; nothing at all when it is damaged, which binding tells."""
    kept, sha256 = blobs.of(session), attachment.look(session, actor, attachment_id).sha256

    def read() -> bytes:
        try:
            return blobs.read(kept, sha256)
        except AttachmentDamaged:
            return b""

    return read


def _front(session: Session, case: Case, papers: Sequence[Document], volume: str, media: list[dict[str, str]]) -> Front:
    """Cover, contents and note: the newest kept ones, else what is known of the case."""
    at = case.closed_on or _last_day(papers) or clock.today()
    filled = {}
    for form_id in FRONT:
        kept = next((row for row in reversed(papers) if row.form == form_id), None)
        values: dict[str, Any] = {**known_values(session, case, form_id, at), "机关名称": _agency(session, case)}
        if kept is not None:
            values |= {name: value for name, value in kept.values.items() if not is_empty(value)}
        form = paper.form_of_row(kept) if kept is not None else form_template.in_force(session, form_id, at)
        filled[form_id] = Filled(form, values)
    cover, contents, note = (filled[form_id] for form_id in FRONT)
    cover = replace(cover, values={**cover.values, "卷别": volume})
    if media and is_empty(note.values.get("音像目录")):
        note = replace(note, values={**note.values, "音像目录": media})
    return Front(cover, contents, note)


def _agency(session: Session, case: Case) -> str:
    return office_values(session, case.deciding_body)["机关名称"]


def _last_day(papers: Sequence[Document]) -> date | None:
    """The day of the newest issued paper, so that a file made tomorrow is the same."""
    return max((clock.local(row.issued_at).date() for row in papers if row.issued_at), default=None)
