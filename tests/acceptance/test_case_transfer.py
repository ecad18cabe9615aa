"""`case transfers`, `case parcel`, `case receipt`: a case that was handed over, from the terminal."""

import argparse
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.commands import case as command
from app.errors import Refused
from app.models import Case
from app.services.actor import Actor
from app.store.unit import Store
from tests.services.case.offices import DAY, Bench, bench_in

NUMBER = "示示示综执立字〔2026〕第000001号"
NEXT = date(2026, 3, 3)


@pytest.fixture
def bench(store: Store, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A case under investigation, and the command opened on its office."""
    made = bench_in(store, lambda *roles: Actor(roles[0], roles[0], f"演示{roles[0]}", frozenset(roles), device="x"))
    made.open()
    made.to_investigation()
    with store.write("x") as session:
        session.get_one(Case, made.case_id).number = NUMBER

    @contextmanager
    def opened(_args: argparse.Namespace) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(store=store, actor=made.actors["officer"])

    monkeypatch.setattr(command, "opened", opened)
    return made


def said(bench: Bench, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    with bench.at(NEXT):
        assert command.run(parser.parse_args(words)) == 0
    return capsys.readouterr().out


def test_a_parcel_lists_every_file_with_its_hash_and_its_receipt_is_kept(
    bench: Bench, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="还没有移送"):
        said(bench, capsys, "parcel", NUMBER, str(tmp_path / "early.zip"))
    assert said(bench, capsys, "transfers").strip() == "没有移送的案件"
    bench.take("transfer", DAY, receiver="示例区综合行政执法局", reason="不属本机关管辖")
    target = tmp_path / "parcel.zip"
    told = json.loads(said(bench, capsys, "parcel", NUMBER, str(target), "--json"))
    with zipfile.ZipFile(target) as archive:
        inside = set(archive.namelist())
    assert {one["path"] for one in told["files"]} <= inside
    assert all(len(one["sha256"]) == 64 for one in told["files"])
    assert any("F40" in one["path"] for one in told["files"])
    (waiting,) = json.loads(said(bench, capsys, "transfers", "--json"))
    assert (waiting["receiver"], waiting["receipt_on"]) == ("示例区综合行政执法局", None)
    said(bench, capsys, "receipt", NUMBER, "--from", "示例区综合行政执法局 示例某", "--result", "已受理")
    (done,) = json.loads(said(bench, capsys, "transfers", "--json"))
    assert (done["receipt_on"], done["receipt_from"], done["result"]) == (
        NEXT.isoformat(), "示例区综合行政执法局 示例某", "已受理",
    )  # fmt: skip


def test_a_review_parcel_goes_out_and_its_opinion_comes_back(
    bench: Bench, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "review.zip"
    words = ("review", NUMBER, str(target), "--to", "示例区司法局", "--question", "定性是否准确")
    assert "份材料" in said(bench, capsys, *words)
    with zipfile.ZipFile(target) as archive:
        sheet = archive.read("opinion.txt").decode("utf-8-sig")
    filled = sheet.replace("审核人：", "审核人：示例某").replace("审核日期：", f"审核日期：{NEXT}") + "同意。"
    (tmp_path / "opinion.txt").write_text(filled, encoding="utf-8")
    assert "只供查阅" in said(bench, capsys, "opinion", NUMBER, str(tmp_path / "opinion.txt"))
    with pytest.raises(Refused):
        said(bench, capsys, "opinion", NUMBER, str(tmp_path / "opinion.txt"))
