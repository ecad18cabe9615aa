"""office.json: what may be known about a home before anybody has logged in. It holds no secret and no person's name."""

from pathlib import Path

import msgspec

from app import clock
from app.errors import NoOffice, StoreDamaged, StoreTooNew
from app.paths import Home
from app.store import durable

FORMAT = 1
RESTORING = "restoring"  # folder of a restore that was decided and is not at its end; see app.store.restore


class OfficeInfo(msgspec.Struct, frozen=True, kw_only=True):
    """Which office a home belongs to. `id` is the home's own (UUIDv7), `device` the readable name of this PC (石梁镇-01)."""

    format: int = FORMAT
    id: str = msgspec.field(default_factory=clock.uuid7)
    township: str
    county: str
    city: str
    device: str
    demo: bool = False


def read_info(home: Home) -> OfficeInfo:
    """The office of a home. Raises NoOffice for an empty one, StoreDamaged when a part is missing or unreadable, StoreTooNew."""
    if not home.office.exists() and not home.store.exists():
        raise NoOffice(place=home.root.name)
    if not home.store.exists():
        raise StoreDamaged(where=home.store.name, backup=home.backups.name)
    try:
        info = msgspec.json.decode(home.office.read_bytes(), type=OfficeInfo)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreDamaged(where=home.office.name, backup=home.backups.name) from error
    if info.format > FORMAT:
        raise StoreTooNew(found=info.format, known=FORMAT)
    return info


def write_info(path: Path, info: OfficeInfo) -> None:
    """Write office.json whole or not at all."""
    durable.write(path, msgspec.json.format(msgspec.json.encode(info)))
