"""What stands in one cell of the calendar: plain lines and tags, made of a day as the service gives it. Knows no widget."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.rules.vocabulary import Light
from app.rules.vocabulary_duty import DutyRole, RosterLayer
from app.services.roster.shapes import DayView, Issue, MonthView, PostView

LETTERS = {DutyRole.LEAD: "带", DutyRole.MAIN: "主", DutyRole.SECOND: "副", DutyRole.STANDBY: "备"}
WIDE_SPACE = "\u3000"  # two characters of a name stand as wide as three


@dataclass(frozen=True, slots=True)
class CellLine:
    """One post of a day in words. `person` is who can be taken hold of, empty when the post has several or nobody."""

    letter: str
    words: str
    post: str
    person: str = ""
    light: Light | None = None

    @property
    def text(self) -> str:
        """As it is read aloud and copied."""
        mark = {Light.OVERDUE: "▲", Light.SOON: "◆"}.get(self.light, "") if self.light else ""
        return " ".join(filter(None, (self.letter, mark, self.words.replace(WIDE_SPACE, ""))))


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day with its number, tags, lines and whether a rule is broken in it."""

    day: DayView
    number: str
    tags: tuple[str, ...]
    lines: tuple[CellLine, ...]
    broken: bool

    @property
    def text(self) -> str:
        """The whole cell in words."""
        return "\n".join((" ".join((self.number, *self.tags)), *(one.text for one in self.lines)))


def cells(view: MonthView) -> tuple[DayCell, ...]:
    """All cells of a month, Monday first, in whole weeks."""
    wrong = {
        (one.day, one.post): one for one in view.issues if one.light is Light.OVERDUE and one.day and "：" in one.title
    }
    return tuple(_cell(one, place == 0, wrong) for place, one in enumerate(view.days))


def spaced(name: str) -> str:
    """A name of two characters as wide as one of three."""
    return WIDE_SPACE.join(name) if len(name) == 2 else name


def _cell(day: DayView, first: bool, wrong: Mapping[tuple[date, str], Issue]) -> DayCell:  # noqa: FBT001
    number = f"{day.day.month}月{day.day.day}日" if first or day.day.day == 1 else str(day.day.day)
    lines = tuple(_line(post, wrong.get((day.day, post.key)) if day.in_month else None) for post in day.posts)
    layer = "" if day.layer in {None, RosterLayer.BASE} else day.layer.label if day.layer else ""
    tags = tuple(filter(None, ("调" if day.changed else "", layer, day.mark)))
    return DayCell(day, number, tags, lines, day.in_month and any(one.light is Light.OVERDUE for one in lines))


def _line(post: PostView, wrong: Issue | None) -> CellLine:
    letter = LETTERS[post.role]
    person = post.people[0].person if len(post.people) == 1 else ""
    if post.missing:
        words = "没有人" if not post.people else f"{len(post.people)} 人，缺 {post.missing}"
        return CellLine(letter, words, post.key, person, Light.OVERDUE)
    names = "、".join(spaced(one.name) for one in post.people)
    if wrong is not None:
        rule = wrong.title.partition("：")[2]  # who it is says the title of the problem; a cell has no room for both
        words = rule if person else f"{_one(post, wrong)} {rule}"
        return CellLine(letter, words, post.key, person, Light.OVERDUE)
    if post.officers_missing:
        return CellLine(letter, f"持证只有 {post.officers}", post.key, person, Light.SOON)
    several = post.need > 1 or len(post.people) > 1
    return CellLine(letter, f"{len(post.people)} 人 · 持证 {post.officers}" if several else names, post.key, person)


def _one(post: PostView, wrong: Issue) -> str:
    """Of several, the one whom a rule speaks against."""
    who = next((fix.replacing for fix in wrong.fixes if fix.replacing), "")
    return next((spaced(one.name) for one in post.people if one.person == who), "有人")
