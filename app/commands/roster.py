"""`roster plan MONTH` plans a month and keeps it as a draft; `roster show MONTH` shows it as it is."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from app.commands.opening import opened

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.services.actor import Actor
    from app.services.roster.shapes import MonthView

SECONDS = 10.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """plan or show, MONTH, --seconds, --seed, --json."""
    parser.add_argument("what", choices=("plan", "show"), help="plan 排班并存为草稿，show 显示")
    parser.add_argument("month", metavar="MONTH", help="月份，例如 2026-12")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="最多算多少秒，默认 10")
    parser.add_argument("--seed", type=int, default=1, help="随机种子，默认 1")
    parser.add_argument("--json", action="store_true", help="写成一个 JSON 对象")


def run(args: argparse.Namespace) -> int:
    """0 and the month; 1 when it is published already (plan) or has no roster (show)."""
    from app.services.roster.plain import month_plain
    from app.services.roster.view import month_view

    with opened(args) as office:
        if args.what == "plan":
            _plan(args, office)
        with office.store.read() as session:
            written = _written(session, office.actor, args, month_plain, month_view)
    print(written)
    return 0


def _plan(args: argparse.Namespace, office: Any) -> None:
    from app.planning.roster.model import Limits
    from app.planning.roster.plan import plan
    from app.services.roster import planning

    limits = Limits(args.seconds, args.seed)
    with office.store.read() as session:
        problem = planning.problem_of(session, office.actor, args.month)
    answer = plan(
        problem,
        limits,
        lambda better: print(f"{better.seconds:5.1f} 秒  {better.engine}  {better.objective}", file=sys.stderr),
    )
    with office.store.write(office.actor.login) as session:
        kept = planning.keep(session, office.actor, args.month, problem, answer, limits)
    for words in kept.told:
        print(words, file=sys.stderr)


def _written(session: "Session", actor: "Actor", args: argparse.Namespace, plain: Any, view: Any) -> str:
    if args.json:
        return json.dumps(plain(session, actor, args.month), ensure_ascii=False)
    plain(session, actor, args.month)
    return _words(view(session, actor, args.month))


def _words(seen: "MonthView") -> str:
    state = seen.state.label if seen.state else "还没有"
    head = (
        f"{seen.title}值班表（{state}，第 {seen.version} 版{'，放假安排还没有公布，暂定' if seen.provisional else ''}）"
    )
    lines = [head]
    if seen.plan:
        proven = "已是最优" if seen.plan.proven else f"离最优最多差 {seen.plan.gap:.1%}"
        lines.append(f"{seen.plan.engine}：{seen.plan.objective}（{proven}）；贪心 {seen.plan.first}")
    for day in seen.days:
        if day.in_month:
            posts = "  ".join(
                f"{post.role.label} {'、'.join(one.name for one in post.people) or '没有人'}" for post in day.posts
            )
            lines.append(f"{day.day:%m-%d} {day.mark or '　'}\t{posts}")
    lines += [f"！{one.title}：{one.why}" for one in seen.issues]
    return "\n".join(lines)
