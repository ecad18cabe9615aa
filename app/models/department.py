"""单位/部门: who the people belong to and who is responsible for a power item."""

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Choice, Exchange, Paragraphs, Record, Reference
from app.rules.vocabulary import DepartmentKind


class Department(Record, Base):
    """One unit."""

    __tablename__ = "department"
    __exchange__ = Exchange.EXCHANGED

    name: Mapped[str] = mapped_column(String(80), index=True, comment="单位名称", info={"search": True})
    short_name: Mapped[str | None] = mapped_column(String(40), comment="简称", info={"search": True})
    code: Mapped[str | None] = mapped_column(String(40), comment="单位代码", info={"search": True})
    kind: Mapped[DepartmentKind] = mapped_column(
        Choice(DepartmentKind), default=DepartmentKind.OTHER, comment="单位类别"
    )
    parent_id: Mapped[str | None] = mapped_column(Reference("department"), comment="上级单位")
    contact: Mapped[str | None] = mapped_column(String(40), comment="联系人", info={"search": True})
    phone: Mapped[str | None] = mapped_column(String(40), comment="联系电话", info={"search": "tail"})
    planned_posts: Mapped[int | None] = mapped_column(Integer, comment="计划下沉人数")
    note: Mapped[str | None] = mapped_column(Paragraphs, comment="备注")
