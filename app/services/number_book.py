"""The book of numbers: for every series and year what was given out, to which paper, what was voided and why, what is unused."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.document import Document
from app.models.numbering import NumberBlock, NumberUse
from app.services.actor import Actor, permit

USED, VOID, PRINTED = "已用", "已作废", "已编印未用"


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number given out. `state` is 已用, 已作废 or 已编印未用; `paper` the title of its paper."""

    number: str
    serial: int
    state: str
    paper: str
    reason: str


@dataclass(frozen=True, slots=True)
class BlockLine:
    """One block of a device; `unused` are the first and last serial still to be given out, or None."""

    device: str
    first: int
    last: int
    unused: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class SeriesBook:
    """A series in one year."""

    series: str
    year: int
    lines: tuple[NumberLine, ...]
    blocks: tuple[BlockLine, ...]


def book(session: Session, actor: Actor, year: int) -> list[SeriesBook]:
    """Every series of a year, by name; numbers and blocks in their order."""
    permit(actor, "document.read")
    uses = session.execute(
        select(NumberUse, Document.title)
        .outerjoin(Document, Document.id == NumberUse.document_id)
        .where(NumberUse.year == year, NumberUse.deleted_at.is_(None))
        .order_by(NumberUse.series, NumberUse.serial)
    ).all()
    blocks = session.scalars(
        select(NumberBlock)
        .where(NumberBlock.year == year, NumberBlock.deleted_at.is_(None))
        .order_by(NumberBlock.series, NumberBlock.first)
    ).all()
    names = sorted({use.series for use, _ in uses} | {block.series for block in blocks})
    return [
        SeriesBook(
            name,
            year,
            tuple(_line(use, title or "") for use, title in uses if use.series == name),
            tuple(_block(block) for block in blocks if block.series == name),
        )
        for name in names
    ]


def _line(use: NumberUse, title: str) -> NumberLine:
    state = VOID if use.voided_at is not None else USED if use.document_id else PRINTED
    return NumberLine(use.number, use.serial, state, title, use.void_reason or "")


def _block(block: NumberBlock) -> BlockLine:
    unused = (block.next, block.last) if block.next <= block.last else None
    return BlockLine(block.device, block.first, block.last, unused)
