"""The page with the recovery code that is sealed and put into the safe: form K01. It is rendered and printed, never kept."""

from app.clock import today
from app.documents import load_form, render_pdf
from app.services.paper_values import agency_of
from app.store.place import OfficeInfo


def recovery_page(info: OfficeInfo, code: str) -> bytes:
    """The page as PDF, dated today."""
    values = {"机关": agency_of(info), "设备名称": info.device, "恢复码": code, "制作日期": today()}
    return render_pdf(load_form("K01"), values).pdf
