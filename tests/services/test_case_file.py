"""The case file out of the records: what goes in, in which order and volume, what stays outside, and that it is stable."""

import errno
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app import clock
from app.documents import load_form
from app.documents.casefile import Filled
from app.errors import DiskFull, NotPermitted
from app.models import Attachment, Document, Service
from app.rules.vocabulary_case import EvidenceKind, ServiceMethod
from app.services import attachment, case_file
from app.services.case.opening import find
from app.services.case_file import CaseFile
from app.services.case_parts.evidence import EvidenceDraft, record_evidence
from tests.documents.bundles import picture, scan
from tests.documents.samples import read_back
from tests.services.case_parts.world import NOW, TODAY, World
from tests.services.papers_world import FILING, drafted, issued, signed_through, world

__all__ = ["world"]


def brought(world: World, data: bytes, name: str) -> str:
    return world.run(attachment.add, world.officer, data, name).id


def evidence(world: World, kind: EvidenceKind, name: str, data: bytes, file: str) -> str:
    draft = EvidenceDraft(
        kind, name, "当事人提供", "证明占道的事实", NOW, "演示甲、演示乙", 1, brought(world, data, file)
    )
    return world.run(record_evidence, world.officer, world.case_id, draft)


def gathered(world: World, volume: case_file.Volume | None = None) -> CaseFile:
    return world.see(case_file.gather, world.officer, world.case_id, volume)


def titles(file: CaseFile) -> list[str]:
    return [part.title for part in file.parts]


def notice(world: World) -> str:
    """An issued notice whose proof of service was scanned; its id."""
    made = world.paper("F09", issued_at=NOW)
    with world.store.write("test") as session:
        row = session.get_one(Document, made)
        row.template, row.values = load_form("F09").source, {"违法行为": "占道堆放货物"}
    proof = Service(
        document_id=made, case_id=world.case_id, method=ServiceMethod.POST, done_on=TODAY, effective_on=TODAY,
        recipient="演示收件人", proof_id=brought(world, scan("HZ"), "回执.pdf"),
    )  # fmt: skip
    world.add(proof)
    return made


def filled_case(world: World) -> str:
    """A signed filing form, a served notice, two scans, a photo, a film, and a draft; the number of the filing form."""
    evidence(world, EvidenceKind.ELECTRONIC, "执法记录仪录像", b"\0\0\0\x18ftypmp42", "录像.mp4")
    evidence(world, EvidenceKind.AUDIOVISUAL, "现场照片", picture(), "IMG_1.jpg")
    evidence(world, EvidenceKind.WRITTEN, "营业执照复印件", scan("YZ", 2), "执照.pdf")
    evidence(world, EvidenceKind.STATEMENT, "情况说明", picture(300, 400), "说明.jpg")
    filing = drafted(world, **FILING)
    signed_through(world, filing)
    kept = issued(world, filing)
    notice(world)
    drafted(world, "F16")
    with world.store.read() as session:
        return session.get_one(Document, kept.document_id).number or ""


def test_parts_stand_in_filing_order(world: World) -> None:
    filled_case(world)
    assert titles(gathered(world)) == [
        "立案审批表", "送达凭证（F09 文书）", "责令（限期）改正通知书", "情况说明", "营业执照复印件", "现场照片",
    ]  # fmt: skip


def test_volumes_part_the_file_and_lose_nothing(world: World) -> None:
    filled_case(world)
    world.paper("F17", issued_at=NOW)
    with world.store.write("test") as session:
        row = session.scalars(select(Document).where(Document.form == "F17")).one()
        row.template = load_form("F17").source
    main, second = gathered(world, "正卷"), gathered(world, "副卷")
    assert titles(second) == ["法制审核意见书"]
    assert sorted(titles(main) + titles(second)) == sorted(titles(gathered(world)))
    assert [main.front.cover.values["卷别"], second.front.cover.values["卷别"]] == ["正卷", "副卷"]
    assert gathered(world).front.cover.values["卷别"] == "不分卷"


def test_a_draft_stays_outside_and_is_told(world: World) -> None:
    filled_case(world)
    (note,) = gathered(world).notes
    assert note.startswith("还没有定稿，没有收入案卷：案件调查终结报告")


def test_film_and_sound_stand_in_the_closing_note_with_their_hash(world: World) -> None:
    filled_case(world)
    texts = read_back(case_file.pdf(gathered(world)).pdf)
    assert "执法记录仪录像" in texts[-1]
    assert "电子案卷（录像.mp4）" in texts[-1]
    with world.store.read() as session:
        row = session.scalars(select(Attachment).where(Attachment.name == "录像.mp4")).one()
    assert row.sha256[:16] in texts[-1]


def test_the_signed_scan_takes_the_place_of_our_page(world: World) -> None:
    made = notice(world)
    with world.store.write("test") as session:
        session.get_one(Document, made).scan_id = None
    ours = case_file.pdf(gathered(world))
    assert any("占道堆放货物" in text for text in read_back(ours.pdf))
    scanned = brought(world, scan("SIGNED", 2), "签名件.pdf")
    with world.store.write("test") as session:
        session.get_one(Document, made).scan_id = scanned
    texts = read_back(case_file.pdf(gathered(world)).pdf)
    assert any("SIGNED-2" in text for text in texts)
    assert not any("占道堆放货物" in text for text in texts)


def test_voided_papers_stay_outside(world: World) -> None:
    made = notice(world)
    with world.store.write("test") as session:
        session.get_one(Document, made).voided_at = NOW
    assert "责令（限期）改正通知书" not in titles(gathered(world))


def test_evidence_that_is_one_of_our_papers_is_in_once(world: World) -> None:
    made = notice(world)
    file = brought(world, scan("COPY"), "副本.pdf")
    draft = EvidenceDraft(EvidenceKind.RECORD, "责令改正通知书", "本机关", "已责令改正", NOW, "演示甲", 1, file, made)
    world.run(record_evidence, world.officer, world.case_id, draft)
    assert titles(gathered(world)).count("责令改正通知书") == 0


def test_a_run_on_another_day_gives_the_same_bytes(world: World) -> None:
    filled_case(world)
    once = case_file.pdf(gathered(world))
    with clock.frozen(NOW + timedelta(days=9)):
        again = case_file.pdf(gathered(world))
    assert once.pdf == again.pdf
    assert case_file.pdf(gathered(world), duplex=True).pdf != once.pdf


def test_any_number_of_the_case_finds_it(world: World) -> None:
    number = filled_case(world)
    assert world.see(find, world.officer, number) == world.case_id


def test_a_lost_original_is_named_and_the_rest_is_bound(world: World) -> None:
    filled_case(world)
    with world.store.read() as session:
        row = session.scalars(select(Attachment).where(Attachment.name == "执照.pdf")).one()
    blob = next(path for path in world.store.home.attachments.rglob("*") if path.is_file() and row.sha256 in path.name)
    blob.unlink()
    bound = case_file.pdf(gathered(world))
    assert "“营业执照复印件”的原件已经损坏，没有印进案卷" in bound.notes
    assert [entry.title for entry in bound.entries] == titles(gathered(world))


def test_a_paper_from_another_press_is_bound_as_it_was_issued(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    filled_case(world)
    before = gathered(world)
    monkeypatch.setattr(case_file, "press", lambda: "another")
    after = gathered(world)
    kinds = [[type(content) for part in file.parts for content in part.contents] for file in (before, after)]
    assert kinds[0].count(Filled) == 2
    assert kinds[1].count(Filled) == 1  # the one that was put in without being issued here
    assert read_back(case_file.pdf(after).pdf) == read_back(case_file.pdf(before).pdf)


def test_who_may_not_read_papers_gets_none(world: World) -> None:
    with pytest.raises(NotPermitted):
        world.see(case_file.gather, world.actor_of("system"), world.case_id)


def test_a_file_is_written_whole(world: World, tmp_path: Path) -> None:
    filled_case(world)
    bound = case_file.pdf(gathered(world))
    saved = case_file.save(gathered(world), tmp_path / "案卷.pdf")
    assert (tmp_path / "案卷.pdf").read_bytes() == bound.pdf
    assert saved == replace(bound, pdf=b"")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_a_full_disk_is_told_and_leaves_nothing(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled_case(world)

    def full(*_given: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(case_file, "bind_into", full)
    with pytest.raises(DiskFull, match="腾出"):
        case_file.save(gathered(world), tmp_path / "案卷.pdf")
    assert list(tmp_path.glob("案卷*")) == []
