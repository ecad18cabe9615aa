"""What the footer of the form offers: the verb of the step, whether it can be pressed, and why not. No Qt in here."""

from dataclasses import dataclass
from enum import Enum, auto

from app.documents import load_form
from app.services.actor import Actor, may
from app.services.case.shapes import Desk, OpenAct, PaperLine, StepState
from app.services.case_paper_form import approval_rows
from app.views.case.work_reading import Work

LONGEST = 12  # characters of an act that still fit a button


class Doing(Enum):
    """What the verb does; SERVE keeps the record of service and takes the act, KEEP only the record."""

    ACT = auto()
    SERVE = auto()
    KEEP = auto()
    SUBMIT = auto()
    LOOK = auto()


@dataclass(frozen=True, slots=True)
class Verb:
    """The primary button. `gate` says in the same panel why it is shut; `scan`: a signature on paper may be entered."""

    doing: Doing
    words: str
    enabled: bool
    gate: str = ""
    note: str = ""
    scan: bool = False


def verb_of(actor: Actor, desk: Desk, work: Work, *, on_paper: str = "") -> Verb:
    """`on_paper` is who signed on paper, when that was entered. A trial offers nothing: it writes nothing."""
    if desk.trial:
        return Verb(Doing.LOOK, "推演中", enabled=False, gate=work.act.gate if work.act is not None else "")
    return _of_paper(work) if work.act is None else _of_act(actor, desk, work, work.act, on_paper)


def _of_act(actor: Actor, desk: Desk, work: Work, act: OpenAct, on_paper: str) -> Verb:
    words = act.title if len(act.title) <= LONGEST else "办理"
    if work.parcel is not None:
        return _of_parcel(actor, act, words, work.parcel, on_paper)
    if act.gate and act.ripe and (made := _of_first(actor, work, act)) is not None:
        return made
    if act.gate:
        return Verb(Doing.ACT, words, enabled=False, gate=act.gate)
    if act.permitted or on_paper:
        note = f"纸上由 {on_paper} 签批，扫描件已附" if on_paper else _after(desk, act)
        return Verb(Doing.ACT, words, enabled=True, note=note)
    scan = may(actor, "case.handle")
    if _can_be_sent(work) and may(actor, "document.write"):
        gate = f"“{act.title}”由{act.approver}批准：填好后送签，或者登记纸上签批。"
        return Verb(Doing.SUBMIT, "送签", enabled=True, gate=gate, note=_after(desk, act), scan=scan)
    return Verb(Doing.ACT, words, enabled=False, gate=_waits(act, work), scan=scan)


def _of_parcel(actor: Actor, act: OpenAct, words: str, parcel: PaperLine, on_paper: str) -> Verb:
    """The paper is final: its service and the act are one press, or the service alone where the act is another's."""
    name = load_form(parcel.form).name
    if act.permitted or on_paper:
        signed = f"纸上由 {on_paper} 签批；" if on_paper else ""
        return Verb(Doing.SERVE, words, enabled=True, note=f"{signed}登记《{name}》的送达，同时{act.title}")
    note = f"《{name}》送到后登记；“{act.title}”由{act.approver}办理"
    return Verb(Doing.KEEP, "登记送达", enabled=True, note=note, scan=may(actor, "case.handle"))


def _of_first(actor: Actor, work: Work, act: OpenAct) -> Verb | None:
    """Nothing is missing but papers: the one that is shown goes to its signers, or to where it is made final."""
    seen = work.paper
    if seen is None or seen.form.id not in act.first or not may(actor, "document.write"):
        return None
    coming = f"定稿以后就可以“{act.title}”"
    if _can_be_sent(work):
        return Verb(Doing.SUBMIT, "送签", enabled=True, gate=act.gate, note=f"签完以后就可以“{act.title}”")
    if waiting := [one.role for one in seen.chain if not one.signer]:
        return Verb(Doing.LOOK, "看文书", enabled=True, gate=f"已送签，等“{waiting[0]}”签。", note=coming)
    return Verb(Doing.LOOK, "核对定稿", enabled=True, gate=act.gate, note=coming)


def _of_paper(work: Work) -> Verb:
    if _can_be_sent(work):
        return Verb(Doing.SUBMIT, "送签", enabled=True, note="填好后送签，签完才能定稿取号")
    return Verb(Doing.LOOK, "看文书", enabled=work.paper is not None, note="在“看文书”里校验、定稿取号和打印")


def _can_be_sent(work: Work) -> bool:
    seen = work.paper
    return seen is not None and not seen.chain and not seen.fixed and bool(approval_rows(seen.form))


def _waits(act: OpenAct, work: Work) -> str:
    waiting = [one.role for one in work.paper.chain if not one.signer] if work.paper is not None else []
    if waiting:
        return f"已送签，等“{waiting[0]}”签。"
    return f"“{act.title}”由{act.approver}办理，您的账号没有这一权限。"


def _after(desk: Desk, act: OpenAct) -> str:
    coming = next((one for one in desk.steps if one.state in {StepState.LATER, StepState.BLOCKED}), None)
    return f"办完后打开“{coming.title}”" if coming is not None and not act.external else ""
