"""缺勤: when somebody of the team is not there, and who agreed. The planner believes only what was approved."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Choice, Day, Exchange, Record, Reference
from app.rules.vocabulary_duty import AbsenceKind


class Absence(Record, Base):
    """Days, both included, on which a person is away. Without `approved_by` it is asked for, not agreed."""

    __tablename__ = "absence"
    __exchange__ = Exchange.EXCHANGED

    person_id: Mapped[str] = mapped_column(Reference("person"), index=True, comment="人员")
    kind: Mapped[AbsenceKind] = mapped_column(Choice(AbsenceKind), comment="类别")
    from_on: Mapped[date] = mapped_column(Day, index=True, comment="开始日期")
    until_on: Mapped[date] = mapped_column(Day, index=True, comment="结束日期")
    approved_by: Mapped[str | None] = mapped_column(String(40), comment="批准人")
    approved_on: Mapped[date | None] = mapped_column(Day, comment="批准日期")
    note: Mapped[str | None] = mapped_column(String(200), comment="事由", info={"search": True})
