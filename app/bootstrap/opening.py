"""What opens an office, and what is done at its open door. Loaded when somebody knocks: it brings the store."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import NoKeyring, OfficeExists, Problem, Refused, WrongBackupPassword, WrongRecoveryCode
from app.paths import Home
from app.rules import password as password_rules
from app.rules.roles import SECURITY
from app.services import account, door, preference, remembering, settings
from app.services import password as passwords
from app.services.account import NewAccount
from app.services.door import DoorKind
from app.services.office import Office, Seat
from app.store import attempts, gate, keyslots, remembered
from app.store.background import Inline, Threading
from app.store.migrate import migrate
from app.store.place import RESTORING, OfficeInfo, offer, read_info, write_info
from app.store.process_lock import ProcessLock
from app.store.unit import Store

if TYPE_CHECKING:
    from app.services.upkeep import BackupLine


@dataclass(frozen=True, slots=True)
class Founded:
    """What founding hands back: the recovery code in its printed form. It is shown once and nowhere stored."""

    recovery_code: str


def end_restore(home: Home) -> None:
    """End a restore that was decided, before anybody logs in. Raises AlreadyRunning, NoOffice, StoreDamaged, StoreTooNew."""
    with _opening(home) as opening:
        opening.lock.release()


def found_office(home: Home, info: OfficeInfo, people: Sequence[tuple[NewAccount, str]]) -> Founded:
    """Make a new office with its first accounts, each with the password its owner typed; all of it or nothing.

    Everything is made in a folder beside `home`, which takes the name at the end. Raises OfficeExists, Refused.
    """
    if home.root.exists() and any(home.root.iterdir()):
        raise OfficeExists(place=home.root.name)
    if not any(SECURITY in new.roles for new, _ in people):
        raise Refused([Problem("roles", "至少要有一个账号是安全管理员，否则以后没人能管理账号")])
    building = Home(home.root.with_name(f"{home.root.name}.founding"))
    shutil.rmtree(building.root, ignore_errors=True)
    building.root.mkdir(parents=True)
    try:
        founded = _build(building, info, people)
        if home.root.exists():
            home.root.rmdir()
        building.root.rename(home.root)
    except BaseException:
        shutil.rmtree(building.root, ignore_errors=True)
        raise
    return founded


def _build(home: Home, info: OfficeInfo, people: Sequence[tuple[NewAccount, str]]) -> Founded:
    policy = password_rules.policy_of(demo=info.demo)
    vault = keyslots.Vault(home, keyslots.new_key())
    store = Store.create(home, vault.key, info.device)
    who = next(new.login for new, _ in people if SECURITY in new.roles)
    try:
        with store.write(who) as session:
            for new, typed in people:
                made = account.add(session, new)
                session.flush()
                passwords.choose(made, typed, vault, policy)
            code = passwords.replace_code(session, who, vault)
    finally:
        store.close()
    write_info(home.office, info)
    return Founded(code)


def open_office(home: Home, login: str, password: str, background: Threading | None = None) -> Office:
    """Log in and open the store. `background` makes the threads from (store, who); without it all runs inline.

    Raises NoOffice, AlreadyRunning, LockedOut, WrongPassword, StoreDamaged, StoreTooNew.
    """
    with _opening(home) as opening:
        vault = keyslots.Vault(home, gate.key_for(home, login, password))
        return _seated(opening, vault, _open_store(vault, opening.undo, login), login, DoorKind.LOGIN, background)


def open_remembered(home: Home, login: str, background: Threading | None = None) -> Office:
    """Log in by what this PC's keyring keeps. Raises as `open_office`, with NoKeyring in place of what a password brings."""
    with _opening(home) as opening:
        key = remembered.key(home, login)
        if key is None:
            raise NoKeyring(why="存在这台电脑上的钥匙已经不能用")
        vault = keyslots.Vault(home, key)
        return _seated(opening, vault, _open_store(vault, opening.undo, login), login, DoorKind.KEYRING, background)


def open_with_recovery(
    home: Home, code: str, login: str, new_password: str, background: Threading | None = None
) -> tuple[Office, str]:
    """Open with the sealed code, which is used up by it: the account gets a new password; the office and the new code.

    Raises as `open_office`, with WrongRecoveryCode for the code or the login, and Refused for the new password.
    """
    with _opening(home) as opening:
        vault = keyslots.Vault(home, gate.key_by_code(home, code))
        store = _open_store(vault, opening.undo, login)
        with store.write(login) as session:
            found = account.find_enabled(session, login)
            if found is None:
                raise WrongRecoveryCode
            passwords.choose(found, new_password, vault, password_rules.policy_of(demo=opening.info.demo))
            fresh = passwords.replace_code(session, login, vault)
        attempts.succeeded(home, login)
        return _seated(opening, vault, store, login, DoorKind.RECOVERY, background), fresh


def rescue(home: Home, folder: Path, login: str, password: str) -> "BackupLine":
    """Bring a backup back where nobody can log in: a new PC, or a store that cannot be read. The password is the one of then.

    `folder` is one backup, or holds several, of which the newest is taken. Raises WrongBackupPassword, AlreadyRunning,
    NotPermitted when the office can be opened as usual, BackupUnreadable, DiskFull.
    """
    from app.services import upkeep
    from app.store import shelf

    inside = shelf.listing(folder)
    chosen = inside[0] if inside else shelf.open_folder(folder)
    key = keyslots.unlock(Home(chosen.folder), login, password)
    if key is None:
        raise WrongBackupPassword
    return upkeep.rescue(home, key, chosen.folder)


def switch_user(office: Office, login: str, password: str) -> None:
    """Seat another user at the open office; store, threads and drafts stay. Raises LockedOut, WrongPassword."""
    gate.key_for(office.home, login, password)
    office.seat = _sit(office.home, office.info, office.store, login, DoorKind.SWITCH)


def unlock(office: Office, password: str) -> None:
    """Lift the idle lock: the same user, the half-written forms untouched. Raises LockedOut, WrongPassword."""
    login = office.actor.login
    gate.key_for(office.home, login, password)
    office.seat = _sit(office.home, office.info, office.store, login, DoorKind.UNLOCK)


def change_password(office: Office, old: str, new: str) -> None:
    """The actor's own password. Raises LockedOut and WrongPassword for the old one, Refused for the new one."""
    gate.key_for(office.home, office.actor.login, old)
    with office.store.write(office.actor.login) as session:
        passwords.change(session, office.actor, office.vault, new, office.policy)
    remembered.forget(office.home, office.actor.login)
    office.seat = replace(office.seat, actor=replace(office.actor, must_change=False))


def close_office(office: Office) -> None:
    """Finish what is being written, note the end, and let the next program in."""
    office.background.close()
    try:
        with office.store.write(office.actor.login) as session:
            door.note(session, office.actor.login, door.DoorKind.LOGOUT)
    finally:
        office.store.close()
        office.lock.release()


@dataclass(frozen=True, slots=True)
class _Opening:
    """A home held for opening; `undo` shuts what was opened when the login does not come to its end."""

    home: Home
    info: OfficeInfo
    lock: ProcessLock
    undo: ExitStack


@contextmanager
def _opening(home: Home) -> Iterator[_Opening]:
    if not (home.root / RESTORING).is_dir():
        read_info(home)  # a folder without an office is told before a lock file is put into it
    with ExitStack() as undo:
        lock = ProcessLock(home.lock)
        undo.callback(lock.release)
        _finish_restore(home)
        yield _Opening(home, read_info(home), lock, undo)
        undo.pop_all()


def _finish_restore(home: Home) -> None:
    """End a restore that a power cut or a kill interrupted, or sweep up what was not decided yet."""
    if any(home.root.glob(f"{RESTORING}*")):
        from app.store import restore

        restore.finish(home)


def _open_store(vault: keyslots.Vault, undo: ExitStack, login: str) -> Store:
    """The store at the newest schema step, with the tables of its ledgers."""
    from app.services.ledger import keeping  # reads declarations: not while the password is typed

    migrate(vault.home, vault.key)
    store = Store(vault.home, vault.key)
    undo.callback(store.close)
    keeping.open_books(store, login)
    return store


def _seated(
    opening: _Opening,
    vault: keyslots.Vault,
    store: Store,
    login: str,
    kind: DoorKind,
    background: Threading | None,
) -> Office:
    seat = _sit(opening.home, opening.info, store, login, kind)
    threads = (background or Inline)(store, lambda: office.actor.login)
    office = Office(opening.home, opening.info, store, threads, vault, opening.lock, seat)
    return office


def _sit(home: Home, info: OfficeInfo, store: Store, login: str, kind: DoorKind) -> Seat:
    """Seat whom a right password let in; what happened at the door until then is written."""
    with store.write(login) as session:
        found = account.find_enabled(session, login)
        if found is None:
            raise gate.counted(home, login)
        remembered.allow(home, allowed=bool(settings.get(session, remembering.SETTING)))
        if kind is DoorKind.KEYRING and not offer(home).allowed:
            raise NoKeyring(why=remembering.FORBIDDEN)
        door.note_pending(session, attempts.pending(home))
        door.note(session, login, kind)
        seat = Seat(
            account.actor_of(found, password_rules.policy_of(demo=info.demo), store.device),
            preference.preferences(session, found.id),
            settings.number(session, "lock.idle_minutes"),
        )
    attempts.clear_pending(home)
    return seat
