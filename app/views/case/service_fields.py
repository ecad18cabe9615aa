"""The fields of a 送达回证: how a paper reached the party, who took it; on the form of an act, or in a dialog of their own."""

from collections.abc import Mapping
from typing import Any, Final

from app.clock import today
from app.rules.service import Relation
from app.rules.vocabulary_case import ServiceMethod
from app.services.case_parts.serving import ServiceDraft
from app.views.case.original_field import OriginalField
from app.views.frame import Frame
from app.views.register.form_body import FormBody
from app.views.widgets.choice_fields import ComboField
from app.views.widgets.date_fields import DateField
from app.views.widgets.text_fields import TextField

Choices = list[tuple[object, str]]
TEXTS: Final = ("recipient", "witness", "refusal", "tracking")
KEYS: Final = ("method", "done_on", *TEXTS, "relation", "proof_id")


def add_service_fields(form: FormBody, frame: Frame) -> None:
    """Add them under their names in `ServiceDraft`."""
    methods: Choices = [(one, one.label) for one in ServiceMethod]
    relations: Choices = [(one, one.label) for one in Relation]
    form.add_field("method", ComboField("送达方式", methods, required=True))
    form.add_field("done_on", DateField("送达回证上的日期", required=True))
    form.add_field("recipient", TextField("签收人"))
    form.add_field("relation", ComboField("与受送达人关系", relations))
    form.add_field("witness", TextField("见证人", hint="留置送达时填写"))
    form.add_field("refusal", TextField("拒收事由", hint="公告送达写原因和经过"))
    form.add_field("tracking", TextField("邮寄单号"))
    form.add_field("proof_id", OriginalField(frame, "送达凭证"), wide=True)


def service_start() -> dict[str, object]:
    """What they begin with: handed over today to the party himself."""
    return {"method": ServiceMethod.DIRECT, "done_on": today(), "relation": Relation.SELF}


def service_draft(values: Mapping[str, Any]) -> ServiceDraft:
    """What was typed, as the service takes it."""
    given = {key: values[key] for key in KEYS}
    return ServiceDraft(**given | {name: given[name] or "" for name in TEXTS})
