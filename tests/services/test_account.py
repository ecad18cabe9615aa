"""The security administrator's work, and what even he cannot do."""

import pytest
from sqlalchemy import select

from app.errors import NotFound, NotPermitted, Refused, StaleRecord
from app.models import Account, DoorEvent, Op
from app.rules import roles
from app.services import account
from app.services.account import NewAccount
from app.services.actor import Actor
from app.store import keyslots
from app.store.keyslots import Vault
from app.store.unit import Store
from tests.services.conftest import ActorOf

pytestmark = pytest.mark.usefixtures("cheap_slots")


@pytest.fixture
def admin(actor_of: ActorOf) -> Actor:
    return actor_of("security")


def create(store: Store, admin: Actor, vault: Vault, login: str = "zhiban", *held: str) -> tuple[str, str]:
    with store.write(admin.login) as session:
        return account.create(session, admin, vault, NewAccount(login, "演示人员", held or ("duty",)))


def why(caught: pytest.ExceptionInfo[Refused]) -> str:
    return "；".join(problem.why for problem in caught.value.problems)


def test_a_new_account_opens_with_its_one_time_password_which_must_be_changed(
    store: Store, admin: Actor, vault: Vault
) -> None:
    made, once = create(store, admin, vault)
    assert keyslots.unlock(vault.home, "zhiban", once) == store.key
    with store.read() as session:
        line = next(one for one in account.accounts(session, admin) if one.id == made)
    assert (line.login, line.roles, line.role_labels, line.enabled, line.must_change) == (
        "zhiban", ("duty",), "值班员", True, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("new", "word"),
    [
        (NewAccount("z", "演示", ["duty"]), "2 到 20"),
        (NewAccount("z" * 21, "演示", ["duty"]), "2 到 20"),
        (NewAccount("zhi ban", "演示", ["duty"]), "只能用"),
        (NewAccount("SECURITY", "演示", ["duty"]), "已经有人用过"),
        (NewAccount("zhiban", " ", ["duty"]), "姓名"),
        (NewAccount("zhiban", "演示", []), "角色"),
        (NewAccount("zhiban", "演示", ["king"]), "角色"),
        (NewAccount("zhiban", "演示", ["system", "auditor"]), "系统管理员、审计员须由不同的人担任"),
        (NewAccount("zhiban", "演示", ["duty", "security", "system"]), "须由不同的人担任"),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_no_slot(
    store: Store, admin: Actor, vault: Vault, new: NewAccount, word: str
) -> None:
    with pytest.raises(Refused) as caught, store.write(admin.login) as session:
        account.create(session, admin, vault, new)
    assert word in why(caught)
    assert keyslots.logins(vault.home) == ()


def test_a_disabled_account_has_no_slot_and_comes_back_with_a_new_password(
    store: Store, admin: Actor, vault: Vault
) -> None:
    made, once = create(store, admin, vault)
    with store.write(admin.login) as session:
        account.disable(session, admin, vault, made)
    assert keyslots.unlock(vault.home, "zhiban", once) is None
    with store.read() as session:
        assert account.find_enabled(session, "zhiban") is None
    with pytest.raises(Refused, match="已停用"), store.write(admin.login) as session:
        account.reset(session, admin, vault, made)
    with store.write(admin.login) as session:
        again = account.enable(session, admin, vault, made)
    assert again != once
    assert keyslots.unlock(vault.home, "zhiban", again) == store.key


def test_a_reset_gives_a_new_password_and_ends_the_old_one(store: Store, admin: Actor, vault: Vault) -> None:
    made, once = create(store, admin, vault)
    with store.write(admin.login) as session:
        fresh = account.reset(session, admin, vault, made)
    assert keyslots.unlock(vault.home, "zhiban", once) is None
    assert keyslots.unlock(vault.home, "zhiban", fresh) == store.key
    with store.read() as session:
        stored = session.get_one(Account, made)
        assert stored.must_change
        said = [event.note or "" for event in session.scalars(select(DoorEvent))]
        bodies = [op.body for op in session.scalars(select(Op))]
    assert not any(fresh in text for text in (*said, *bodies, *(stored.old_passwords or [])))


def test_nobody_changes_his_own_account(store: Store, admin: Actor, vault: Vault) -> None:
    with store.write("x") as session:
        for call in (
            lambda: account.edit(session, admin, admin.account_id, 1, NewAccount("", "演示", ["security", "duty"])),
            lambda: account.disable(session, admin, vault, admin.account_id),
            lambda: account.enable(session, admin, vault, admin.account_id),
            lambda: account.reset(session, admin, vault, admin.account_id),
        ):
            with pytest.raises(Refused, match="不能改自己的账号"):
                call()


def test_the_last_security_administrator_stays(store: Store, admin: Actor, vault: Vault) -> None:
    other, _ = create(store, admin, vault, "anquan2", "security")
    second = Actor(other, "anquan2", "演示", frozenset(["security"]))
    with store.write(second.login) as session:
        account.disable(session, second, vault, admin.account_id)
    with store.write(admin.login) as session:  # an administrator who was disabled while logged in
        with pytest.raises(Refused, match="最后一个启用的安全管理员"):
            account.disable(session, admin, vault, other)
        revision = session.get_one(Account, other).revision
        with pytest.raises(Refused, match="最后一个启用的安全管理员"):
            account.edit(session, admin, other, revision, NewAccount("", "演示", ["duty"]))


def test_an_edit_is_journalled_and_a_stale_one_refused(store: Store, admin: Actor, vault: Vault) -> None:
    made, _ = create(store, admin, vault)
    with store.read() as session:
        revision = session.get_one(Account, made).revision
    with store.write(admin.login) as session:
        account.edit(session, admin, made, revision, NewAccount("", "演示队长", ["head", "officer"]))
    with pytest.raises(StaleRecord), store.write(admin.login) as session:
        account.edit(session, admin, made, revision, NewAccount("", "别人", ["duty"]))
    with store.read() as session:
        assert session.get_one(Account, made).roles == ["head", "officer"]
        last = session.scalars(select(Op).where(Op.row == made).order_by(Op.seq.desc())).first()
        assert last is not None
        assert (last.who, "head" in last.body) == (admin.login, True)
        told = [event.note for event in session.scalars(select(DoorEvent).where(DoorEvent.kind == "edited"))]
    assert told == ["zhiban：执法人员（承办）、承办机构负责人（队长）"]


def test_an_unknown_account_is_not_found(store: Store, admin: Actor, vault: Vault) -> None:
    with pytest.raises(NotFound), store.write(admin.login) as session:
        account.reset(session, admin, vault, "none")


@pytest.mark.parametrize("role", [role for role in roles.table().roles if role != roles.SECURITY])
def test_no_other_role_manages_accounts(store: Store, actor_of: ActorOf, vault: Vault, role: str) -> None:
    actor = actor_of(role)
    other = actor_of("county", "legal")
    with store.write(actor.login) as session:
        for call in (
            lambda: account.create(session, actor, vault, NewAccount("zhiban", "演示", ["duty"])),
            lambda: account.edit(session, actor, other.account_id, 1, NewAccount("", "演示", ["duty"])),
            lambda: account.disable(session, actor, vault, other.account_id),
            lambda: account.enable(session, actor, vault, other.account_id),
            lambda: account.reset(session, actor, vault, other.account_id),
        ):
            with pytest.raises(NotPermitted):
                call()
    if role != roles.AUDITOR:
        with pytest.raises(NotPermitted), store.read() as session:
            account.accounts(session, actor)
