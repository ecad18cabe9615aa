"""The book of numbers: for every series and year what was given out, to which paper, what was voided and why, what is unused."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents import load_form
from app.models.document import Document
from app.models.journal import Device
from app.models.numbering import NumberBlock, NumberUse
from app.rules.number_pattern import scheme
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
    """One block of a device; `unused` are the first and last serial still to be given out, or None.

    `name` is that of the device as far as it is known here, `own` whether it is this PC.
    """

    device: str
    first: int
    last: int
    unused: tuple[int, int] | None
    name: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A PC that may hold blocks."""

    id: str
    name: str
    own: bool


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
    known = {one.id: one for one in devices(session, actor)}
    names = sorted({use.series for use, _ in uses} | {block.series for block in blocks})
    return [
        SeriesBook(
            name,
            year,
            tuple(_line(use, title or "") for use, title in uses if use.series == name),
            tuple(_block(block, known) for block in blocks if block.series == name),
        )
        for name in names
    ]


def devices(session: Session, actor: Actor) -> list[DeviceLine]:
    """The PCs known here, this one first: those that met over an exchange, and those that hold a block."""
    permit(actor, "document.read")
    known = _names(session)
    holders = session.scalars(select(NumberBlock.device).distinct()).all()
    found = [DeviceLine(one, known.get(one, ""), one == actor.device) for one in {*known, *holders, actor.device}]
    return sorted(found, key=lambda one: (not one.own, one.name, one.id))


def years(session: Session, actor: Actor) -> list[int]:
    """The years in which numbers were given out or reserved, the newest first."""
    permit(actor, "document.read")
    return sorted(session.scalars(select(NumberBlock.year).distinct()), reverse=True)


def printed_unused(session: Session, actor: Actor, form_id: str) -> list[str]:
    """Numbers printed on sheets of a form that are neither used nor voided, in their order; none for other forms."""
    permit(actor, "document.read")
    if form_id not in scheme().printed:
        return []
    short = load_form(form_id).number
    free = select(NumberUse).where(
        NumberUse.document_id.is_(None), NumberUse.voided_at.is_(None), NumberUse.deleted_at.is_(None)
    )
    return [one.number for one in session.scalars(free.order_by(NumberUse.id)) if one.series.endswith(f"{short}字")]


def _names(session: Session) -> dict[str, str]:
    return {one.id: one.name for one in session.scalars(select(Device))}


def _line(use: NumberUse, title: str) -> NumberLine:
    state = VOID if use.voided_at is not None else USED if use.document_id else PRINTED
    return NumberLine(use.number, use.serial, state, title, use.void_reason or "")


def _block(block: NumberBlock, known: Mapping[str, DeviceLine]) -> BlockLine:
    unused = (block.next, block.last) if block.next <= block.last else None
    device = known[block.device]
    return BlockLine(block.device, block.first, block.last, unused, device.name, device.own)
