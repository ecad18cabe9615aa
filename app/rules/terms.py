"""The time to decide beyond the ninety days of 行政处罚法 60: what rules of departments add, by the field of an item (OPEN)."""

from dataclasses import dataclass
from functools import cache

from app.paths import resources
from app.rules.declared import read


@dataclass(frozen=True, slots=True)
class Term:
    """What a rule of a department allows: days the head may add in all, and whether a suspended inquiry does not count.

    `further` are days more that `by` decides on with the paper `paper`; None where no number was found (OPEN).
    """

    fields: tuple[str, ...]
    extension: int
    further: int | None
    by: str
    paper: str
    leaves_out_suspension: bool
    whose: str
    mark: str


def term_of(field: str | None) -> Term | None:
    """The rule for the field of an item; None where none is known."""
    return next((one for one in _terms() if any(word in (field or "") for word in one.fields)), None)


@cache
def _terms() -> tuple[Term, ...]:
    return tuple(
        Term(
            tuple(row["领域"]), int(row["延长"]), int(row["再延长"]) if "再延长" in row else None, row["由"],
            row.get("凭", ""), row["中止不计"] == "是", row["规章"], row["标记"],
        )
        for row in read(resources("law", "terms.yaml"))["行业"]
    )  # fmt: skip
