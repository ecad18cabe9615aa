"""Parcels for another office: every file with its hash, the receipt that is waited for, the opinion that comes back (82, 115)."""

import csv
import hashlib
import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app import clock
from app.errors import NotPermitted, Refused
from app.rules.vocabulary_case import EvidenceKind
from app.services import attachment
from app.services.case_due import brief
from app.services.case_parts.advice import answer_advice, list_advice
from app.services.case_parts.evidence import EvidenceDraft, record_evidence
from app.services.case_parts.package import FACTS, LIST, Parcel, write
from app.services.case_parts.review_package import SHEET, import_opinion, review_package
from app.services.case_parts.transfer import list_transfers, record_receipt, transfer_package
from app.store.unit import Store
from tests.services.case.offices import DAY, Bench, bench_in
from tests.services.conftest import ActorOf

ONE = timedelta(days=1)


@pytest.fixture
def bench(store: Store, actor_of: ActorOf) -> Bench:
    """A case that was filed, with two files as evidence."""
    made = bench_in(store, actor_of)
    made.open()
    made.to_investigation()
    with made.at(DAY), store.write("x") as session:
        for number in (1, 2):
            file = attachment.add(session, made.actors["officer"], b"example %d" % number, f"现场{number}.txt")
            draft = EvidenceDraft(
                EvidenceKind.ELECTRONIC, f"示例证据{number}", "示例来源", "示例证明内容", datetime(2026, 3, 2, 2, tzinfo=UTC),
                "演示甲、演示乙", attachment_id=file.id,
            )  # fmt: skip
            record_evidence(session, made.actors["officer"], made.case_id, draft)
    return made


def parcel(bench: Bench) -> Parcel:
    with bench.store.read() as session:
        return transfer_package(session, bench.actors["officer"], bench.case_id)


def test_the_parcel_lists_every_file_with_its_hash_mission_82(bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        parcel(bench)
    bench.take("transfer", DAY + ONE, receiver="示例区综合行政执法局", reason="重大处罚由区级决定")
    listed = write(parcel(bench), tmp_path / "移送.zip")
    assert [one.title for one in listed if one.path.startswith("证据/")] == ["示例证据1", "示例证据2"]
    with zipfile.ZipFile(tmp_path / "移送.zip") as archive:
        assert set(archive.namelist()) == {*(one.path for one in listed), LIST, FACTS}
        rows = list(csv.reader(io.StringIO(archive.read(LIST).decode("utf-8-sig"))))[1:]
        assert len(rows) == len(listed)
        for _number, path, _title, sha256, size in rows:
            content = archive.read(path)
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (sha256, int(size))
    again = write(parcel(bench), tmp_path / "again.zip")
    assert again == listed
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "移送.zip").read_bytes()


def test_a_missing_receipt_is_told_once_its_day_has_passed_mission_82(bench: Bench) -> None:
    bench.take("transfer", DAY + ONE, receiver="示例区综合行政执法局", reason="重大处罚由区级决定")
    due = DAY + 16 * ONE
    with bench.at(due), bench.store.read() as session:
        (waiting,) = list_transfers(session, bench.actors["head"])
    assert (waiting.due, waiting.overdue, waiting.receipt_on) == (due, False, None)
    with bench.at(due + ONE), bench.store.read() as session:
        (waiting,) = list_transfers(session, bench.actors["head"])
        told = [one.title for one in brief(session, bench.actors["head"])]
    assert waiting.overdue
    assert told == ["收到移送回执"]
    with bench.at(due + 2 * ONE), bench.store.write("x") as session:
        record_receipt(
            session, bench.actors["officer"], bench.case_id, due + ONE, "示例区综合行政执法局 演示辛", "已立案"
        )
    with bench.at(due + 2 * ONE), bench.store.read() as session:
        (done,) = list_transfers(session, bench.actors["head"])
        assert brief(session, bench.actors["head"]) == ()
        with pytest.raises(NotPermitted):
            list_transfers(session, bench.actors["expert"])
    assert (done.overdue, done.receipt_on, done.result) == (False, due + ONE, "已立案")


def test_an_opinion_comes_back_once_and_is_not_written_again_mission_115(bench: Bench, tmp_path: Path) -> None:
    officer = bench.actors["officer"]
    with bench.at(DAY), bench.store.write("x") as session:
        asked, made = review_package(session, officer, bench.case_id, "示例区司法局", "定性是否准确？")
    write(made, tmp_path / "送审.zip")
    with zipfile.ZipFile(tmp_path / "送审.zip") as archive:
        assert sum(name.startswith("证据/") for name in archive.namelist()) == 2
        sheet = archive.read(SHEET).decode("utf-8-sig")
    back = tmp_path / "意见.txt"
    back.write_bytes(sheet.encode("gb18030"))
    with bench.at(DAY + ONE), pytest.raises(Refused) as refused, bench.store.write("x") as session:
        import_opinion(session, officer, bench.case_id, back)
    assert [one.field for one in refused.value.problems] == ["审核人", "审核日期", "审核意见"]
    filled = sheet.replace("审核人：", "审核人：演示壬").replace("审核日期：", "审核日期：2026-03-03")
    back.write_bytes((filled + "同意。\r\n建议：补充现场照片。").encode("gb18030"))
    with bench.at(DAY + ONE), bench.store.write("x") as session:
        assert import_opinion(session, officer, bench.case_id, back) == asked
    with bench.store.read() as session:
        (seen,) = list_advice(session, officer, bench.case_id)
    assert seen.answer.startswith("同意。\n建议：补充现场照片。\n（示例区司法局　演示壬　2026-03-03")
    assert hashlib.sha256(back.read_bytes()).hexdigest() in seen.answer
    for again in (
        lambda session: import_opinion(session, officer, bench.case_id, back),
        lambda session: answer_advice(session, officer, asked, "改一改"),
    ):
        with bench.at(DAY + ONE), pytest.raises(Refused), bench.store.write("x") as session:
            again(session)


def test_a_sheet_of_another_case_or_another_file_is_refused(bench: Bench, tmp_path: Path) -> None:
    officer = bench.actors["officer"]
    with bench.at(DAY), bench.store.write("x") as session:
        asked, _parcel = review_package(session, officer, bench.case_id, "示例区司法局", "定性是否准确？")
    own, other = bench.case_id, bench.open()
    back = tmp_path / "意见.txt"
    for text in (f"送审编号：{asked}\n审核人：演示壬\n审核日期：2026-03-02\n审核意见：同意", "随便一份文件"):
        back.write_text(text, encoding="utf-8")
        with bench.at(date(2026, 3, 3)), pytest.raises(Refused), bench.store.write("x") as session:
            import_opinion(session, officer, other, back)
    with bench.store.read() as session, clock.frozen(datetime(2026, 3, 4, tzinfo=UTC)):
        assert [one.answered_at for one in list_advice(session, officer, own)] == [None]
