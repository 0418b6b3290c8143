"""What may tell who somebody is, one by one: replaced, replaced by something else, or left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.tui.screens.key import KeyScreen
from workbench.tui.widgets.prose import Prose, Said
from workbench.tui.widgets.rows import Rows
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.privacy.names import Name
    from workbench.steps.pseudonyms import Replaced, Spot

LEFT = "left"


class NamesScreen(KeyScreen):
    """Suggestions, with what was chosen for each, and their surroundings."""

    HELP = """Names of speakers and participants, addresses, numbers and dates, wherever the \
study holds them. What is in doubt says why: a common word, small letters, another spelling.

r chooses the replacement that is shown, o another one, l leaves the place as it is; a does what \
was chosen here with all places of this name that are as sure, or in doubt for the same words; u \
chooses all that are not in doubt. Nothing is changed until w: then all that was chosen is \
replaced at once, everywhere, also in what can be undone, and the names go to the key, a file \
beside the study. This cannot be taken back. Keep the key apart from the study; k seals it with a \
passphrase, or opens it for good.

Names that nobody has as a speaker or participant, such as a patient's, are sought once you add \
them with i: one by one, or a list in a file. c looks for all names that were replaced, also where \
the study's file and its backups have bytes that nobody reads. m says of documents that they are \
pseudonymised, or that a second person checked them."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "choose", "Replace", tooltip="Replace it as is shown."),
        Binding("o", "other", "Other", tooltip="Put something else in its place."),
        Binding("l", "leave", "Leave", tooltip="Leave it as it is."),
        Binding(
            "a",
            "alike",
            "All of it",
            tooltip="The same for all places of this name; of a doubt, of these words.",
        ),
        Binding("u", "undoubted", "All sure", tooltip="Choose all that are not in doubt."),
        Binding("w", "write", "Write", tooltip="Replace everywhere what was chosen."),
        Binding("i", "more", "More", tooltip="Seek a name that nobody has as a label, or a list."),
        Binding("c", "check", "Check", tooltip="Look for names that slipped through."),
        Binding("m", "mark", "Mark", tooltip="Say of documents that names are out, or checked."),
        Binding("k", "seal", "Key", show=False, tooltip="Seal the key, or let it lie open."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the study."),
    ]
    DEFAULT_CSS = """
    NamesScreen {
        & #spots { height: 2fr; margin: 1 1 0 1; }
        & #around { height: 6; margin: 1 1 0 1; background: $surface; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.spots: tuple[Spot, ...] | None = None
        """What was read last; None: not yet."""
        self.chosen: dict[int, Name | None] = {}
        """For places by their number what is to stand there; None: it stays."""
        self._more: tuple[Name, ...] = ()
        """Names that were added here."""
        self._leaving = False

    def body(self) -> Iterable[Widget]:
        """The suggestions, and the surroundings of one."""
        yield Rows("spots", "Nothing was found that tells who somebody is.")
        yield Prose("around")

    def on_mount(self) -> None:
        """Read."""
        self.title_line("Names")
        self.query_one("#spots", Rows).focus()
        self.renew()

    def renew(self) -> None:
        """Read again; what was chosen and not written is forgotten."""
        self._read()

    @work(exclusive=True, group="renew")
    async def _read(self) -> None:
        from workbench.steps.pseudonyms import suggestions

        store, viewer, more = self.store, self.viewer, self._more
        keys = await self._key()
        if keys is None:
            return
        found = await self.done(lambda: suggestions(store, viewer, keys.read(), more), "Looking …")
        if found is None:
            return
        self.spots, self.chosen = found.spots, {}
        self._show()
        doubted = sum(bool(one.suggestion.doubt) for one in found.spots)
        self.say(f"{plural(len(found.spots), 'place')}, {doubted} of them in doubt.")

    # -------------------------------------------------------------- shown

    def _show(self) -> None:
        spots = self.spots or ()
        rows = [
            (
                self._mark(at),
                one.words,
                self._instead(at),
                one.document or one.what,
                f"turn {one.turn}" if one.turn else "",
                one.suggestion.doubt,
            )
            for at, one in enumerate(spots)
        ]
        heads = ("", "Words", "Instead", "Where", "", "In doubt")
        self.query_one("#spots", Rows).show(heads, rows)
        self._show_around()

    def _mark(self, at: int) -> str:
        if at not in self.chosen:
            return "?"
        return "=" if self.chosen[at] is None else "→"

    def _instead(self, at: int) -> str:
        chosen = self.chosen.get(at)
        if at in self.chosen and chosen is None:
            return LEFT
        spot = (self.spots or ())[at]
        return chosen.replacement if chosen else spot.suggestion.replacement

    def _show_around(self) -> None:
        from workbench.privacy.suggestion import DOUBTS
        from workbench.terms import Span

        spot = self.spot
        if spot is None:
            self.query_one("#around", Prose).show(())
            return
        before = " ".join(f"{spot.before}|".split())[:-1]
        text = " ".join(f"{before}{spot.words}{spot.after}".split())
        at = text.find(spot.words, max(len(before) - 2, 0))
        marks = (Span(at, at + len(spot.words)),) if at >= 0 else ()
        doubt = spot.suggestion.doubt
        why = f"In doubt: {DOUBTS[doubt]}." if doubt else f"Taken for: {spot.suggestion.what}."
        self.query_one("#around", Prose).show(
            (Said(text, marks=marks), Said(""), Said(why, "faint"))
        )

    def progress(self) -> str:
        """How many were gone through."""
        return f"{len(self.chosen)}/{len(self.spots or ())}"

    @property
    def spot(self) -> Spot | None:
        """The one under the cursor."""
        place = self.query_one("#spots", Rows).place
        return self.spots[place] if self.spots and place < len(self.spots) else None

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the surroundings of another."""
        event.stop()
        self._show_around()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Replace it."""
        event.stop()
        self.action_choose()

    # -------------------------------------------------------------- chosen

    def _choose(self, name: Name | None) -> None:
        """Choose for the place under the cursor, and go to the next."""
        rows = self.query_one("#spots", Rows)
        if self.spot is None:
            return
        self.chosen[rows.place] = name
        self._show()
        rows.action_move(1)
        self.say("It stays as it is." if name is None else f"{name.replacement}, with w.")

    def action_choose(self) -> None:
        """Replace it as is shown."""
        spot = self.spot
        if spot is not None:
            self._choose(_name_of(spot))

    def action_leave(self) -> None:
        """Leave it."""
        self._choose(None)

    @work(group="dialog")
    async def action_other(self) -> None:
        """Put something else in its place."""
        from workbench.tui.dialogs.naming import AskReplacement

        spot = self.spot
        if spot is None:
            return
        beside = f"{spot.before[-30:]}{spot.words}{spot.after[:30]}"
        dialog = AskReplacement(spot.suggestion, beside)
        name = await self.app.push_screen_wait(dialog)
        if name is not None:
            self._choose(name)

    def action_alike(self) -> None:
        """What was chosen here, or is suggested here, for all places that are like this one."""
        spot, place = self.spot, self.query_one("#spots", Rows).place
        if spot is None:
            return
        name = self.chosen.get(place, _name_of(spot))
        alike = [at for at, one in enumerate(self.spots or ()) if _is_alike(spot, one)]
        self.chosen.update(dict.fromkeys(alike, name))
        self._show()
        self.say(f"{plural(len(alike), 'place')} like this one.")

    def action_undoubted(self) -> None:
        """Choose all that are not in doubt and were not chosen."""
        for at, one in enumerate(self.spots or ()):
            if not one.suggestion.doubt and at not in self.chosen:
                self.chosen[at] = _name_of(one)
        self._show()
        self.say(f"{self.progress()} are chosen; w replaces them.")

    @work(group="dialog")
    async def action_more(self) -> None:
        """Seek a name that nobody has as a label, or those of a list."""
        from workbench.privacy.names import merged
        from workbench.steps.keys import names_in
        from workbench.tui.dialogs.naming import AskMore, MoreAsked

        keys = await self._key()
        if keys is None:
            return
        dialog = AskMore()

        def add(asked: MoreAsked) -> str:
            new = names_in(asked.file, keys) if asked.file else (asked.name,)
            self._more = merged(self._more, (one for one in new if one))
            return "Added."

        dialog.attempt = add
        if await self.app.push_screen_wait(dialog) is not None:
            self.renew()

    # -------------------------------------------------------------- written

    @work(group="dialog")
    async def action_write(self) -> None:
        """Replace what was chosen, after a question."""
        from workbench.steps.pseudonyms import Picked, Wish, replace_names
        from workbench.tui.dialogs.confirm import Confirm

        spots = self.spots or ()
        picked = tuple(Picked(spots[at], name) for at, name in self.chosen.items() if name)
        if not picked:
            self.say("Nothing is chosen yet; r chooses, u chooses all that are sure.", bad=True)
            return
        question = (
            f"Replace {plural(len(picked), 'place')}? The names go to the key beside the study, "
            "and nothing brings them back here."
        )
        if not await self.app.push_screen_wait(Confirm(question, "Replace them")):
            return
        keys, store, viewer = await self._key(), self.store, self.viewer
        if keys is None:
            return
        wish = Wish(picked=picked)
        done = await self.done(lambda: replace_names(store, viewer, wish, keys), "Replacing …")
        if done is not None:
            await self._destroy(done)
            self.renew()
            self.say(f"Replaced. Who is who stands in {keys.path.name}.")

    async def _destroy(self, done: Replaced) -> None:
        """Offer to destroy backups from before."""
        from workbench.steps.pseudonyms import destroy_backups
        from workbench.tui.dialogs.confirm import Confirm

        store, viewer = self.store, self.viewer
        if done.backups:
            question = (
                f"{plural(len(done.backups), 'backup')} from before still hold the names. Without "
                "them this study cannot be put back to what it was."
            )
            if await self.app.push_screen_wait(Confirm(question, "Destroy them", "Keep them")):
                await self.done(lambda: destroy_backups(store, viewer, done.backups))

    # -------------------------------------------------------------- checked

    @work(group="dialog")
    async def action_check(self) -> None:
        """Look for names that slipped through."""
        from workbench.privacy.names import merged
        from workbench.tui.screens.traces import TracesScreen

        keys = await self._key()
        if keys is None:
            return
        known = await self.done(keys.read)
        if known is not None:
            self.app.push_screen(TracesScreen(merged(known.names, self._more)))

    @work(group="dialog")
    async def action_mark(self) -> None:
        """Say of documents what they are."""
        from workbench.steps.statuses import mark, statuses
        from workbench.tui.dialogs.naming import AskMark, MarkAsked

        store, viewer, keys = self.store, self.viewer, await self._key()
        there = await self.done(lambda: statuses(store, viewer))
        if keys is None or not there:
            return
        dialog = AskMark(there)

        def say_so(asked: MarkAsked) -> str:
            done = mark(store, viewer, asked.status, asked.documents, keys)
            return f"{plural(len(done), 'document')}: {asked.status}."

        dialog.attempt, dialog.saying = say_so, "Seeking names …"
        if await self.app.push_screen_wait(dialog) is not None:
            self.say(dialog.did)

    def action_back(self) -> None:
        """Back to the study; asked for twice where something is chosen and not written."""
        if any(self.chosen.values()) and not self._leaving:
            self._leaving = True
            self.say("What was chosen is not replaced yet: w does it, q again forgets it.")
            return
        self.dismiss(None)


def _is_alike(spot: Spot, other: Spot) -> bool:
    """Whether two places are of one name, and as sure; where in doubt, by the same words."""
    one, two = spot.suggestion, other.suggestion
    same = (one.original, one.doubt) == (two.original, two.doubt)
    return same and (not one.doubt or spot.words.casefold() == other.words.casefold())


def _name_of(spot: Spot) -> Name:
    from workbench.privacy.names import Name

    one = spot.suggestion
    return Name(one.original, one.replacement, one.kind)
