"""Finding records to refer to: what a picker field asks when somebody types."""

from app.services.register import picking
from app.services.register.shapes import Option
from app.views.frame import Frame
from app.views.register.editors import SearchOf
from app.views.widgets.picker import Answer, Picked


def search_of(frame: Frame) -> SearchOf:
    """A search over the records of a subject, run on a reader thread."""

    def search(subject: str, text: str, answer: Answer) -> None:
        actor = frame.office.actor
        frame.office.background.read(
            frame,
            lambda session: picking.options(session, actor, subject, text),
            lambda found: answer([picked(option) for option in found]),
        )

    return search


def picked(option: Option) -> Picked:
    """A record found, as a picker shows it."""
    return Picked(option.id, option.title, option.note)
