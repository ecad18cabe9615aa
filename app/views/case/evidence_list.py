"""The evidence list of a case in the middle of its desk: pieces in order, with fingerprint, and the two officers who verify."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Refused
from app.rules.vocabulary import Light
from app.rules.vocabulary_case import CaseRole
from app.services.actor import may
from app.services.case.shapes import Desk, EvidenceLine
from app.services.case_parts.evidence import verify_evidence
from app.views.case.words import minute_words
from app.views.frame import Frame
from app.views.pages.patrol_photos import Thumbnail
from app.views.register.record_card import fact, facts_grid
from app.views.theme import worn
from app.views.widgets.kinds import button, label
from app.views.widgets.light import StatusLight
from app.views.widgets.notices import GateBox


class EvidenceList(QWidget):
    """Signals: `changed()` after a piece was verified."""

    changed = Signal()

    def __init__(self, frame: Frame, desk: Desk) -> None:
        super().__init__()
        self._frame, self._desk = frame, desk
        self.gate = GateBox()
        column = QVBoxLayout(self)
        pad = worn().px(14)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(worn().px(10))
        column.addWidget(self.gate)
        for one in desk.evidence:
            column.addWidget(self._card(one))
        if not desk.evidence:
            column.addWidget(label("还没有证据。", "facts"))
        column.addStretch(1)

    def _card(self, one: EvidenceLine) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        row = QHBoxLayout(card)
        row.setSpacing(worn().px(12))
        if one.attachment_id is not None:
            row.addWidget(Thumbnail(self._frame, one.attachment_id, "", one.name, width=150))
        words = QVBoxLayout()
        top = QHBoxLayout()
        top.addWidget(label(f"{one.order}. {one.name}", "strong", wrap=True), 1)
        settled = StatusLight(Light.NORMAL if one.verified else Light.SOON, "已核实" if one.verified else "待核实")
        top.addWidget(settled)
        words.addLayout(top)
        pairs = [
            ("种类", fact(one.kind.label)), ("证明", fact(one.proves)), ("来源", fact(one.source)),
            ("取得", fact(minute_words(one.obtained_at))),
        ]  # fmt: skip
        if one.sha256:
            pairs.append(("原件指纹", fact(one.sha256)))
        words.addLayout(facts_grid(pairs))
        if not one.verified and not self._desk.trial and may(self._frame.office.actor, "case.handle"):
            foot = QHBoxLayout()
            foot.addWidget(
                button("两名承办人核实", size="small", name=f"核实{one.name}", then=partial(self._verify, one))
            )
            foot.addStretch(1)
            words.addLayout(foot)
        row.addLayout(words, 1)
        return card

    def _verify(self, one: EvidenceLine) -> None:
        officers = [
            person.person_id
            for person in self._desk.people
            if person.role in {CaseRole.LEAD, CaseRole.ASSISTANT} and person.certified
        ]
        actor = self._frame.office.actor
        self._frame.office.background.write(
            self,
            lambda session: verify_evidence(session, actor, one.id, officers[:2]),
            lambda _none: self._verified(),
            self._refused,
        )

    def _verified(self) -> None:
        self._frame.note_saved()
        self.changed.emit()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.gate.say("；".join(problem.why for problem in error.problems))
        else:
            self._frame.tell(error)
