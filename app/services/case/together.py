"""The same act on several cases of the register: on all of them, or, when one of them is not ready, on none."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.errors import Problem, Refused
from app.services.actor import Actor
from app.services.case.acting import act, whole_revision
from app.services.case.drafts import ActDraft, Saved
from app.services.case.people import living

# What is done to many cases in the same words: an officer leaves, what is decided is made public.
BATCH = ("reassign", "publish")


def act_on_all(
    session: Session, actor: Actor, case_ids: Sequence[str], act_key: str, on: date, fields: Mapping[str, Any]
) -> tuple[Saved, ...]:
    """Take one act on each case. Raises NotPermitted, and Refused naming every case that is not ready: then none is changed.

    The unit of work is the caller's and has to end with the error, as a window's command does.
    """
    if act_key not in BATCH:
        raise Refused([Problem(act_key, "这件事每个案件都不一样，请进案件里逐件办理")])
    done, refused = [], list[Problem]()
    for case_id in dict.fromkeys(case_ids):
        case = living(session, case_id)
        try:
            done.append(act(session, actor, case_id, act_key, ActDraft(on, whole_revision(session, case), fields)))
        except Refused as error:
            refused += [Problem(one.field, f"{case.title}：{one.why}") for one in error.problems]
    if refused:
        raise Refused(refused)
    return tuple(done)
