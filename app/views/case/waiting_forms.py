"""What is done about a thing that waits: signing, answering a review, keeping the votes of a discussion, answering a question."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clock import today
from app.errors import Refused
from app.rules.review import SENT_BACK, Head, ReturnReason
from app.rules.vocabulary_case import CaseRole, Opinion
from app.services import case_paper_signing
from app.services.case.desk import desk as read_desk
from app.services.case.drafts import Candidate
from app.services.case.people import candidates
from app.services.case_paper_signing import Signed
from app.services.case_parts.advice import AdviceSeen, answer_advice
from app.services.case_parts.approval import SignLine
from app.services.case_parts.discussion import VoteDraft, record_discussion, voters
from app.services.case_parts.review import ReviewAnswer, ReviewSeen, answer_review, list_reviews
from app.services.case_waiting import Discussing
from app.views.case.scan_dialog import ScanDialog
from app.views.case.words import minute_words
from app.views.frame import Frame
from app.views.register.child_rows import RowsField
from app.views.register.form_body import FormBody
from app.views.register.record_card import fact, facts_grid
from app.views.theme import worn
from app.views.widgets.choice_fields import ComboField, RadioField
from app.views.widgets.date_fields import DateField
from app.views.widgets.field import Field
from app.views.widgets.kinds import button, label, rule
from app.views.widgets.text_fields import LongTextField, TextField

OPINIONS: list[tuple[object, str]] = [(one, one.label) for one in (Opinion.AGREE, Opinion.RETURN, Opinion.REFUSE)]
REVIEWS: list[tuple[object, str]] = [(one, one.label) for one in Opinion]
FITS: list[tuple[object, str]] = [(True, "符合"), (False, "不符合")]
PASSED_WORDS = {Opinion.AGREE: "同意。", Opinion.AMEND: "修改后同意。"}


class WaitingForm(QWidget):
    """The content of the drawer. Signals: `done(words)` after it was written; `buttons` go into the drawer's footer."""

    done = Signal(str)

    def __init__(self, frame: Frame, verb: str) -> None:
        super().__init__()
        self.frame = frame
        self.form = FormBody(columns=1)
        self.primary = button(verb, "primary", size="small", then=self.press)
        self.buttons = [self.primary]
        self.column = QVBoxLayout(self)
        pad = worn().px(12)
        self.column.setContentsMargins(pad, pad, pad, pad)
        self.column.setSpacing(worn().px(10))

    def finish(self) -> None:
        """Put the form below what tells about the thing."""
        self.column.addWidget(rule())
        self.column.addWidget(self.form)
        self.column.addStretch(1)

    def command(self) -> Callable[[Any], Any]:
        """What the verb writes."""
        raise NotImplementedError

    def press(self) -> None:
        """The verb."""
        if self.form.check():
            self.write(self.command(), self.primary.text())

    def write(self, command: Callable[[Any], Any], doing: str) -> None:
        """Write; what is refused is said at its field."""
        self.primary.setEnabled(False)

        def refused(error: BaseException) -> None:
            self.primary.setEnabled(True)
            if isinstance(error, Refused):
                self.form.show_problems(error.problems, doing)
            else:
                self.frame.tell(error)

        self.frame.office.background.write(self, command, lambda _done: self.done.emit(f"已{doing}"), refused)


def paper_name(line: SignLine) -> str:
    """The name of the paper without the case in brackets."""
    return line.title.removesuffix(f"（{line.case}）")


class SignForm(WaitingForm):
    """A row of approvals: opinion, words, by login or on paper."""

    def __init__(self, frame: Frame, line: SignLine) -> None:
        super().__init__(frame, "签批")
        self.line = line
        self.scan_button = button("纸上已签…", size="small", then=self._ask_scan)
        self.buttons.insert(0, self.scan_button)
        pairs = [
            ("案件", fact(line.case)), ("文书", fact(paper_name(line))), ("签批栏", fact(line.role)),
            ("送签", fact(minute_words(line.asked_at))),
        ]  # fmt: skip
        self.column.addLayout(facts_grid(pairs))
        self.form.add_field("opinion", RadioField("意见", OPINIONS, required=True))
        self.form.add_field("words", LongTextField("意见内容", required=True, lines=3))
        self.form.add_field("on", DateField("签批日期", required=True))
        self.form.open_values({"opinion": Opinion.AGREE, "words": PASSED_WORDS[Opinion.AGREE], "on": today()})
        self.form.fields["opinion"].changed.connect(self._follow)
        self.column.addWidget(label("签批写进文书，打印出来就是签的内容。", "facts", wrap=True))
        self.finish()

    def _follow(self) -> None:
        """The usual words go with the opinion as long as nobody has written others."""
        words = self.form.fields["words"]
        if words.value() in {None, *PASSED_WORDS.values()}:
            chosen = self.form.fields["opinion"].value()
            words.set_value(PASSED_WORDS.get(chosen) if isinstance(chosen, Opinion) else None)

    def command(self) -> Callable[[Any], Any]:
        return self._signing(None, None)

    def _signing(self, person: str | None, scan: str | None) -> Callable[[Any], Any]:
        values, actor, row = self.form.values(), self.frame.office.actor, self.line.id
        given = Signed(**values, person_id=person, scan_id=scan)  # type: ignore[arg-type]
        return lambda session: case_paper_signing.sign(session, actor, row, given)

    def _ask_scan(self) -> None:
        if self.form.check():
            dialog = ScanDialog(self, self.frame, paper_name(self.line), self.line.role)
            dialog.given.connect(self.sign_on_paper)
            dialog.open()

    def sign_on_paper(self, person: str, _name: str, scan: str) -> None:
        """Somebody signed on the sheet; the scan is at hand."""
        self.write(self._signing(person, scan), "签批")


class ReviewForm(WaitingForm):
    """The review of a case head by head, earlier rounds above it."""

    def __init__(self, frame: Frame, case_id: str, case: str, sent_at: datetime) -> None:
        super().__init__(frame, "提交审核意见")
        self.case_id = case_id
        self.revision = 0
        self.column.addLayout(facts_grid([("案件", fact(case)), ("送审", fact(minute_words(sent_at)))]))
        self._rounds = QVBoxLayout()
        self.column.addLayout(self._rounds)
        for head in Head:
            self.form.add_field(head.value, RadioField(head.label, FITS, required=True))
        reasons: list[tuple[object, str]] = [(one, one.label) for one in ReturnReason]
        self.reviewer = ComboField("审核人", [], required=True)
        self.form.add_field("reviewer", self.reviewer)
        self.form.add_field("opinion", ComboField("审核意见", REVIEWS, required=True))
        self.form.add_field("reason", ComboField("退回原因", reasons, hint="退回、不同意的必须选，用于统计"))
        self.form.add_field("words", LongTextField("说明", lines=3))
        self.finish()
        self._read()

    def _read(self) -> None:
        actor, case = self.frame.office.actor, self.case_id

        def query(session: Any) -> tuple[int, tuple[ReviewSeen, ...], list[Candidate]]:
            desk = read_desk(session, actor, case)
            offered = candidates(session, actor, case, CaseRole.REVIEWER, today())
            return desk.revision, list_reviews(session, actor, case), offered

        self.frame.office.background.read(self, query, self._show, self.frame.tell)

    def _show(self, found: tuple[int, tuple[ReviewSeen, ...], list[Candidate]]) -> None:
        self.revision, rounds, offered = found
        able = [(one.person_id, one.name) for one in offered if not one.why_not]
        self.reviewer.set_choices(able)
        own = self.frame.office.actor.person_id
        if any(own == person for person, _name in able):
            self.reviewer.set_value(own)
        for one in rounds:
            if one.answered_at is not None and one.opinion is not None:
                said = f"{minute_words(one.answered_at)} {one.reviewer}：{one.opinion.label} {one.reason} {one.words}"
                self._rounds.addWidget(label(said.strip(), "facts", wrap=True))

    def press(self) -> None:
        opinion, reason = self.form.fields["opinion"].value(), self.form.fields["reason"]
        reason.required = opinion in SENT_BACK
        super().press()

    def command(self) -> Callable[[Any], Any]:
        values: dict[str, Any] = self.form.values()
        actor, case = self.frame.office.actor, self.case_id
        reason, reviewer = values["reason"], values["reviewer"]
        answer = ReviewAnswer(
            opinion=Opinion.read(values["opinion"]),
            checks={head.value: bool(values[head.value]) for head in Head},
            words=str(values["words"] or ""),
            revision=self.revision,
            reason=ReturnReason.read(reason) if reason else None,
            reviewer_id=str(reviewer) if reviewer else None,
        )
        return lambda session: answer_review(session, actor, case, answer)


class DiscussionForm(WaitingForm):
    """Who was there, what each said, and the conclusion. Those who may not vote are not offered."""

    def __init__(self, frame: Frame, line: Discussing) -> None:
        super().__init__(frame, "记录讨论结论")
        self.line = line
        self.revision = 0
        self._able: list[tuple[object, str]] = []
        self.column.addLayout(facts_grid([("案件", fact(line.case)), ("承办", fact(line.officers))]))
        self.left_out = label("", "facts", wrap=True)
        self.column.addWidget(self.left_out)
        self.form.add_field("on", DateField("讨论日期", required=True))
        self.votes = RowsField("参加讨论的负责人", "一人", self._vote_fields)
        self.form.add_field("votes", self.votes)
        self.form.add_field("conclusion", LongTextField("讨论结论", required=True, lines=3))
        self.form.open_values({"on": today()})
        self.finish()
        actor, case = frame.office.actor, line.case_id

        def query(session: Any) -> tuple[int, tuple[Candidate, ...]]:
            return read_desk(session, actor, case).revision, voters(session, actor, case, today())

        frame.office.background.read(self, query, self._show, frame.tell)

    def _show(self, found: tuple[int, tuple[Candidate, ...]]) -> None:
        self.revision, offered = found
        self._able = [(one.person_id, one.name) for one in offered if not one.why_not]
        barred = [one.why_not for one in offered if one.why_not]
        self.left_out.setText(f"不能参加表决：{'；'.join(barred)}" if barred else "调查人员和应当回避的人不能表决。")

    def _vote_fields(self) -> dict[str, tuple[Field, bool]]:
        says: list[tuple[object, str]] = [(True, "同意"), (False, "不同意")]
        return {
            "person_id": (ComboField("姓名", self._able, required=True), False),
            "agrees": (RadioField("意见", says, required=True), False),
            "words": (TextField("发言要点"), True),
        }

    def command(self) -> Callable[[Any], Any]:
        values, actor, case, revision = self.form.values(), self.frame.office.actor, self.line.case_id, self.revision
        rows: Any = values["votes"] or []
        votes = [VoteDraft(one["person_id"], bool(one["agrees"]), one["words"] or "") for one in rows]
        on: Any = values["on"]
        said = str(values["conclusion"])
        return lambda session: record_discussion(session, actor, case, on, votes, said, revision)


class AdviceForm(WaitingForm):
    """A question to an expert or to the county, and its answer."""

    def __init__(self, frame: Frame, line: AdviceSeen) -> None:
        super().__init__(frame, "答复")
        self.line = line
        pairs = [
            ("案件", fact(line.case)), ("问谁", fact(line.asked_of)), ("提出", fact(minute_words(line.asked_at))),
            ("问题", fact(line.question)),
        ]  # fmt: skip
        self.column.addLayout(facts_grid(pairs))
        self.form.add_field("answer", LongTextField("答复", required=True, lines=6))
        self.column.addWidget(label("答复提交后不能修改，与问题一起留在案卷里。", "facts", wrap=True))
        self.finish()

    def command(self) -> Callable[[Any], Any]:
        actor, question, words = self.frame.office.actor, self.line.id, str(self.form.fields["answer"].value())
        return lambda session: answer_advice(session, actor, question, words)
