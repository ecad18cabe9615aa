"""`case show NUMBER`: where a case stands, what comes next and what is missing for it, and its deadlines."""

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from app.commands.opening import opened

if TYPE_CHECKING:
    from app.services.case.shapes import DeadlineLine, Desk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """show NUMBER, --at, --json."""
    parser.add_argument("what", choices=("show",), metavar="show", help="显示一个案件")
    parser.add_argument("number", metavar="NUMBER", help="案号，或案件任何一份文书的文号")
    parser.add_argument("--at", type=date.fromisoformat, metavar="DATE", help="按这一天看（推演，不写入）")
    parser.add_argument("--json", action="store_true", help="写成一个 JSON 对象")


def run(args: argparse.Namespace) -> int:
    """0 and the case; 1 when no case has a paper of this number."""
    from app.services.case.desk import desk
    from app.services.case.opening import find

    with opened(args) as office, office.store.read() as session:
        case_id = find(session, office.actor, args.number)
        seen = desk(session, office.actor, case_id, at=args.at)
    print(json.dumps(_plain(seen), ensure_ascii=False) if args.json else _words(seen))
    return 0


def _plain(seen: "Desk") -> dict[str, Any]:
    return {
        "id": seen.id,
        "number": seen.number,
        "title": seen.title,
        "track": seen.track.value,
        "state": seen.state,
        "state_label": seen.state_label,
        "at": seen.at.isoformat(),
        "trial": seen.trial,
        "owner": seen.owner,
        "next": seen.next_step,
        "steps": [
            {
                "n": one.number,
                "title": one.title,
                "state": one.state.value,
                "on": one.on.isoformat() if one.on else None,
                "gate": one.gate,
            }
            for one in seen.steps
        ],
        "acts": [
            {
                "act": one.key,
                "title": one.title,
                "approver": one.approver,
                "gate": one.gate,
                "missing": one.missing_papers,
            }
            for one in seen.acts
        ],
        "deadlines": [_deadline(one) for one in seen.deadlines],
        "papers": [{"form": one.form, "number": one.number, "state": one.state.value} for one in seen.papers],
    }


def _deadline(one: "DeadlineLine") -> dict[str, Any]:
    return {
        "rule": one.rule,
        "title": one.title,
        "start": one.start,
        "evidence": one.evidence,
        "due": one.due.isoformat(),
        "due_at": one.due_at.isoformat() if one.due_at else None,
        "light": one.light.value,
        "left": one.left,
        "provisional": one.provisional,
        "met": one.met_on.isoformat() if one.met_on else None,
        "basis": one.basis,
        "trace": [{"day": line.day, "n": line.count, "what": line.what} for line in one.trace],
    }


def _words(seen: "Desk") -> str:
    head = f"{seen.title}（{seen.number or '还没有立案号'}）：{seen.state_label}，{seen.owner}"
    lines = [head, f"下一步：{seen.next_step}" if seen.next_step else "已到终点"]
    if seen.trial:
        lines.insert(0, f"按 {seen.at.isoformat()} 推演，没有写入任何内容")
    lines += [
        f"  {one.number:>2} {one.title}\t{_MARKS[one.state.value]}{one.on.isoformat() if one.on else one.note or one.gate}"
        for one in seen.steps
    ]
    lines += [
        f"  {one.title}：{one.due.isoformat()}（{one.left}{'，暂定' if one.provisional else ''}，{one.basis}）"
        for one in seen.deadlines
        if one.met_on is None
    ]
    return "\n".join(lines)


_MARKS = {"done": "✓ ", "now": "● ", "blocked": "！ ", "later": "○ ", "skipped": "－ "}
