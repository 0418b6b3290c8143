"""Only regular files are read; everything else is one sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from workbench.errors import FileFault
from workbench.importers.reading import read_bytes


def refusal(path: Path) -> str:
    with pytest.raises(FileFault) as fault:
        read_bytes(path)
    return str(fault.value)


def test_a_file_is_read_also_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"A: Hello.")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert read_bytes(tmp_path / "b.txt") == b"A: Hello."


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path} is a folder; name a file in it."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        assert refusal(path) == (
            f"{path} is a pipe or a device; save what it gives as a file, name that."
        )


def test_what_the_system_refuses_is_one_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"A: Hello.")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "There is no file" in refusal(tmp_path / "a.txt" / "b.txt")
    assert "There is no file" in refusal(tmp_path / "c.txt")
    assert "null character" in refusal(tmp_path / "a\0b")
    for path in (tmp_path / "loop", tmp_path / ("x" * 300)):
        said = refusal(path)
        assert said.startswith(f"{path} cannot be read (")
        assert said.endswith("); check it and try again.")
        assert "Errno" not in said
