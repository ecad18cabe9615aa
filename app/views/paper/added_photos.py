"""Photos put on a paper that is still being written: their originals are read for the preview as soon as they are there."""

from collections.abc import Callable, Mapping
from typing import Any

from app.services import paper
from app.services.paper import Printable
from app.views.register.layers import Layer


def with_added(
    layer: Layer, printable: Printable, values: Mapping[str, Any], then: Callable[[Mapping[str, bytes]], None]
) -> None:
    """`then` gets the pictures of the paper, with those that `values` name and that were not read yet."""
    added = paper.named_photos(printable.form, values) - printable.images.keys()
    if not added:
        then(printable.images)
        return
    office, known = layer.frame.office, printable.images
    office.background.read(
        layer, lambda session: paper.photos(session, office.actor, added), lambda found: then({**known, **found}),
        layer.frame.tell,
    )  # fmt: skip
