"""文号: no gap, no number twice, voids with their reason, blocks for two PCs, one serial per case, printed forms."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app import clock
from app.documents import Form, load_form
from app.errors import NoNumbers, NotFound, NotPermitted, Refused
from app.models import Document, Setting
from app.models.numbering import NumberUse
from app.paths import Home
from app.rules.number_pattern import problem_of, render, scheme
from app.rules.vocabulary_case import DecidingBody
from app.services import number_book, numbering
from app.services.actor import Actor
from app.store.place import OfficeInfo, write_info
from app.store.unit import Store

NOW = datetime(2026, 11, 24, 2, 32, tzinfo=UTC)
DAY = date(2026, 11, 24)
SERIES = "衢柯石综执罚先告字"


@pytest.fixture(autouse=True)
def _office(home: Home) -> Iterator[None]:
    write_info(
        home.office, OfficeInfo(township="石梁镇", county="柯城区", city="衢州市", device="石梁镇-01", demo=True)
    )
    with clock.frozen(NOW):
        yield


@pytest.fixture
def head(actor_of: Callable[..., Actor]) -> Actor:
    return actor_of("head")


def form(short: str = "罚先告") -> Form:
    return replace(load_form("F08"), id="T01", number=short)


def given(store: Store, actor: Actor, day: date = DAY, *, count: int = 1, short: str = "罚先告") -> list[str]:
    with store.write(actor.login) as session:
        return [
            numbering.allocate(session, actor, form(short), day, body=DecidingBody.TOWNSHIP).number
            for _ in range(count)
        ]


def put(store: Store, key: str, value: str) -> None:
    with store.write("system") as session:
        session.add(Setting(key=key, value=value))


def paper(store: Store, use_number: str) -> str:
    """A paper that has a number; its id."""
    with store.write("head") as session:
        made = Document(
            form="T01", title="样张", subject="case", subject_id="c", template="", template_version="1", values={},
            number=use_number,
        )  # fmt: skip
        session.add(made)
        session.flush()
        use = session.query(NumberUse).filter(NumberUse.number == use_number).one()
        numbering.bind(session, use, made.id)
        return made.id


def test_the_number_has_the_shape_asked_for() -> None:
    parts = {"市": "衢", "区": "柯", "镇": "石", "综执": "综执", "代字": "罚决"}
    assert render(scheme().pattern, parts, 2026, 1) == "衢柯石综执罚决字〔2026〕第000001号"
    assert render("{市}{代字}〔{yyyy}〕{serial}号", parts, 2026, 12) == "衢罚决〔2026〕12号"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("{市}{代字}字[{yyyy}]第{serial}号", "〔〕"),
        ("{市}{代字}字〔{yyyy}〕第号", "各要有一个"),
        ("{县}{代字}字〔{yyyy}〕第{serial}号", "没有“{县}”"),
        ("{市}{代字字〔{yyyy}〕第{serial}号", "成对"),
        ("{市字〔{yyyy}〕{代字}第{serial}号}", "没有"),
        ("〔{yyyy}〕{代字}第{serial}号", "前面"),
        ("{代字}〔{yyyy}〕第{serial}号}", "成对"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_told(pattern: str, words: str) -> None:
    assert words in (problem_of(pattern) or "")
    assert problem_of(scheme().pattern) is None


def test_a_thousand_numbers_without_a_gap_and_none_twice(store: Store, head: Actor) -> None:
    numbers = [number for _ in range(10) for number in given(store, head, count=100)]
    assert numbers == [f"{SERIES}〔2026〕第{serial:06}号" for serial in range(1, 1001)]


def test_a_rolled_back_issue_gives_its_number_back(store: Store, head: Actor) -> None:
    with pytest.raises(RuntimeError), store.write(head.login) as session:
        numbering.allocate(session, head, form(), DAY, body=DecidingBody.TOWNSHIP)
        raise RuntimeError
    assert given(store, head) == [f"{SERIES}〔2026〕第000001号"]


def test_each_form_and_each_year_has_a_series_of_its_own(store: Store, head: Actor) -> None:
    assert given(store, head, count=2)[-1] == f"{SERIES}〔2026〕第000002号"
    assert given(store, head, short="罚决") == ["衢柯石综执罚决字〔2026〕第000001号"]
    assert given(store, head, date(2027, 1, 1)) == [f"{SERIES}〔2027〕第000001号"]
    assert given(store, head) == [f"{SERIES}〔2026〕第000003号"]


def test_a_voided_number_is_listed_with_its_reason_and_never_comes_again(store: Store, head: Actor) -> None:
    first, second = given(store, head, count=2)
    paper(store, first)
    with store.write(head.login) as session:
        numbering.void(session, head, second, "当事人姓名有误，重做")
    for why, wrong in (("", second), ("再作废", second)):
        with pytest.raises(Refused), store.write(head.login) as session:
            numbering.void(session, head, wrong, why)
    with pytest.raises(NotFound), store.write(head.login) as session:
        numbering.void(session, head, "没有的号", "错号")
    assert given(store, head) == [f"{SERIES}〔2026〕第000003号"]
    with store.read() as session:
        (book,) = number_book.book(session, head, 2026)
    assert [(line.serial, line.state, line.reason) for line in book.lines] == [
        (1, number_book.USED, ""),
        (2, number_book.VOID, "当事人姓名有误，重做"),
        (3, number_book.PRINTED, ""),
    ]
    assert book.lines[0].paper == "样张"
    assert [block.unused for block in book.blocks] == [(4, 999_999)]


def test_two_pcs_with_blocks_never_collide(store: Store, head: Actor) -> None:
    other = replace(head, device="other")
    given(store, head, count=3)
    with pytest.raises(NoNumbers):
        given(store, other)
    with store.write(head.login) as session:
        assert numbering.hand_over(session, head, SERIES, 2026, "other", 50) == (54, 103)
    here = given(store, head, count=60)
    there = given(store, other, count=50)
    assert not set(here) & set(there)
    serials = sorted(int(number[-7:-1]) for number in here + there)
    assert serials == [*range(4, 54), *range(54, 104), *range(104, 114)]
    with pytest.raises(NoNumbers):
        given(store, other)
    with store.write(head.login) as session:
        numbering.hand_over(session, head, SERIES, 2026, "other", 5)
    assert given(store, other)[0].endswith("第000119号")


def test_a_second_pc_cannot_open_a_series_of_its_own(store: Store, head: Actor) -> None:
    given(store, head)
    for day, short in ((date(2027, 1, 4), "罚先告"), (DAY, "罚决")):
        with pytest.raises(NoNumbers):
            given(store, replace(head, device="other"), day, short=short)


def test_only_what_one_holds_can_be_handed_over(store: Store, head: Actor) -> None:
    given(store, head)
    with pytest.raises(NoNumbers), store.write(head.login) as session:
        numbering.hand_over(session, head, SERIES, 2026, "other", 600_000)
    with pytest.raises(Refused), store.write(head.login) as session:
        numbering.hand_over(session, head, SERIES, 2026, "other", 0)


def test_one_serial_for_all_papers_of_a_case(store: Store, head: Actor) -> None:
    put(store, "number.scope", numbering.PER_CASE)
    sharing: set[str] = set()
    told = []
    for short in ("立", "罚先告", "罚决", "罚先告"):
        with store.write(head.login) as session:
            use = numbering.allocate(
                session, head, form(short), DAY, body=DecidingBody.TOWNSHIP, sharing=frozenset(sharing)
            )
        sharing.add(paper(store, use.number))
        told.append(use.number)
    assert [number.split("字")[0][-1] + number[-7:-1] for number in told] == [
        "立000001", "告000001", "决000001", "告000002",
    ]  # fmt: skip
    assert given(store, head, short="立") == ["衢柯石综执立字〔2026〕第000003号"]


def test_changing_the_scheme_skips_what_is_taken(store: Store, head: Actor) -> None:
    given(store, head, count=2)
    put(store, "number.scope", numbering.PER_CASE)
    assert given(store, head)[0].endswith("第000003号")


def test_printed_numbers_are_taken_ahead_and_used_once(store: Store, head: Actor) -> None:
    spot = form("当罚决")
    with store.write(head.login) as session:
        numbers = numbering.print_ahead(session, head, spot, 3)
    assert numbers == [f"衢柯石综执当罚决字〔2026〕第{serial:06}号" for serial in (1, 2, 3)]
    with store.write(head.login) as session:
        assert numbering.take_printed(session, spot, numbers[1]).serial == 2
    paper(store, numbers[1])
    with store.write(head.login) as session:
        numbering.void(session, head, numbers[2], "印坏")
    for number, words in ((numbers[1], "已经用过"), (numbers[2], "作废"), ("没印过", "没有预先编印")):
        with pytest.raises(Refused) as refused, store.write(head.login) as session:
            numbering.take_printed(session, spot, number)
        assert words in refused.value.problems[0].why
    with pytest.raises(Refused), store.write(head.login) as session:
        numbering.take_printed(session, form("罚决"), numbers[0])
    with store.read() as session:
        (book,) = number_book.book(session, head, 2026)
    assert [line.state for line in book.lines] == [number_book.PRINTED, number_book.USED, number_book.VOID]


def test_the_head_is_set_by_the_office(store: Store, head: Actor) -> None:
    put(store, "number.county", "柯城")
    assert given(store, head) == ["衢柯城石综执罚先告字〔2026〕第000001号"]
    with pytest.raises(Refused) as refused, store.write(head.login) as session:
        numbering.allocate(session, head, form(), DAY, body=DecidingBody.COUNTY)
    assert refused.value.problems[0].field == "number.county_head"
    put(store, "number.county_head", "柯综执")
    with store.write(head.login) as session:
        use = numbering.allocate(session, head, form(), DAY, body=DecidingBody.COUNTY)
    assert use.number == "柯综执罚先告字〔2026〕第000001号"
    put(store, "number.pattern", "{市}[{yyyy}]{serial}")
    with pytest.raises(Refused):
        given(store, head)


def test_who_may_not(store: Store, actor_of: Callable[..., Actor]) -> None:
    officer = actor_of("legal")
    with store.write(officer.login) as session:
        for call in (
            lambda: numbering.hand_over(session, officer, SERIES, 2026, "other", 5),
            lambda: numbering.print_ahead(session, officer, form(), 5),
            lambda: numbering.void(session, officer, "甲", "乙"),
        ):
            with pytest.raises(NotPermitted):
                call()


def taken(store: Store, actor: Actor, first: int, last: int) -> None:
    with store.write(actor.login) as session:
        numbering.take_block(session, actor, SERIES, 2026, first, last)


def test_a_pc_that_only_has_blocks_told_by_hand_begins_no_series(store: Store, head: Actor) -> None:
    with store.read() as session:
        assert numbering.begins(session, head)
    taken(store, head, 101, 102)
    with store.read() as session:
        assert not numbering.begins(session, head)
    assert [one[-5:] for one in given(store, head, count=2)] == ["0101号", "0102号"]
    with pytest.raises(NoNumbers):
        given(store, head)
    with pytest.raises(NoNumbers):
        given(store, head, short="罚决")


@pytest.mark.parametrize(("first", "last"), [(1, 9), (20, 10), (105, 120), (90, 101), (0, 0)])
def test_a_block_that_may_collide_is_not_taken(store: Store, head: Actor, first: int, last: int) -> None:
    taken(store, head, 101, 110)
    with pytest.raises(Refused):
        taken(store, head, first, last)
