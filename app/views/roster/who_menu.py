"""Which of several people a drag means: a menu at the pointer with who goes, and whom he is exchanged with."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from app.views.roster.calendar import Grip

Then = Callable[[Grip, Grip], object]


def ask_who(parent: QWidget, held: Grip, target: Grip, then: Then) -> None:
    """Call `then` with one person on each side; asks where a post holds several, not where only one choice is left."""
    givers, takers = _each(held), _each(target)
    both = {one.person for one in givers} & {one.person for one in takers}  # nobody can have the same post twice
    pairs = [(one, other) for one in givers for other in takers if not both & {one.person, other.person}]
    if len(pairs) == 1:
        then(*pairs[0])
    elif pairs:
        _menu(parent, pairs, then).popup(QCursor.pos())


def _each(grip: Grip) -> list[Grip]:
    return [replace(grip, person=person, name=name, people=()) for person, name in grip.people] or [grip]


def _menu(parent: QWidget, pairs: list[tuple[Grip, Grip]], then: Then) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    for one, other in pairs:
        words = f"{one.name} ↔ {other.name}" if other.person else f"{one.name} → 空缺"
        menu.addAction(words).triggered.connect(lambda _on=False, pair=(one, other): then(*pair))
    return menu
