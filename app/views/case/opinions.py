"""What others said about a case: legal reviews, votes of the collective discussion, answers of experts and of the county."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.rules.review import Head
from app.services.actor import Actor
from app.services.case_parts.advice import AdviceSeen, list_advice
from app.services.case_parts.discussion import VoteSeen, list_votes
from app.services.case_parts.review import ReviewSeen, list_reviews
from app.views.case.words import day_words, minute_words
from app.views.frame import Frame
from app.views.register.record_card import fact, facts_grid
from app.views.widgets.drawer import scrolled_column
from app.views.widgets.kinds import label, rule


@dataclass(frozen=True, slots=True)
class Opinions:
    """All of it for one case."""

    reviews: tuple[ReviewSeen, ...]
    votes: tuple[VoteSeen, ...]
    advice: tuple[AdviceSeen, ...]


def read_opinions(session: Any, actor: Actor, case_id: str) -> Opinions:
    """Read on a reader thread."""
    return Opinions(
        list_reviews(session, actor, case_id), list_votes(session, actor, case_id), list_advice(session, actor, case_id)
    )


def ask_opinions(owner: QWidget, frame: Frame, case_id: str, show: Callable[[QWidget], None]) -> None:
    """Read them and `show` the list."""
    actor = frame.office.actor
    frame.office.background.read(
        owner, lambda session: read_opinions(session, actor, case_id), lambda found: show(opinions_list(found)), frame.tell
    )  # fmt: skip


def opinions_list(found: Opinions) -> QWidget:
    """Three sections, each with its entries or one line that there is none yet."""
    content, column = scrolled_column(14)
    _section(column, "法制审核", [_review(one) for one in found.reviews], "还没有送过法制审核。")
    column.addWidget(rule())
    _section(column, "集体讨论", [_vote(one) for one in found.votes], "没有讨论记录。")
    column.addWidget(rule())
    empty = "还没有请教过。要问专家或者县级部门，点“更多”里的“请教专家、县级部门…”。"
    _section(column, "专家咨询、县级指导", [_advice(one) for one in found.advice], empty)
    column.addStretch(1)
    return content


def _section(column: QVBoxLayout, title: str, entries: Sequence[Sequence[tuple[str, str]]], empty: str) -> None:
    column.addWidget(label(title, "strong"))
    for pairs in entries:
        column.addLayout(facts_grid([(name, fact(words)) for name, words in pairs if words]))
    if not entries:
        column.addWidget(label(empty, "facts", wrap=True))


def _review(one: ReviewSeen) -> list[tuple[str, str]]:
    if one.answered_at is None or one.opinion is None:
        return [("送审", minute_words(one.sent_at)), ("答复", f"还没有，等了 {one.waited:.0f} 小时")]
    short = [head.label for head in Head if one.checks.get(head.value) is False]
    return [
        ("送审", minute_words(one.sent_at)), ("答复", f"{minute_words(one.answered_at)} {one.reviewer}：{one.opinion.label}"),
        ("不符合", "、".join(short)), ("退回原因", one.reason), ("说明", one.words),
    ]  # fmt: skip


def _vote(one: VoteSeen) -> list[tuple[str, str]]:
    said = f"{day_words(one.held_on)} {'同意' if one.agrees else '不同意'}"
    return [(one.name, f"{said}：{one.words}" if one.words else said)]


def _advice(one: AdviceSeen) -> list[tuple[str, str]]:
    waits = f"还没有，等了 {one.waited} 天"
    answered = f"{minute_words(one.answered_at)}：{one.answer}" if one.answered_at is not None else waits
    return [
        ("问", f"{minute_words(one.asked_at)} 问 {one.asked_of}（{one.kind.label}）：{one.question}"),
        ("答", answered),
    ]
