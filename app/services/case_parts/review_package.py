"""Sending a case up for legal review: a parcel with all evidence goes out, the opinion comes back and is never changed (115).

The request is kept as a question to the county, its opinion as the answer: that can be given once and not written again. The
parcel holds a sheet for the opinion as plain text, so that the reviewer needs no program of ours.
"""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Problem, Refused
from app.models import Advice
from app.services import attachment
from app.services.actor import Actor, permit
from app.services.case_parts.advice import AdviceDraft, AdviceKind, answer_advice, ask_advice
from app.services.case_parts.package import Parcel, Piece, parcel_of
from app.services.case_parts.seen import seen
from app.services.case_parts.standing import refuse_if

PURPOSE, SHEET = "法制审核送审", "opinion.txt"
NUMBER, BODY, NAME, DAY, WORDS = "送审编号", "审核单位", "审核人", "审核日期", "审核意见"
LARGEST = 1 << 20


def review_package(session: Session, actor: Actor, case_id: str, body: str, question: str) -> tuple[str, Parcel]:
    """Ask `body` (司法局) for an opinion: the number of the request, and the parcel for `package.write`. Raises Refused."""
    permit(actor, "case.ask")
    case = seen(session, actor, case_id)
    asked = ask_advice(session, actor, case.id, AdviceDraft(AdviceKind.COUNTY, body, question))
    sheet = f"{NUMBER}：{asked}\r\n{BODY}：{body}\r\n{NAME}：\r\n{DAY}：\r\n{WORDS}：\r\n"
    more = [Piece(SHEET, "审核意见（请填写后退回）", sheet.encode("utf-8-sig"))]
    return asked, parcel_of(session, actor, case.id, PURPOSE, {NUMBER: asked, "送往": body, "送审问题": question}, more)


def import_opinion(session: Session, actor: Actor, case_id: str, source: Path) -> str:
    """Take in the sheet that came back; the id of its request. The file itself is kept as it is, with its SHA-256.

    Raises NotFound, and Refused for another file, a sheet of another case, an empty one, or one that was taken in before.
    """
    permit(actor, "case.advise")
    case = seen(session, actor, case_id)
    told = _read(source)
    row = session.get(Advice, told[NUMBER])
    if row is None or row.deleted_at is not None:
        raise NotFound(title="这份意见的送审记录")
    found = [Problem(key, f"审核意见里没有写{key}") for key in (NAME, DAY, WORDS) if not told[key]]
    if row.case_id != case.id:
        found.append(Problem(NUMBER, "这份意见是另一个案件的，请核对后再导入"))
    refuse_if([*found, *_day_problems(told[DAY])])
    kept = attachment.add(session, actor, source)
    signed = f"{told[BODY] or row.asked_of}　{told[NAME]}　{told[DAY]}"
    answer_advice(session, actor, row.id, f"{told[WORDS]}\n（{signed}；原件 {kept.name}，校验值 {kept.sha256}）")
    return row.id


def _day_problems(text: str) -> list[Problem]:
    if not text:
        return []
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return [Problem(DAY, f"审核日期“{text}”读不懂，请写成 2026-03-02 这样")]
    return [Problem(DAY, "审核日期还没有到")] if day > clock.today() else []


def _read(source: Path) -> dict[str, str]:
    """The sheet by its headings; what follows the last one may run over many lines. Raises Refused."""
    try:
        raw = source.read_bytes()[:LARGEST]
    except OSError:
        raw = b""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")  # an older editor of Windows
    told = dict.fromkeys((NUMBER, BODY, NAME, DAY, WORDS), "")
    current = ""
    for line in text.splitlines():
        head, mark, rest = line.replace(":", "：", 1).partition("：")
        begins = bool(mark) and head.strip() in told and current != WORDS
        if begins:
            current = head.strip()
        if current:
            told[current] = f"{told[current]}\n{rest if begins else line}".strip()
    if not told[NUMBER]:
        words = f"“{source.name}”不是送审包里的审核意见，没有导入任何内容；请让审核单位填写包里的那一份后退回"
        raise Refused([Problem(NUMBER, words)])
    return told
