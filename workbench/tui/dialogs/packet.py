"""Packets: what to make for whom, and what to take. Passphrases are never shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from workbench.errors import NotAsked
from workbench.safe import safe
from workbench.tui.dialogs.form import Form, field, labelled, secret, words
from workbench.tui.dialogs.insisting import ABOUT, Insists
from workbench.tui.dialogs.keys import keys
from workbench.tui.dialogs.paths import a_path, needed
from workbench.tui.packets import (
    ASK,
    DISCUSSION,
    KEEP,
    PACKET,
    REPLACE,
    SHEET,
    MakeAsked,
    TakeAsked,
)
from workbench.tui.widgets.choices import Choice

SEALED, BARE = "sealed", "not sealed"


class MakePacket(Insists[MakeAsked]):
    """What to make, for whom, where, and whether it is sealed."""

    HEADING = "Make a packet"
    DO = "make it"
    ABOUT: ClassVar[Mapping[str, str]] = {"insisting": ABOUT}
    EXPLAINED_BY: ClassVar[Mapping[str, str]] = {
        PACKET: "One coder's share of an open round, with nothing of anyone else. They open it "
        "with the workbench; here the share is only read until it is back.",
        SHEET: "The same as a table for someone who installs nothing; it cannot be sealed.",
        DISCUSSION: "A revealed round with everybody's codings, memos and decisions, so that "
        "two people on the phone see the same.",
    }

    def __init__(
        self,
        folder: Path,
        shares: Mapping[int, Sequence[str]],
        revealed: Sequence[int],
    ) -> None:
        """`shares`: coders of each open round; `revealed`: rounds that can be talked about."""
        super().__init__()
        self._folder, self._shares, self._revealed = folder, shares, revealed
        self._forms = [PACKET, SHEET] * bool(shares) + [DISCUSSION] * bool(revealed)
        self._offered = self._path(self._forms[0] if self._forms else "", *self._first())

    def _first(self) -> tuple[str, str]:
        """The latest round, and its first coder."""
        rounds = self._rounds(self._forms[0] if self._forms else "")
        coders = self._shares.get(int(rounds[-1]), ()) if rounds else ()
        return rounds[-1] if rounds else "", coders[0] if coders else ""

    def _rounds(self, form: str) -> list[str]:
        return [str(n) for n in (self._revealed if form == DISCUSSION else self._shares)]

    def _path(self, form: str, n: str, coder: str) -> str:
        if form == DISCUSSION:
            name = f"discuss-r{n}.packet"
        else:
            name = f"{coder}-r{n}{'.xlsx' if form == SHEET else '.packet'}"
        return safe(str(self._folder / name.replace("/", "-")))

    def fields(self) -> Iterable[Widget]:
        """Form, round, coder, path, and the passphrase twice."""
        n, coder = self._first()
        yield words("", "explained")
        yield labelled("What", Choice("form", self._forms))
        yield labelled("Round", Choice("round", self._rounds(self._form_first), n))
        yield _named("of", labelled("For", Choice("coder", self._coders(n), coder)))
        yield field("path", "Path of the file", self._offered)
        yield _named("seal", labelled("Passphrase", Choice("sealed", (SEALED, BARE))))
        yield _named("first", secret("passphrase", "  type it"))
        yield _named("again", secret("repeated", "  and again"))
        yield from self.to_insist()

    @property
    def _form_first(self) -> str:
        return self._forms[0] if self._forms else ""

    def _coders(self, n: str) -> Sequence[str]:
        return self._shares.get(int(n), ()) if n else ()

    def on_mount(self) -> None:
        """Explain the form that is chosen first."""
        super().on_mount()
        self._follow()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """What can be chosen follows the form and the round, and so does the path."""
        event.stop()
        if event.choice.id == "form":
            self._offer("round", self._rounds(self._chosen("form")))
        self._offer("coder", self._coders(self._chosen("round")))
        self._follow()

    def _offer(self, id: str, options: Sequence[str]) -> None:  # noqa: A002 - Textual's own name
        self.query_one(f"#{id}", Choice).offer(options)

    def _chosen(self, id: str) -> str:  # noqa: A002 - Textual's own name
        return self.query_one(f"#{id}", Choice).chosen

    def _follow(self) -> None:
        form = self._chosen("form")
        self.query_one(".explained", Static).update(self.EXPLAINED_BY.get(form, ""))
        self.query_one("#of").display = form != DISCUSSION
        self.query_one("#seal").display = form != SHEET
        for name in ("#first", "#again"):
            self.query_one(name).display = self._is_sealed
        path = self.query_one("#path", Input)
        if path.value == self._offered:
            offered = self._path(form, self._chosen("round"), self._chosen("coder"))
            self._offered = path.value = offered
            path.action_end()

    @property
    def _is_sealed(self) -> bool:
        return self._chosen("form") != SHEET and self._chosen("sealed") == SEALED

    def answer(self) -> MakeAsked:
        """What is to be made."""
        form, n = self._chosen("form"), self._chosen("round")
        if not n:
            raise NotAsked("There is no open round and no revealed one to make a packet of.")
        return MakeAsked(
            form,
            int(n),
            "" if form == DISCUSSION else self._chosen("coder"),
            a_path(self.typed("path")),
            self._passphrase() if self._is_sealed else None,
            self.insisted,
        )

    def _passphrase(self) -> str:
        return twice(self, f"Please type a passphrase twice, or choose “{BARE}”.")


class TakePacket(Form[TakeAsked]):
    """Which packet or sheet to take; what it brings is told before anything is stored."""

    HEADING = "Take a packet or a coding sheet"
    EXPLAINED = "First you are told what came in, and nothing is stored. A packet can be taken as \
often as it comes; a later state takes the place of an earlier one."
    DO = "look at it"
    BINDINGS: ClassVar[list[BindingType]] = keys(further="page(1)", back="page(-1)")
    DEFAULT_CSS = """
    TakePacket {
        & #found { margin-top: 1; color: $foreground; }
        & #conflicts-field { display: none; }
        &.-conflicts #conflicts-field { display: block; }
    }
    """

    def __init__(self, folder: Path) -> None:
        """`folder`: where it is looked for."""
        super().__init__()
        self._folder = folder
        self.found = ""
        """What came in, in words; nothing is stored yet."""
        self.conflicts = False
        """Whether it has to be chosen what stands."""

    def tell_found(self, found: str, conflicts: bool) -> None:  # noqa: FBT001 - a callback's value
        """Keep what was found, to be shown."""
        self.found, self.conflicts = found, conflicts

    def fields(self) -> Iterable[Widget]:
        """A path, a passphrase, and room for what came in."""
        yield field("path", "Path of the file", safe(f"{self._folder}/"))
        yield secret("passphrase", "Passphrase, if sealed")
        yield Static("", id="found", markup=False)
        choice = labelled("Where both differ", Choice("conflicts", (ASK, KEEP, REPLACE)))
        yield _named("conflicts-field", choice)

    def on_mount(self) -> None:
        """The cursor stands behind the folder."""
        super().on_mount()
        self.query_one("#path", Input).action_end()

    def asked_again(self, answer: TakeAsked) -> None:  # noqa: ARG002 - it is kept by the asker
        """Show what came in, and ask what stands where that is open."""
        self.query_one("#found", Static).update(safe(self.found, keep="\n"))
        self.set_class(self.conflicts, "-conflicts")
        if self.conflicts:
            self.query_one("#conflicts", Choice).focus()
            self.tell("Nothing is stored yet: choose what stands, then Enter; Esc leaves all.")
        else:
            self.tell("Nothing is stored yet: Enter takes it, Esc does not.")

    def answer(self) -> TakeAsked:
        """The file, its passphrase, and what stands."""
        chosen = self.query_one("#conflicts", Choice).chosen
        passphrase = self.query_one("#passphrase", Input).value
        return TakeAsked(a_path(self.typed("path")), passphrase or None, chosen)

    def action_page(self, step: int) -> None:
        """Scroll what came in."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=step * page.size.height // 2, animate=False)


def twice(form: Form[Any], missing: str) -> str:
    """The passphrase that was typed under `passphrase` and again under `repeated`."""
    once, again = (form.query_one(f"#{one}", Input).value for one in ("passphrase", "repeated"))
    if once != again:
        raise NotAsked("The two passphrases differ; please type them again.")
    return needed(once, missing)


def _named(id: str, row: Horizontal) -> Horizontal:  # noqa: A002 - Textual's own name
    row.id = id
    return row
