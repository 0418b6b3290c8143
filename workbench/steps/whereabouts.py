"""Whether a folder is a safe place for a study: not synchronised, not on the network.

A study is a database; a program that copies it while it is written, or a network that answers
locks wrongly, corrupts it sooner or later.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path, PurePath

ADVICE = (
    "Keep the study in a folder of this computer alone, and pass work on with packets "
    "(workbench packet) or copies (workbench backup)."
)
_SYNCHRONISED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mobile documents": "iCloud",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "cloudstorage": "a cloud service",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box": "Box",
    "box sync": "Box",
    "pcloud": "pCloud",
    "pclouddrive": "pCloud",
    "mega": "MEGA",
    "megasync": "MEGA",
    "seafile": "Seafile",
    "synologydrive": "Synology Drive",
    "syncthing": "Syncthing",
    "sync": "a synchronising program",
    "sciebo": "sciebo",
    "switchdrive": "SWITCHdrive",
    "swdrive": "SWITCHdrive",
}
_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".sync": "Resilio Sync",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
}
_NETWORK = (
    "nfs", "cifs", "smb", "afp", "9p", "ceph", "glusterfs", "davfs", "ncp", "lustre", "afs",
    "beegfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.gvfsd", "drvfs", "vboxsf",
)  # fmt: skip


def warning(study: Path) -> str | None:
    """What is unsafe about the folder a study lies in; None where nothing is known to be."""
    folder = study.resolve().parent
    service = synchronised(folder, _markers(folder))
    if service:
        return f"{study} lies in a folder that {service} synchronises."
    kind = network(folder, _mounts())
    if kind:
        return f"{study} lies on a network drive ({kind})."
    # Elsewhere the mode of a file keeps others out; on Windows the user's own folder does.
    if sys.platform == "win32" and not is_within(Path.home().resolve(), folder):
        return f"{study} lies outside your own folder, so that others at this computer may read it."
    return None


def is_within(home: PurePath, folder: PurePath) -> bool:
    """Whether a folder is the user's own or in it."""
    return home in (folder, *folder.parents)


def synchronised(folder: PurePath, markers: Iterable[str] = ()) -> str | None:
    """The service that synchronises a folder, told by its path and files seen above it."""
    for part in folder.parts:
        name = part.casefold()
        if name in _SYNCHRONISED:
            return _SYNCHRONISED[name]
        for service in ("onedrive", "dropbox", "nextcloud", "google drive"):
            # “OneDrive - University”, “Dropbox (Team)”
            if name.startswith((f"{service} -", f"{service} (", f"{service}-")):
                return _SYNCHRONISED[service]
    return next(
        (_MARKERS[name.casefold()] for name in markers if name.casefold() in _MARKERS), None
    )


def network(folder: PurePath, mounts: Iterable[tuple[str, str]]) -> str | None:
    """The kind of network drive a folder is on; `mounts` are pairs of folder and kind."""
    if str(folder).startswith(("\\\\", "//")):
        return "a network share"
    within = [(place, kind) for place, kind in mounts if _holds(place, folder)]
    if not within:
        return None
    _, kind = max(within, key=lambda mount: len(mount[0]))
    return kind if kind.startswith(_NETWORK) else None


def _holds(place: str, folder: PurePath) -> bool:
    return type(folder)(place) in (folder, *folder.parents)


def _markers(folder: Path) -> list[str]:
    return [
        name for above in (folder, *folder.parents) for name in _MARKERS if (above / name).exists()
    ]


def _mounts() -> list[tuple[str, str]]:
    if not sys.platform.startswith("linux"):
        return []
    try:
        lines = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    cells = [line.split() for line in lines]
    return [(cell[1].replace("\\040", " "), cell[2]) for cell in cells if len(cell) > 2]
