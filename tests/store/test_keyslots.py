"""Key slots: who opens, who does not, and what damage and tampering look like."""

import json

import msgspec
import pytest

from app.errors import StoreDamaged, StoreTooNew
from app.paths import Home
from app.store import keyslots
from app.store.keyslots import Vault

pytestmark = pytest.mark.usefixtures("cheap_slots")


@pytest.fixture
def vault(home: Home) -> Vault:
    """Two accounts and a recovery code around one random key."""
    made = Vault(home, keyslots.new_key())
    made.put("a1", "zhiban", "First-pass-1")
    made.put("a2", "duizhang", "Second-pass-2")
    made.put(keyslots.RECOVERY, "", "ABCDE")
    return made


def test_each_password_and_the_code_give_the_same_key(vault: Vault) -> None:
    assert keyslots.unlock(vault.home, "zhiban", "First-pass-1") == vault.key
    assert keyslots.unlock(vault.home, "duizhang", "Second-pass-2") == vault.key
    assert keyslots.unlock_with_code(vault.home, "ABCDE") == vault.key


@pytest.mark.parametrize(
    ("login", "password"),
    [("zhiban", "Second-pass-2"), ("zhiban", ""), ("nobody", "First-pass-1"), ("", "ABCDE"), ("recovery", "ABCDE")],
)
def test_all_else_gives_nothing(vault: Vault, login: str, password: str) -> None:
    assert keyslots.unlock(vault.home, login, password) is None


def test_a_password_from_a_full_width_keyboard_is_the_same(vault: Vault) -> None:
    assert keyslots.unlock(vault.home, "zhiban", "Ｆirst-pass-１") == vault.key


def test_a_replaced_password_opens_nothing_in_any_copy(vault: Vault) -> None:
    vault.put("a1", "zhiban", "Third-pass-3")
    assert keyslots.unlock(vault.home, "zhiban", "First-pass-1") is None
    vault.home.keys.unlink()
    assert keyslots.unlock(vault.home, "zhiban", "First-pass-1") is None
    assert keyslots.unlock(vault.home, "zhiban", "Third-pass-3") == vault.key


def test_a_removed_slot_is_gone(vault: Vault) -> None:
    vault.remove("a1")
    assert keyslots.unlock(vault.home, "zhiban", "First-pass-1") is None
    assert keyslots.logins(vault.home) == ("duizhang",)


def test_the_file_holds_neither_key_nor_secret(vault: Vault) -> None:
    text = vault.home.keys.read_text(encoding="utf-8")
    assert "First-pass-1" not in text
    assert "ABCDE" not in text
    assert vault.key.hex() not in text
    assert vault.key.hex() not in repr(vault)
    assert repr(vault.key) not in repr(vault)


def test_salts_and_nonces_are_never_used_twice(vault: Vault) -> None:
    before = {slot.id: slot for slot in keyslots.read(vault.home)}
    vault.put("a1", "zhiban", "First-pass-1")
    after = {slot.id: slot for slot in keyslots.read(vault.home)}
    assert before["a1"].salt != after["a1"].salt
    assert before["a1"].nonce != after["a1"].nonce
    assert len({slot.salt for slot in after.values()}) == 3


@pytest.mark.parametrize("length", [0, 1, 40, 200])
def test_a_truncated_file_is_read_from_its_copy_and_repaired_by_the_next_change(vault: Vault, length: int) -> None:
    vault.home.keys.write_bytes(vault.home.keys.read_bytes()[:length])
    assert keyslots.unlock(vault.home, "zhiban", "First-pass-1") == vault.key
    vault.put("a3", "faxhi", "Fourth-pass-4")
    vault.home.keys_copy.unlink()
    assert keyslots.logins(vault.home) == ("duizhang", "faxhi", "zhiban")


def test_two_damaged_files_are_told_in_words(vault: Vault) -> None:
    vault.home.keys.write_bytes(b"{")
    vault.home.keys_copy.write_bytes(b"")
    with pytest.raises(StoreDamaged, match=r"keys\.json.*backups"):
        keyslots.read(vault.home)


def test_one_changed_byte_is_damage_not_a_wrong_password(vault: Vault) -> None:
    for path in (vault.home.keys, vault.home.keys_copy):
        raw = json.loads(path.read_text(encoding="utf-8"))
        wrapped = raw["slots"][0]["wrapped"]
        raw["slots"][0]["wrapped"] = ("B" if wrapped[0] != "B" else "C") + wrapped[1:]
        path.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(StoreDamaged):
        keyslots.unlock(vault.home, "zhiban", "First-pass-1")


@pytest.mark.parametrize(
    "changed",
    [{"login": "duizhang2"}, {"id": "a9"}, {"salt": bytes(16)}, {"nonce": bytes(12)}, {"wrapped": bytes(48)}],
    ids=lambda changed: next(iter(changed)),
)
def test_a_forged_slot_with_a_right_check_sum_opens_nothing(vault: Vault, changed: dict[str, object]) -> None:
    slots = keyslots.read(vault.home)
    forged = msgspec.structs.replace(slots[0], **changed)
    keyslots.save(vault.home, (forged, *slots[1:]))
    assert keyslots.open_slot(keyslots.read(vault.home)[0], "First-pass-1") is None


def test_a_cost_below_the_floor_or_without_end_is_not_even_tried(vault: Vault) -> None:
    for memory in (8, 1 << 31):
        raw = json.loads(vault.home.keys.read_text(encoding="utf-8"))
        raw["slots"][0]["cost"]["memory"] = memory
        vault.home.keys.write_text(json.dumps(raw), encoding="utf-8")
        vault.home.keys_copy.write_text(json.dumps(raw), encoding="utf-8")
        with pytest.raises(StoreDamaged):
            keyslots.read(vault.home)
        keyslots.save(vault.home, (keyslots.make_slot("a1", "zhiban", "First-pass-1", vault.key),))


def test_a_newer_file_is_refused(vault: Vault) -> None:
    raw = json.loads(vault.home.keys.read_text(encoding="utf-8")) | {"format": keyslots.FORMAT + 1}
    vault.home.keys.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(StoreTooNew):
        keyslots.read(vault.home)


def test_a_crash_while_the_file_is_written_leaves_the_old_one(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.store.durable.os.fsync", no_room)
    with pytest.raises(OSError, match="No space"):
        vault.put("a1", "zhiban", "Third-pass-3")
    assert keyslots.unlock(vault.home, "zhiban", "First-pass-1") == vault.key


def test_the_cost_on_a_normal_pc_is_the_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(keyslots, "SLOWEST", 30.0)
    keyslots.affordable_cost.cache_clear()
    assert keyslots.affordable_cost() == keyslots.Cost(64 * 1024, 3, 4)


def test_the_cost_on_a_slow_pc_is_the_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(keyslots, "SLOWEST", 0.0)
    keyslots.affordable_cost.cache_clear()
    assert keyslots.affordable_cost() == keyslots.Cost(19 * 1024, 2, 1)
    keyslots.affordable_cost.cache_clear()


def test_old_passwords_are_known_again_by_their_digest() -> None:
    old = keyslots.digest("First-pass-1")
    assert "First" not in old
    assert keyslots.matches(old, "First-pass-1")
    assert not keyslots.matches(old, "First-pass-2")
