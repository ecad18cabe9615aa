"""红笔校验: all papers of a case held against each other and against the case, as a reviewer with a red pen would.

Pure: sheets in, findings out. A finding names the paper and the field, what it says there, and what another paper says.
Voided papers are not handed in. What is looked at stands in resources/law/red_pen.yaml.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from app.rules.identity import id_problem
from app.rules.red_pen_text import NUMBER, laws, said_of, table


class Kind(StrEnum):
    """What a finding is about."""

    DIFFERS = "前后不一"
    ORDER = "时间先后"
    NUMBER = "文号"
    LAW = "法条"
    BLANK = "空白"
    REMEDY = "救济告知"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One living paper. `shown` are its filled fields as they print, in the order of the form; `days` the days among them.

    `short` is its 代字, `made_on` the day it was made final (a draft: today), `open` its required fields that are empty,
    `remedies` the remedy paragraphs it prints, `officers` name -> certificate.
    """

    id: str
    form: str
    title: str
    short: str = ""
    number: str = ""
    made_on: date | None = None
    issued: bool = False
    shown: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    officers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the case itself says: values by field name as they print, numbers of voided papers, days of service by paper."""

    shown: Mapping[str, str] = field(default_factory=dict)
    voided: frozenset[str] = frozenset()
    served: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """`field` of the paper `sheet` says `says`; `other` (a paper, or empty for the case) says `there`. `why` is the sentence."""

    kind: Kind
    sheet: str
    title: str
    field: str
    says: str
    why: str
    other: str = ""
    there: str = ""


def check(sheets: Sequence[Sheet], case: CaseFacts) -> list[Finding]:
    """Every finding, paper by paper in the order given."""
    found = [*_differing(sheets, case), *_officers(sheets), *_order(sheets), *_numbers(sheets, case)]
    found += [finding for sheet in sheets for finding in _alone(sheet, case)]
    place = {sheet.id: number for number, sheet in enumerate(sheets)}
    return sorted(dict.fromkeys(found), key=lambda one: place[one.sheet])


def _differing(sheets: Sequence[Sheet], case: CaseFacts) -> Iterator[Finding]:
    """One value, several spellings: the case is right where it knows, else what most papers say."""
    for name in (name for group in table()["同一"] for name in group):
        holding = [sheet for sheet in sheets if sheet.shown.get(name)]
        right, source = _right(name, holding, case)
        for sheet in holding:
            if _plain(sheet.shown[name]) != _plain(right):
                where = f"《{source.title}》" if source is not None else "案件登记"
                label = sheet.labels.get(name, name)
                yield Finding(
                    Kind.DIFFERS, sheet.id, sheet.title, name, sheet.shown[name],
                    f"“{label}”这里是“{_short(sheet.shown[name])}”，{where}里是“{_short(right)}”",
                    source.id if source is not None else "", right,
                )  # fmt: skip


def _right(name: str, holding: Sequence[Sheet], case: CaseFacts) -> tuple[str, Sheet | None]:
    if known := case.shown.get(name, ""):
        return known, None
    said = [_plain(sheet.shown[name]) for sheet in holding]
    if not said:
        return "", None
    most = max(said, key=lambda one: (said.count(one), -said.index(one)))
    source = holding[said.index(most)]
    return source.shown[name], source


def _officers(sheets: Sequence[Sheet]) -> Iterator[Finding]:
    known: dict[str, tuple[str, Sheet]] = {}
    for sheet in sheets:
        for name, certificate in sheet.officers.items():
            right, source = known.setdefault(name, (certificate, sheet))
            if right != certificate:
                why = f"{name}的执法证号这里是“{certificate}”，《{source.title}》里是“{right}”"
                yield Finding(Kind.DIFFERS, sheet.id, sheet.title, "执法人员", certificate, why, source.id, right)


def _order(sheets: Sequence[Sheet]) -> Iterator[Finding]:
    for row in table()["次序"]:
        for first in _dated(sheets, row["先"]):
            for then in _dated(sheets, row["后"]):
                before, after = first.days[row["先"][1]], then.days[row["后"][1]]
                late = before >= after if row.get("隔日") == "是" else before > after
                if late and not then.shown.get(row.get("除非", "")):
                    why = (
                        f"{row['否则']}：《{first.title}》{_day(before)}，《{then.title}》{_day(after)}{_article(row)}"
                    )
                    yield Finding(
                        Kind.ORDER, then.id, then.title, row["后"][1], _day(after), why, first.id, _day(before)
                    )


def _numbers(sheets: Sequence[Sheet], case: CaseFacts) -> Iterator[Finding]:
    """Numbers of other papers, and their days, as this one quotes them."""
    for sheet in sheets:
        for short in dict.fromkeys(one.short for one in sheets if one.short and one.number):
            sources = [one for one in sheets if one.short == short and one.number and one.id != sheet.id]
            for tail in ("文号", "日期", "送达日期") if sources else ():
                rights = [_of_paper(one, tail, case) for one in sources]
                says = sheet.shown.get(short + tail, "")
                if says and any(rights) and _plain(says) not in map(_plain, rights):
                    label, title = sheet.labels.get(short + tail, short + tail), sources[-1].title
                    why = f"“{label}”这里是“{says}”，《{title}》的是“{rights[-1]}”"
                    yield Finding(
                        Kind.NUMBER, sheet.id, sheet.title, short + tail, says, why, sources[-1].id, rights[-1]
                    )
        for name, text in sheet.shown.items():
            for found in NUMBER.finditer(text):
                if gone := next((one for one in case.voided if found[0].endswith(one) or one.endswith(found[0])), ""):
                    yield Finding(Kind.NUMBER, sheet.id, sheet.title, name, found[0], f"引用的“{gone}”已经作废")


def _of_paper(sheet: Sheet, tail: str, case: CaseFacts) -> str:
    """What another paper should quote of this one: its number, its day, its day of service."""
    if tail == "文号":
        return sheet.number
    return _day(sheet.made_on if tail == "日期" else case.served.get(sheet.id))


def _alone(sheet: Sheet, case: CaseFacts) -> Iterator[Finding]:
    """What can be said of a paper by itself."""
    for name in sheet.open:
        label = sheet.labels.get(name, name)
        yield Finding(Kind.BLANK, sheet.id, sheet.title, name, "", f"请填“{label}”")
    wanted = table()["救济"].get(sheet.form)
    if wanted and wanted not in sheet.remedies:
        printed = "、".join(sheet.remedies) or "没有"
        why = f"这种文书应当印救济告知 {wanted}，印的是 {printed}"
        yield Finding(Kind.REMEDY, sheet.id, sheet.title, "", printed, why, "", wanted)
    names = tuple(filter(None, (case.shown.get("当事人"), case.shown.get("法定代表人"))))
    for name, text in sheet.shown.items():
        if name == "证件号码" and len(text) == 18 and text[:17].isdigit() and (wrong := id_problem(text)):
            yield Finding(Kind.DIFFERS, sheet.id, sheet.title, name, text, wrong)
        own = () if name in {"当事人", "法定代表人"} else names
        for why in said_of(text, sheet.made_on, own):
            label = sheet.labels.get(name, name)
            yield Finding(_kind(why), sheet.id, sheet.title, name, _short(text), f"“{label}”{why}")


def _kind(why: str) -> Kind:
    if why.startswith("还留着"):
        return Kind.BLANK
    if why.startswith("《"):
        return Kind.LAW
    return Kind.NUMBER if why.startswith("文号") else Kind.DIFFERS


def _dated(sheets: Sequence[Sheet], at: Sequence[str]) -> list[Sheet]:
    return [sheet for sheet in sheets if sheet.form == at[0] and at[1] in sheet.days]


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip("。.;")


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}…"


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day is not None else ""


def _article(row: Mapping[str, Any]) -> str:
    if "依据" not in row:
        return ""
    key, articles = row["依据"].split(" ", 1)
    name = next(law.name for law in laws().values() if law.key == key)
    return f"（《{name}》{articles}）"
