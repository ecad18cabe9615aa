"""The password policy: data in resources/password_policy.yaml, checked here. Off only in a 演示 home."""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from app import paths
from app.errors import Problem
from app.rules import declared, recovery_code

KINDS = (
    ("大写字母", str.isupper),
    ("小写字母", str.islower),
    ("数字", str.isdigit),
    ("符号", lambda sign: not sign.isalnum()),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What a password must be: length, kinds of signs, days until it must change (0 = never), how many old ones count."""

    least_length: int
    least_kinds: int
    days: int
    remembered: int


@cache
def shipped() -> Policy:
    """The policy of an office that is not 演示."""
    raw = declared.read(paths.resources("password_policy.yaml"))
    return Policy(**{name: int(value) for name, value in raw.items()})


LENIENT = Policy(least_length=1, least_kinds=0, days=0, remembered=0)  # 演示


def policy_of(*, demo: bool) -> Policy:
    """The policy of a home."""
    return LENIENT if demo else shipped()


def problems(policy: Policy, password: str, login: str) -> list[Problem]:
    """What a new password breaks, in words; empty when it will do. Whether it was used before is asked elsewhere."""
    text = unicodedata.normalize("NFKC", password)
    found = []
    if len(text) < policy.least_length:
        found.append(f"密码至少 {policy.least_length} 位，现在是 {len(text)} 位")
    if sum(any(map(fits, text)) for _, fits in KINDS) < policy.least_kinds:
        found.append(f"密码要含{'、'.join(word for word, _ in KINDS)}中的至少 {policy.least_kinds} 类")
    if policy.least_kinds and login.casefold() in text.casefold():
        found.append("密码里不能含用户名")
    return [Problem("password", why) for why in found]


def is_due(policy: Policy, changed_on: date | None, today: date) -> bool:
    """Whether a password is older than the policy allows; one of unknown age is."""
    return bool(policy.days) and (changed_on is None or today - changed_on >= timedelta(days=policy.days))


def one_time() -> str:
    """A password to be read out once and changed at the next login; it meets any policy of up to 12 signs and 4 kinds."""
    body = "".join(secrets.choice(recovery_code.SIGNS) for _ in range(9))
    return f"{body[:4]}-{body[4:].lower()}-{secrets.choice('23456789')}{secrets.choice('ABCDEFGH')}{secrets.choice('abcdefgh')}"
