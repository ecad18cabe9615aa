"""人员: the members of the team, where they came from, and whether they are officers at a date."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Choice, Day, Exchange, Paragraphs, Record, Reference, living_index
from app.rules.vocabulary import PersonKind, PersonSource, Sex


class Person(Record, Base):
    """One member of the team."""

    __tablename__ = "person"
    __exchange__ = Exchange.EXCHANGED
    __table_args__ = (living_index("person", "name"),)

    name: Mapped[str] = mapped_column(String(40), comment="姓名", info={"search": True})
    sex: Mapped[Sex | None] = mapped_column(Choice(Sex), comment="性别")
    kind: Mapped[PersonKind] = mapped_column(Choice(PersonKind), comment="编制类别")
    source: Mapped[PersonSource] = mapped_column(Choice(PersonSource), comment="人员来源")
    department_id: Mapped[str | None] = mapped_column(Reference("department"), comment="所在单位")
    home_unit: Mapped[str | None] = mapped_column(String(80), comment="编制所在单位", info={"search": True})
    team: Mapped[str | None] = mapped_column(String(40), comment="组别")
    post: Mapped[str | None] = mapped_column(String(40), comment="职务", info={"search": True})
    certificate: Mapped[str | None] = mapped_column(String(40), index=True, comment="执法证号", info={"search": "tail"})
    certificate_from: Mapped[date | None] = mapped_column(Day, comment="执法证起始日")
    certificate_until: Mapped[date | None] = mapped_column(Day, comment="执法证有效期至")
    id_number: Mapped[str | None] = mapped_column(
        String(18), index=True, comment="身份证号", info={"search": "tail", "mask": "id"}
    )
    phone: Mapped[str | None] = mapped_column(String(40), comment="手机", info={"search": "tail", "mask": "phone"})
    joined_on: Mapped[date | None] = mapped_column(Day, comment="到岗日期")
    left_on: Mapped[date | None] = mapped_column(Day, comment="离岗日期")
    note: Mapped[str | None] = mapped_column(Paragraphs, comment="备注")
