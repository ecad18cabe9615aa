"""What happens beside the acts of a case and is kept with it: evidence, payments, services, questions to others, recusals."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.clock import now, today
from app.errors import Refused
from app.rules.spot import SpotGround
from app.rules.vocabulary_case import (
    CaseRole,
    EvidenceKind,
    PaymentKind,
    PaymentWay,
    RecusalGround,
)
from app.services.account import find_enabled
from app.services.attachment import AttachmentView
from app.services.case.people import recuse
from app.services.case.shapes import Desk
from app.services.case_parts.advice import AdviceDraft, AdviceKind, ask_advice
from app.services.case_parts.evidence import EvidenceDraft, record_evidence
from app.services.case_parts.money import PaymentDraft, record_payment
from app.services.case_parts.serving import Unserved, record_service, unserved
from app.views.case.original_field import OriginalField
from app.views.case.service_fields import add_service_fields, service_draft, service_start
from app.views.case.words import yuan
from app.views.frame import Frame
from app.views.register.editors import NumberField
from app.views.register.form_body import FormBody
from app.views.register.lookup import search_of
from app.views.widgets.choice_fields import BoolField, ComboField, choice_field
from app.views.widgets.date_fields import DateField, DateTimeField
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import label
from app.views.widgets.picker import Picked, PickerField
from app.views.widgets.text_fields import LongTextField, MoneyField, TextField

Choices = list[tuple[object, str]]


class PartDialog(Dialog):
    """A form of a few fields: `title` and `verb`, fields added in `build`, and in `command` what is written.

    Signals: `saved()` after it was written.
    """

    saved = Signal()
    title: ClassVar[str]
    verb: ClassVar[str]

    def __init__(self, parent: QWidget, frame: Frame, desk: Desk) -> None:
        super().__init__(parent, self.title)
        self.frame, self.desk = frame, desk
        self.form = FormBody()
        self.said = label("", "facts", wrap=True)
        self.said.hide()
        self.body.addWidget(self.said)
        self.body.addWidget(self.form)
        self.build()
        self.add_button("取消")
        self.submit_with(self.add_button(self.verb, "primary", self.submit, closes=False))

    def build(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def command(self, values: dict[str, Any]) -> Callable[[Any], Any]:
        """What writes them."""
        raise NotImplementedError

    def tell(self, words: str) -> None:
        """A line above the form."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def submit(self) -> None:
        """The verb; what is refused is said at its field."""
        if self.form.check():
            self.frame.office.background.write(self, self.command(self.form.values()), self._written, self._refused)

    def _written(self, _result: object) -> None:
        self.frame.note_saved()
        self.saved.emit()
        self.close()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.form.show_problems(error.problems)
        else:
            self.frame.tell(error)


def officers_of(desk: Desk) -> str:
    """Who handles the case now: 李某、吴某."""
    roles = {CaseRole.LEAD, CaseRole.ASSISTANT}
    return "、".join(one.name for one in desk.people if one.role in roles and not one.until)


class EvidenceDialog(PartDialog):
    """添加证据: what it is, where it came from, what it proves, and the original with its fingerprint."""

    title, verb = "添加证据", "放入证据清单"

    def build(self) -> None:
        kinds: Choices = [(kind, kind.label) for kind in EvidenceKind]
        self.form.add_field("kind", choice_field("证据种类", kinds, required=True))
        self.form.add_field("obtained_at", DateTimeField("取得时间", required=True))
        self.form.add_field("name", TextField("证据名称", required=True), wide=True)
        self.form.add_field("source", TextField("来源", required=True), wide=True)
        self.form.add_field("proves", LongTextField("证明什么", required=True, lines=2), wide=True)
        self.form.add_field("obtained_by", TextField("取得人", required=True))
        self.form.add_field("pages", NumberField("页数", whole=True))
        hint = "照片、录像、扫描件原样存入，自动记下指纹"
        self.original = OriginalField(self.frame, "原件", hint=hint, arrived=self._arrived)
        self.form.add_field("attachment_id", self.original, wide=True)
        moment = now().replace(second=0, microsecond=0)
        self.form.open_values({"obtained_at": moment, "obtained_by": officers_of(self.desk) or None})

    def _arrived(self, seen: AttachmentView) -> None:
        """What the file knows is filled in."""
        if self.form.fields["name"].value() is None:
            self.form.put_values({"name": Path(seen.name).stem})
        if seen.taken_at is not None:
            self.form.put_values({"obtained_at": seen.taken_at})

    def command(self, values: dict[str, Any]) -> Callable[[Any], Any]:
        actor, case, draft = self.frame.office.actor, self.desk.id, EvidenceDraft(**values)
        return lambda session: record_evidence(session, actor, case, draft)


class PaymentDialog(PartDialog):
    """登记缴款: a receipt of the bank, or cash with its special receipt."""

    title, verb = "登记缴款", "登记缴款"

    def build(self) -> None:
        kinds: Choices = [(kind, kind.label) for kind in PaymentKind]
        ways: Choices = [(way, way.label) for way in PaymentWay]
        grounds: Choices = [(one, one.label) for one in SpotGround]
        self.form.add_field("kind", choice_field("款项", kinds, required=True), wide=True)
        self.form.add_field("way", choice_field("缴款方式", ways, required=True), wide=True)
        self.form.add_field("amount", MoneyField("金额（元）", required=True))
        self.form.add_field("paid_on", DateField("缴款日期", required=True))
        self.form.add_field("receipt", TextField("票据号", required=True, hint="财政部门统一制发的专用票据"), wide=True)
        self.form.add_field("spot_ground", ComboField("当场收缴的理由", grounds, hint="只在当场收缴时选"), wide=True)
        self.form.add_field("asked", BoolField("当事人自己提出当场缴"))
        money = self.desk.money
        if money.open > 0:
            self.tell(f"还没有缴：{yuan(money.open)}")
        start = {"kind": PaymentKind.FINE, "way": PaymentWay.BANK, "paid_on": today()}
        self.form.open_values(start | {"amount": money.open if money.open > 0 else None})

    def command(self, values: dict[str, Any]) -> Callable[[Any], Any]:
        actor, case, draft = self.frame.office.actor, self.desk.id, PaymentDraft(**values)
        return lambda session: record_payment(session, actor, case, draft)


class ServiceDialog(PartDialog):
    """登记送达: how a paper reached the party and who took it; the day it counts from is worked out."""

    title, verb = "登记送达", "登记送达"

    def __init__(self, parent: QWidget, frame: Frame, desk: Desk) -> None:
        super().__init__(parent, frame, desk)
        actor, case = frame.office.actor, desk.id
        frame.office.background.read(self, lambda session: unserved(session, actor, case), self._offer, frame.tell)

    def build(self) -> None:
        self.papers = ComboField("文书", [], required=True)
        self.form.add_field("document_id", self.papers, wide=True)
        add_service_fields(self.form, self.frame)
        self.form.open_values(service_start())

    def _offer(self, waiting: tuple[Unserved, ...]) -> None:
        """The papers no step hands over: what a step rests on is served in the step."""
        found = [one for one in waiting if one.form not in handed_over_now(self.desk)]
        self.papers.set_choices(
            [(one.document_id, f"{one.title}（{one.issued_on.isoformat()} 定稿）") for one in found]
        )
        if len(found) == 1:
            self.papers.set_value(found[0].document_id)
        if not found:
            self.tell("没有别的已定稿、还没送达的文书；正在办的这一步的文书，在那一步里登记送达。")

    def command(self, values: dict[str, Any]) -> Callable[[Any], Any]:
        actor, document, draft = self.frame.office.actor, str(values["document_id"]), service_draft(values)
        return lambda session: record_service(session, actor, document, draft)


def handed_over_now(desk: Desk) -> frozenset[str]:
    """The forms that a step of the case, as it stands, hands over to the party."""
    return frozenset(form for one in desk.acts for form in one.serves)


class AdviceDialog(PartDialog):
    """请教: an expert by his account, or the county by its department."""

    title, verb = "请教专家、县级部门", "提出问题"

    def build(self) -> None:
        kinds: Choices = [(kind, kind.label) for kind in AdviceKind]
        self.form.add_field("kind", choice_field("类别", kinds, required=True), wide=True)
        self.form.add_field("asked_of", TextField("问谁", required=True, hint="专家姓名，或者县级部门名称"))
        self.form.add_field("account", TextField("专家的登录名", hint="被问的专家登录后只看到这一个案件"))
        self.form.add_field("question", LongTextField("问题", required=True, lines=4), wide=True)
        self.form.open_values({"kind": AdviceKind.COUNTY})

    def command(self, values: dict[str, Any]) -> Callable[[Any], Any]:
        actor, case = self.frame.office.actor, self.desk.id
        login = str(values["account"] or "")

        def write(session: Any) -> str:
            account = find_enabled(session, login) if login else None
            expert = account.id if account is not None else None
            draft = AdviceDraft(values["kind"], str(values["asked_of"]), str(values["question"]), expert)
            return ask_advice(session, actor, case, draft)

        return write


class RecusalDialog(PartDialog):
    """登记回避: who has to step aside and why; it holds until the head has decided."""

    title, verb = "登记回避事由", "登记回避"

    def build(self) -> None:
        search = search_of(self.frame)
        grounds: Choices = [(one, one.label) for one in RecusalGround]
        person = PickerField("人员", lambda text, answer: search("person", text, answer), required=True)
        self.form.add_field("person", person)
        self.form.add_field("raised_by", TextField("谁提出", hint="当事人或者本人；不填为登记的人"))
        self.form.add_field("ground", ComboField("回避事由", grounds, required=True), wide=True)
        self.form.add_field("note", LongTextField("说明", lines=2), wide=True)
        self.tell("登记以后，在机关负责人决定之前，这个人不再计入两名执法人员，也不能签批、审核和表决；调查不停止。")

    def command(self, values: dict[str, Any]) -> Callable[[Any], Any]:
        actor, case, person = self.frame.office.actor, self.desk.id, values["person"]
        assert isinstance(person, Picked)  # noqa: S101  the field was checked
        note, raised = values["note"], str(values["raised_by"] or "")
        return lambda session: recuse(
            session, actor, person.id, values["ground"], case_id=case, raised_by=raised, note=note
        )
