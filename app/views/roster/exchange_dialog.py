"""Before two shifts of a draft are exchanged: what would be broken by it and what mended, in plain words, then 照此对换."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.rules.vocabulary import Light
from app.services.roster.changing import ChangeDraft, Consequences, consequences
from app.services.roster.issues import short
from app.services.roster.shapes import MonthView
from app.views.frame import Frame
from app.views.roster.calendar import Grip
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import label
from app.views.widgets.light import StatusLight

SHOWN = 6


class ExchangeDialog(Dialog):
    """Shows the consequences as soon as they are known; nothing changes before 照此对换."""

    def __init__(
        self,
        parent: QWidget,
        frame: Frame,
        view: MonthView,
        held: Grip,
        target: Grip,
        then: Callable[[ChangeDraft], object],
    ) -> None:
        filling = not target.person
        super().__init__(parent, "排到空缺" if filling else "对换两个班")
        self.draft = replace(draft_of(held, target), over=view.arranged)
        self.body.addWidget(label(self.question(view, held, target), "strong", wrap=True))
        self.words = label("正在看有没有新的问题……", "facts", wrap=True)
        self.body.addWidget(self.words)
        self.add_button("不换了").setFocus()
        verb = "照此排上" if filling else "照此对换"
        self.keep = self.add_button(verb, "primary", lambda: then(self.draft))
        self.keep.setEnabled(False)
        self.submit_with(self.keep)
        office = frame.office
        office.background.read(
            self, lambda session: consequences(session, office.actor, self.draft), self._show, frame.tell
        )

    def question(self, view: MonthView, held: Grip, target: Grip) -> str:
        """Who gets what, in one sentence."""
        if not target.person:
            return f"{short(target.day)}{role_of(view, target)}没有人，由{held.name}来值；{held.name}原来的班不变。"
        return (
            f"{short(held.day)}{role_of(view, held)}由{held.name}换成{target.name}，"
            f"{short(target.day)}{role_of(view, target)}由{target.name}换成{held.name}。"
        )

    def _show(self, seen: Consequences) -> None:
        self.words.setText(balance(seen))
        for light, title, lines in (
            (Light.OVERDUE, f"会多出 {len(seen.worse)} 个问题", seen.worse),
            (Light.NORMAL, f"会消除 {len(seen.better)} 个问题", seen.better),
        ):
            if lines:
                self.body.addWidget(StatusLight(light, title))
                self.body.addWidget(label("\n".join(lines[:SHOWN]), "facts", wrap=True))
        if not seen.worse:
            self.body.addWidget(StatusLight(Light.NORMAL, "不会多出问题"))
        self.keep.setEnabled(True)
        self._fit()


def draft_of(held: Grip, target: Grip) -> ChangeDraft:
    """The exchange of two shifts; onto an empty post the taker only takes."""
    if not target.person:
        return ChangeDraft(target.day, target.post, "", held.person)
    return ChangeDraft(held.day, held.post, held.person, target.person, "", target.day, target.post)


def role_of(view: MonthView, grip: Grip) -> str:
    """副班."""
    posts = (post for one in view.days if one.day == grip.day for post in one.posts)
    return next((post.role.label for post in posts if post.key == grip.post), "")


def balance(seen: Consequences) -> str:
    """Whether the shares get more even by it."""
    if not seen.cost:
        return "各人的份额不变。"
    return "各人的份额和意愿：比现在更均衡。" if seen.cost < 0 else "各人的份额和意愿：比现在差一些。"
