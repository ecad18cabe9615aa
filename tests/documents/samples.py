"""Made-up facts for the forms, and how a test reads a PDF back."""

from collections.abc import Mapping
from datetime import date

from app.documents.marks import Page

AGENCY = "衢州市柯城区石梁镇人民政府"
OFFICERS = [{"姓名": "李甲", "执法证号": "33080200101"}, {"姓名": "吴乙", "执法证号": "33080200102"}]
FACTS = (
    "现场位于石梁大街与沿溪路交叉口。一辆号牌为浙HA0000的自卸货车停放在路口东侧，车厢未覆盖，车厢后挡板下沿有砂石洒落痕迹。"
    "自路口向西的机动车道上散落砂石，长12.4米、宽0.5米，面积约6.2平方米，最厚处3厘米。\n"
    "驾驶人称，车辆于当日8时50分自工业功能区装载砂石约12吨，运往麻蓬村工地，途经城市道路时未采取密闭、覆盖措施。"
)
VALUES: dict[str, Mapping[str, object]] = {
    "F08": {
        "机关名称": AGENCY,
        "检查时间": ["2026-10-12T09:20", "2026-10-12T10:05"],
        "检查地点": "石梁镇石梁大街118号门前",
        "检查事由": "巡查发现运输车辆散落砂石",
        "当事人": "衢州顺达建材有限公司",
        "证件号码": "91330802MA0000000X",
        "当事人地址": "衢州市柯城区石梁镇工业功能区8号",
        "现场负责人": "汪丙（执行董事）",
        "检查人": OFFICERS,
        "记录人": "吴乙",
        "当事人确认": "看清了，不申请回避。",
        "现场情况": FACTS,
        "测量": [
            {"项目": "散落长度", "数值": "12.4", "单位": "米", "方法": "钢卷尺"},
            {"项目": "散落宽度", "数值": "0.5", "单位": "米", "方法": "钢卷尺"},
        ],
        "附件": "现场照片3张、执法记录仪录像1段",
        "当事人意见": "情况属实，已安排清扫。",
    },
    "W01": {
        "机关名称": AGENCY,
        "日志编号": "2026-1124-01",
        "巡查时间": ["2026-11-24T08:30", "2026-11-24T11:05"],
        "巡查方式": "车巡",
        "巡查路线": "石梁大街—沿溪路—石梁中心小学—麻蓬村文化礼堂",
        "巡查人员": OFFICERS,
        "带队人": "李甲",
        "车辆装备": "执法车1辆，执法记录仪2台",
        "天气": "阴，9℃",
        "巡查情况": "沿街商铺秩序总体良好，中心小学门口流动摊点已劝离。发现问题2处，均已当场处理。",
        "发现问题": [
            {
                "时间": "9时12分",
                "地点": "石梁大街118号",
                "类别": "出店经营",
                "问题情况": "店门外摆放货架2个，占用人行道约3平方米",
                "处理": "责令当场改正",
                "复查": "已改正",
            },
            {"时间": "10时05分", "地点": "麻蓬村", "类别": "露天焚烧", "问题情况": "焚烧秸秆", "处理": "当场扑灭"},
        ],
        "照片说明": "照片5张",
    },
    "K01": {
        "机关": AGENCY,
        "设备名称": "石梁镇-01",
        "恢复码": "K7QF2-M9DXR-T48WH-N3PCJ-6VGA2",
        "制作日期": date(2026, 11, 24),
    },
}


def read_back(pdf: bytes) -> list[str]:
    """The text of each page as a reader of the PDF would copy it, without spaces and line ends."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append("".join(text.get_text_range().split()))
            text.close()
        return pages


def solid(text: str) -> str:
    """The text without spaces and line ends, as `read_back` gives it."""
    return "".join(text.split())


def framed(page: Page) -> bool:
    """Whether the heavy rules close a rectangle around all others."""
    rules = page.rules
    left, right = min(r.x1 for r in rules), max(r.x2 for r in rules)
    top, low = min(r.y1 for r in rules), max(r.y2 for r in rules)
    heavy = {(r.x1, r.y1, r.x2, r.y2) for r in rules if r.width >= 1}
    sides = {(left, top, right, top), (left, low, right, low), (left, top, left, low), (right, top, right, low)}
    return sides <= heavy and low <= page.height
