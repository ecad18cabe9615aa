"""The one table of role × action: its shape, and what must never change unnoticed."""

import pytest

from app.rules import roles

REGISTERS = ("people", "departments", "grids", "power_items", "parties", "patrols")
ONLY = {
    "account.manage": {"security"},
    "settings.write": {"system"},
    "restore": {"system"},
    "audit.read": {"auditor"},
    "audit.export": {"auditor"},
    "people.delete": {"leader", "head"},
    "patrols.delete": {"leader", "head"},
}


def test_all_thirteen_roles_are_shipped() -> None:
    assert list(roles.table().roles.values()) == [
        "值班员", "带班领导", "执法人员（承办）", "承办机构负责人（队长）", "法制审核", "分管负责人", "行政机关负责人", "档案",
        "专家（单案）", "县级查看", "系统管理员", "安全管理员", "审计员",
    ]  # fmt: skip


@pytest.mark.parametrize("register", REGISTERS)
def test_each_register_has_its_five_actions(register: str) -> None:
    verbs = {key.partition(".")[2] for key in roles.table().actions if key.startswith(f"{register}.")}
    assert verbs == {"read", "write", "import", "export", "delete"}


@pytest.mark.parametrize("action", ONLY)
def test_who_holds_the_dangerous_actions(action: str) -> None:
    assert roles.table().actions[action].holders == ONLY[action]


def test_every_action_has_a_holder_and_a_chinese_label() -> None:
    for action in roles.table().actions.values():
        assert action.holders, action.key
        assert action.holders <= roles.table().roles.keys()
        assert any("\u4e00" <= sign <= "\u9fff" for sign in action.label)


# what those outside the township may say on a case: an answer that is asked of them, and the county's own quality sheet
OWN_WORD = {"auditor": set[str](), "county": {"case.advise", "case.score"}, "expert": {"case.advise"}}


@pytest.mark.parametrize("reader", OWN_WORD)
def test_those_who_only_look_cannot_change_anything(reader: str) -> None:
    held = {key for key, action in roles.table().actions.items() if reader in action.holders}
    assert held
    verbs = {key.rpartition(".")[2] for key in held - OWN_WORD[reader]}
    assert verbs <= {"read", "export", "search", "check"}


def test_the_separated_three_share_only_reading() -> None:
    table = roles.table().actions
    for key, action in table.items():
        if len(roles.separated(action.holders)) > 1:
            assert key in {"settings.read", "check", "account.read"}, key


def test_two_of_the_three_are_named() -> None:
    assert roles.separated(["duty", "auditor", "system"]) == ("system", "auditor")
    assert roles.table().labels({"auditor", "system"}) == "系统管理员、审计员"
