"""Everything the program refuses or cannot do, said so that an operator knows what happened, whether data is safe, what to do.

A sentence stands once, here, with its number; views and commands only show `text()`. Facts are filled in by name.
"""

from app.errors.base import DeskError, Problem, Unexpected
from app.errors.door import (
    LockedOut,
    NoKeyring,
    NoPassword,
    PasswordDue,
    WrongBackupPassword,
    WrongPassword,
    WrongRecoveryCode,
)
from app.errors.home import (
    AlreadyRunning,
    AttachmentDamaged,
    BackupUnreadable,
    DiskFull,
    NoOffice,
    NoScreen,
    OfficeExists,
    StoreDamaged,
    StoreTooNew,
    StoreTooOld,
    UpgradeStopped,
)
from app.errors.paper import AlreadyIssued, MissingColumns, NoNumbers, NotPrinted, NotWritten, UnreadableFile
from app.errors.record import LaterChange, NotFound, NotPermitted, Refused, StaleRecord

__all__ = [
    "AlreadyIssued",
    "AlreadyRunning",
    "AttachmentDamaged",
    "BackupUnreadable",
    "DeskError",
    "DiskFull",
    "LaterChange",
    "LockedOut",
    "MissingColumns",
    "NoKeyring",
    "NoNumbers",
    "NoOffice",
    "NoPassword",
    "NoScreen",
    "NotFound",
    "NotPermitted",
    "NotPrinted",
    "NotWritten",
    "OfficeExists",
    "PasswordDue",
    "Problem",
    "Refused",
    "StaleRecord",
    "StoreDamaged",
    "StoreTooNew",
    "StoreTooOld",
    "Unexpected",
    "UnreadableFile",
    "UpgradeStopped",
    "WrongBackupPassword",
    "WrongPassword",
    "WrongRecoveryCode",
]
