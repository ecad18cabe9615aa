"""Papers of a patrol: filled from what is recorded, kept, issued once; PDF text read back."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from app import clock
from app.documents import load_form, missing, press, render_pdf, rendering
from app.documents.fonts import Faces
from app.errors import AlreadyIssued, NotPermitted, Refused, StaleRecord
from app.models import Attachment, Document, Party
from app.paths import Home, resources
from app.rules.vocabulary import PartyKind
from app.services import form_template, paper, patrol, patrol_due, patrol_reading
from app.services.actor import Actor
from app.services.patrol_shapes import FindingSeen
from app.store.keyslots import Vault
from app.store.place import OfficeInfo, write_info
from app.store.unit import Store
from tests.services.patrols import NOW, draft, photo, team_in

ANSWERS = {
    "检查时间": ["2026-11-20T10:40:00.000Z", "2026-11-20T11:05:00.000Z"],
    "当事人确认": "看清了，不申请回避。",
    "当事人意见": "情况属实。",
    "记录人": "演示甲",
}


@pytest.fixture(autouse=True)
def _office(home: Home, vault: Vault) -> Iterator[None]:
    write_info(
        home.office, OfficeInfo(township="石梁镇", county="柯城区", city="衢州市", device="石梁镇-01", demo=True)
    )
    with clock.frozen(NOW):
        yield


@pytest.fixture
def duty(actor_of: Callable[..., Actor]) -> Actor:
    return actor_of("duty")


@pytest.fixture
def finding(store: Store, duty: Actor) -> FindingSeen:
    """A recorded finding with a party and a photo."""
    with store.write(duty.login) as session:
        party = Party(kind=PartyKind.SOLE_TRADER, name="演示建材店", legal_representative="演示丁", phone="00012345678")
        session.add(party)
    asked = draft(team_in(store), photo(store, duty))
    asked = replace(asked, findings=(replace(asked.findings[0], party_id=party.id),))
    with store.write(duty.login) as session:
        saved = patrol.record(session, duty, asked)
        return patrol_reading.load(session, duty, saved.id).findings[0]


def text_of(pdf: bytes) -> str:
    import pypdf

    return "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages).replace("\n", "")


def filled(store: Store, actor: Actor, form_id: str, subject_id: str) -> paper.Printable:
    with store.read() as session:
        return paper.print_values(session, actor, form_id, subject_id)


def test_the_log_says_who_went_and_what_was_found(store: Store, duty: Actor, finding: FindingSeen) -> None:
    with store.read() as session:
        (due,) = patrol_due.due_rechecks(session, duty)
    log = filled(store, duty, "W01", due.patrol_id)
    assert missing(log.form, log.values) == ()
    text = text_of(paper.pdf(log).pdf)
    for words in (
        "衢州市柯城区石梁镇人民政府", "巡查日志", due.number, "2026年11月23日13时40分至16时40分", "演示甲（执法证号：A1）",
        "石梁大街46号", "责令限期改正，限11月23日18时40分前", "照片 1 张（处理前 1 张）", "待复查",
    ):  # fmt: skip
        assert words.replace(" ", "") in text.replace(" ", ""), words
    assert paper.word(log)[:2] == b"PK"


def test_the_site_record_leaves_open_what_only_the_party_can_say(
    store: Store, duty: Actor, finding: FindingSeen
) -> None:
    record = filled(store, duty, "F08", finding.id)
    assert [gap.name for gap in missing(record.form, record.values)] == [
        "检查时间",
        "记录人",
        "当事人确认",
        "当事人意见",
    ]
    assert record.values["检查人"] == [{"姓名": "演示乙", "执法证号": "A2"}, {"姓名": "演示甲", "执法证号": "A1"}]
    text = text_of(paper.pdf(record).pdf)
    for words in (
        "演示建材店",
        "演示丁",
        "现场位于石梁大街46号（位置：北纬28.99167度，东经118.77000度）。店外堆放建材占道",
    ):
        assert words in text.replace(" ", ""), words


def test_a_paper_is_kept_changed_issued_and_then_stays(store: Store, duty: Actor, finding: FindingSeen) -> None:
    with store.write(duty.login) as session:
        kept = paper.save(session, duty, filled(store, duty, "F08", finding.id))
    with pytest.raises(Refused) as refused, store.write(duty.login) as session:
        paper.issue(session, duty, kept)
    assert [problem.field for problem in refused.value.problems] == ["检查时间", "记录人", "当事人确认", "当事人意见"]
    answered = replace(kept, values={**kept.values, **ANSWERS})
    with store.write(duty.login) as session:
        changed = paper.save(session, duty, answered)
    with pytest.raises(StaleRecord), store.write(duty.login) as session:
        paper.save(session, duty, replace(kept, values={}))
    with store.write(duty.login) as session:
        final = paper.issue(session, duty, changed)
    assert final.issued_at == NOW
    with pytest.raises(AlreadyIssued), store.write(duty.login) as session:
        paper.save(session, duty, replace(final, values={}))
    with store.read() as session:
        assert paper.load(session, duty, final.document_id or "") == final
        (line,) = paper.papers_of(session, duty, "finding", finding.id)
    assert (line.form_id, line.issued_at, line.issued_by) == ("F08", NOW, duty.name)


def test_a_kept_paper_prints_by_its_own_template(store: Store, duty: Actor, finding: FindingSeen) -> None:
    fresh = filled(store, duty, "F08", finding.id)
    old = replace(fresh, template=fresh.template.replace("标题: 现场检查（勘验）笔录", "标题: 旧版笔录"), version="0")
    with store.write(duty.login) as session:
        kept = paper.save(session, duty, old)
    with store.read() as session:
        again = paper.load(session, duty, kept.document_id or "")
    assert "旧版笔录" in text_of(paper.pdf(again).pdf)
    with store.read() as session:
        assert session.get_one(Document, kept.document_id).template_version == "0"


def test_an_issued_paper_prints_the_same_whatever_has_changed(
    store: Store, duty: Actor, finding: FindingSeen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another shipped template, other shared pieces, other fonts: the same bytes as on the day it was issued."""
    fresh = filled(store, duty, "F08", finding.id)
    with store.write(duty.login) as session:
        final = paper.issue(session, duty, replace(fresh, values={**fresh.values, **ANSWERS}))
    printed = paper.pdf(final)
    (tmp_path / "Fonts").mkdir()
    shutil.copy(resources("fonts", "NotoSerifSC-Bold-GB2312.ttf"), tmp_path / "Fonts" / "simfang.ttf")
    monkeypatch.setenv("WINDIR", str(tmp_path))
    monkeypatch.setattr(rendering, "faces", lambda **_named: Faces())
    monkeypatch.setattr(form_template, "in_force", lambda *_given: load_form("F07"))
    with store.read() as session:
        again = paper.load(session, duty, final.document_id or "")
        row = session.get_one(Document, final.document_id)
    assert render_pdf(again.form, again.values, images=again.images).pdf != printed.pdf
    assert paper.pdf(again) == printed
    assert row.press not in {None, press()}
    with store.read() as session:
        kept = session.get_one(Attachment, row.print_id)
    assert kept.sha256 == hashlib.sha256(printed.pdf).hexdigest()


def test_a_paper_whose_print_is_lost_is_laid_out_again(store: Store, duty: Actor, finding: FindingSeen) -> None:
    fresh = filled(store, duty, "F08", finding.id)
    with store.write(duty.login) as session:
        final = paper.issue(session, duty, replace(fresh, values={**fresh.values, **ANSWERS}))
    for kept in store.home.attachments.rglob("*"):
        if kept.is_file() and hashlib.sha256(final.kept).hexdigest() in kept.name:
            kept.unlink()
    with store.read() as session:
        again = paper.load(session, duty, final.document_id or "")
    assert again.kept == b""
    assert paper.pdf(again).pdf == final.kept


def test_who_may_not(store: Store, actor_of: Callable[..., Actor], finding: FindingSeen) -> None:
    with pytest.raises(NotPermitted):
        filled(store, actor_of("auditor"), "F08", finding.id)
