"""One ledger on screen: a register page whose drawer offers the steps an entry may take now."""

from collections.abc import Callable
from functools import partial

from app.registers.ledger import books
from app.registers.ledger.declaration import STATE
from app.services.actor import may
from app.services.ledger.moving import OpenMove, open_moves
from app.services.ledger.printing import entry_paper
from app.services.paper import Printable, pdf, word
from app.services.register.shapes import Form, Saved
from app.services.shift import leave
from app.views.frame import Frame
from app.views.ledger.move_dialog import MoveDialog
from app.views.pages.absences import words_of
from app.views.pages.registers import RegisterPage
from app.views.paper.layer import PreviewLayer
from app.views.paper.preview import Sheaf
from app.views.widgets.kinds import button


class BookPage(RegisterPage):
    """The page of the ledger called `key`."""

    def __init__(self, frame: Frame, key: str, define: Callable[[], object]) -> None:
        self.book = key
        self._define = define
        declared = books.ledger(key)
        super().__init__(frame, books.spec_of(declared))
        self.header.say(declared.basis)

    def _buttons(self) -> None:
        if may(self.frame.office.actor, "ledger.define"):
            self.header.add_button(button("台账定义…", "flat", icon="gear", then=self._define))
        super()._buttons()

    def show_form(self, form: Form) -> None:
        super().show_form(form)
        if form.deleted_at is not None:
            return
        steps = open_moves(self.frame.office.actor, self.book, str(form.values.get(STATE) or ""))
        footer = self.split.drawer.footer
        for place, one in enumerate(steps):
            kind = "accent" if not place else "outline"
            words = f"{one.name}…" if one.asks else one.name
            footer.insertWidget(place, button(words, kind, size="small", then=partial(self._move, form, one)))

        if (rule := self.spec.absence) and str(form.values[rule.state]) in rule.states:
            shown = button("缺勤记录", size="small", then=lambda: self.frame.open_record("absences", form.id or ""))
            footer.insertWidget(footer.count() - 2, shown)
        printer = button("打印", size="small", icon="printer", then=partial(self._print, form.id or ""))
        footer.insertWidget(footer.count() - 2, printer)

    def _print(self, record: str) -> None:
        office, key = self.frame.office, self.book
        office.background.read(
            self, lambda session: entry_paper(session, office.actor, key, record), self._show_paper, self.frame.tell
        )

    def _show_paper(self, printable: Printable) -> None:
        sheaf = Sheaf(printable.title, printable.form_id, partial(pdf, printable), partial(word, printable))
        self.push(PreviewLayer(self.frame, sheaf, self.spec.title))

    def _move(self, form: Form, step: OpenMove) -> None:
        rule, values = self.spec.absence, form.values
        if rule is None or step.target not in rule.states or str(values[rule.state]) in rule.states:
            self._ask(form, step)
            return
        office, days = self.frame.office, (values[rule.person], values[rule.first], values[rule.last])
        office.background.read(
            self,
            lambda session: leave.touched(session, office.actor, *days),
            lambda found: self._ask(form, step, words_of(found)),
            self.frame.tell,
        )

    def _ask(self, form: Form, step: OpenMove, note: str = "") -> None:
        dialog = MoveDialog(self, self.frame, self.book, form, step, note)
        dialog.taken.connect(self._taken)
        dialog.begin()

    def _taken(self, saved: Saved) -> None:
        self.frame.note_saved()
        self.listing.reload()
        self.open_record(saved.id)
