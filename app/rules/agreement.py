"""Whether a paper says what an act says: kinds of penalty, sums, the laws it rests on. Texts in, problems out.

What is compared, and by which words a kind is known, stands in resources/law/agreement.yaml. What a paper leaves empty is not
judged here: whether it may be empty is a question of its form.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from app.errors import Problem
from app.paths import resources
from app.rules.declared import read
from app.rules.red_pen_text import CITED, fen_of
from app.rules.refusals import problem, yuan
from app.rules.vocabulary_case import PenaltyKind

_CAPITALS = str.maketrans("〇一二两三四五六七八九十百千", "零壹贰贰叁肆伍陆柒捌玖拾佰仟")
_CAPITAL = "零壹贰叁肆伍陆柒捌玖"
_AMOUNT = (
    r"[¥￥]\s*[\d,]+(?:\.\d{1,2})?|[\d,]+(?:\.\d{1,4})?\s*万?元"
    rf"|[{_CAPITAL}拾佰仟万亿]+元(?:[{_CAPITAL}]角)?(?:[{_CAPITAL}]分)?"
)
_SUM = re.compile(_AMOUNT)
_FINED = re.compile(rf"罚款(?:人民币|共计|计)?\s*({_AMOUNT})")
_TAKEN = re.compile(rf"没收[^，。；、]{{0,12}}违法所得(?:人民币|共计|计)?\s*({_AMOUNT})")
_QUOTED = re.compile("“[^”]*”")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零]+条")


@dataclass(frozen=True, slots=True)
class Compared:
    """Which fields of which papers are held against an act; `on_issue`: against the case too, when the paper is made final."""

    forms: frozenset[str]
    content: str = ""
    fine: str = ""
    confiscation: str = ""
    kinds: str = ""
    basis: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    on_issue: bool = False


@dataclass(frozen=True, slots=True)
class Ours:
    """What the act or the case says: kinds, sums in 分; `basis` of the item, `told`: the basis in the served notice, if any."""

    kinds: frozenset[PenaltyKind]
    fine: int
    confiscation: int
    basis: str = ""
    told: str = ""


@cache
def compared() -> Mapping[str, tuple[Compared, ...]]:
    """By act, what is compared before it is taken."""
    rows: dict[str, list[dict[str, Any]]] = read(resources("law", "agreement.yaml"))["行为"]
    return {act: tuple(_row(one) for one in papers) for act, papers in rows.items()}


def disagreements(
    one: Compared, paper: str, values: Mapping[str, Any], labels: Mapping[str, str], ours: Ours
) -> list[Problem]:
    """Everything in which the paper called `paper` says something else. `values` as it keeps them, sums in 分."""
    text, given = str(values.get(one.content) or ""), values.get(one.kinds)
    named = {"paper": paper, "label": labels.get(one.content, one.content)}
    found = [
        problem("agreement.choice", paper=paper, label=labels.get(name, name), says=says, ours=wanted)
        for name, wanted in one.choices.items()
        if (says := values.get(name)) and says != wanted
    ]
    if text:
        found += [*_kinds(_said(text), ours, named), *_sums_in(text, ours, named)]
    if isinstance(given, list):
        found += _kinds(
            {kind for kind in PenaltyKind if kind.label in given}, ours, {**named, "label": labels[one.kinds]}
        )
    for name, sum_of, what in ((one.fine, ours.fine, "fine"), (one.confiscation, ours.confiscation, "confiscation")):
        amount = values.get(name)
        if name and isinstance(amount, int) and amount != sum_of:
            told = {"paper": paper, "label": labels.get(name, name), "what": "", "says": f"写的是 {yuan(amount)} 元"}
            found.append(problem("agreement.sum", under=what, ours=yuan(sum_of), **told))
    return found + list(_laws(str(values.get(one.basis) or ""), paper, ours))


def _kinds(said: set[PenaltyKind], ours: Ours, named: Mapping[str, str]) -> Iterator[Problem]:
    known = {kind for kind in ours.kinds if kind.value in _words()}
    for key, kinds in (("agreement.kind_missing", known - said), ("agreement.kind_more", said - ours.kinds)):
        if kinds:
            yield problem(key, kinds="、".join(kind.label for kind in PenaltyKind if kind in kinds), **named)


def _sums_in(text: str, ours: Ours, named: Mapping[str, str]) -> Iterator[Problem]:
    """The sum that stands behind the name of the penalty; where none does, any sum of the text."""
    plain = re.sub(_left_out(), "", text).translate(_CAPITALS)
    anywhere = _sums(_SUM, plain)
    wanted = (
        ("fine", PenaltyKind.FINE, ours.fine, _FINED),
        ("confiscation", PenaltyKind.GAINS, ours.confiscation, _TAKEN),
    )
    for under, kind, own, behind in wanted:
        there = _sums(behind, plain) or anywhere
        if kind in ours.kinds and own and own not in there:
            sums = "、".join(f"{yuan(one)} 元" for one in sorted(there))
            says = f"写的是 {sums}" if sums else "没有写数额"
            yield problem("agreement.sum", under=under, what=kind.label, says=says, ours=yuan(own), **named)


def _sums(pattern: re.Pattern[str], text: str) -> set[int]:
    written = (found[found.lastindex or 0] for found in pattern.finditer(text))
    return {fen for one in written if (fen := _fen(one)) is not None}


def _laws(text: str, paper: str, ours: Ours) -> Iterator[Problem]:
    """The laws of the item are cited, and nothing is that the party was not told."""
    cited, item, told = _cited(text), _cited(ours.basis), _cited(ours.told)
    if text and item and not {name for name, _ in cited} & {name for name, _ in item}:
        yield problem("agreement.item", paper=paper, laws="、".join(sorted({f"《{name}》" for name, _ in item})))
    if told and (more := cited - told):
        yield problem(
            "agreement.told", paper=paper, laws="、".join(sorted(f"《{name}》{article}" for name, article in more))
        )


def _cited(text: str) -> set[tuple[str, str]]:
    """The laws with each article cited behind them; quoted words of a law are left out."""
    found, plain = set[tuple[str, str]](), _QUOTED.sub("", text)
    laws = list(CITED.finditer(plain))
    for number, law in enumerate(laws):
        end = laws[number + 1].start() if number + 1 < len(laws) else len(plain)
        name = law[1].strip().removeprefix("中华人民共和国")
        found |= {(name, article) for article in _ARTICLE.findall(plain[law.start() : end])} or {(name, "")}
    return found


def _said(text: str) -> set[PenaltyKind]:
    plain = re.sub(_left_out(), "", text)
    return {PenaltyKind.read(kind) for kind, words in _words().items() if re.search(words, plain)}


def _fen(written: str) -> int | None:
    """2,000 元, 0.2万元, ¥2000.00 or 贰仟元 in 分."""
    digits = re.sub(r"[¥￥,元\s]", "", written)
    if re.fullmatch(r"\d+(\.\d+)?万?", digits):
        return round(float(digits.removesuffix("万")) * (1_000_000 if digits.endswith("万") else 100))
    return fen_of(written)


def _row(row: dict[str, Any]) -> Compared:
    return Compared(
        frozenset(row["文书"]), row.get("内容", ""), row.get("罚款", ""), row.get("没收", ""), row.get("种类", ""),
        row.get("依据", ""), row.get("写明", {}), row.get("定稿") == "是",
    )  # fmt: skip


@cache
def _words() -> dict[str, str]:
    found: dict[str, str] = read(resources("law", "agreement.yaml"))["词"]
    return found


@cache
def _left_out() -> str:
    return str(read(resources("law", "agreement.yaml"))["不算"])
