"""What the keyring of a PC keeps: it opens one slot as it is, and nothing once the password is another one."""

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoBackend
from keyring.backends.null import Keyring as NullBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from app.errors import NoKeyring
from app.paths import Home
from app.store import keyslots, place, remembered
from app.store.keyslots import Vault
from app.store.place import OfficeInfo, write_info

pytestmark = pytest.mark.usefixtures("cheap_slots")


class Memory(KeyringBackend):
    """A keyring that forgets when the test ends."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError

    def _open(self) -> None:
        if self.locked:
            raise KeyringLocked


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Memory:
    made = Memory()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    monkeypatch.setattr(remembered, "SAFE", {__name__})
    return made


@pytest.fixture
def vault(home: Home) -> Vault:
    write_info(home.office, OfficeInfo(township="石梁镇", county="演示县", city="演示市", device="石梁镇-01"))
    home.store.touch()
    made = Vault(home, keyslots.new_key())
    made.put("a1", "zhiban", "First-pass-1")
    return made


def test_what_was_kept_gives_the_key_and_is_neither_password_nor_key(vault: Vault, memory: Memory) -> None:
    remembered.remember(vault.home, "zhiban", "First-pass-1")
    assert place.offer(vault.home).logins == ("zhiban",)
    assert remembered.key(vault.home, "zhiban") == vault.key
    (kept,) = memory.kept.values()
    assert bytes.fromhex(kept) not in {vault.key, b"First-pass-1"}
    assert vault.key.hex() not in kept


def test_a_new_password_makes_it_worthless_even_where_it_still_lies(vault: Vault, memory: Memory) -> None:
    remembered.remember(vault.home, "zhiban", "First-pass-1")
    vault.put("a1", "zhiban", "Second-pass-2")
    assert memory.kept
    assert remembered.key(vault.home, "zhiban") is None
    assert place.offer(vault.home).logins == ()
    assert memory.kept == {}


def test_forbidding_it_forgets_everybody(vault: Vault, memory: Memory) -> None:
    remembered.remember(vault.home, "zhiban", "First-pass-1")
    remembered.allow(vault.home, allowed=False)
    assert place.offer(vault.home) == place.Offer((), allowed=False)
    assert memory.kept == {}


@pytest.mark.parametrize("backend", [NoBackend, NullBackend])
def test_a_keyring_that_does_not_encrypt_is_refused_in_words(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, backend: type[KeyringBackend]
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", backend)
    with pytest.raises(NoKeyring, match="没有能加密保存的钥匙串"):
        remembered.remember(vault.home, "zhiban", "First-pass-1")
    assert place.offer(vault.home).logins == ()


def test_a_locked_keyring_refuses_in_words_and_lets_nobody_in(vault: Vault, memory: Memory) -> None:
    remembered.remember(vault.home, "zhiban", "First-pass-1")
    memory.locked = True
    with pytest.raises(NoKeyring, match="没有收下"):
        remembered.remember(vault.home, "zhiban", "First-pass-1")
    assert remembered.key(vault.home, "zhiban") is None
    assert place.offer(vault.home).logins == ()


def test_a_home_on_another_pc_asks_for_the_password(vault: Vault, memory: Memory) -> None:
    remembered.remember(vault.home, "zhiban", "First-pass-1")
    memory.kept.clear()
    assert remembered.key(vault.home, "zhiban") is None
    assert keyslots.unlock(vault.home, "zhiban", "First-pass-1") == vault.key


def test_a_damaged_list_offers_nobody(vault: Vault, memory: Memory) -> None:
    remembered.remember(vault.home, "zhiban", "First-pass-1")
    vault.home.remembered.write_bytes(b"{")
    assert place.offer(vault.home) == place.Offer()
    assert remembered.key(vault.home, "zhiban") is None
