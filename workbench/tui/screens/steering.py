"""Taking a study from round to round: draft, open, close, reveal."""

from __future__ import annotations

from collections.abc import Callable

from textual import work

from workbench.errors import NotAsked, WorkbenchError
from workbench.terms import Purpose, Round
from workbench.tui import overview, steering
from workbench.tui.screens.setting_up import SettingUpScreen


class SteeringScreen(SettingUpScreen):
    """A study that goes from round to round."""

    def action_draft(self) -> None:
        """Draft a round."""
        from workbench.tui.dialogs.rounds import AskRound

        if self.study is not None:
            coders = [coder.name for coder in self.study.coders]
            purpose: Purpose = "test" if self.study.versions else "explore"
            self._ask(AskRound(self.study.cut, coders, purpose), steering.draft_round)

    def action_open(self) -> None:
        """Open the drafted round."""
        if (round_ := self._due("draft")) is not None:
            n = round_.n
            question = f"Open round {n}? Its units, codebook and coders stay as they are then."
            self._confirm(question, "Open it", lambda: steering.open_round(*self._us, n))

    def action_close(self) -> None:
        """Close the open round."""
        from workbench.tui.dialogs.rounds import AskClose

        if (round_ := self._due("open")) is not None:
            n = round_.n
            self._ask(
                AskClose(n, overview.unfinished(round_)),
                lambda store, viewer, reason: steering.close_round(store, viewer, n, reason),
            )

    def action_reveal(self) -> None:
        """Reveal the closed round."""
        if (round_ := self._due("closed")) is not None:
            n = round_.n
            question = (
                f"Reveal round {n}? Its agreement is on g then, and where coders "
                "differ is settled on d; this cannot be taken back."
            )
            self._confirm(question, "Reveal it", lambda: steering.reveal_round(*self._us, n))

    def _round(self, *states: str) -> Round:
        """The latest round, if it is in one of these states."""
        round_ = self.study.latest if self.study else None
        if round_ is None:
            raise NotAsked("There is no round yet; press r to draft one.")
        if round_.state not in states:
            raise NotAsked(
                f"Round {round_.n} is {round_.state}, not {states[0]}; the arrow says what is next."
            )
        return round_

    def _due(self, state: str) -> Round | None:
        """The latest round, if it is in this state; else it is said what it is in."""
        try:
            return self._round(state)
        except WorkbenchError as fault:
            self.say(str(fault), bad=True)
            return None

    @work(group="dialog")
    async def _confirm(self, question: str, yes: str, do: Callable[[], str]) -> None:
        """Ask for a yes, and do it then."""
        from workbench.tui.dialogs.confirm import Confirm

        if await self.app.push_screen_wait(Confirm(question, yes)):
            await self._did(do)
        else:
            self.say("Nothing was changed.")

    async def _did(self, step: Callable[[], str], saying: str = "") -> None:
        """Run a step, read the study again, and say what was done."""
        sentence = await self.done(step, saying)
        if sentence is not None:
            self.say(sentence)
            self.renew()
