"""Chapter 3: a patrol is logged with two officers, a finding and a photo, and looked at again."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from app import clock
from app.rules.patrol import SOON
from app.views.pages.patrol import PatrolPage
from app.views.pages.patrol_form import PatrolForm
from app.views.pages.patrol_members import MembersField
from app.views.pages.patrol_photos import PhotosField
from app.views.pages.patrol_recheck import RecheckDialog
from app.views.register.child_rows import RowsField
from app.views.tour.stage import CONTROL, Stage, editor
from app.views.tour.walk import StepFailed
from app.views.widgets.choice_fields import ComboField, RadioField
from app.views.widgets.field import Field
from app.views.widgets.picker import PickerField

PLACE = "石梁大街46号门前"
_FINDING = (
    "found_at", "place", "category", "power_item", "party", "handling", "description", "due_at", "photos",
)  # fmt: skip
WORDS = "店外堆放建材占用人行道，长4.2米、宽1.1米"


def log_patrol(stage: Stage) -> None:
    """Refused first for what is missing, then saved."""
    walk = stage.walk
    with walk.step("记一次巡查"):
        page = stage.patrols()
        before = stage.listed(page)
        walk.press(stage.window, Qt.Key.Key_N, CONTROL)
        walk.settle()
        walk.shot("new-menu")
        _close_popups(stage)
        page.new_record()
        form = stage.layer(page, PatrolForm)
        body = form.form_body
        walk.write(editor(body.fields["route"]), "石梁大街、麻蓬路、静岩街")
        walk.press(form, Qt.Key.Key_S, CONTROL)
        walk.wait(body.problems.isVisible, "没有填巡查人员时不能保存，先列出要改的地方")
        walk.shot("patrol-refused")
        members = body.fields["members"]
        if not isinstance(members, MembersField):
            raise StepFailed("人员一栏不在")
        for name in _officers(stage):
            _pick(stage, members.picker, name)
        walk.claim("其中持证 2 人" in members.count.text(), f"持证人数按巡查当天算：{members.count.text()}")
        walk.rewrite(editor(body.fields["started_at"]), _minutes_ago(50))
        walk.rewrite(editor(body.fields["ended_at"]), _minutes_ago(2))
        walk.write(editor(body.fields["points_planned"]), "8")
        walk.write(editor(body.fields["points_visited"]), "8")
        walk.shot("patrol-members")
        _finding(stage, form)
        walk.shot("patrol-finding")
        walk.press(form, Qt.Key.Key_S, CONTROL)
        walk.wait(lambda: page.top() is None and page.seen is not None, "已保存，侧栏显示这次巡查")
        walk.claim(stage.listed(page) == before + 1, "列表多了一条")
        walk.settle(1000)
        walk.shot("patrol-saved")
        _prove_saved(stage, page)


def _finding(stage: Stage, form: PatrolForm) -> None:
    walk = stage.walk
    rows = form.form_body.fields["findings"]
    if not isinstance(rows, RowsField):
        raise StepFailed("问题一栏不在")
    walk.click(rows.add_button)
    found = {name: field for name in _FINDING if (field := rows.row_field(0, name)) is not None}
    walk.rewrite(editor(found["found_at"]), _minutes_ago(20))
    walk.write(editor(found["place"]), PLACE)
    walk.write(editor(found["description"]), WORDS)
    _choose(stage, found["category"], "占道经营")
    _choose(stage, found["handling"], "责令限期改正")
    for name, words in (("power_item", "超出门"), ("party", "建材店")):
        picker = found[name]
        if not isinstance(picker, PickerField):
            raise StepFailed(f"{picker.label} 不是查找项")
        _pick(stage, picker, words)
    walk.rewrite(editor(found["due_at"]), f"{clock.local(clock.now() + SOON / 2):%Y-%m-%d %H:%M}")
    photos = found["photos"]
    if not isinstance(photos, PhotosField):
        raise StepFailed("照片一栏不在")
    walk.drop(photos, [stage.props.before])
    walk.wait(photos.value, "拖进来的照片已收下，原图加密保存")


def _prove_saved(stage: Stage, page: PatrolPage) -> None:
    walk, seen = stage.walk, page.seen
    if seen is None:
        raise StepFailed("侧栏没有巡查")
    finding = seen.findings[0]
    walk.claim(finding.place == PLACE and finding.description == WORDS, "地点和描述一字不差")
    walk.claim(len(seen.members) == 2 and all(one.certificate for one in seen.members), "两名执法人员都带执法证号")
    photo = finding.photos[0]
    walk.claim(photo.sha256 == _sha256(stage.props.before), "原图的校验值与拖进来的文件一致")
    walk.claim(photo.taken_at is not None and photo.latitude is not None, "照片里的拍摄时间和位置已读出")
    walk.claim(seen.status.words.startswith("复查剩"), f"到期要复查：{seen.status.words}")


def look_back(stage: Stage) -> None:
    """The finding is looked at again with an after-photo."""
    walk = stage.walk
    with walk.step("复查"):
        page = stage.patrols()
        walk.click(walk.button(page.split.drawer, "记录复查"))
        dialog = walk.dialog(RecheckDialog)
        if not isinstance(dialog, RecheckDialog):
            raise StepFailed("复查对话框没有打开")
        fields = dialog.form.fields
        result = fields["result"]
        if not isinstance(result, RadioField):
            raise StepFailed("复查结果一栏不在")
        walk.click(walk.button(result, "已改正"))
        walk.write(editor(fields["note"]), "堆放物已清走，人行道已让出")
        photos = fields["photos"]
        walk.drop(photos, [stage.props.after])
        walk.wait(photos.value, "处理后的照片已收下")
        walk.settle(1000)
        walk.shot("recheck")
        walk.click(dialog.save_button)
        walk.wait(lambda: page.seen is not None and bool(page.seen.findings[0].rechecks), "复查已保存")
        seen = page.seen
        walk.claim(seen is not None and seen.status.words != "" and seen.findings[0].status is None, "这一条不再催办")
        walk.settle(1000)
        walk.shot("rechecked")


def _officers(stage: Stage) -> list[str]:
    """Two people of the roster that was just imported: their certificates hold."""
    return list(stage.props.names[:2])


def _pick(stage: Stage, picker: PickerField, name: str) -> None:
    """Type a name and take the first that is found, with Enter."""
    walk = stage.walk
    walk.write(picker.edit, name)
    walk.wait(picker._list.isVisible, f"按姓名找到 {name}")  # noqa: SLF001  the list under the field
    walk.press(picker.edit, Qt.Key.Key_Return)
    walk.settle()


def _choose(stage: Stage, field: Field, words: str) -> None:
    """Type the words of a choice."""
    if not isinstance(field, ComboField):
        raise StepFailed(f"{field.label} 不是选择项")
    line = field.combo.lineEdit()
    if line is None:
        raise StepFailed(f"{field.label} 不能输入")
    stage.walk.rewrite(line, words)
    stage.walk.settle()
    stage.walk.press(stage.walk.app.activePopupWidget() or line, Qt.Key.Key_Return)
    stage.walk.claim(field.value() is not None, f"选定{field.label}：{words}")


def _minutes_ago(minutes: int) -> str:
    """A moment as an operator types it."""
    return f"{clock.local(clock.now() - timedelta(minutes=minutes)):%Y-%m-%d %H:%M}"


def _close_popups(stage: Stage) -> None:
    while (popup := stage.walk.app.activePopupWidget()) is not None:
        popup.close()


def _sha256(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()
