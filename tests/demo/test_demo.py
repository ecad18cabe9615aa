"""The demo office: obviously invented, right in itself, the same for the same seed, and large when asked."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select

from app import clock
from app.demo import build as demo
from app.demo import people, pictures, places
from app.models import Account, Approval, Attachment, Case, Finding, Party, Patrol, Person, PowerItem, Recheck, Setting
from app.models.base import Base
from app.paths import Home
from app.registers.catalogue import REGISTERS
from app.rules.roles import separated
from app.rules.vocabulary import PersonSource
from app.services import patrol_due, patrol_reading
from app.services.actor import Actor
from app.store import blobs
from app.store.place import OfficeInfo, write_info
from app.store.unit import Store

NOW = datetime(2026, 11, 24, 2, 32, tzinfo=UTC)
KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def _held_clock() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def made(root: Path, seed: int, scale: int = 1) -> tuple[Store, demo.Built]:
    root.mkdir()
    store = Store.create(Home(root), KEY, demo.DEVICE)
    info = OfficeInfo(township=demo.TOWNSHIP, county=demo.COUNTY, city=demo.CITY, device=demo.DEVICE, demo=True)
    write_info(store.home.office, info)
    with store.write("demo") as session:
        session.add_all(
            Account(login=one.login, name=one.name, roles=list(one.roles), enabled=True) for one in people.ACCOUNTS
        )
    actor = Actor("0", "demo", "演示", frozenset({"duty", "leader"}), device=store.device)
    return store, demo.build(store, actor, scale=scale, seed=seed)


def content(store: Store) -> dict[str, list[Any]]:
    """What stands in the tables, keys and the device's letters in numbers left aside."""
    with store.read() as session:
        patrols = session.scalars(select(Patrol).order_by(Patrol.started_at)).all()
        findings = session.scalars(select(Finding).order_by(Finding.found_at)).all()
        return {
            "people": [(one.name, one.id_number, one.certificate) for one in session.scalars(select(Person).order_by(Person.id))],
            "parties": [(one.name, one.credit_code) for one in session.scalars(select(Party).order_by(Party.id))],
            "patrols": [(one.started_at, one.member_names, one.route, one.number[-2:]) for one in patrols],
            "findings": [(one.found_at, one.place, one.description, one.latitude) for one in findings],
            "photos": sorted(session.scalars(select(Attachment.sha256).where(Attachment.media_type.startswith("image/")))),
        }  # fmt: skip


def count(store: Store, model: type[Base]) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with clock.frozen(NOW):
        store, _built = made(tmp_path_factory.mktemp("demo") / "home", seed=1)
    yield store
    store.close()


def test_every_record_keeps_the_rules_of_its_register(office: Store) -> None:
    with office.read() as session:
        for spec in REGISTERS.values():
            if spec.check is None:
                continue
            for row in session.scalars(select(spec.model)):
                values = {one.key: getattr(row, one.key) for one in type(row).__mapper__.column_attrs}
                assert list(spec.check(values)) == [], (spec.key, values)


def test_people_come_from_all_sources_with_certificates_in_every_state(office: Store) -> None:
    with office.read() as session:
        team = session.scalars(select(Person)).all()
    today = clock.today()
    assert len(team) == 31
    assert {one.source for one in team} == set(PersonSource)
    assert any(one.certificate_until and one.certificate_until < today for one in team)
    assert any(one.certificate is None for one in team)
    assert all(one.name[0] in people.SURNAMES and one.note == people.NOTE for one in team)


def test_all_published_items_are_there(office: Store) -> None:
    assert count(office, PowerItem) == 71


def test_patrols_have_findings_photos_and_looks_back_open_and_done(office: Store) -> None:
    assert count(office, Patrol) == 60
    assert count(office, Finding) > 40
    assert count(office, Recheck) > 5
    actor = Actor("0", "demo", "演示", frozenset({"duty"}))
    with office.read() as session:
        due = patrol_due.due_rechecks(session, actor)
        seen = [patrol_reading.load(session, actor, one.patrol_id) for one in due]
    assert due
    assert all(photo.latitude for patrol in seen for finding in patrol.findings for photo in finding.photos)


def test_photos_lie_encrypted_and_whole(office: Store) -> None:
    with office.read() as session:
        sha256 = session.scalars(select(Attachment.sha256).where(Attachment.media_type == "image/jpeg")).first() or ""
        assert blobs.read(blobs.of(session), sha256)[:3] == b"\xff\xd8\xff"


def test_the_same_seed_gives_the_same_content(office: Store, tmp_path: Path) -> None:
    again, _built = made(tmp_path / "again", seed=1)
    other, _built = made(tmp_path / "other", seed=2)
    try:
        assert content(again) == content(office)
        assert content(other)["patrols"] != content(office)["patrols"]
    finally:
        again.close()
        other.close()


def test_cases_stand_at_different_steps_and_a_form_waits_for_its_signatures(office: Store) -> None:
    with office.read() as session:
        states = list(session.scalars(select(Case.state)))
        waiting = list(session.scalars(select(Approval.role).where(Approval.signed_at.is_(None))))
        outward = list(session.scalars(select(Setting.key).order_by(Setting.key)))
    assert len(states) == 9
    assert len(set(states)) >= 7
    assert {"承办人意见", "承办机构意见", "行政机关负责人审批意见"} <= set(waiting)
    assert {"office.address", "office.duty_phone"} <= set(outward)


def test_scale_multiplies_patrols_with_numbers_of_their_own(tmp_path: Path) -> None:
    store, built = made(tmp_path / "scaled", seed=1, scale=50)
    try:
        assert built.counts["patrols"] == count(store, Patrol) == 3000
        with store.read() as session:
            assert session.scalar(select(func.count(Patrol.number.distinct()))) == 3000
    finally:
        store.close()


def test_no_demo_account_holds_two_of_the_separated_roles() -> None:
    assert all(len(separated(account.roles)) <= 1 for account in people.ACCOUNTS)


def test_check_digits_are_right() -> None:
    from stdnum.cn import uscc

    assert all(uscc.is_valid(one["credit_code"]) for one in places.parties(Random(3), ["g"]) if one.get("credit_code"))


def test_a_scene_is_the_same_picture_each_time() -> None:
    shot = pictures.Shot(pictures.Scene.SHED, NOW, 28.99, 118.77)
    assert pictures.draw(shot, "1/1") == pictures.draw(shot, "1/1")
    assert pictures.draw(shot, "1/1") != pictures.draw(shot, "1/2")
