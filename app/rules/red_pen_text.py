"""What the red pen finds in one text of a paper: blanks left open, sums whose two spellings differ, laws and articles that do
not fit the day of the paper, brackets of a document number, a name written with one wrong character.

Plain text in, plain words out; the tables come from resources/law/red_pen.yaml and laws.yaml.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from app.paths import resources
from app.rules.declared import read
from app.rules.workdays import spoken

OPEN = re.compile(
    r"[ \u3000_＿]+年[ \u3000_＿]+月(?:[ \u3000_＿]+日)?|[_＿]{2,}|[×X]{2,}(?=[年月日元号]|$)|（\s*）|【\s*】"
)
SUM = re.compile(r"人民币([零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+)[（(][￥¥]?\s*([\d,]+(?:\.\d{1,2})?)元?[）)]")
CITED = re.compile(r"《([^《》]{2,60})》(?:[（(]([^（）()]{0,30})[）)])?(第[一二三四五六七八九十百零]+条)?")
MORE = re.compile(r"第[一二三四五六七八九十百零]+条")
NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}字([〔\[［【（(])(\d{4})([〕\]］】）)])第?\d+号")
DIGITS = {mark: value for value, mark in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}
PLAIN = {mark: value for value, mark in enumerate("零一二三四五六七八九")}
SENTENCE = re.compile(r"[。；;\n]")
SHORT = 5  # characters of a name from which one wrong character can be told from another word


@dataclass(frozen=True, slots=True)
class Law:
    """A law the program knows: full name, its version in force and since when; `articles` 0 when their count is not known."""

    key: str
    name: str
    version: str
    since: date
    articles: int


@cache
def laws() -> Mapping[str, Law]:
    """The known laws by full name, and by their name without 中华人民共和国."""
    counts = table()["条数"]
    found: dict[str, Law] = {}
    raw: dict[str, dict[str, str]] = read(resources("law", "laws.yaml"))
    for key, row in raw.items():
        law = Law(key, row["名称"], row["版本"], date.fromisoformat(row["生效"]), int(counts.get(key, 0)))
        found[law.name] = found[law.name.removeprefix("中华人民共和国")] = law
    return found


@cache
def table() -> Mapping[str, Any]:
    """resources/law/red_pen.yaml."""
    found: dict[str, Any] = read(resources("law", "red_pen.yaml"))
    return found


def said_of(text: str, on: date | None, names: tuple[str, ...] = ()) -> Iterator[str]:
    """Everything wrong with a text of a paper made `on` that day; `names` are those of the party and its people."""
    yield from _blanks(text)
    yield from _sums(text)
    yield from _numbers(text)
    yield from _laws(text, on)
    for name in names:
        yield from _slips(text, name)


def fen_of(capitals: str) -> int | None:
    """贰仟元整 -> 200000; None for what is not a sum in capitals."""
    total, section, digit, fen = 0, 0, 0, 0
    for mark in capitals.removesuffix("整"):
        if mark in DIGITS:
            digit = DIGITS[mark]
        elif mark in PLACES:
            section, digit = section + (digit or (mark == "拾")) * PLACES[mark], 0
        elif mark in "万亿":
            total, section, digit = (total + section + digit) * (10_000 if mark == "万" else 100_000_000), 0, 0
        elif mark == "元":
            fen, total, section, digit = (total + section + digit) * 100, 0, 0, 0
        elif mark in "角分":
            fen, digit = fen + digit * (10 if mark == "角" else 1), 0
        else:
            return None
    return fen


def article_number(cited: str) -> int:
    """第一百零二条 -> 102."""
    total, digit = 0, 0
    for mark in cited.removeprefix("第").removesuffix("条"):
        if mark == "百":
            total, digit = total + digit * 100, 0
        elif mark == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = PLAIN[mark]
    return total + digit


def _blanks(text: str) -> Iterator[str]:
    for found in OPEN.finditer(text):
        yield f"还留着空白“{found[0].strip() or '　'}”"


def _sums(text: str) -> Iterator[str]:
    for found in SUM.finditer(text):
        written, digits = fen_of(found[1]), round(float(found[2].replace(",", "")) * 100)
        if written is not None and written != digits:
            yield f"大写“{found[1]}”和小写“{found[2]}”不是同一个数"


def _numbers(text: str) -> Iterator[str]:
    for found in NUMBER.finditer(text):
        if (found[1], found[3]) != ("〔", "〕"):
            yield f"文号“{found[0]}”的年份要用六角括号〔〕"


def _laws(text: str, on: date | None) -> Iterator[str]:
    for sentence in SENTENCE.split(text):
        for found in CITED.finditer(sentence):
            law = laws().get(found[1].strip())
            if law is None:
                continue
            if on is not None and on < law.since:
                day = spoken(law.since)
                yield f"《{law.name}》{law.version}的版本{day}才施行，这份文书早于那天，条文要用当时的版本"
                continue
            if wrong := _version(found[2] or "", law):
                yield wrong
            yield from _articles(sentence[found.start() :], law)


def _version(noted: str, law: Law) -> str:
    """A version written behind the name: another year than that of the version in force."""
    year = re.search(r"(\d{4})年?.{0,8}(?:修[正订]|公布|通过|发布)", noted)
    if year is None or year[1] in law.version:
        return ""
    return f"《{law.name}》写的是“{noted}”，现行的是{law.version}的版本"


def _articles(rest: str, law: Law) -> Iterator[str]:
    """Articles behind the name of a law, up to the next law."""
    own = rest.split("《", 2)
    cited = MORE.findall("《".join(own[:2]))
    for article in cited:
        if law.articles and article_number(article) > law.articles:
            yield f"《{law.name}》现行版本没有{article}（一共 {law.articles} 条）"
    for row in table()["旧条"]:
        if row["法"] == law.key and row["旧"] in cited and row["事"] in rest and not _in_force(row["新"], cited):
            yield f"《{law.name}》{row['旧']}是修订前的条号，{row['事']}的规定现在是{row['新']}"


def _in_force(newer: str, cited: list[str]) -> bool:
    return any(article in cited for article in newer.split("、"))


def _slips(text: str, name: str) -> Iterator[str]:
    """A run of characters that differs from the name in exactly one place."""
    size, half = len(name), len(name) // 2
    if size < SHORT:
        return
    # With one wrong character one half of the name is right: look for the halves, not at every place.
    starts = {found.start() for found in re.finditer(re.escape(name[:half]), text)}
    starts |= {found.start() - half for found in re.finditer(re.escape(name[half:]), text)}
    seen = set()
    for at in sorted(starts):
        part = text[at : at + size] if at >= 0 else ""
        off = [place for place in range(len(part)) if part[place] != name[place]]
        if len(part) == size and len(off) == 1 and part not in seen and part[off[0]].isalnum():
            seen.add(part)
            yield f"写成了“{part}”，应当是“{name}”"
