"""Values between the fields of a paper and the paper: nothing that stands on it is lost on the way there and back."""

from app.documents.form import Field
from app.views.case.paper_fields import to_field, to_paper

PHOTOS = Field("照片", "照片", "照片")


def test_a_photo_keeps_time_place_and_taker() -> None:
    full = {"图": "a", "时间": "2026-11-24T01:00:00.000Z", "地点": "石梁大街1号", "拍摄人": "演示甲"}
    kept = [full, {"图": "b"}]
    assert to_paper(to_field(PHOTOS, kept)) == kept
