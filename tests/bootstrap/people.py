"""An office as the tests of its door found it: four people, each with a password of their own, at one frozen start."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from app import bootstrap, clock
from app.paths import Home
from app.services import door
from app.services.account import NewAccount
from app.services.office import Office
from app.store.place import OfficeInfo

ROOT = Path(__file__).resolve().parent.parent.parent
START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
INFO = OfficeInfo(township="石梁镇", county="演示县", city="演示市", device="石梁镇-01")
DUTY = ("zhiban", "Shiliang-duty-1")
ADMIN = ("anquan", "Shiliang-safe-1")
SYSTEM = ("xitong", "Shiliang-syst-1")
AUDITOR = ("shenji", "Shiliang-audi-1")
PEOPLE = [
    (NewAccount("zhiban", "演示甲", ["duty"]), DUTY[1]),
    (NewAccount("anquan", "演示乙", ["security"]), ADMIN[1]),
    (NewAccount("xitong", "演示丙", ["system"]), SYSTEM[1]),
    (NewAccount("shenji", "演示丁", ["auditor"]), AUDITOR[1]),
]


def enter(place: Home, opened: list[Office], who: tuple[str, str] = DUTY) -> Office:
    """Log in at the frozen start."""
    with clock.frozen(START):
        opened.append(bootstrap.open_office(place, *who))
    return opened[-1]


def events(office: Office) -> list[tuple[str, str, bool]]:
    """All door events as the auditor sees them, oldest first."""
    with clock.frozen(START):
        bootstrap.switch_user(office, *AUDITOR)
    with office.store.read() as session:
        lines = door.events(session, office.actor, START - timedelta(days=9), START + timedelta(days=9))
    return [(line.login, line.what, line.ok) for line in lines[::-1]]
