"""The closed sets of words of a case."""

from app.rules.vocabulary import Word


class CaseTrack(Word):
    """Which procedure a case runs in."""

    ORDINARY = "ordinary", "普通程序"
    SPOT = "spot", "简易程序"


class CaseSource(Word):
    """Where the clue came from (行政处罚法 54)."""

    PATROL = "patrol", "巡查发现"
    COMPLAINT = "complaint", "投诉举报"
    SUPERIOR = "superior", "上级交办"
    TRANSFER = "transfer", "部门移送"
    PLATFORM = "platform", "网格、四平台派单"
    RANDOM = "random", "双随机抽查"
    COMBINED = "combined", "综合查一次"
    MEDIA = "media", "媒体舆情"
    OTHER = "other", "其他"


class DecidingBody(Word):
    """In whose name a case is decided: data, not a constant (行政处罚法 24; 浙江省综合行政执法条例 9)."""

    TOWNSHIP = "township", "乡镇人民政府（街道办事处）"
    SQUAD = "squad", "县级部门（派驻中队办理）"
    COUNTY = "county", "县级部门（保留的重大处罚）"


class CaseRole(Word):
    """What a person is to a case."""

    LEAD = "lead", "主办"
    ASSISTANT = "assistant", "协办"
    REVIEWER = "reviewer", "法制审核"
    HOST = "host", "听证主持"
    RECORDER = "recorder", "听证记录"
    HEAD = "head", "审批"
    EXPERT = "expert", "专家"


class RecusalGround(Word):
    """Why a person has to step aside (行政处罚法 43)."""

    PARTY = "party", "是当事人或者其近亲属"
    INTEREST = "interest", "与案件有利害关系（持股、合伙、债权债务等）"
    EARLIER = "earlier", "担任过本案证人、鉴定人、代理人"
    OTHER = "other", "其他可能影响公正的关系"


class EvidenceKind(Word):
    """The eight kinds (行政处罚法 46)."""

    WRITTEN = "written", "书证"
    OBJECT = "object", "物证"
    AUDIOVISUAL = "audiovisual", "视听资料"
    ELECTRONIC = "electronic", "电子数据"
    WITNESS = "witness", "证人证言"
    STATEMENT = "statement", "当事人的陈述"
    APPRAISAL = "appraisal", "鉴定意见"
    RECORD = "record", "勘验笔录、现场笔录"


class GoodsMeasure(Word):
    """How goods came into custody."""

    REGISTERED = "registered", "先行登记保存"
    SAMPLED = "sampled", "抽样取证"
    SEALED = "sealed", "查封"
    SEIZED = "seized", "扣押"


class GoodsOutcome(Word):
    """How custody of goods ended."""

    RETURNED = "returned", "返还、解除"
    TESTED = "tested", "送检后返还"
    CONVERTED = "converted", "转为查封扣押"
    CONFISCATED = "confiscated", "没收"
    HANDED_OVER = "handed_over", "随案移交"
    SOLD = "sold", "先行变卖，价款另存"
    DESTROYED = "destroyed", "销毁"


class PaperState(Word):
    """Where a paper stands."""

    DRAFT = "draft", "草稿"
    SIGNING = "signing", "待签"
    SIGNED = "signed", "已签"
    ISSUED = "issued", "已定稿"
    SERVED = "served", "已送达"
    FILED = "filed", "已归卷"
    VOID = "void", "已作废"


class SignMethod(Word):
    """How a signature came about."""

    LOGIN = "login", "本人登录签批"
    SCAN = "scan", "纸上签名扫回"


class Opinion(Word):
    """What an approver or reviewer says."""

    AGREE = "agree", "同意"
    AMEND = "amend", "修改后同意"
    RETURN = "return", "退回补正"
    REFUSE = "refuse", "不同意"
    TRANSFER = "transfer", "建议移送"


class ServiceMethod(Word):
    """How a paper was served (行政处罚法 61; 民事诉讼法 87–95)."""

    DIRECT = "direct", "直接送达"
    LEFT = "left", "留置送达"
    ELECTRONIC = "electronic", "电子送达"
    POST = "post", "邮寄送达"
    ENTRUSTED = "entrusted", "委托送达"
    FORWARDED = "forwarded", "转交送达"
    NOTICE = "notice", "公告送达"


class PaymentKind(Word):
    """What was paid for."""

    FINE = "fine", "罚款"
    SURCHARGE = "surcharge", "加处罚款"
    CONFISCATION = "confiscation", "没收款"
    SALE = "sale", "变卖款"


class PaymentWay(Word):
    """How it was paid."""

    BANK = "bank", "银行、电子支付"
    SPOT = "spot", "当场收缴"


class RemedyKind(Word):
    """What a party does against a decision."""

    RECONSIDERATION = "reconsideration", "行政复议"
    LITIGATION = "litigation", "行政诉讼"


class NoPenaltyGround(Word):
    """Why no penalty is imposed (行政处罚法 30, 31, 33, 57)."""

    MINOR_CHILD = "minor_child", "不满十四周岁"
    MIND = "mind", "精神病人、智力残疾人不能辨认或者控制自己行为"
    SLIGHT = "slight", "违法行为轻微并及时改正，没有造成危害后果"
    FIRST = "first", "初次违法且危害后果轻微并及时改正"
    NO_FAULT = "no_fault", "当事人证明没有主观过错"
    NO_FACT = "no_fact", "违法事实不能成立"


class PenaltyKind(Word):
    """The kinds of penalty (行政处罚法 9). `is_major`: a hearing has to be offered for it whatever its size (63)."""

    WARNING = "warning", "警告"
    CRITICISM = "criticism", "通报批评"
    FINE = "fine", "罚款"
    GAINS = "gains", "没收违法所得"
    GOODS = "goods", "没收非法财物"
    SUSPEND_PERMIT = "suspend_permit", "暂扣许可证件"
    DOWNGRADE = "downgrade", "降低资质等级"
    REVOKE = "revoke", "吊销许可证件"
    RESTRICT = "restrict", "限制开展生产经营活动"
    STOP = "stop", "责令停产停业"
    SHUT = "shut", "责令关闭"
    BAR = "bar", "限制从业"
    OTHER = "other", "法律、行政法规规定的其他行政处罚"

    @property
    def is_major(self) -> bool:
        """Whether it is among those that 行政处罚法 63 names by kind; 暂扣 and 限制经营 are offered one when in doubt."""
        return self in {
            PenaltyKind.SUSPEND_PERMIT, PenaltyKind.DOWNGRADE, PenaltyKind.REVOKE, PenaltyKind.RESTRICT, PenaltyKind.STOP,
            PenaltyKind.SHUT, PenaltyKind.BAR,
        }  # fmt: skip


class CaseEnding(Word):
    """How a case came to its end (结案方式)."""

    PERFORMED = "performed", "自动履行"
    AFTER_REMEDY = "after_remedy", "复议、诉讼后履行"
    COURT = "court", "法院执行"
    NO_PENALTY = "no_penalty", "不予处罚"
    REVOKED = "revoked", "决定被撤销"
    NOT_FILED = "not_filed", "不予立案"
    TRANSFERRED = "transferred", "移送"
    CRIMINAL = "criminal", "移送公安机关"
    WITHDRAWN = "withdrawn", "撤案"
    TERMINATED = "terminated", "终止调查"
    OTHER = "other", "其他"


class CaseState(Word):
    """Where a case stands: the states of resources/law/procedure.yaml, as words a list and its filter can show."""

    SOURCE = "source", "案源登记"
    VERIFYING = "verifying", "核查"
    INVESTIGATING = "investigating", "调查取证"
    SUSPENDED = "suspended", "中止调查"
    INVESTIGATED = "investigated", "调查终结"
    NOTIFIED = "notified", "已告知"
    REVIEWING = "reviewing", "法制审核"
    DISCUSSING = "discussing", "集体讨论"
    DECIDED = "decided", "已决定"
    PERFORMING = "performing", "已送达待履行"
    URGED = "urged", "已催告"
    COURT = "court", "申请法院执行"
    SPOT = "spot", "当场处罚"
    SPOT_DECIDED = "spot_decided", "当场决定"
    NOT_FILED = "not_filed", "不予立案"
    TRANSFERRED = "transferred", "已移送"
    CRIMINAL = "criminal", "已移送公安"
    WITHDRAWN = "withdrawn", "已撤案"
    TERMINATED = "terminated", "已终止"
    CLOSED = "closed", "已结案"
    ARCHIVED = "archived", "已归档"
