"""文号: given out one after the other inside the unit of work that issues a paper, so that none is lost and none comes twice.

A series (body × form, or body alone where a case keeps one serial) runs per year. Each device draws from blocks of its own:
one PC, the keeper, holds every series whole from 1, `hand_over` cuts a block out of it for another, `take_block` writes down on
that PC what it was told by hand, and two PCs that never meet cannot collide. Which PC is the keeper is asked once, before
its first number (`begins`). A rolled-back issue rolls its number back; a voided number stays in the book with its reason.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.documents import Form
from app.errors import NoNumbers, NotFound, Problem, Refused
from app.models import Document
from app.models.numbering import NumberBlock, NumberUse
from app.rules.number_pattern import HEAD_PARTS, problem_of, render, scheme, series_of
from app.rules.vocabulary_case import DecidingBody
from app.services import settings
from app.services.actor import Actor, permit
from app.store.place import read_info

PER_FORM = "每种文书单独编号"
PER_CASE = "一案一号"


def allocate(
    session: Session, actor: Actor, form: Form, on: date, *, body: DecidingBody, sharing: frozenset[str] = frozenset()
) -> NumberUse:
    """The next number for a paper of `form` issued `on` that day, from the blocks of this device.

    `sharing` are the ids of the papers of the same case: with one serial per case a new form takes over the serial they
    have. Raises NoNumbers when this device has no block left, Refused when the head of the body is not set.
    """
    parts = {**head_of(session, body), "代字": form.number}
    pattern = _pattern(session)
    series = series_of(pattern, parts)
    if settings.get(session, "number.scope") == PER_CASE:
        shared = series_of(pattern, {**parts, "代字": ""})
        kept = _serial_of_case(session, on.year, series, sharing)
        block, serial = kept or _draw(session, shared, on.year, actor.device, series)
    else:
        block, serial = _draw(session, series, on.year, actor.device, series)
    return _note(session, block, series, on.year, serial, render(pattern, parts, on.year, serial))


def print_ahead(session: Session, actor: Actor, form: Form, count: int) -> list[str]:
    """Take `count` numbers for forms that are printed before they are used. Raises NoNumbers, NotPermitted."""
    permit(actor, "number.manage")
    on, pattern, series = clock.today(), _pattern(session), _series(session, form)
    parts = {**head_of(session, DecidingBody.TOWNSHIP), "代字": form.number}
    taken = []
    for _ in range(count):
        block, serial = _draw(session, series, on.year, actor.device, series)
        taken.append(_note(session, block, series, on.year, serial, render(pattern, parts, on.year, serial)).number)
    return taken


def take_printed(session: Session, form: Form, number: str) -> NumberUse:
    """The use of a number that stands printed on the sheet that was filled in. Raises Refused when it is not free."""
    use = session.scalars(select(NumberUse).where(NumberUse.number == number, NumberUse.deleted_at.is_(None))).first()
    if use is None:
        raise Refused([Problem("文号", f"没有预先编印过“{number}”这个号码")])
    if use.document_id is not None or use.voided_at is not None:
        raise Refused([Problem("文号", f"“{number}”已经用过或者作废，请核对纸上的号码")])
    if use.series != _series(session, form):
        raise Refused([Problem("文号", f"“{number}”不是《{form.name}》的号码")])
    return use


def bind(session: Session, use: NumberUse, document_id: str) -> None:
    """Write down which paper has the number."""
    use.document_id = document_id
    session.flush()


def void(session: Session, actor: Actor, number: str, reason: str) -> None:
    """Set a number out of use for good; it stays in the book.

    Raises NotFound, Refused without a reason, the second time, or under a paper that is in use.
    """
    permit(actor, "document.void")
    use = session.scalars(select(NumberUse).where(NumberUse.number == number)).first()
    if use is None:
        raise NotFound(title=f"文号“{number}”")
    if not reason.strip():
        raise Refused([Problem("reason", "请写明作废的原因")])
    if use.voided_at is not None:
        raise Refused([Problem("number", f"“{number}”已经作废：{use.void_reason}")])
    paper = session.get(Document, use.document_id) if use.document_id else None
    if paper is not None and paper.voided_at is None:
        raise Refused([Problem("number", f"“{number}”在《{paper.title}》上用着，要先作废这份文书")])
    use.voided_at, use.void_reason = clock.now(), reason.strip()
    session.flush()


def hand_over(session: Session, actor: Actor, series: str, year: int, device: str, count: int) -> tuple[int, int]:
    """Cut `count` numbers out of this device's last block for another device; first and last of the new block.

    This device keeps as many for itself in front of them. Raises NoNumbers when it does not hold so many, Refused for a
    count below one.
    """
    permit(actor, "number.manage")
    if count < 1:
        raise Refused([Problem("count", "号段至少要有一个号")])
    own = _open_blocks(session, series, year, actor.device) or [_found(session, series, year, actor.device)]
    last = own[-1]
    first = last.next + count
    if first + count - 1 > last.last:
        raise NoNumbers(series=series, year=year)
    rest, last.last = last.last, first - 1
    _add_block(session, series, year, device, first, first + count - 1)
    if rest >= first + count:
        _add_block(session, series, year, actor.device, first + count, rest)
    session.flush()
    return first, first + count - 1


def begins(session: Session, actor: Actor) -> bool:
    """Whether a number drawn now would be the first this PC knows of: is it the one that gives out the numbers?"""
    permit(actor, "document.read")
    return session.scalar(select(NumberBlock.id).limit(1)) is None


def take_block(session: Session, actor: Actor, series: str, year: int, first: int, last: int) -> None:
    """Write down a block that another PC has cut out for this one, told by hand before the two have met.

    Raises Refused for one that begins at 1, which only the keeper has, is turned round, or overlaps what is known here.
    """
    permit(actor, "number.manage")
    begun = NumberBlock.series == series, NumberBlock.year == year, NumberBlock.deleted_at.is_(None)
    crossing = session.scalars(select(NumberBlock).where(*begun, NumberBlock.first <= last, NumberBlock.last >= first))
    problems = []
    if not series.strip():
        problems.append(Problem("series", "请写明字头，和给号段的电脑上显示的一样"))
    if not 2 <= first <= last <= scheme().highest:
        problems.append(Problem("first", "起号从 2 起，止号不小于起号；从 1 起的号段只有发号的电脑有"))
    elif (other := crossing.first()) is not None:
        problems.append(Problem("first", f"和本机已有的号段 {other.first}–{other.last} 重叠"))
    if problems:
        raise Refused(problems)
    _add_block(session, series.strip(), year, actor.device, first, last)


def head_of(session: Session, body: DecidingBody) -> Mapping[str, str]:
    """The four parts of the head of a body. The township's default is the first character of each name in office.json."""
    if body is not DecidingBody.TOWNSHIP:
        head = str(settings.get(session, "number.county_head"))
        if not head:
            raise Refused([Problem("number.county_head", "县级部门案件的文号字头还没有设置，请先问清县级部门再填")])
        return {**dict.fromkeys(HEAD_PARTS, ""), "综执": head}
    info = read_info(session.info["store"].home)
    names = {"市": info.city, "区": info.county, "镇": info.township, "综执": ""}
    keys = dict(zip(HEAD_PARTS, ("number.city", "number.county", "number.township", "number.team"), strict=True))
    return {part: str(settings.get(session, key)) or names[part][:1] for part, key in keys.items()}


def _series(session: Session, form: Form) -> str:
    """The series of a form of the township itself: only its own forms are printed ahead."""
    return series_of(_pattern(session), {**head_of(session, DecidingBody.TOWNSHIP), "代字": form.number})


def _pattern(session: Session) -> str:
    pattern = str(settings.get(session, "number.pattern")) or scheme().pattern
    if why := problem_of(pattern):
        raise Refused([Problem("number.pattern", why)])
    return pattern


def _draw(session: Session, source: str, year: int, device: str, series: str) -> tuple[NumberBlock, int]:
    """The next serial of `source` that `series` has not used: it may have, where the township changed its scheme."""
    while True:
        blocks = _open_blocks(session, source, year, device)
        block = blocks[0] if blocks else _found(session, source, year, device)
        serial = block.next
        block.next += 1
        session.flush()
        if not _taken(session, series, year, serial):
            return block, serial


def _taken(session: Session, series: str, year: int, serial: int) -> bool:
    found = select(func.count()).where(NumberUse.series == series, NumberUse.year == year, NumberUse.serial == serial)
    return bool(session.scalar(found))


def _open_blocks(session: Session, series: str, year: int, device: str) -> list[NumberBlock]:
    return list(
        session.scalars(
            select(NumberBlock)
            .where(
                NumberBlock.series == series,
                NumberBlock.year == year,
                NumberBlock.device == device,
                NumberBlock.next <= NumberBlock.last,
                NumberBlock.deleted_at.is_(None),
            )
            .order_by(NumberBlock.first)
        )
    )


def _found(session: Session, series: str, year: int, device: str) -> NumberBlock:
    """The whole of a new series, for the keeper: the device whose block began at 1. Raises NoNumbers for any other."""
    keeper = session.scalars(
        select(NumberBlock.device).where(NumberBlock.first == 1).order_by(NumberBlock.id).limit(1)
    ).first()
    others = keeper is None and session.scalar(select(NumberBlock.id).limit(1)) is not None
    begun = select(func.count()).where(NumberBlock.series == series, NumberBlock.year == year)
    if others or (keeper is not None and keeper != device) or session.scalar(begun):
        raise NoNumbers(series=series, year=year)
    return _add_block(session, series, year, device, 1, scheme().highest)


def _add_block(session: Session, series: str, year: int, device: str, first: int, last: int) -> NumberBlock:
    block = NumberBlock(series=series, year=year, device=device, first=first, last=last, next=first)
    session.add(block)
    session.flush()
    return block


def _serial_of_case(
    session: Session, year: int, series: str, sharing: frozenset[str]
) -> tuple[NumberBlock, int] | None:
    """Block and serial the papers of this case already share, unless this form has used it."""
    uses = session.scalars(
        select(NumberUse).where(NumberUse.document_id.in_(sharing), NumberUse.year == year).order_by(NumberUse.id)
    )
    for use in uses:
        if not _taken(session, series, year, use.serial):
            return session.get_one(NumberBlock, use.block_id), use.serial
    return None


def _note(session: Session, block: NumberBlock, series: str, year: int, serial: int, number: str) -> NumberUse:
    use = NumberUse(block_id=block.id, series=series, year=year, serial=serial, number=number)
    session.add(use)
    session.flush()
    return use
