"""Made-up values for every field of a form, so that a template can be looked at before anything was filled in."""

from io import BytesIO
from typing import Any

from app.documents.form import COMMON, Field, Form

DAY, SPAN = "2026-11-24", ["2026-11-24T09:20", "2026-11-24T10:05"]
OFFICERS = [{"姓名": "示例甲", "执法证号": "33000000001"}, {"姓名": "示例乙", "执法证号": "33000000002"}]
PICTURE = "示例照片"
PHOTO = {"图": PICTURE, "时间": SPAN[0], "地点": "示例地点", "拍摄人": "示例甲"}
PROSE = (
    "这里是“{label}”的示例内容，用来看排版。实际办案时由程序从案件取得，或者由承办人填写；写得长时会自动换行、续页。"
)
TALK = [
    {"问": "请说一下事情的经过。", "答": "（示例）当天上午我把货物放在门口，没有及时收进去。"},
    {"问": "你有什么要补充的？", "答": "没有。"},
]
KNOWN = {
    "机关名称": "某某县某某镇人民政府", "文号": "某某综执〔2026〕第000001号", "机关地址": "某某镇示例路1号",
    "机关电话": "0000-0000000", "邮编": "000000", "联系人": "示例甲", "联系电话": "0000-0000000", "复议机关": "某某县人民政府",
    "管辖法院": "某某县人民法院", "代收银行": "某某银行某某支行",
}  # fmt: skip


def sample_values(form: Form) -> dict[str, Any]:
    """A value for every field of `form`, and for what every form may use."""
    given = {name: KNOWN[name] for name in COMMON}
    return {**given, **{one.name: _sample(one) for one in form.fields}}


def sample_images(form: Form) -> dict[str, bytes]:
    """The picture that the sample values of a photo sheet name."""
    if all(one.kind != "照片" for one in form.fields):
        return {}
    from PIL import Image

    target = BytesIO()
    Image.new("L", (400, 300), 208).save(target, "PNG")
    return {PICTURE: target.getvalue()}


def _sample(one: Field) -> Any:
    if one.kind == "表":
        return [{column.name: _sample(column) for column in one.columns} for _ in range(2)]
    choices = one.choices or ("",)
    found: dict[str, Any] = {
        "单选": choices[0], "多选": list(choices[:1]), "照片": [PHOTO], "长文": PROSE.format(label=one.label),
        "文本": f"示例{one.label}", "签名": "", "日期": DAY, "日期时间": SPAN[0], "起止时间": SPAN, "金额": 123_450, "整数": 3,
        "是否": True, "执法人员": OFFICERS, "问答": TALK,
    }  # fmt: skip
    return found[one.kind]
