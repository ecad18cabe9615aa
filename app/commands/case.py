"""`case`: where one stands and what comes next; the parcel of a transfer and of a review, receipt and opinion that come back."""

import argparse
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.clock import today
from app.commands.opening import opened

if TYPE_CHECKING:
    from app.services.case.shapes import DeadlineLine, Desk
    from app.services.case_parts.package import Listed, Parcel
    from app.services.case_parts.transfer import Transfer


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command each: show, transfers, parcel, receipt, review, opinion."""
    ways = parser.add_subparsers(dest="what", metavar="COMMAND", required=True, help="见上")
    show = _way(ways, "show", "显示一个案件", _show)
    show.add_argument("--at", type=date.fromisoformat, metavar="DATE", help="按这一天看（推演，不写入）")
    parcel = _way(ways, "parcel", "已移送的案件打成材料包", _parcel)
    parcel.add_argument("file", type=Path, metavar="FILE", help="写到哪个 ZIP 文件")
    receipt = _way(ways, "receipt", "登记移送回执", _receipt)
    receipt.add_argument("--from", dest="sender", required=True, metavar="WHO", help="签收单位和签收人")
    receipt.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="签收日期，默认今天")
    receipt.add_argument("--result", default="", metavar="TEXT", help="处理结果")
    review = _way(ways, "review", "打成送审包，送上级法制审核", _review)
    review.add_argument("file", type=Path, metavar="FILE", help="写到哪个 ZIP 文件")
    review.add_argument("--to", required=True, metavar="BODY", help="送往的审核单位")
    review.add_argument("--question", required=True, metavar="TEXT", help="请审核什么")
    opinion = _way(ways, "opinion", "导入退回的审核意见", _opinion)
    opinion.add_argument("file", type=Path, metavar="FILE", help="审核单位填好的 opinion.txt")
    transfers = ways.add_parser("transfers", help="已移送的案件，没有回执的在前")
    transfers.add_argument("--json", action="store_true", help="写成一个 JSON 数组")
    transfers.set_defaults(way=_transfers)


def run(args: argparse.Namespace) -> int:
    """0 and what was asked for; 1 when no case has a paper of this number, or it cannot be done."""
    way: Callable[[argparse.Namespace], str] = args.way
    print(way(args))
    return 0


def _way(
    ways: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    what: str,
    then: Callable[[argparse.Namespace], str],
) -> argparse.ArgumentParser:
    parser = ways.add_parser(name, help=what)
    parser.add_argument("number", metavar="NUMBER", help="案号，或案件任何一份文书的文号")
    parser.add_argument("--json", action="store_true", help="写成一个 JSON 对象")
    parser.set_defaults(way=then)
    return parser


def _show(args: argparse.Namespace) -> str:
    from app.services.case.desk import desk
    from app.services.case.opening import find

    with opened(args) as office, office.store.read() as session:
        case_id = find(session, office.actor, args.number)
        seen = desk(session, office.actor, case_id, at=args.at)
    return json.dumps(_plain(seen), ensure_ascii=False) if args.json else _words(seen)


def _parcel(args: argparse.Namespace) -> str:
    from app.services.case.opening import find
    from app.services.case_parts.transfer import transfer_package

    with opened(args) as office, office.store.read() as session:
        parcel = transfer_package(session, office.actor, find(session, office.actor, args.number))
        return _written(args, parcel)


def _review(args: argparse.Namespace) -> str:
    from app.services.case.opening import find
    from app.services.case_parts.review_package import review_package

    with opened(args) as office, office.store.write(office.actor.login) as session:
        case_id = find(session, office.actor, args.number)
        _asked, parcel = review_package(session, office.actor, case_id, args.to, args.question)
        return _written(args, parcel)  # a parcel that cannot be written leaves no request behind


def _receipt(args: argparse.Namespace) -> str:
    from app.services.case.opening import find
    from app.services.case_parts.transfer import record_receipt

    with opened(args) as office, office.store.write(office.actor.login) as session:
        case_id = find(session, office.actor, args.number)
        saved = record_receipt(session, office.actor, case_id, args.on or today(), args.sender, args.result)
    return json.dumps({"id": saved.id, "title": saved.title}) if args.json else f"回执已登记：{saved.title}"


def _opinion(args: argparse.Namespace) -> str:
    from app.services.case.opening import find
    from app.services.case_parts.review_package import import_opinion

    with opened(args) as office, office.store.write(office.actor.login) as session:
        case_id = find(session, office.actor, args.number)
        asked = import_opinion(session, office.actor, case_id, args.file)
    return json.dumps({"id": case_id, "request": asked}) if args.json else "审核意见已放进案卷，只供查阅"


def _transfers(args: argparse.Namespace) -> str:
    from app.services.case_parts.transfer import list_transfers

    with opened(args) as office, office.store.read() as session:
        found = list_transfers(session, office.actor)
    if args.json:
        return json.dumps([_transfer(one) for one in found], ensure_ascii=False)
    return (
        "\n".join(f"{one.on}  {one.case}  → {one.receiver}  {_receipt_words(one)}" for one in found) or "没有移送的案件"
    )


def _transfer(one: "Transfer") -> dict[str, Any]:
    return {
        "id": one.case_id,
        "case": one.case,
        "receiver": one.receiver,
        "reason": one.reason,
        "on": one.on.isoformat(),
        "due": one.due.isoformat() if one.due else None,
        "overdue": one.overdue,
        "receipt_on": one.receipt_on.isoformat() if one.receipt_on else None,
        "receipt_from": one.receipt_from,
        "result": one.result,
    }


def _receipt_words(one: "Transfer") -> str:
    if one.receipt_on is not None:
        return f"{one.receipt_on} 已签收（{one.receipt_from}）"
    return f"回执应在 {one.due} 前收到{'，已经超过' if one.overdue else ''}" if one.due else "没有回执"


def _written(args: argparse.Namespace, parcel: "Parcel") -> str:
    from app.services.case_parts import package

    listed = package.write(parcel, args.file)
    if args.json:
        files = [_listed(one) for one in listed]
        return json.dumps({"file": str(args.file), "files": files, "notes": list(parcel.notes)}, ensure_ascii=False)
    return "\n".join((f"{args.file} 已写好，共 {len(listed)} 份材料", *parcel.notes))


def _listed(one: "Listed") -> dict[str, Any]:
    return {"path": one.path, "title": one.title, "sha256": one.sha256, "size": one.size}


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
