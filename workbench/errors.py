"""What can go wrong, as one tree.

Each message is one sentence a researcher can act on: what happened, and what to do.

    WorkbenchError
    ├── NameUnknown            nothing of that name; the right names are listed
    ├── FileFault              a file from outside cannot be read or written
    ├── StudyFault             the study file itself
    │   ├── StudyMissing
    │   ├── StudyForeign       not a study at all, or damaged
    │   ├── StudyNewer         made by a newer version of the workbench
    │   ├── StudyBusy          another program holds it
    │   └── StudyUnwritable    read-only, or the disk is full
    ├── NotAsked               a request that does not fit the study: a clash, a wrong value
    │   └── HeldBack           names would leave the study; somebody may insist
    │       └── KeySealed      nobody knows whether they would: the key cannot be read
    ├── NotDue                 the state of the round forbids it
    │   └── TextChanged        the text was corrected since it was read
    └── Blind                  it would show one coder's work to another before reveal

`Stopped` stands apart: nothing was refused, somebody wanted work to end before it was done.
"""

from __future__ import annotations


class WorkbenchError(Exception):
    """Anything the workbench refuses, with a sentence for the person who asked."""


class NameUnknown(WorkbenchError):
    """Nothing of that kind has this name."""


class FileFault(WorkbenchError):
    """A file from outside the study cannot be read, understood or written."""


class StudyFault(WorkbenchError):
    """The study file cannot be used."""


class StudyMissing(StudyFault):
    """There is no file at that path."""


class StudyForeign(StudyFault):
    """The file is not a study, or is damaged."""


class StudyNewer(StudyFault):
    """The study was made by a newer version of the workbench."""


class StudyBusy(StudyFault):
    """Another program holds the study for longer than we wait."""


class StudyUnwritable(StudyFault):
    """The study cannot be written: it is read-only, or the disk is full."""


class NotAsked(WorkbenchError):
    """The request does not fit what is in the study."""


class HeldBack(NotAsked):
    """Raw documents, or names, would leave the study; it goes out only if somebody insists."""


class KeySealed(HeldBack):
    """Names cannot be sought in what would leave, because the key is sealed."""


class NotDue(WorkbenchError):
    """The round is not in the state that this needs."""


class TextChanged(NotDue):
    """The text was corrected since it was read, so that offsets in it may be others now."""


class Blind(WorkbenchError):
    """It would show one coder's work to another before reveal."""


class Stopped(Exception):
    """Somebody who watched stopped the work; what was not finished by then is not there."""

    def __init__(self, sentence: str = "Stopped; nothing is left half done.") -> None:
        super().__init__(sentence)


class StoppedLate(Stopped):
    """The work was done when it was stopped; the sentence says who does what follows from it."""
