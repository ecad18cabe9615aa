"""The demo case's values of every form that has any, early or late."""

from collections.abc import Mapping
from typing import Any

from app.documents import catalogue
from tests.documents import case_values, case_values_late, case_values_work
from tests.documents.samples import VALUES

FORMS = tuple(
    entry.id
    for entry in catalogue()
    if entry.id in {*case_values.OWN, *case_values_late.OWN, *case_values_work.OWN, *VALUES}
)


def values_of(form_id: str) -> Mapping[str, Any]:
    """What the demo case says under the names of a form."""
    source: Any
    for source in (case_values, case_values_late, case_values_work):
        if form_id in source.OWN:
            return dict(source.values_of(form_id))
    return VALUES[form_id]
