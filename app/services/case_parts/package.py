"""A case as a parcel for another office: its final papers, scans and originals of evidence in one ZIP, each with its SHA-256.

Gathering needs a session, writing none but the stored files. The list lies in the parcel twice: for people and for programs.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Approval, Attachment, Case, Document, Evidence, Service
from app.services import paper
from app.services.actor import Actor, permit
from app.services.case_parts.seen import seen
from app.services.paper import Printable
from app.store import blobs
from app.store.blobs import Blobs

LIST, FACTS = "list.csv", "list.json"
HEAD = ("序号", "文件", "名称", "SHA-256", "字节")
FIXED = (2026, 1, 1, 0, 0, 0)  # the same parcel has the same bytes
BARRED = str.maketrans('\\/:*?"<>|\n\t', "-----------")


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of a parcel: a paper that is still to be printed, a stored original by its SHA-256, or a text."""

    path: str
    title: str
    source: Printable | str | bytes


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of a parcel that was written."""

    path: str
    title: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes into a parcel. `facts` head its list; `notes` tell in words what stays outside."""

    name: str
    pieces: tuple[Piece, ...]
    stored: Blobs
    facts: Mapping[str, str]
    notes: tuple[str, ...]


def parcel_of(
    session: Session, actor: Actor, case_id: str, purpose: str, facts: Mapping[str, str], more: Iterable[Piece] = ()
) -> Parcel:
    """Everything final of a case, in the order of the file. Raises NotPermitted, NotFound."""
    for action in ("case.handle", "document.read", "attachment.read"):
        permit(actor, action)
    case = seen(session, actor, case_id)
    drafts: list[str] = []
    pieces = [*_papers(session, actor, case, drafts), *_originals(session, case), *more]
    notes = (f"还没有定稿，没有放入：{'；'.join(drafts)}",) if drafts else ()
    head = {"用途": purpose, "案件": case.title, "案号": case.number or "", "案件编号": case.id, **facts}
    return Parcel(
        f"{purpose} {case.number or case.title}".translate(BARRED)[:80], tuple(pieces), blobs.of(session), head, notes
    )


def write(parcel: Parcel, target: Path) -> tuple[Listed, ...]:
    """Write the ZIP, whole or not at all; its list. Needs no session. Raises DiskFull, AttachmentDamaged."""
    part = target.with_name(f"{target.name}.part")
    try:
        with blobs.full_disk_in_words(target.absolute().parent, 1 << 20), zipfile.ZipFile(part, "w") as archive:
            listed = tuple(_put(archive, parcel.stored, one) for one in parcel.pieces)
            _add(archive, LIST, _table(listed))
            _add(archive, FACTS, _facts(parcel, listed))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return listed


def _papers(session: Session, actor: Actor, case: Case, drafts: list[str]) -> Iterator[Piece]:
    query = select(Document).where(
        Document.subject == "case", Document.subject_id == case.id, Document.voided_at.is_(None),
        Document.deleted_at.is_(None),
    )  # fmt: skip
    for row in session.scalars(query.order_by(Document.issued_at, Document.id)):
        if row.issued_at is None:
            drafts.append(row.title)
            continue
        path = f"文书/{row.form} {row.number or row.title}".translate({**BARRED, ord("/"): "/"})[:90]
        yield Piece(f"{path} {row.id[-6:]}.pdf", row.title, paper.load(session, actor, row.id))


def _originals(session: Session, case: Case) -> Iterator[Piece]:
    """Evidence in its order, then proofs of service and scanned signatures; each stored file once."""
    done: set[str] = set()
    sources = (
        ("证据", select(Evidence.name, Attachment).join(Attachment, Attachment.id == Evidence.attachment_id).where(
            Evidence.case_id == case.id, Evidence.deleted_at.is_(None)).order_by(Evidence.order, Evidence.id)),
        ("送达", select(Service.recipient, Attachment).join(Attachment, Attachment.id == Service.proof_id).where(
            Service.case_id == case.id, Service.deleted_at.is_(None)).order_by(Service.id)),
        ("签批", select(Approval.role, Attachment).join(Attachment, Attachment.id == Approval.scan_id).where(
            Approval.case_id == case.id, Approval.deleted_at.is_(None)).order_by(Approval.id)),
        ("扫描件", select(Document.title, Attachment).join(Attachment, Attachment.id == Document.scan_id).where(
            Document.subject == "case", Document.subject_id == case.id, Document.deleted_at.is_(None)
        ).order_by(Document.id)),
    )  # fmt: skip
    for folder, query in sources:
        for title, file in session.execute(query):
            if file.sha256 not in done:
                done.add(file.sha256)
                yield Piece(f"{folder}/{len(done):03} {file.name.translate(BARRED)}"[:120], title, file.sha256)


def _put(archive: zipfile.ZipFile, stored: Blobs, piece: Piece) -> Listed:
    if isinstance(piece.source, str):
        size = 0
        with archive.open(zipfile.ZipInfo(piece.path, FIXED), "w", force_zip64=True) as file:
            for chunk in blobs.chunks(stored, piece.source):
                size += len(chunk)
                file.write(chunk)
        return Listed(piece.path, piece.title, piece.source, size)
    content = piece.source if isinstance(piece.source, bytes) else paper.pdf(piece.source).pdf
    _add(archive, piece.path, content)
    return Listed(piece.path, piece.title, hashlib.sha256(content).hexdigest(), len(content))


def _add(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(path, FIXED), content)


def _table(listed: tuple[Listed, ...]) -> bytes:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(HEAD)
    rows.writerows((number, one.path, one.title, one.sha256, one.size) for number, one in enumerate(listed, 1))
    return text.getvalue().encode("utf-8-sig")  # so that a spreadsheet shows Chinese


def _facts(parcel: Parcel, listed: tuple[Listed, ...]) -> bytes:
    files = [{"文件": one.path, "名称": one.title, "校验值": one.sha256, "字节": one.size} for one in listed]
    told = {**parcel.facts, "说明": list(parcel.notes), "文件": files}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
