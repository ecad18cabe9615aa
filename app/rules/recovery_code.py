"""The recovery code on the sealed sheet: 25 characters a person can copy by hand, the last one a check character.

31 signs without the ones that look alike (0 O, 1 I L); 24 random ones are 118 bits. The weighted sum modulo the prime 31
finds every single wrong sign and every exchange of two.
"""

import secrets
import unicodedata

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RANDOM = 24
GROUP = 5


def new() -> str:
    """A fresh code in its normal form, without hyphens."""
    body = "".join(secrets.choice(SIGNS) for _ in range(RANDOM))
    return body + _check_sign(body)


def printed(code: str) -> str:
    """As it stands on the sheet: five groups of five."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def normal(typed: str) -> str | None:
    """What a person typed in its normal form, or None when it cannot be a code of ours: length, sign or check character."""
    code = "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign not in " -\t\n—–_.")
    if len(code) != RANDOM + 1 or any(sign not in SIGNS for sign in code):
        return None
    return code if code[-1] == _check_sign(code[:-1]) else None


def _check_sign(body: str) -> str:
    return SIGNS[sum(weight * SIGNS.index(sign) for weight, sign in enumerate(body, 1)) % len(SIGNS)]
