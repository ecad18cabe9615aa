"""Letter heights on the wall, against the worked figures of the design: 55 and 65 inch full HD read from 5 m."""

import pytest

from app.rules.legibility import BODY, LEAST, NAME, Screen


@pytest.mark.parametrize(("inches", "least", "body", "name"), [(55, 37, 51, 69), (65, 32, 43, 59)])
def test_heights_at_five_metres(inches: float, least: int, body: int, name: int) -> None:
    screen = Screen(inches, 1920, 1080, 5)
    assert (screen.px(LEAST), screen.px(BODY), screen.px(NAME)) == (least, body, name)


def test_twice_as_far_is_twice_as_high() -> None:
    near, far = Screen(55, 1920, 1080, 4), Screen(55, 1920, 1080, 8)
    assert abs(far.px(NAME) - 2 * near.px(NAME)) <= 1
