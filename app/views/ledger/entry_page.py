"""A book one may only enter into: its form, and nothing of what stands in it."""

from app.registers.ledger import books
from app.rules import roles
from app.services.register import editing
from app.services.register.shapes import Saved
from app.views.frame import Frame
from app.views.register.layers import LayeredPage
from app.views.register.record_layer import RecordLayer
from app.views.widgets.notices import EmptyState


class EntryPage(LayeredPage):
    """The page of the ledger called `key` for who writes but does not read."""

    def __init__(self, frame: Frame, key: str) -> None:
        declared = books.ledger(key)
        super().__init__(frame, declared.title, declared.basis)
        self.book, self.spec = key, books.spec_of(declared)
        words = f"登记以后由{roles.table().labels(declared.readers)}查看。"
        self.base = EmptyState(words, f"登记{declared.noun}", self.new_record)
        self.set_base(self.base)

    def shown(self) -> None:
        """Nothing to read."""

    def new_record(self) -> None:
        """An empty form."""
        if self.top() is None:
            layer = RecordLayer(self.frame, self.spec)
            layer.saved.connect(self._saved)
            self.push(layer)
            layer.show_form(editing.blank(self.frame.office.actor, self.spec.key))

    def open_record(self, record_id: str) -> None:  # noqa: ARG002  the caller does not know who may read
        """Entries are not shown here."""
        self.frame.say(f"{self.spec.title}的内容只给有查看权限的人看")

    def save(self) -> None:
        """Ctrl+S, in the form."""
        front = self.top()
        if isinstance(front, RecordLayer):
            front.save()

    def _saved(self, saved: Saved) -> None:
        self.frame.say(f"已登记“{saved.title}”，由有查看权限的人处理")
