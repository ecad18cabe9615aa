"""`why-date RULE START`: a deadline counted out loud. Needs neither a home nor a password."""

import argparse
import json
import sys
from datetime import date, datetime
from typing import Any

from app import clock
from app.rules.deadlines import (
    Deadline,
    NotInForce,
    NumberOpen,
    Rule,
    Unit,
    UnknownRule,
    Whom,
    compute,
    explained,
    rule,
    rules,
)
from app.rules.workdays import Workdays, spoken

UNITS = {Unit.WORKING: "wd", Unit.CALENDAR: "cal", Unit.HOURS: "h", Unit.MONTHS: "months", Unit.YEARS: "years"}
DAY_ONLY = len("2026-11-24")
WHOM = {
    Whom.PARTY: "party",
    Whom.WAIT: "agency waits",
    Whom.AGENCY: "agency",
    Whom.OFFICER: "officer",
    Whom.NOBODY: "-",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """RULE, START, --days, --json."""
    parser.add_argument("rule", metavar="RULE", help="期限规则，D01 到 D35")
    parser.add_argument("start", metavar="START", help="起算那件事的日期；D04 和 D20 写到时刻")
    parser.add_argument("--days", type=int, help="法律没有规定天数时，写几天")
    parser.add_argument("--json", action="store_true", help="结果写成一个 JSON 对象")


def run(args: argparse.Namespace) -> int:
    """0 and the date; 1 when the law has no answer for that day; 2 when the question is put wrongly."""
    try:
        one = rule(args.rule)
        deadline = compute(one, _start(one, args.start), Workdays(), days=args.days)
    except UnknownRule:
        return _wrong(f"没有期限规则“{args.rule}”。可用的有：{'、'.join(rules())}。")
    except NumberOpen:
        return _wrong(f"{args.rule} 的天数法律没有规定，请用 --days 给出。")
    except NotInForce:
        sys.stderr.write(f"{args.start} 时{one.basis}的现行版本还没有施行（{one.valid_from} 起），不能据此计算。\n")
        return 1
    except ValueError:
        return _wrong(_why_refused(one, args))
    sys.stdout.write(json.dumps(_plain(deadline), ensure_ascii=False) + "\n" if args.json else _words(deadline))
    return 0


def _start(one: Rule, written: str) -> date | datetime:
    if one.unit is not Unit.HOURS:
        return date.fromisoformat(written)
    if len(written) <= DAY_ONLY:  # hours are counted from a moment, not from midnight of a day
        raise ValueError(written)
    instant = datetime.fromisoformat(written)
    return instant if instant.tzinfo else clock.at_local(instant)


def _why_refused(one: Rule, args: argparse.Namespace) -> str:
    if args.days is not None and not one.adjustable and args.days != one.days:
        return f"{one.id} 的期限由法律定为 {one.days} {one.unit.value}，不能用 --days 改。"
    if args.days is not None and args.days < 1:
        return "天数至少是 1。"
    shape = "日期时间，如 2026-11-24T09:30" if one.unit is Unit.HOURS else "日期，如 2026-11-24"
    return f"“{args.start}”读不成{shape}。"


def _wrong(words: str) -> int:
    sys.stderr.write(words + "\n")
    return 2


def _text(moment: date | datetime) -> str:
    return clock.local(moment).isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()


def _plain(deadline: Deadline) -> dict[str, Any]:
    return {
        "rule": deadline.rule.id,
        "start": _text(deadline.start),
        "due": _text(deadline.due),
        "unit": UNITS[deadline.rule.unit],
        "for": WHOM[deadline.rule.whom],
        "provisional": deadline.provisional,
        "basis": deadline.rule.basis,
        "trace": explained(deadline),
    }


def _words(deadline: Deadline) -> str:
    one = deadline.rule
    due = deadline.due
    shown = f"{clock.local(due):%Y-%m-%d %H:%M}" if isinstance(due, datetime) else spoken(due)
    lines = [
        f"{one.id} {one.title}：{shown}{'（暂定，等放假通知公布后可能变动）' if deadline.provisional else ''}",
        f"依据：{one.basis}（{one.mark}）",
        *(f"  {spoken(step.day)}  {step.what}" for step in deadline.trace),
    ]
    lines += [
        f"说明：{words}"
        for words in (one.note, one.extension and f"延长：{one.extension}", one.exclusion and f"扣除：{one.exclusion}")
        if words
    ]
    return "\n".join(lines) + "\n"
