"""Accounts, managed by the security administrator, who gives one-time passwords and never learns another.

A key slot is written before the transaction commits. If the commit then does not come, what is left is always shut: a slot
without an account opens nothing, a lost one-time password is given again. Changes are in the journal and the door events.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Problem, Refused, StaleRecord
from app.models import Account
from app.rules import password as rules
from app.rules.roles import SECURITY, separated, table
from app.services import door, password
from app.services.actor import Actor, permit
from app.services.door import DoorKind
from app.store.keyslots import Vault

LONGEST = 20  # signs of a login or a name


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Who shall have an account. `roles` are keys of resources/roles.yaml."""

    login: str
    name: str
    roles: Sequence[str]
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account as the administrator sees it; `roles` are keys, `role_labels` the words."""

    id: str
    revision: int
    login: str
    name: str
    person_id: str | None
    roles: tuple[str, ...]
    role_labels: str
    enabled: bool
    must_change: bool
    password_changed_on: date | None


def accounts(session: Session, actor: Actor) -> list[AccountLine]:
    """All accounts, enabled ones first."""
    permit(actor, "account.read")
    found = session.scalars(select(Account).order_by(Account.enabled.desc(), Account.login))
    return [
        AccountLine(
            one.id, one.revision, one.login, one.name, one.person_id, tuple(one.roles), table().labels(one.roles),
            one.enabled, one.must_change, one.password_changed_on,
        )
        for one in found
    ]  # fmt: skip


def create(session: Session, actor: Actor, vault: Vault, new: NewAccount) -> tuple[str, str]:
    """A new account: its id and the one-time password to be handed to its owner. Raises Refused."""
    permit(actor, "account.manage")
    account = add(session, new)
    door.note(session, actor.login, DoorKind.CREATED, f"{account.login}：{table().labels(account.roles)}")
    return account.id, password.give_once(account, vault)


def add(session: Session, new: NewAccount) -> Account:
    """The row of a new account, still without a password: the caller gives one in the same unit of work. Raises Refused."""
    login = unicodedata.normalize("NFKC", new.login).strip()
    problems = [*_login_problems(session, login), *_name_problems(new.name), *_role_problems(new.roles)]
    if problems:
        raise Refused(problems)
    account = Account(
        id=clock.uuid7(),
        login=login,
        name=new.name.strip(),
        person_id=new.person_id,
        roles=list(new.roles),
        enabled=True,
    )
    session.add(account)
    return account


def edit(session: Session, actor: Actor, account_id: str, revision: int, new: NewAccount) -> None:
    """Change name, roles and person of another's account; the login stays. Raises Refused, StaleRecord."""
    account = _managed(session, actor, account_id)
    if account.revision != revision:
        raise StaleRecord(title=account.login)
    problems = [*_name_problems(new.name), *_role_problems(new.roles)]
    if SECURITY not in new.roles:
        problems += _last_security_problems(session, account)
    if problems:
        raise Refused(problems)
    account.name, account.roles, account.person_id = new.name.strip(), list(new.roles), new.person_id
    door.note(session, actor.login, DoorKind.EDITED, f"{account.login}：{table().labels(new.roles)}")


def disable(session: Session, actor: Actor, vault: Vault, account_id: str) -> None:
    """Shut an account out: its slot is removed, so its password opens nothing even without this program. Raises Refused."""
    account = _managed(session, actor, account_id)
    if problems := _last_security_problems(session, account):
        raise Refused(problems)
    account.enabled = False
    vault.remove(account.id)
    door.note(session, actor.login, DoorKind.DISABLED, account.login)


def enable(session: Session, actor: Actor, vault: Vault, account_id: str) -> str:
    """Let an account in again, with a one-time password."""
    account = _managed(session, actor, account_id)
    account.enabled = True
    door.note(session, actor.login, DoorKind.ENABLED, account.login)
    return password.give_once(account, vault)


def reset(session: Session, actor: Actor, vault: Vault, account_id: str) -> str:
    """A one-time password in place of a forgotten one, which nobody learns. Raises Refused."""
    account = _managed(session, actor, account_id)
    if not account.enabled:
        raise Refused([Problem("enabled", f"账号“{account.login}”已停用，请先启用")])
    door.note(session, actor.login, DoorKind.RESET, account.login)
    return password.give_once(account, vault)


def find_enabled(session: Session, login: str) -> Account | None:
    """The account that may come in under a login."""
    return session.scalars(select(Account).where(Account.login == login, Account.enabled)).one_or_none()


def actor_of(account: Account, policy: rules.Policy, device: str) -> Actor:
    """The account as the one at the desk."""
    due = account.must_change or rules.is_due(policy, account.password_changed_on, clock.today())
    return Actor(
        account.id, account.login, account.name, frozenset(account.roles), account.person_id, device, must_change=due
    )


def _managed(session: Session, actor: Actor, account_id: str) -> Account:
    """An account of somebody else, to be managed by `actor`."""
    permit(actor, "account.manage")
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound(title="账号")
    if account.id == actor.account_id:
        raise Refused([Problem("login", "不能改自己的账号，请由另一位安全管理员办理")])
    return account


def _login_problems(session: Session, login: str) -> list[Problem]:
    """A login is short, of letters, digits, Chinese and `._-`, and was never anybody's: the journal names people by it."""
    if not 2 <= len(login) <= LONGEST:
        return [Problem("login", f"用户名要 2 到 {LONGEST} 个字")]
    if not all(sign.isalnum() or sign in "._-" for sign in login):
        return [Problem("login", "用户名只能用汉字、字母、数字和 . _ -")]
    if session.scalar(select(func.count()).where(func.lower(Account.login) == login.lower())):
        return [Problem("login", f"用户名“{login}”已经有人用过，请换一个")]
    return []


def _name_problems(name: str) -> list[Problem]:
    fits = 1 <= len(name.strip()) <= LONGEST
    return [] if fits else [Problem("name", f"姓名要填，不超过 {LONGEST} 个字")]


def _role_problems(roles: Sequence[str]) -> list[Problem]:
    known = table()
    if not roles or not known.roles.keys() >= set(roles):
        return [Problem("roles", "请至少选一个角色")]
    if len(apart := separated(roles)) > 1:
        return [Problem("roles", f"{known.labels(apart)}须由不同的人担任，不能是同一个账号")]
    return []


def _last_security_problems(session: Session, account: Account) -> list[Problem]:
    """Somebody must be left who can manage accounts."""
    if SECURITY not in account.roles:
        return []
    others = session.scalars(select(Account).where(Account.enabled, Account.id != account.id))
    if any(SECURITY in other.roles for other in others):
        return []
    return [Problem("roles", "这是最后一个启用的安全管理员，停用或改掉后就没人能管理账号了")]
