"""How a month is written on a sheet: the columns, the names of people, and the marks of a shift; the same words both ways.

A name that two people bear is followed by the end of its certificate or record number, on the way out and on the way in.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from app.models import Person
from app.rules.roster import Member, Post, Problem

DAY, WEEKDAY, CARS, PINNED, CHANGED = "日期", "星期", "车辆", "固定", "变动"
BETWEEN, OF, APART = "、", "：", "；"
Mark = tuple[str, str]  # a post by its header, and somebody in it (with what became of the shift)


def columns(problem: Problem) -> dict[str, Post]:
    """Header of each post: its role, with the shift where a role has several."""
    posts = {post.key: post for _, post in problem.posts()}
    many = Counter(post.role for post in posts.values())
    return {
        post.role.label if many[post.role] == 1 else f"{post.role.label}（{post.pattern.name}）": post
        for post in posts.values()
    }


def names(session: Session, problem: Problem) -> Mapping[str, str]:
    """How each person is written: the bare name, or with an ending where two bear it."""
    many = Counter(one.name for one in problem.members)
    return {
        one.id: one.name if many[one.name] == 1 else f"{one.name}（{_ending(session, one)}）" for one in problem.members
    }


def people(session: Session, problem: Problem) -> tuple[Mapping[str, str], frozenset[str]]:
    """Person by how he is written, and the names that are not enough."""
    many = Counter(one.name for one in problem.members)
    spelled = {name: person for person, name in names(session, problem).items()}
    return spelled, frozenset(name for name, count in many.items() if count > 1)


def marks(marked: Iterable[Mark]) -> str:
    """`主班：示例甲、示例乙；备勤：示例丙`."""
    by_post: dict[str, list[str]] = {}
    for post, name in marked:
        by_post.setdefault(post, []).append(name)
    return APART.join(f"{post}{OF}{BETWEEN.join(sorted(there))}" for post, there in by_post.items())


def read_marks(text: str) -> list[Mark]:
    """The same read back; blanks count for nothing. What has no post in front has an empty one."""
    found = []
    for part in text.replace(";", APART).replace(":", OF).split(APART):
        post, _, there = part.rpartition(OF)
        found += [(bare(post), bare(name)) for name in there.replace(",", BETWEEN).split(BETWEEN) if bare(name)]
    return found


def bare(text: str) -> str:
    """Without the blanks people put between the characters of a name."""
    return "".join(text.split())


def _ending(session: Session, member: Member) -> str:
    person = session.get(Person, member.id)
    certificate = (person.certificate or "").strip() if person else ""
    return certificate[-6:] or member.id[-6:]
