"""Undo and redo by field."""

import pytest

from app.views.register.undoing import Steps


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The moment the steps believe it is."""
    moment = [0.0]
    monkeypatch.setattr("app.views.register.undoing.time.monotonic", lambda: moment[0])
    return moment


def test_typing_without_a_pause_is_one_step(at: list[float]) -> None:
    steps = Steps()
    for before, after in ((None, "石"), ("石", "石梁"), ("石梁", "石梁镇")):
        steps.note("place", before, after)
        at[0] += 0.2
    assert steps.undo() == ("place", None)
    assert steps.undo() is None


def test_a_pause_or_another_field_begins_a_step(at: list[float]) -> None:
    steps = Steps()
    steps.note("place", None, "石梁")
    steps.note("route", None, "一")
    at[0] += 5
    steps.note("route", "一", "一二")
    assert [steps.undo(), steps.undo(), steps.undo()] == [("route", "一"), ("route", None), ("place", None)]


def test_redo_gives_the_later_value_until_something_else_is_typed(at: list[float]) -> None:
    steps = Steps()
    steps.note("place", None, "石梁")
    steps.undo()
    assert steps.redo() == ("place", "石梁")
    steps.undo()
    steps.note("place", None, "麻蓬")
    assert steps.redo() is None
