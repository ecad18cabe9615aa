"""法制审核: what a review looks at, why it comes back, and when an answer is complete (行政处罚法 58)."""

from collections.abc import Mapping

from app.errors import Problem
from app.rules.refusals import problem
from app.rules.vocabulary import Word
from app.rules.vocabulary_case import Opinion

SENT_BACK = frozenset({Opinion.RETURN, Opinion.REFUSE})
PASSED = frozenset({Opinion.AGREE, Opinion.AMEND})


class Head(Word):
    """What is looked at, one by one."""

    SUBJECT = "subject", "主体和权限"
    OFFICERS = "officers", "执法人员资格"
    FACTS = "facts", "事实和证据"
    LAW = "law", "适用依据"
    DISCRETION = "discretion", "裁量"
    PROCEDURE = "procedure", "程序"
    PAPERS = "papers", "文书"
    CRIME = "crime", "是否涉嫌犯罪应当移送"


class ReturnReason(Word):
    """Why a review comes back; counted, to see what is weak (mission 72, 113)."""

    SUBJECT = "subject", "主体或者权限不符"
    FACTS = "facts", "事实不清"
    EVIDENCE = "evidence", "证据不足"
    LAW = "law", "适用依据错误"
    DISCRETION = "discretion", "裁量不当"
    PROCEDURE = "procedure", "程序不合法"
    PAPERS = "papers", "文书不规范"
    CRIME = "crime", "应当移送"
    OTHER = "other", "其他"


def answer_problems(
    opinion: Opinion, checks: Mapping[str, bool], reason: ReturnReason | None, words: str
) -> list[Problem]:
    """What is missing in an answer. `checks`: head -> whether it is in order; every head has to be looked at."""
    found = []
    if missing := [head.label for head in Head if head.value not in checks]:
        found.append(problem("review.checks", open="、".join(missing)))
    if opinion is Opinion.AGREE and (wrong := [head.label for head in Head if checks.get(head.value) is False]):
        found.append(problem("review.checks_failed", failed="、".join(wrong)))
    if opinion in SENT_BACK and reason is None:
        found.append(problem("review.reason"))
    if opinion is not Opinion.AGREE and not words.strip():
        found.append(problem("review.words"))
    return found
