"""当事人/检查对象: whom the team meets on patrol, in cases and at inspections; entered once, found everywhere."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Choice, Exchange, Paragraphs, Record, Reference, living_index
from app.rules.vocabulary import PartyKind, Sex


class Party(Record, Base):
    """A person, a sole trader, a legal person or another organisation."""

    __tablename__ = "party"
    __exchange__ = Exchange.EXCHANGED
    __table_args__ = (living_index("party", "name"),)

    kind: Mapped[PartyKind] = mapped_column(Choice(PartyKind), comment="当事人类别")
    name: Mapped[str] = mapped_column(String(120), comment="名称（姓名）", info={"search": True})
    trade_name: Mapped[str | None] = mapped_column(String(120), comment="字号", info={"search": True})
    credit_code: Mapped[str | None] = mapped_column(
        String(18), index=True, comment="统一社会信用代码", info={"search": "tail"}
    )
    id_number: Mapped[str | None] = mapped_column(
        String(18), index=True, comment="身份证号", info={"search": "tail", "mask": "id"}
    )
    sex: Mapped[Sex | None] = mapped_column(Choice(Sex), comment="性别")
    legal_representative: Mapped[str | None] = mapped_column(
        String(40), comment="法定代表人（负责人、经营者）", info={"search": True}
    )
    representative_post: Mapped[str | None] = mapped_column(String(40), comment="代表人职务")
    phone: Mapped[str | None] = mapped_column(String(40), comment="联系电话", info={"search": "tail", "mask": "phone"})
    address: Mapped[str | None] = mapped_column(String(200), comment="住所（住址）", info={"search": True})
    industry: Mapped[str | None] = mapped_column(String(40), comment="行业", info={"search": True})
    grid_id: Mapped[str | None] = mapped_column(Reference("grid"), comment="所在网格")
    note: Mapped[str | None] = mapped_column(Paragraphs, comment="备注")
