"""The tables, one module a subject. Importing this package maps them all."""

from app.models.absence import Absence
from app.models.account import Account, DoorEvent
from app.models.attachment import Attachment
from app.models.base import Base, Exchange, Record
from app.models.case import Case, CaseAct, CaseDeadline, CasePerson, Recusal, Remedy
from app.models.department import Department
from app.models.document import Document
from app.models.evidence import Evidence, Goods
from app.models.form_template import FormTemplate
from app.models.grid import Grid
from app.models.journal import Cursor, Device, FieldHead, Op
from app.models.ledger import LedgerBook
from app.models.money import Instalment, Payment
from app.models.numbering import NumberBlock, NumberUse
from app.models.party import Party
from app.models.patrol import Finding, Patrol, PatrolMember, Photo, Recheck
from app.models.person import Person
from app.models.power_item import DiscretionTier, PowerItem
from app.models.question import Question
from app.models.roster import Duty, DutyBalance, DutyChange, DutyMember, DutyPattern, DutyPost, DutyRoster, DutyVehicle
from app.models.search import SearchDoc
from app.models.setting import Draft, Preference, Setting
from app.models.shift import AlarmAck, DutyNote, Handover, HandoverItem, Room, RoomStay, SignIn, SpotCheck, Vehicle
from app.models.signing import Advice, Approval, LegalReview, QualitySheet, Service, Vote

__all__ = [
    "Absence",
    "Account",
    "Advice",
    "AlarmAck",
    "Approval",
    "Attachment",
    "Base",
    "Case",
    "CaseAct",
    "CaseDeadline",
    "CasePerson",
    "Cursor",
    "Department",
    "Device",
    "DiscretionTier",
    "Document",
    "DoorEvent",
    "Draft",
    "Duty",
    "DutyBalance",
    "DutyChange",
    "DutyMember",
    "DutyNote",
    "DutyPattern",
    "DutyPost",
    "DutyRoster",
    "DutyVehicle",
    "Evidence",
    "Exchange",
    "FieldHead",
    "Finding",
    "FormTemplate",
    "Goods",
    "Grid",
    "Handover",
    "HandoverItem",
    "Instalment",
    "LedgerBook",
    "LegalReview",
    "NumberBlock",
    "NumberUse",
    "Op",
    "Party",
    "Patrol",
    "PatrolMember",
    "Payment",
    "Person",
    "Photo",
    "PowerItem",
    "Preference",
    "QualitySheet",
    "Question",
    "Recheck",
    "Record",
    "Recusal",
    "Remedy",
    "Room",
    "RoomStay",
    "SearchDoc",
    "Service",
    "Setting",
    "SignIn",
    "SpotCheck",
    "Vehicle",
    "Vote",
]
