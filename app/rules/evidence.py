"""What a piece of evidence needs (行政处罚法 46): a kind, a source, what it proves, an original, two officers who verified it."""

from dataclasses import dataclass
from datetime import datetime

from app.errors import Problem
from app.rules.refusals import problem
from app.rules.vocabulary_case import EvidenceKind

TWO = 2
# copies of these can be changed without a trace: the original is taken in and its SHA-256 kept
NEEDS_ORIGINAL = {
    EvidenceKind.ELECTRONIC: "evidence.original",
    EvidenceKind.AUDIOVISUAL: "evidence.original",
    EvidenceKind.APPRAISAL: "evidence.appraisal",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence as the rules see it."""

    kind: EvidenceKind
    name: str
    source: str
    proves: str
    obtained_at: datetime
    pages: int | None
    has_original: bool


def problems(piece: Piece, now: datetime) -> list[Problem]:
    """What keeps it from the evidence list."""
    keys = [
        key
        for key, text in (
            ("evidence.name", piece.name), ("evidence.source", piece.source), ("evidence.proves", piece.proves)
        )
        if not text.strip()
    ]  # fmt: skip
    if piece.obtained_at > now:
        keys.append("evidence.future")
    if piece.pages is not None and piece.pages < 1:
        keys.append("evidence.pages")
    if piece.kind in NEEDS_ORIGINAL and not piece.has_original:
        keys.append(NEEDS_ORIGINAL[piece.kind])
    return [problem(key) for key in keys]


def verified_problems(certified: int) -> list[Problem]:
    """Two certified officers verify a piece; auxiliaries do not count (行政处罚法 42; 浙江省综合行政执法条例 30)."""
    return [] if certified >= TWO else [problem("evidence.two", count=certified)]
