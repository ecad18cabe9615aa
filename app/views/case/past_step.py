"""A step that is not at hand: what was done and by whom, or what it will need; nothing in it can be changed."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.documents import load_form
from app.rules.procedure import procedure
from app.services.case.papers import has_template
from app.services.case.shapes import Desk, PaperLine, Step, StepState, TimelineLine
from app.views.case.words import PAPER_LIGHTS, day_words, minute_words, yuan
from app.views.register.record_card import fact, facts_grid
from app.views.theme import worn
from app.views.widgets.drawer import scrolled_column
from app.views.widgets.kinds import button, label, rule
from app.views.widgets.light import StatusLight


def past_step(desk: Desk, step: Step, look: Callable[[str], object]) -> QWidget:
    """A finished step: each act that was taken for it, then its papers; `look` opens one."""
    content, column = scrolled_column(14)
    row = next((row for row in procedure().steps[desk.track.label] if row.act == step.act), None)
    keys = {step.act, *(row.also if row else ()), *(row.done_by if row else ())}
    taken = [line for line in desk.timeline if line.act in keys]
    for number, line in enumerate(taken):
        if number:
            column.addWidget(rule())
        _add_act(column, desk, line)
    forms = {form for key in keys for form in procedure().acts[key].papers}
    _add_papers(column, [one for one in desk.papers if one.form in forms], look)
    column.addStretch(1)
    return content


def step_to_come(desk: Desk, step: Step) -> QWidget:
    """A later step, or one that is not needed: what still stands in its way, and the papers it will yield."""
    content, column = scrolled_column(14)
    if step.state is StepState.SKIPPED:
        column.addWidget(label(f"“{step.title}”{step.note or '不需要'}。", wrap=True))
        column.addStretch(1)
        return content
    act = procedure().acts[step.act]
    open_now = [one for one in act.conditions if not one.met(desk.facts)]
    column.addWidget(
        label(f"还没有办到这一步。现在是“{desk.state_label}”，下一步：{desk.next_step or '没有'}。", wrap=True)
    )
    column.addWidget(
        label("这一步还缺什么" if open_now else "这一步的条件都已具备，按次序办到时就可以办。", "strong", wrap=True)
    )
    for one in open_now:
        paper = f"，缺《{load_form(one.paper).name}》" if one.paper and has_template(one.paper) else ""
        column.addWidget(label(f"· {one.missing}{paper}（{one.basis}）", wrap=True))
    papers = [load_form(form).name for form in act.papers if has_template(form)]
    pairs = [("批准", fact(act.approver or "当事人、其他机关"))]
    if papers:
        pairs.append(("文书", fact("、".join(papers))))
    column.addWidget(rule())
    column.addLayout(facts_grid(pairs))
    column.addStretch(1)
    return content


def _add_act(column: QVBoxLayout, desk: Desk, line: TimelineLine) -> None:
    head = QHBoxLayout()
    head.addWidget(label(line.title, "strong"))
    head.addStretch(1)
    head.addWidget(label(f"{day_words(line.on)} · {line.by} · 录入 {minute_words(line.at)}", "caption"))
    column.addLayout(head)
    pairs = [(name, fact(words)) for name, words in details_words(desk, line.details)]
    if line.note:
        pairs.append(("说明", fact(line.note)))
    if pairs:
        column.addLayout(facts_grid(pairs))


def details_words(desk: Desk, details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What an act wrote down, in words; ids of people by their names."""
    names = {one.person_id: one.name for one in desk.people}
    blanks = procedure().blanks
    found = []
    for key, value in details.items():
        if key in blanks and (words := _words(blanks[key].kind, value, names)):
            found.append((blanks[key].label, words))
    return found


def _words(kind: str, value: Any, names: Mapping[str, str]) -> str:
    if value in (None, "", []):
        return ""
    if kind == "金额":
        return yuan(int(value))
    if kind == "物品":
        return "、".join(f"{one.get('name', '')}{one.get('quantity', '')}{one.get('unit') or ''}" for one in value)
    if kind == "分期":
        return "；".join(f"{yuan(int(amount))} {due}" for amount, due in value)
    parts = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    return (
        "、".join(names.get(one, one) for one in parts)
        if kind not in {"选项", "多选", "阶次", "多物"}
        else _chosen(kind, parts)
    )


def _chosen(kind: str, parts: list[str]) -> str:
    if kind in {"阶次", "多物"}:
        return f"{len(parts)} 项"
    from app.services.case.asking import WORDS

    labels = {word.value: word.label for words in WORDS.values() for word in words}
    return "、".join(labels.get(one, one) for one in parts)


def _add_papers(column: QVBoxLayout, papers: list[PaperLine], look: Callable[[str], object]) -> None:
    if not papers:
        return
    column.addWidget(rule())
    column.addWidget(label("这一步的文书", "strong"))
    for one in papers:
        row = QHBoxLayout()
        row.setSpacing(worn().px(8))
        row.addWidget(button(short_title(one), "link", icon="document", then=partial(look, one.id)))
        row.addWidget(label(one.number or "", "facts"))
        row.addStretch(1)
        row.addWidget(StatusLight(PAPER_LIGHTS[one.state], one.state.label))
        column.addLayout(row)


def short_title(one: PaperLine) -> str:
    """The name of the form, without the case in brackets."""
    return load_form(one.form).name if has_template(one.form) else one.title
