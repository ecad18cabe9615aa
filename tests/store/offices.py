"""A small whole office for the tests of backup, restore, check and schema steps: store, key file, office.json, attachments."""

from pathlib import Path

from sqlalchemy import select

from app.models import Attachment, Person
from app.paths import Home
from app.store import blobs, keyslots
from app.store.keyslots import Vault
from app.store.place import OfficeInfo, write_info
from app.store.unit import Store
from tests.conftest import KEY
from tests.store.test_unit import person


def found(home: Home) -> Store:
    """An office with one account that can be unlocked by demo / demo."""
    home.root.mkdir(parents=True, exist_ok=True)
    store = Store.create(home, KEY, "石梁镇-01")
    info = OfficeInfo(id="01", township="石梁镇", county="柯城区", city="衢州市", device="石梁镇-01", demo=True)
    write_info(home.office, info)
    Vault(home, KEY).put("slot", "demo", "demo")
    return store


def add_person(store: Store, name: str) -> str:
    """A person in a unit of work of its own; the id."""
    with store.write("demo") as session:
        row = person(name)
        session.add(row)
    return row.id


def add_attachment(store: Store, content: bytes, name: str = "照片.jpg") -> str:
    """An attachment in a unit of work of its own; its SHA-256."""
    with store.write("demo") as session:
        stored = blobs.put(blobs.of(session), content)
        session.add(Attachment(sha256=stored.sha256, size=stored.size, name=name, media_type="image/jpeg"))
    return stored.sha256


def people(home: Home) -> list[str]:
    """Names of all people in a home that is not open, in order; proves that its key file fits too."""
    key = keyslots.unlock(home, "demo", "demo")
    assert key is not None
    store = Store(home, key)
    try:
        with store.read() as session:
            return sorted(session.scalars(select(Person.name)))
    finally:
        store.close()


def flip(path: Path, place: int, bit: int = 0) -> None:
    """Change one bit of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1 << bit
    path.write_bytes(bytes(data))
