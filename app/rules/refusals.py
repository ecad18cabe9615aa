"""Why a part of a case is refused, in words with the article: one table, resources/law/parts.yaml."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from app.errors import Problem
from app.paths import resources
from app.rules.declared import read


@dataclass(frozen=True, slots=True)
class Reason:
    """One row: the field it stands under, the words with `{names}`, the article (empty where no law says it), how sure it is."""

    field: str
    words: str
    basis: str
    paper: str | None
    mark: str


@cache
def reasons() -> dict[str, Reason]:
    """The shipped table by key."""
    laws = read(resources("law", "laws.yaml"))
    return {key: _reason(row, laws) for key, row in read(resources("law", "parts.yaml")).items()}


def problem(key: str, /, *, under: str | None = None, **facts: object) -> Problem:
    """The problem `key` with its facts filled in and its article behind it; `under` names another field than the table's."""
    one = reasons()[key]
    paper = f"，缺 {one.paper}" if one.paper else ""
    basis = f"（{one.basis}{paper}）" if one.basis else ""
    return Problem(under or one.field, one.words.format(**facts) + basis)


def _reason(row: dict[str, Any], laws: dict[str, Any]) -> Reason:
    cited = [part.strip().split(" ", 1) for part in row.get("依据", "").split(";") if part.strip()]
    basis = "；".join(f"《{laws[law]['名称']}》{articles}" for law, articles in cited)
    return Reason(row["栏"], row["否则"], basis, row.get("缺"), row["标记"])


def yuan(fen: int) -> str:
    """An amount of 分 in 元, without needless zeros: 1234500 is 12,345."""
    whole, rest = divmod(fen, 100)
    return f"{whole:,}.{rest:02d}" if rest else f"{whole:,}"
