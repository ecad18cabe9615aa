"""One patrol in the drawer: its facts, then each finding as a card; one card is open and shows photos, item, limit, re-check."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import local
from app.rules.vocabulary import Light, PhotoStage
from app.services.case_from_patrol import TakenUp, why_not_yet
from app.services.patrol_shapes import FindingSeen, PatrolSeen, PhotoSeen
from app.views.frame import Frame
from app.views.pages.patrol_photos import EmptyPhoto, Thumbnail, caption
from app.views.register.record_card import fact, facts_grid
from app.views.theme import worn
from app.views.widgets.drawer import scrolled_column
from app.views.widgets.kinds import button, label, offer, tag
from app.views.widgets.light import StatusLight


@dataclass(frozen=True, slots=True)
class FindingActs:
    """What can be done with a finding; None when the account may not. `cases` are those that findings have become."""

    recheck: Callable[[FindingSeen], object] | None
    paper: Callable[[FindingSeen], object] | None
    take_up: Callable[[FindingSeen], object] | None = None
    see_case: Callable[[str], object] = lambda _case: None
    cases: Mapping[str, TakenUp] = field(default_factory=dict)


def patrol_card(frame: Frame, seen: PatrolSeen, acts: FindingActs, *, opened: int = 0) -> QWidget:
    """The whole drawer content; `opened` is the place of the finding whose card is open."""
    content, column = scrolled_column()
    column.addLayout(_facts(seen))
    if seen.note:
        column.addLayout(facts_grid([("备注", fact(seen.note))]))
    cards: list[FindingCard] = []
    for place, finding in enumerate(seen.findings):
        card = FindingCard(frame, finding, acts, opened=place == opened)
        card.on_open(lambda card=card: _only(cards, card))  # type: ignore[misc]
        cards.append(card)
        column.addWidget(card)
    if not seen.findings:
        column.addWidget(label("这次巡查没有发现问题。", "facts"))
    column.addStretch(1)
    return content


def _only(cards: "Sequence[FindingCard]", chosen: "FindingCard") -> None:
    for card in cards:
        card.set_open(card is chosen and not card.is_open)


def _facts(seen: PatrolSeen) -> QGridLayout:
    certified = sum(1 for one in seen.members if one.certificate)
    standing = "均持证" if certified == len(seen.members) else f"持证 {certified} 人"
    ended = f"{local(seen.ended_at):%H:%M}" if seen.ended_at else "进行中"
    planned = f"计划 {seen.points_planned}" if seen.points_planned is not None else "未定计划"
    visited = f"实到 {seen.points_visited}" if seen.points_visited is not None else "—"
    pairs = (
        (("人员", f"{seen.member_names}（{standing}）"), ("车辆", seen.vehicle or "—")),
        (
            ("时间", f"{local(seen.started_at):%H:%M}–{ended}"),
            ("里程", f"{seen.distance:g} 公里" if seen.distance is not None else "—"),
        ),
        (("路线", seen.route or "—"), ("点位", f"{visited} / {planned}")),
    )
    grid = QGridLayout()
    grid.setHorizontalSpacing(worn().px(10))
    grid.setVerticalSpacing(worn().px(2))
    grid.setColumnMinimumWidth(0, worn().px(40))
    grid.setColumnMinimumWidth(2, worn().px(40))
    grid.setColumnStretch(1, 3)
    grid.setColumnStretch(3, 2)
    for line, pair in enumerate(pairs):
        for column, (name, text) in enumerate(pair):
            grid.addWidget(label(name, "label"), line, column * 2, Qt.AlignmentFlag.AlignTop)
            value = label(text, "value", wrap=True)
            grid.addWidget(value, line, column * 2 + 1, Qt.AlignmentFlag.AlignTop)
    return grid


class FindingCard(QFrame):
    """A finding: a head that opens and closes, and below it all there is to know and do."""

    def __init__(self, frame: Frame, finding: FindingSeen, acts: FindingActs, *, opened: bool) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.finding = finding
        self.is_open = False
        self._frame, self._acts = frame, acts
        self._body: QWidget | None = None
        self._opened: Callable[[], object] = lambda: None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head())
        if opened:
            self.set_open(True)

    def on_open(self, then: Callable[[], object]) -> None:
        """What a press on the head does."""
        self._opened = then

    def _toggled(self) -> None:
        self._opened()

    def set_open(self, opened: bool) -> None:  # noqa: FBT001  a state, not an option
        """Show or hide the body; it is built on first showing, so closed cards load no photos."""
        if opened and self._body is None:
            self._body = self._make_body()
            self._column.addWidget(self._body)
        if self._body is not None:
            self._body.setVisible(opened)
        self.is_open = opened
        self._fold.setAccessibleDescription("已展开" if opened else "已收起")

    def _head(self) -> QWidget:
        finding = self.finding
        head = QFrame()
        row = QHBoxLayout(head)
        row.setContentsMargins(worn().px(10), worn().px(4), worn().px(10), worn().px(4))
        row.setSpacing(worn().px(8))
        light = finding.status.light if finding.status else Light.NORMAL
        mark = StatusLight(light, "")
        mark.setFixedWidth(worn().px(14))
        mark.setAccessibleName(finding.status.words if finding.status else "已办")
        row.addWidget(mark)
        title = f"{finding.order} {finding.description}"
        self._fold = button(_short(title), "flat", name=title, then=self._toggled)
        self._fold.setToolTip(title)
        row.addWidget(self._fold)
        row.addWidget(tag(finding.category))
        row.addStretch(1)
        where = label(f"{local(finding.found_at):%H:%M} {_short(finding.place, 8)}", "caption")
        where.setToolTip(finding.place)
        row.addWidget(where)
        return head

    def _make_body(self) -> QWidget:
        finding = self.finding
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(worn().px(10), 0, worn().px(10), worn().px(10))
        column.setSpacing(worn().px(8))
        column.addLayout(self._photos())
        due = f"，限 {local(finding.due_at):%m月%d日 %H:%M} 前改正" if finding.due_at else ""
        note = f"。{finding.handling_note}" if finding.handling_note else ""
        pairs: list[tuple[str, QWidget]] = [("地点", fact(finding.place))]
        if finding.party:
            pairs.append(("当事人", fact(finding.party)))
        if finding.power_item:
            pairs.append(("对应事项", fact(finding.power_item)))
        pairs.append(("处理", fact(f"{finding.handling.label}{due}{note}")))
        pairs.append(("复查", self._recheck_words()))
        grid = facts_grid(pairs)
        grid.setColumnMinimumWidth(0, worn().px(56))
        column.addLayout(grid)
        if finding.id not in self._acts.cases and (why := why_not_yet(finding)):
            column.addWidget(_note(why))
        column.addLayout(self._actions())
        return body

    def _photos(self) -> QGridLayout:
        finding, grid = self.finding, QGridLayout()
        grid.setHorizontalSpacing(worn().px(8))
        grid.setVerticalSpacing(worn().px(4))
        before = [photo for photo in finding.photos if photo.stage is PhotoStage.BEFORE]
        after = [photo for photo in finding.photos if photo.stage is PhotoStage.AFTER]
        grid.addWidget(label(f"处理前{' · 原图已校验' if before else ''}", "caption"), 0, 0)
        grid.addWidget(label("处理后", "caption"), 0, 1)
        act = self._acts.recheck
        again = partial(act, finding) if act is not None and finding.status is not None else None
        lines = max(1, len(before), len(after))
        for line in range(lines):
            grid.addWidget(self._photo(before, line, finding.no_photo_reason or "没有照片", None), line + 1, 0)
            grid.addWidget(self._photo(after, line, "复查后补拍", again), line + 1, 1)
        grid.setColumnStretch(2, 1)
        return grid

    def _photo(
        self, photos: Sequence[PhotoSeen], line: int, missing: str, then: Callable[[], object] | None
    ) -> QWidget:
        if line < len(photos):
            one = photos[line]
            return Thumbnail(self._frame, one.attachment_id, caption(one.taken_at, one.place), one.name)
        return EmptyPhoto(missing, then) if line == 0 else QWidget()

    def _recheck_words(self) -> QWidget:
        finding = self.finding
        if finding.status is not None:
            return StatusLight(finding.status.light, finding.status.words)
        if finding.rechecks:
            last = finding.rechecks[-1]
            return fact(f"{local(last.done_at):%m月%d日 %H:%M} {last.people}：{last.result.label}。{last.note or ''}")
        return fact("不需要复查")

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(worn().px(8))
        finding, acts = self.finding, self._acts
        if (recheck := acts.recheck) is not None:
            kind = "accent" if finding.status is not None else "outline"
            row.addWidget(button("记录复查", kind, size="small", then=lambda: recheck(finding)))
        if (paper := acts.paper) is not None:
            row.addWidget(button("现场检查笔录", size="small", icon="printer", then=lambda: paper(finding)))
        if (case := acts.cases.get(finding.id)) is not None:
            made = button("看案件", size="small", icon="scales", then=partial(acts.see_case, case.case_id))
            made.setToolTip(case.title)
            row.addWidget(made)
        elif (take_up := acts.take_up) is not None:
            made = button("转立案", size="small", icon="scales", then=lambda: take_up(finding))
            offer(made, why_not_yet(finding))
            row.addWidget(made)
        row.addStretch(1)
        return row


def _note(text: str) -> QFrame:
    box = QFrame()
    box.setProperty("kind", "note")
    column = QVBoxLayout(box)
    column.setContentsMargins(worn().px(10), worn().px(6), worn().px(10), worn().px(6))
    column.addWidget(label(text, "facts", wrap=True))
    return box


def _short(text: str, longest: int = 11) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
