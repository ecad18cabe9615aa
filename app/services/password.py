"""Setting a password: the slot outside the store, and inside it the account's record of when and which ones were used.

Old passwords are kept as Argon2id digests, inside the encrypted store, only to refuse their second use.
"""

from sqlalchemy.orm import Session

from app import clock
from app.errors import Problem, Refused
from app.models import Account
from app.rules import password as rules
from app.rules import recovery_code
from app.services import door
from app.services.actor import Actor, permit
from app.services.door import DoorKind
from app.store import keyslots
from app.store.keyslots import Vault


def put(account: Account, new: str, vault: Vault, *, must_change: bool) -> None:
    """Set a password without judging it; `must_change` when somebody else than its owner knows it."""
    vault.put(account.id, account.login, new)
    account.old_passwords = [keyslots.digest(new), *(account.old_passwords or [])][: rules.shipped().remembered]
    account.password_changed_on = clock.today()
    account.must_change = must_change


def give_once(account: Account, vault: Vault) -> str:
    """A one-time password, to be handed over and changed at the first login."""
    once = rules.one_time()
    put(account, once, vault, must_change=True)
    return once


def choose(account: Account, new: str, vault: Vault, policy: rules.Policy) -> None:
    """A password its owner chose. Raises Refused for one that breaks the policy or was used before."""
    problems = rules.problems(policy, new, account.login)
    used = (account.old_passwords or [])[: policy.remembered]
    if any(keyslots.matches(old, new) for old in used):
        problems.append(Problem("password", f"不能与最近 {policy.remembered} 次用过的密码相同"))
    if problems:
        raise Refused(problems)
    put(account, new, vault, must_change=False)


def change(session: Session, actor: Actor, vault: Vault, new: str, policy: rules.Policy) -> None:
    """The actor's own new password; the old one was checked at the door (`bootstrap.change_password`)."""
    choose(session.get_one(Account, actor.account_id), new, vault, policy)
    door.note(session, actor.login, DoorKind.PASSWORD)


def new_recovery_code(session: Session, actor: Actor, vault: Vault) -> str:
    """A new code in its printed form; the old sheet opens nothing any more."""
    permit(actor, "account.manage")
    return replace_code(session, actor.login, vault)


def replace_code(session: Session, who: str, vault: Vault) -> str:
    """Put a fresh recovery slot in place of the old one; the code in its printed form."""
    code = recovery_code.new()
    vault.put(keyslots.RECOVERY, "", code)
    door.note(session, who, DoorKind.NEW_CODE)
    return recovery_code.printed(code)
