"""Who goes along: picked by name or initials, marked with what the certificate is worth on the day of the patrol."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.rules.pinyin import matches
from app.rules.vocabulary import PersonKind
from app.services.patrol_shapes import Candidate
from app.views.theme import worn
from app.views.widgets.field import Field
from app.views.widgets.kinds import button, label, tag
from app.views.widgets.picker import Answer, Picked, PickerField

OFFERED = 12


def standing_words(candidate: Candidate) -> str:
    """What a person counts as on that day: 持证, 辅助 (never counts), or 无有效执法证."""
    if candidate.certified:
        return "持证"
    return "辅助，不计入持证" if candidate.kind is PersonKind.AUXILIARY else "无有效执法证"


class MembersField(Field):
    """value: list of {person_id, name, leads}, or None; the first one leads until another is chosen."""

    def __init__(self) -> None:
        super().__init__("巡查人员", required=True)
        self._candidates: dict[str, Candidate] = {}
        self._chosen: list[dict[str, object]] = []
        self._group = QButtonGroup(self)
        self.picker = PickerField("", self._search)
        self.picker.edit.setPlaceholderText("输入姓名或拼音首字母，回车添加")
        self.picker.edit.setAccessibleName("添加巡查人员")
        self.picker.changed.connect(self._take)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn().px(4))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(worn().px(2))
        column.addLayout(self._lines)
        column.addWidget(self.picker)
        self.count = label("", "hint")
        column.addWidget(self.count)
        self._install(holder, self.picker.edit)
        self._show()

    def offer(self, candidates: Sequence[Candidate]) -> None:
        """Who is on post on the day of the patrol, and what each counts as then."""
        self._candidates = {one.person_id: one for one in candidates}
        self._show()

    def value(self) -> object:
        return [dict(one) for one in self._chosen] or None

    def set_value(self, value: object) -> None:
        self._chosen = [dict(one) for one in value] if isinstance(value, list | tuple) else []
        self._show()

    def problem(self) -> str:
        if self.picker.edit.text().strip():
            return f"没有选定“{self.picker.edit.text().strip()}”，请从查到的列表中选一人"
        return "" if len(self._chosen) >= 2 else "巡查人员不少于 2 人"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002  Qt's own signature
        """The picker inside answers the keys, Enter too; here only leaving it counts."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False

    def _search(self, text: str, answer: Answer) -> None:
        taken = {one["person_id"] for one in self._chosen}
        found = [
            Picked(one.person_id, one.name, " · ".join(filter(None, (standing_words(one), one.post))))
            for one in self._candidates.values()
            if one.person_id not in taken and matches(text, one.name)
        ]
        answer(found[:OFFERED])

    def _take(self) -> None:
        picked = self.picker.value()
        if isinstance(picked, Picked):
            self._chosen.append({"person_id": picked.id, "name": picked.title, "leads": not self._chosen})
            self.picker.set_value(None)
            self._show()
            self.changed.emit()

    def _remove(self, person: object) -> None:
        self._chosen = [one for one in self._chosen if one["person_id"] != person]
        if self._chosen and not any(one["leads"] for one in self._chosen):
            self._chosen[0]["leads"] = True
        self._show()
        self.changed.emit()

    def _lead(self, person: object) -> None:
        for one in self._chosen:
            one["leads"] = one["person_id"] == person
        self.changed.emit()

    def _show(self) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in self._chosen:
            self._lines.addWidget(self._line(one))
        certified = sum(
            found.certified for one in self._chosen if (found := self._candidates.get(str(one["person_id"])))
        )
        chosen = len(self._chosen)
        self.count.setText(
            f"{chosen} 人，其中持证 {certified} 人" if chosen else "不少于 2 人；责令改正、处罚须 2 名持证人员在场"
        )

    def _line(self, one: dict[str, object]) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(worn().px(8))
        name = str(one["name"])
        row.addWidget(label(name, "strong"))
        found = self._candidates.get(str(one["person_id"]))
        row.addWidget(tag(standing_words(found) if found else "当天不在岗，请核对"))
        row.addStretch(1)
        leads = QRadioButton("带队")
        leads.setAccessibleName(f"{name} 带队")
        leads.setChecked(bool(one["leads"]))
        self._group.addButton(leads)
        leads.clicked.connect(lambda: self._lead(one["person_id"]))
        row.addWidget(leads)
        row.addWidget(button("去掉", "link", name=f"去掉{name}", then=lambda: self._remove(one["person_id"])))
        return line
