"""The key beside the study, which says who is who: opened with its passphrase, and sealed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from workbench.tui.work_screen import WorkScreen

if TYPE_CHECKING:
    from workbench.steps.keys import KeyFile


class KeyScreen(WorkScreen):
    """A screen that needs the key."""

    _words: str | None = None
    """The passphrase, once it was given."""

    async def _key(self) -> KeyFile | None:
        """The key, with its passphrase where it is sealed; None where nobody gave it."""
        from workbench.steps.keys import key_of
        from workbench.steps.withdrawing import forget_withdrawn
        from workbench.tui.dialogs.naming import AskKeyPassphrase

        store = self.store
        keys = await self.done(lambda: key_of(store))
        if keys is None or not keys.is_sealed:
            return keys
        if self._words is None:
            dialog = AskKeyPassphrase()
            dialog.attempt = partial(_tried, keys)
            self._words = await self.app.push_screen_wait(dialog)
        words = self._words
        if words is None:
            self.say("The key is sealed; nothing is replaced without it.", bad=True)
            return None
        opened = replace(keys, passphrase=lambda: words)
        await self.done(lambda: forget_withdrawn(store, opened))
        return opened

    @work(group="dialog")
    async def action_seal(self) -> None:
        """Seal the key; or let it lie open, after a question."""
        from workbench.tui.dialogs.confirm import Confirm
        from workbench.tui.dialogs.naming import AskSeal

        keys = await self._key()
        if keys is None:
            return
        if keys.is_sealed:
            question = "Let the key lie open? Whoever has the file then reads who is who."
            if await self.app.push_screen_wait(Confirm(question, "Open it", "Keep it sealed")):
                await self._locked(partial(_unsealed, keys))
            return
        words = await self.app.push_screen_wait(AskSeal())
        if words is not None:
            await self._locked(partial(_sealed, keys, words))

    async def _locked(self, step: Callable[[], str]) -> None:
        """Seal or unseal the key; its passphrase is asked for anew."""
        sentence = await self.done(step)
        if sentence is not None:
            self._words = None
            self.say(sentence)


def _tried(keys: KeyFile, words: str) -> str:
    """Open the key with a passphrase; refused where it is the wrong one."""
    replace(keys, passphrase=lambda: words).read()
    return ""


def _sealed(keys: KeyFile, words: str) -> str:
    keys.seal(words)
    return f"{keys.path.name} is sealed."


def _unsealed(keys: KeyFile) -> str:
    keys.unseal()
    return f"{keys.path.name} is open."
