"""All that can be in front of an operator in a filled office: pages, drawers, forms, desks of cases, papers, parts, layers.

One walk, shared by all checks of sight and keys; each step says what is in front.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from PySide6.QtWidgets import QApplication

from app.views.case.layer import CaseLayer
from app.views.pages.case import CasePage
from app.views.pages.registers import RegisterPage
from app.views.pages.settings import SettingsPage
from app.views.pages.table import PAGES
from app.views.register.layers import LayeredPage
from app.views.window import Window
from tests.views.desk import rest

DESKS = 4  # cases whose desk is opened; the last of them at each of its steps


def surfaces(window: Window, keys: frozenset[str] = frozenset()) -> Iterator[str]:
    """Bring one thing after another to the front: all pages, or those of `keys`."""
    for entry in PAGES:
        if (keys and entry.key not in keys) or not window.open_page(entry.key):
            continue
        page: Any = window.page
        rest()
        yield entry.key
        if isinstance(page, CasePage):
            yield from _cases(page)
        elif isinstance(page, RegisterPage):
            yield from _register(page, entry.key)
        elif isinstance(page, SettingsPage):
            yield from _settings(page)
        elif hasattr(page, "tabs"):
            for place in range(page.tabs.count()):
                page.tabs.setCurrentIndex(place)
                rest()
                yield f"{entry.key}: {page.tabs.tabText(place)}"
        if isinstance(page, LayeredPage):
            _clear(page)


def _register(page: RegisterPage, key: str) -> Iterator[str]:
    row = page.listing.rows.row_at(0) if page.listing.rows.total else None
    if row is not None:
        page.open_record(row.id)
        rest()
        yield f"{key}: drawer"
    yield from _forms(page, key)
    if page.can_import:
        page.open_import()
        rest()
        yield f"{key}: import"
        _clear(page)
    page.open_recycle()
    rest()
    yield f"{key}: recycle bin"
    _clear(page)


def _forms(page: RegisterPage, key: str) -> Iterator[str]:
    page.new_record()
    rest()
    if (layer := page.top()) is not None:
        yield f"{key}: form"
        layer.save()  # type: ignore[attr-defined]
        rest()
        yield f"{key}: form refused"
        _clear(page)


def _cases(page: CasePage) -> Iterator[str]:
    yield from _forms(page, "cases")
    for place in range(min(DESKS, page.listing.rows.total)):
        row = page.listing.rows.row_at(place)
        assert row is not None
        page.open_record(row.id)
        rest()
        layer = page.top()
        assert isinstance(layer, CaseLayer)
        assert layer.desk is not None
        yield f"case {place}: desk"
        for step in layer.desk.steps if place == DESKS - 1 else ():
            layer.open_step(step)
            rest()
            yield f"case {place}: {step.title}"
        layer.show_acts()
        rest()
        yield f"case {place}: acts"
        for paper in islice(layer.desk.papers, 2):
            page.open_paper(row.id, paper.id)
            rest()
            yield f"case {place}: {paper.title}"
            page.pop(page.top())
        _clear(page)


def _settings(page: SettingsPage) -> Iterator[str]:
    for key in page.parts:
        page.show_part(key)
        rest()
        yield f"settings: {key}"
    page.open_form("F01")
    rest()
    yield "settings: template"


def _clear(page: LayeredPage) -> None:
    """Back to the bottom; what was begun for the look of it is not wanted."""
    while (layer := page.top()) is not None:
        layer.forget()
        page.pop(layer)
        rest()
    for dialog in QApplication.topLevelWidgets():
        if dialog.isVisible() and dialog.isModal():
            dialog.close()
    rest()
