"""The page of a declared register: list, drawer, form, history, recycle bin, import, export and print, for any of them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from app.registers.spec import RegisterSpec
from app.services.actor import may
from app.services.draft import DraftLine
from app.services.register import editing, recycling
from app.services.register.shapes import Form, Saved
from app.views.frame import Frame
from app.views.register.clips import Clips
from app.views.register.filters import FilterState
from app.views.register.layers import LayeredPage
from app.views.register.listing import Listing
from app.views.register.outgoing import Outgoing
from app.views.register.paging import Fetch
from app.views.register.past import Past
from app.views.register.question import choices_in, columns_of, fetch_of, filters_of, query_of
from app.views.register.removing import Removing
from app.views.register.rows import ShownColumn
from app.views.widgets.drawer import DrawerSplit
from app.views.widgets.kinds import button
from app.views.widgets.notices import EmptyState

if TYPE_CHECKING:
    from app.views.register.record_layer import RecordLayer


class RegisterPage(LayeredPage):
    """One register on screen. A subclass may put other cells into the list or another card into the drawer."""

    def __init__(self, frame: Frame, spec: RegisterSpec) -> None:
        super().__init__(frame, spec.title)
        self.spec = spec
        actor = frame.office.actor
        self.can_write = may(actor, f"{spec.action}.write")
        self.can_delete = may(actor, f"{spec.action}.delete")
        self.can_begin = self.can_write and not spec.made_elsewhere
        self.can_import = may(actor, f"{spec.action}.import") and not spec.made_elsewhere
        self.can_export = may(actor, f"{spec.action}.export")
        self.split = DrawerSplit(self.layers)
        self.listing = Listing(
            frame,
            spec.key,
            spec.title,
            self.columns(),
            filters_of(spec),
            self.question,
            find=f"查找{spec.noun}，两个字起",
            empty=self._empty(),
            parent=self.split,
        )
        self.split.hold(self.listing)
        self.set_base(self.split)
        self.outgoing = Outgoing(self, self.listing, spec, self._query)
        self.clips = Clips(self, spec, self.listing.table)
        self.past = Past(self, spec, self.split, self.can_write)
        self.past.changed.connect(self.listing.reload)
        self.past.back.connect(self.open_record)
        self.removing = Removing(self, spec, self.delete_one)
        self.removing.gone.connect(self._gone)
        self.removing.back.connect(self.listing.reload)
        self.current: Form | None = None
        self._buttons()
        self._commands()
        self.listing.opened.connect(self.open_record)
        self.listing.facts.connect(self.say_base)
        self.split.drawer.stepped.connect(self._step)
        self._asked_once = False

    @property
    def new_words(self) -> str:
        """The words of the primary button."""
        return f"登记{self.spec.noun}"

    def columns(self) -> tuple[ShownColumn, ...]:
        """The columns of the list."""
        return columns_of(self.spec)

    def question(self, state: FilterState, sort: str) -> Fetch:
        """How the rows for a filter and a sort are fetched."""
        return fetch_of(self.frame.office.actor, self.spec, query_of(state, sort))

    def shown_id(self) -> str | None:
        """The record in the drawer."""
        return self.current.id if self.current is not None else None

    def delete_one(self, session: Any, record: str) -> None:
        """Put one record into the recycle bin; runs on the writer's thread."""
        recycling.delete(session, self.frame.office.actor, self.spec.key, record)

    def recover(self, line: DraftLine) -> None:
        """Open the form on a draft that was left behind."""
        if line.record_id is None:
            self._open_form(editing.blank(self.frame.office.actor, self.spec.key), line)
        else:
            self._read(line.record_id, lambda form: self._open_form(form, line))

    def _empty(self) -> EmptyState:
        noun = self.spec.noun
        if self.can_import:
            return EmptyState(
                f"还没有{noun}。可以把县里发的 Excel 表直接导进来，也可以逐条登记。", "从 Excel 导入…", self.open_import
            )
        if self.spec.made_elsewhere:
            return EmptyState(f"还没有{noun}，办案时登记的会出现在这里。")
        if self.can_write:
            return EmptyState(f"还没有{noun}。", f"登记{noun}", self.new_record)
        return EmptyState(f"还没有{noun}，由有登记权限的人员录入后这里就能看到。")

    def _buttons(self) -> None:
        add = self.header.add_button
        add(button("回收站", "flat", icon="trash", then=self.open_recycle))
        if self.can_import:
            add(button("导入…", icon="import", then=self.open_import))
        if self.can_export:
            add(button("导出…", icon="export", then=self.outgoing.export_all))
        add(button("打印清单", icon="printer", then=self.print_out))
        if self.can_begin:
            add(button(self.new_words, "primary", icon="plus", then=self.new_record))

    def _commands(self) -> None:
        command, batch = self.listing.add_command, self.listing.add_batch
        self.listing.table.copying = self.clips.copy
        if self.can_export:
            batch("导出…", self.outgoing.export_selected, icon="export")
        batch("打印", self.outgoing.print_selected, icon="printer")
        if self.can_write:
            command(f"修改{self.spec.noun}", Qt.Key.Key_F2, self.edit_current)
        if self.can_begin:
            command("粘贴", QKeySequence(QKeySequence.StandardKey.Paste), self.clips.paste)
        if self.can_delete:
            command("放入回收站", Qt.Key.Key_Delete, self.delete_selected)
            batch("删除", self.delete_selected, kind="danger", icon="trash")

    def shown(self) -> None:
        if not self._asked_once:
            self._asked_once = True
            self.listing.ask()
            self._read_filters()
            self._offer_drafts()
        if self.top() is None:
            self.listing.setFocus()

    def data_changed(self, tables: frozenset[str], ids: frozenset[str]) -> None:
        if self._asked_once and self.spec.model.__tablename__ in tables:
            self.listing.reload()
            shown = self.shown_id()
            if shown is not None and shown in ids and self.split.drawer.isVisible():
                self.open_record(shown)

    def refresh_base(self) -> None:
        self.listing.reload()

    def refresh(self) -> None:
        """F5."""
        if not self.to_layer("refresh"):
            self.refresh_base()

    def find_in_page(self) -> None:
        """Ctrl+F: the text filter."""
        if not self.to_layer("find_in_page"):
            self.listing.filters.search_box.setFocus()
            self.listing.filters.search_box.selectAll()

    def save(self) -> None:
        """Ctrl+S, in a form."""
        self.to_layer("save")

    def print_out(self) -> None:
        """Ctrl+P: the list as it is filtered, or what lies over it."""
        if not self.to_layer("print_out"):
            self.outgoing.print_all()

    def open_record(self, record_id: str) -> None:
        """Show a record in the drawer; the list stays usable."""
        self._read(record_id, self.show_form)

    def _read(self, record_id: str, then: Callable[[Form], None]) -> None:
        office, key = self.frame.office, self.spec.key
        office.background.read(
            self, lambda session: editing.load(session, office.actor, key, record_id), then, self.frame.tell
        )

    def show_form(self, form: Form) -> None:
        """Fill the drawer."""
        from app.views.register.record_card import record_card

        self.current = form
        drawer = self.split.drawer
        self.split.open_drawer(form.title, record_card(self.spec, form))
        settled = bool(self.spec.settled and self.spec.settled(form.values))
        if self.can_write and form.deleted_at is None and not settled:
            drawer.footer.addWidget(button("修改", "accent", size="small", icon="edit", then=self.edit_current))
        drawer.footer.addWidget(
            button("历史", size="small", icon="history", then=partial(self.past.show, form.id or "", form.title))
        )
        drawer.footer.addStretch(1)
        if self.can_delete and form.deleted_at is None:
            drawer.footer.addWidget(
                button("删除", "danger", size="small", then=partial(self.removing.remove, (form.id or "",)))
            )
        if form.id:
            self.listing.table.select_record(form.id)

    def _step(self, by: int) -> None:
        place = self.listing.table.currentIndex().row() + by
        row = self.listing.rows.row_at(place) if 0 <= place < self.listing.rows.total else None
        if row is not None:
            self.listing.table.select_line(place)
            self.open_record(row.id)

    def new_record(self) -> None:
        """An empty form."""
        if self.top() is None:
            self._open_form(editing.blank(self.frame.office.actor, self.spec.key))

    def edit_current(self) -> None:
        """The form of the current line, or of the record in the drawer."""
        row = self.listing.rows.row_at(self.listing.table.currentIndex().row())
        record = row.id if row is not None else self.current.id if self.current else None
        if record and self.can_write and self.top() is None:
            self._read(record, self._open_form)

    def _open_form(self, form: Form, recovered: DraftLine | None = None) -> None:
        from app.views.register.record_layer import RecordLayer

        layer = RecordLayer(self.frame, self.spec)
        layer.saved.connect(self._saved)
        layer.stepped.connect(partial(self._step_form, layer))
        layer.facts.connect(self.say_facts)
        self.push(layer)
        layer.show_form(form, recovered)

    def _step_form(self, layer: "RecordLayer", by: int) -> None:
        place = self.listing.table.currentIndex().row() + by
        row = self.listing.rows.row_at(place) if 0 <= place < self.listing.rows.total else None
        if row is not None:
            self.listing.table.select_line(place)
            self._read(row.id, layer.show_form)

    def _saved(self, saved: Saved) -> None:
        hints = "；".join(saved.hints.values())
        self.frame.say(f"已保存“{saved.title}”" + (f"。{hints}" if hints else ""))
        self.listing.reload()
        self.open_record(saved.id)

    def _offer_drafts(self) -> None:
        if not self.can_write:
            return
        from app.views.register.recovery import offer_drafts

        offer_drafts(self, self.spec.key, self.recover)

    def delete_selected(self) -> None:
        """Put the selected records into the recycle bin, with one undo for all."""
        self.listing.table.with_selected(lambda rows: self.removing.remove(tuple(row.id for row in rows)))

    def _gone(self) -> None:
        self.split.close_drawer()
        self.current = None
        self.listing.table.clearSelection()
        self.listing.reload()

    def open_recycle(self) -> None:
        """The recycle bin of this register."""
        from app.views.pages.recycle import RecycleLayer

        layer = RecycleLayer(self.frame, self.spec)
        layer.restored.connect(self.listing.reload)
        self.push(layer)

    def _query(self) -> Any:
        return query_of(self.listing.filters.state(), self.listing.table.columns.sort)

    def _read_filters(self) -> None:
        """Fill the filters whose choices stand in the data."""
        office, spec = self.frame.office, self.spec

        def then(found: Mapping[str, Sequence[tuple[object, str]]]) -> None:
            for name, choices in found.items():
                self.listing.filters.set_choices(name, choices)

        office.background.read(self, lambda session: choices_in(session, office.actor, spec), then)

    def open_import(self) -> None:
        """The import of Excel and CSV files."""
        from app.views.register.import_layer import ImportLayer

        layer = ImportLayer(self.frame, self.spec)
        layer.imported.connect(self.listing.reload)
        self.push(layer)
