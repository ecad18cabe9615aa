"""Tomorrow's list holds every re-check that is due, with people of tomorrow's roster; the daily report says 零报告."""

import io
from datetime import datetime, timedelta

from pypdf import PdfReader

from app import clock
from app.services.paper import Printable, pdf
from app.services.shift import papers
from app.services.shift.day_list import day_list, list_paper
from app.store.place import OfficeInfo, write_info
from app.store.unit import Store
from tests.services.shift.conftest import Hired

NOON = clock.at_local(datetime(2026, 10, 1, 12))


def text_of(paper: Printable) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(paper).pdf)).pages).replace("\n", "")


def test_a_quiet_holiday_is_a_zero_report(store: Store, team: Hired) -> None:
    duty = team("演示甲", "duty")
    info = OfficeInfo(township="石梁镇", county="柯城区", city="衢州市", device="石梁镇-01", demo=True)
    write_info(store.home.office, info)
    with clock.frozen(NOON), store.read() as session:
        words = text_of(papers.holiday_paper(session, duty, NOON.date()))
        listed = text_of(list_paper(session, duty, NOON.date() + timedelta(days=1)))
        seen = day_list(session, duty, NOON.date() + timedelta(days=1))
    assert "国庆" in words
    assert "零报告" in words
    assert "0 件，可派 0 人" in listed
    assert seen.tasks == ()
