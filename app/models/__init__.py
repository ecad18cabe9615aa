"""The tables, one module a subject, each mapped when one of its names is first asked for; `map_all` maps every one.

To map them all takes longer than to load SQLAlchemy, and the first page needs a third of them. A module imports those its foreign
keys point to, and nothing else ties a table to another.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from app.models.absence import Absence as Absence
    from app.models.account import Account as Account
    from app.models.account import DoorEvent as DoorEvent
    from app.models.attachment import Attachment as Attachment
    from app.models.base import Base as Base
    from app.models.base import Exchange as Exchange
    from app.models.base import Record as Record
    from app.models.case import Case as Case
    from app.models.case import CaseAct as CaseAct
    from app.models.case import CaseDeadline as CaseDeadline
    from app.models.case import CasePerson as CasePerson
    from app.models.case import Recusal as Recusal
    from app.models.case import Remedy as Remedy
    from app.models.department import Department as Department
    from app.models.document import Document as Document
    from app.models.evidence import Evidence as Evidence
    from app.models.evidence import Goods as Goods
    from app.models.form_template import FormTemplate as FormTemplate
    from app.models.grid import Grid as Grid
    from app.models.journal import Cursor as Cursor
    from app.models.journal import Device as Device
    from app.models.journal import FieldHead as FieldHead
    from app.models.journal import Op as Op
    from app.models.ledger import LedgerBook as LedgerBook
    from app.models.money import Instalment as Instalment
    from app.models.money import Payment as Payment
    from app.models.numbering import NumberBlock as NumberBlock
    from app.models.numbering import NumberUse as NumberUse
    from app.models.party import Party as Party
    from app.models.patrol import Finding as Finding
    from app.models.patrol import Patrol as Patrol
    from app.models.patrol import PatrolMember as PatrolMember
    from app.models.patrol import Photo as Photo
    from app.models.patrol import Recheck as Recheck
    from app.models.person import Person as Person
    from app.models.power_item import DiscretionTier as DiscretionTier
    from app.models.power_item import PowerItem as PowerItem
    from app.models.question import Question as Question
    from app.models.roster import Duty as Duty
    from app.models.roster import DutyBalance as DutyBalance
    from app.models.roster import DutyChange as DutyChange
    from app.models.roster import DutyMember as DutyMember
    from app.models.roster import DutyPattern as DutyPattern
    from app.models.roster import DutyPost as DutyPost
    from app.models.roster import DutyRoster as DutyRoster
    from app.models.roster import DutyVehicle as DutyVehicle
    from app.models.search import SearchDoc as SearchDoc
    from app.models.setting import Draft as Draft
    from app.models.setting import Preference as Preference
    from app.models.setting import Setting as Setting
    from app.models.shift import AlarmAck as AlarmAck
    from app.models.shift import DutyNote as DutyNote
    from app.models.shift import Handover as Handover
    from app.models.shift import HandoverItem as HandoverItem
    from app.models.shift import Room as Room
    from app.models.shift import RoomStay as RoomStay
    from app.models.shift import SignIn as SignIn
    from app.models.shift import SpotCheck as SpotCheck
    from app.models.shift import Vehicle as Vehicle
    from app.models.signing import Advice as Advice
    from app.models.signing import Approval as Approval
    from app.models.signing import LegalReview as LegalReview
    from app.models.signing import QualitySheet as QualitySheet
    from app.models.signing import Service as Service
    from app.models.signing import Vote as Vote

SUBJECTS: Final = {
    "absence": ("Absence",),
    "account": (
        "Account",
        "DoorEvent",
    ),
    "attachment": ("Attachment",),
    "base": (
        "Base",
        "Exchange",
        "Record",
    ),
    "case": (
        "Case",
        "CaseAct",
        "CaseDeadline",
        "CasePerson",
        "Recusal",
        "Remedy",
    ),
    "department": ("Department",),
    "document": ("Document",),
    "evidence": (
        "Evidence",
        "Goods",
    ),
    "form_template": ("FormTemplate",),
    "grid": ("Grid",),
    "journal": (
        "Cursor",
        "Device",
        "FieldHead",
        "Op",
    ),
    "ledger": ("LedgerBook",),
    "money": (
        "Instalment",
        "Payment",
    ),
    "numbering": (
        "NumberBlock",
        "NumberUse",
    ),
    "party": ("Party",),
    "patrol": (
        "Finding",
        "Patrol",
        "PatrolMember",
        "Photo",
        "Recheck",
    ),
    "person": ("Person",),
    "power_item": (
        "DiscretionTier",
        "PowerItem",
    ),
    "question": ("Question",),
    "roster": (
        "Duty",
        "DutyBalance",
        "DutyChange",
        "DutyMember",
        "DutyPattern",
        "DutyPost",
        "DutyRoster",
        "DutyVehicle",
    ),
    "search": ("SearchDoc",),
    "setting": (
        "Draft",
        "Preference",
        "Setting",
    ),
    "shift": (
        "AlarmAck",
        "DutyNote",
        "Handover",
        "HandoverItem",
        "Room",
        "RoomStay",
        "SignIn",
        "SpotCheck",
        "Vehicle",
    ),
    "signing": (
        "Advice",
        "Approval",
        "LegalReview",
        "QualitySheet",
        "Service",
        "Vote",
    ),
}
_HOMES: Final = {name: subject for subject, names in SUBJECTS.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        msg = f"no table of this name: {name}"
        raise AttributeError(msg)
    return getattr(import_module(f"app.models.{_HOMES[name]}"), name)


@cache
def map_all() -> None:
    """Map every table: for what goes through the whole store, as a new schema, the search and 体检 do."""
    for subject in SUBJECTS:
        import_module(f"app.models.{subject}")
