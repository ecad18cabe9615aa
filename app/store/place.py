"""What may be known about a home before anybody has logged in: the office, the login names, whom this PC lets in.

No secret and no person's name. By the standard library alone: msgspec, with which the owners of keys.json and attempts.json read
them strictly before anything is opened, takes longer to load than a sixth of a bare window.
"""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

from app.errors import NoOffice, StoreDamaged, StoreTooNew
from app.paths import Home
from app.store import durable

FORMAT = 1
RESTORING = "restoring"  # folder of a restore that was decided and is not at its end; see app.store.restore


def _fresh() -> str:
    from app.clock import uuid7  # only a new office asks for one

    return uuid7()


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeInfo:
    """Which office a home belongs to. `id` is the home's own (UUIDv7), `device` the readable name of this PC (石梁镇-01)."""

    format: int = FORMAT
    id: str = field(default_factory=_fresh)
    township: str
    county: str
    city: str
    device: str
    demo: bool = False


class Offer(NamedTuple):
    """remembered.json: the login names that this PC lets in without a password, and whether the office allows it at all."""

    logins: tuple[str, ...] = ()
    allowed: bool = True


def read_info(home: Home) -> OfficeInfo:
    """The office of a home. Raises NoOffice for an empty one, StoreDamaged when a part is missing or unreadable, StoreTooNew."""
    if not home.office.exists() and not home.store.exists():
        raise NoOffice(place=home.root.name)
    if not home.store.exists():
        raise StoreDamaged(where=home.store.name, backup=home.backups.name)
    try:
        info = _info(json.loads(home.office.read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise StoreDamaged(where=home.office.name, backup=home.backups.name) from error
    if info.format > FORMAT:
        raise StoreTooNew(found=info.format, known=FORMAT)
    return info


def write_info(path: Path, info: OfficeInfo) -> None:
    """Write office.json whole or not at all."""
    durable.write(path, json.dumps(asdict(info), ensure_ascii=False, indent=2).encode())


def logins(home: Home) -> tuple[str, ...]:
    """The login names, who got in last in front. Raises StoreDamaged when neither copy of keys.json can be read."""
    last = _content(home.attempts).get("last")
    for path in (home.keys, home.keys_copy):
        if names := _names(path):
            return tuple(sorted(names, key=lambda name: (name != last, name)))
    raise StoreDamaged(where=f"{home.keys.name}（登录用的钥匙文件）", backup=home.backups.name)


def offer(home: Home) -> Offer:
    """Whom the login window may let in without a password. A missing or damaged file offers nobody."""
    found = _content(home.remembered)
    names, allowed = found.get("logins", ()), found.get("allowed", True)
    if not isinstance(names, list) or not isinstance(allowed, bool):
        return Offer()
    return Offer(tuple(map(str, names)), allowed)


def _info(content: object) -> OfficeInfo:
    """Raises TypeError for what is no office: a field missing or of another type. A field not known here is left out."""
    if not isinstance(content, dict):
        raise TypeError(content)
    kinds = {one.name: one.type for one in fields(OfficeInfo) if one.name in content}
    if any(type(content[name]) is not kind for name, kind in kinds.items()):
        raise TypeError(content)
    return OfficeInfo(**{name: content[name] for name in kinds})


def _names(path: Path) -> list[str]:
    """The login names of one copy of keys.json; none when it is damaged."""
    try:
        return [str(slot["login"]) for slot in _content(path)["slots"] if slot["login"]]  # the recovery code has none
    except (KeyError, TypeError):
        return []


def _content(path: Path) -> dict[str, Any]:
    """A JSON object; empty when there is none."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
