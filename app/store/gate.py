"""The gate before a shut store: a password or the recovery code against the key slots, each wrong one counted.

An unknown name, a wrong password and a disabled account get the same answer after the same time.
"""

from app.errors import DeskError, WrongPassword, WrongRecoveryCode
from app.paths import Home
from app.rules import recovery_code
from app.store import attempts, keyslots


def key_for(home: Home, login: str, password: str) -> bytes:
    """The data key by a password; counts a wrong one."""
    attempts.require_unlocked(home, login)
    key = keyslots.unlock(home, login, password)
    if key is None:
        raise counted(home, login)
    attempts.succeeded(home, login)
    return key


def counted(home: Home, login: str) -> DeskError:
    """Count a wrong password, or one of an account that may not come in, and say how many tries are left."""
    left = attempts.failed(home, login, login if login in keyslots.logins(home) else "")
    if left == 0:
        attempts.require_unlocked(home, login)
    return WrongPassword(left=left)


def key_by_code(home: Home, code: str) -> bytes:
    """The data key by the recovery code. A slip of the pen, which the check character shows, is not counted."""
    attempts.require_unlocked(home, attempts.CODE)
    normal = recovery_code.normal(code)
    if normal is None:
        raise WrongRecoveryCode
    key = keyslots.unlock_with_code(home, normal)
    if key is None:
        attempts.failed(home, attempts.CODE, "")
        raise WrongRecoveryCode
    attempts.succeeded(home, attempts.CODE)
    return key
