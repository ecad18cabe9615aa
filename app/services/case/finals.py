"""Which papers of a case are final for its next acts, and in what words another one still waits.

A paper is final when it is issued, or signed to its last row by people who agree: the act that needs it then issues it. One that
an act has used up, or that was finished before an act that sent the case back, no longer counts.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache

from app import clock
from app.documents import load_form
from app.rules.procedure import procedure
from app.rules.procedure_rows import served
from app.rules.vocabulary_case import PaperState
from app.rules.workdays import spoken
from app.services.case.shapes import PaperLine, TimelineLine

DONE = frozenset({PaperState.ISSUED, PaperState.SERVED, PaperState.FILED})


def unspent(papers: Iterable[PaperLine], acts: Iterable[TimelineLine]) -> tuple[PaperLine, ...]:
    """The papers that acts can still rest on, oldest first."""
    table, ended = procedure(), dict[str, TimelineLine]()
    for one in acts:
        if (row := table.acts.get(one.act)) is not None:
            ended |= dict.fromkeys(row.used_up(one.details) & table.papers, one)
    return tuple(
        one for one in papers if one.state is not PaperState.VOID and (one.form not in ended or _after(one, ended[one.form]))
    )  # fmt: skip


def final(papers: Iterable[PaperLine], on: date) -> frozenset[str]:
    """The forms of which a paper was final on a day."""
    over = clock.at_local(datetime.combine(on + timedelta(days=1), time.min))
    return frozenset(one.form for one in papers if (one.issued_at or one.created_at) < over and is_final(one))


def served_forms(papers: Iterable[PaperLine], on: date) -> frozenset[str]:
    """The facts that a paper of a form had reached the party on a day: by its record of service."""
    return frozenset(served(one.form) for one in papers if one.served_on is not None and one.served_on <= on)


def is_final(paper: PaperLine) -> bool:
    """Whether an act can rest on it."""
    return paper.state in DONE or (paper.state is PaperState.SIGNED and not paper.against)


def words(papers: Sequence[PaperLine]) -> dict[str, str]:
    """Where each form that an act needs stands, in words: not begun, a draft, who signs next, not served yet or not in effect."""
    needed = _needed()
    newest = {one.form: one for one in papers if one.form in needed}
    standing = {form: _standing(one) for form, one in newest.items()}
    return standing | {served(form): _on_its_way(one) for form, one in newest.items() if is_final(one)}


@cache
def _needed() -> frozenset[str]:
    """The forms that have to be final before some act."""
    return frozenset(form for act in procedure().acts.values() for form in act.first)


def _on_its_way(paper: PaperLine) -> str:
    name = f"《{load_form(paper.form).name}》"
    if paper.served_on is None:
        return f"{name}还没有送达回证"
    return f"{name}公告送达，到{spoken(paper.served_on)}才算送达"


def _standing(paper: PaperLine) -> str:
    name = f"《{load_form(paper.form).name}》"
    if paper.against:
        return f"{name}“{paper.against}”没有同意，修改后重新送签"
    if paper.state is PaperState.SIGNING:
        return f"{name}待签：{paper.waits_for}"
    return f"{name}还是草稿，先定稿"


def _after(paper: PaperLine, act: TimelineLine) -> bool:
    """Whether a paper was finished after an act; at the same instant the one that was begun later is the later."""
    moment = paper.issued_at or (clock.now() if paper.state is not PaperState.SIGNED else paper.created_at)
    return (moment, paper.id) > (act.at, act.id)
