"""`case show`: any number of a case leads to it; the answer names the next step, every gate and every deadline."""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace

import pytest

from app.commands import case as command
from app.errors import NotFound
from app.models import Document
from app.services.actor import Actor
from app.store.unit import Store
from tests.services.case.offices import DAY, Bench, bench_in

NUMBER = "示示示综执罚先告字〔2026〕第000001号"


@pytest.fixture
def bench(store: Store, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A case that has been notified, and the command opened on its office."""
    made = bench_in(store, lambda *roles: Actor(roles[0], roles[0], f"演示{roles[0]}", frozenset(roles), device="x"))
    made.open()
    made.to_investigation()
    made.to_notice(date(2026, 3, 6))
    with store.write("x") as session:
        session.add(
            Document(
                form="F19", title="告知书", subject="case", subject_id=made.case_id, template="", template_version="1",
                values={}, number=NUMBER,
            )
        )  # fmt: skip

    @contextmanager
    def opened(_args: argparse.Namespace) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(store=store, actor=made.actors["officer"])

    monkeypatch.setattr(command, "opened", opened)
    return made


def shown(bench: Bench, *words: str, day: date = date(2026, 3, 9)) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    with bench.at(day):
        return command.run(parser.parse_args(["show", *words]))


def test_a_number_of_any_paper_leads_to_the_case(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(bench, NUMBER, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["id"], told["state"], told["owner"]) == (bench.case_id, "notified", "演示甲")
    decide = next(one for one in told["acts"] if one["act"] == "decide")
    assert "法制审核没有通过" in decide["gate"]
    assert decide["missing"] == ["F17", "F26"]
    by = next(one for one in told["deadlines"] if one["rule"] == "D01")
    assert (by["due"], by["light"], by["trace"][-2]["n"]) == ("2026-05-31", "normal", 90)
    assert [one["n"] for one in told["steps"]] == list(range(1, 14))
    assert told["next"] == "等当事人陈述、申辩期满：2026-03-13"


def test_in_words_and_on_another_day(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(bench, NUMBER, "--at", "2026-03-16") == 0
    told = capsys.readouterr().out
    assert told.startswith("按 2026-03-16 推演，没有写入任何内容")
    assert "下一步：送法制审核（承办机构负责人）" in told
    assert "作出行政处罚决定：2026-05-31（剩 76 天，《中华人民共和国行政处罚法》第六十条）" in told


def test_an_unknown_number_is_told(bench: Bench) -> None:
    with pytest.raises(NotFound, match=DAY.isoformat()):
        shown(bench, f"无此文号{DAY}")
