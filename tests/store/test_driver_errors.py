"""What the driver raises and is nobody's but ours."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.store.unit import Store


@pytest.mark.parametrize("writing", [True, False])
def test_an_error_of_the_driver_that_is_a_bug_keeps_its_causes_in_a_line(store: Store, writing: bool) -> None:
    """A cause that leads back to itself made the crash dialog read its causes for ever."""
    unit = store.write("demo") if writing else store.read()
    with pytest.raises(DBAPIError) as caught, unit as session:
        session.execute(text("SELECT nothing FROM nowhere"))
    seen: list[BaseException] = []
    cause: BaseException | None = caught.value
    while cause is not None:
        assert cause not in seen
        seen.append(cause)
        cause = cause.__cause__
