"""A team, a photo and a patrol to record, for the tests of patrols and of their papers."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

from app.models import Person
from app.rules.vocabulary import Handling, PersonKind, PersonSource
from app.services import attachment
from app.services.actor import Actor
from app.services.patrol_shapes import FindingDraft, MemberDraft, PatrolDraft, PhotoDraft
from app.store.unit import Store

NOW = datetime(2026, 11, 24, 2, 32, tzinfo=UTC)
START = datetime(2026, 11, 23, 5, 40, tzinfo=UTC)
DAY = date(2026, 11, 23)
HOUR = timedelta(hours=1)
Team = tuple[str, str, str]


def team_in(store: Store) -> Team:
    """Two officers and one auxiliary."""
    valid = {"certificate_from": date(2024, 1, 1), "certificate_until": date(2028, 12, 31)}
    people = [
        Person(name="演示甲", kind=PersonKind.ESTABLISHED, source=PersonSource.TOWNSHIP, certificate="A1", **valid),
        Person(name="演示乙", kind=PersonKind.STATIONED, source=PersonSource.SQUAD, certificate="A2", **valid),
        Person(name="演示丙", kind=PersonKind.AUXILIARY, source=PersonSource.AUXILIARY, certificate="A3", **valid),
    ]
    with store.write("duty") as session:
        session.add_all(people)
    first, second, third = (person.id for person in people)
    return first, second, third


def photo(store: Store, actor: Actor) -> str:
    """A picture taken in, with time and place; its attachment id."""
    from PIL import Image

    picture, exif, stream = Image.new("RGB", (8, 6), "grey"), Image.Exif(), BytesIO()
    exif.get_ifd(0x8769)[0x9003] = "2026:11:23 14:22:05"
    exif.get_ifd(0x8825).update({1: "N", 2: (28.0, 59.0, 30.0), 3: "E", 4: (118.0, 46.0, 12.0)})
    picture.save(stream, "JPEG", exif=exif)
    with store.write(actor.login) as session:
        return attachment.add(session, actor, stream.getvalue(), "现场.jpg").id


def draft(team: Team, *photos: str) -> PatrolDraft:
    found = FindingDraft(
        START + 42 * timedelta(minutes=1), "石梁大街46号", "占道经营", "店外堆放建材占道", Handling.ORDERED,
        due_at=START + 5 * HOUR, photos=tuple(PhotoDraft(one) for one in photos),
        no_photo_reason=None if photos else "光线太暗",
    )  # fmt: skip
    return PatrolDraft(
        DAY, START, (MemberDraft(team[0]), MemberDraft(team[1], leads=True), MemberDraft(team[2])),
        ended_at=START + 3 * HOUR, route="石梁大街、麻蓬", points_planned=8, points_visited=8, findings=(found,),
    )  # fmt: skip
