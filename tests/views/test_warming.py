"""Loading ahead of the hand: the modules are there when they are wanted."""

import sys

from app.views import warming


def test_the_modules_of_desk_and_pages_are_read_in_between() -> None:
    done: list[str] = []
    modules = (*warming.DESK, *warming.PAGES)
    thread = warming.load(modules, lambda: done.append("first"), lambda: done.append("then"))
    thread.join(timeout=60)
    assert not thread.is_alive()
    assert done == ["first", "then"]
    assert set(modules) <= sys.modules.keys()
