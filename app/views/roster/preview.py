"""A month with an answer of the planner laid into it, to be looked at while it is still being improved; nothing is written."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

from app.planning.roster.plan import Answer
from app.rules.roster import DutyDay, Member, Post, Problem
from app.services.roster.shapes import DayView, MonthView, OnDuty, PostView
from app.services.roster.view import shift_words


def previewed(view: MonthView, problem: Problem, answer: Answer) -> MonthView:
    """The days of the problem with the people of the answer; days another roster rules stay."""
    members = {one.id: one for one in problem.members}
    there: dict[tuple[date, str], list[Member]] = defaultdict(list)
    for cell in sorted(answer.roster):
        there[cell.day, cell.post].append(members[cell.person])
    planned = {one.day: one for one in problem.days}
    days = tuple(_day(one, planned[one.day], there, problem) if one.day in planned else one for one in view.days)
    return replace(view, days=days, issues=(), fairness=())


def _day(view: DayView, day: DutyDay, there: dict[tuple[date, str], list[Member]], problem: Problem) -> DayView:
    posts = tuple(_post(day.day, post, there[day.day, post.key], problem) for post in day.posts)
    return replace(view, posts=posts, changed=False)


def _post(day: date, post: Post, people: list[Member], problem: Problem) -> PostView:
    pins = {(one.day, one.post, one.person) for one in problem.pins}
    on = tuple(OnDuty(one.id, one.name, one.certified(day), pinned=(day, post.key, one.id) in pins) for one in people)
    officers = sum(one.certified for one in on)
    return PostView(
        post.key, post.role, shift_words(post.pattern), post.need, on, max(0, post.need - len(on)),
        max(0, post.certified - officers),
    )  # fmt: skip
