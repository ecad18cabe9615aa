"""The tables, one module a subject. Importing this package maps them all."""

from app.models.account import Account, DoorEvent
from app.models.attachment import Attachment
from app.models.base import Base, Exchange, Record
from app.models.department import Department
from app.models.document import Document
from app.models.grid import Grid
from app.models.journal import Cursor, Device, FieldHead, Op
from app.models.party import Party
from app.models.patrol import Finding, Patrol, PatrolMember, Photo, Recheck
from app.models.person import Person
from app.models.power_item import DiscretionTier, PowerItem
from app.models.search import SearchDoc
from app.models.setting import Draft, Preference, Setting

__all__ = [
    "Account",
    "Attachment",
    "Base",
    "Cursor",
    "Department",
    "Device",
    "DiscretionTier",
    "Document",
    "DoorEvent",
    "Draft",
    "Exchange",
    "FieldHead",
    "Finding",
    "Grid",
    "Op",
    "Party",
    "Patrol",
    "PatrolMember",
    "Person",
    "Photo",
    "PowerItem",
    "Preference",
    "Recheck",
    "Record",
    "SearchDoc",
    "Setting",
]
