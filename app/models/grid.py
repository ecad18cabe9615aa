"""村社与网格: villages, communities and the grids within them, with the worker who reports from each."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Choice, Exchange, Paragraphs, Record, Reference, living_index
from app.rules.vocabulary import GridKind


class Grid(Record, Base):
    """A village, a community or one grid."""

    __tablename__ = "grid"
    __exchange__ = Exchange.EXCHANGED
    __table_args__ = (living_index("grid", "name"),)

    name: Mapped[str] = mapped_column(String(80), comment="名称", info={"search": True})
    kind: Mapped[GridKind] = mapped_column(Choice(GridKind), default=GridKind.GRID, comment="类别")
    code: Mapped[str | None] = mapped_column(String(40), index=True, comment="网格编码", info={"search": True})
    parent_id: Mapped[str | None] = mapped_column(Reference("grid"), comment="所属村社")
    worker: Mapped[str | None] = mapped_column(String(40), comment="网格员", info={"search": True})
    worker_phone: Mapped[str | None] = mapped_column(
        String(40), comment="网格员电话", info={"search": "tail", "mask": "phone"}
    )
    area_note: Mapped[str | None] = mapped_column(Paragraphs, comment="范围说明", info={"search": True})
    note: Mapped[str | None] = mapped_column(Paragraphs, comment="备注")
