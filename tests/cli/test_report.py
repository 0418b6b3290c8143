"""The study on one page: what stands in it, what does not, and that nothing is fetched."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.conftest import Workbench


class Page(HTMLParser):
    """The headings of a page, its tags, and what can be read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[str] = []
        self.text = ""
        self._heading = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._heading = tag in ("h1", "h2")

    def handle_data(self, data: str) -> None:
        if self._heading and data.strip():
            self.headings.append(data)
            self._heading = False
        self.text += data


def page(path: Path) -> Page:
    return Page(path.read_text("utf-8"))


def test_the_report_has_a_heading_for_each_part(
    workbench: Workbench,
    coded: Path,
    tmp_path: Path,
) -> None:
    done = workbench("report", coded, "-o", tmp_path / "r.html", "--transcripts", "--json")
    assert done.status == 0, done.err
    parts = ["The study", "Participants", "Codebook", "Rounds and agreement", "Themes",
             "Codes and documents", "Reporting checklist", "Transcripts"]  # fmt: skip
    assert done.json == {"file": str(tmp_path / "r.html"), "sections": parts}
    found = page(tmp_path / "r.html")
    assert found.headings[1:] == parts
    assert "I felt ashamed." in found.text


def test_a_page_fetches_nothing_and_runs_nothing(
    workbench: Workbench,
    coded: Path,
    tmp_path: Path,
) -> None:
    workbench("report", coded, "-o", tmp_path / "r.html")
    found = page(tmp_path / "r.html")
    assert not {"script", "link", "iframe", "object", "img"} & {tag for tag, _ in found.tags}
    asked = [v for _, a in found.tags for n, v in a.items() if n in ("src", "href", "xlink:href")]
    assert all(str(value).startswith("#") for value in asked)
    assert re.search(r"Content-Security-Policy.*default-src 'none'",
                     (tmp_path / "r.html").read_text("utf-8"))  # fmt: skip


def test_who_cannot_see_the_figures_is_told_their_numbers(
    workbench: Workbench,
    coded: Path,
    tmp_path: Path,
) -> None:
    workbench("report", coded, "-o", tmp_path / "r.html")
    found = page(tmp_path / "r.html")
    labels = [a["aria-label"] for tag, a in found.tags if a.get("role") == "img"]
    assert len(labels) == 5
    assert all(label and len(label) > 20 for label in labels)
    ids = [a["id"] for _, a in found.tags if a.get("id")]
    assert len(ids) == len(set(ids))


def test_a_blind_round_is_named_and_nothing_of_it_told(
    workbench: Workbench, study: Path, material: Path
) -> None:
    (material / "c.csv").write_text("document,unit,coder,code\ns1,3,ana,shame\n", "utf-8")
    assert workbench("codings", study, "load", material / "c.csv", "--round", 1).status == 0
    done = workbench("report", study, "-o", material / "r.html", "--transcripts", "--json")
    assert done.json["sections"] == ["The study", "Participants", "Codebook", "Reporting checklist"]
    found = page(material / "r.html")
    assert "Round 1 (test, open)" in found.text
    assert "No round is revealed yet, so there are no findings to report." in found.text


def test_a_word_report_has_headings_tables_and_pictures(
    workbench: Workbench,
    coded: Path,
    tmp_path: Path,
) -> None:
    import docx

    assert workbench("report", coded, "-o", tmp_path / "r.docx").status == 0
    found = docx.Document(str(tmp_path / "r.docx"))
    headings = [p.text for p in found.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings[:2] == ["The study", "Participants"]
    assert len(found.inline_shapes) == 5
    assert len(found.tables) >= 8


def test_another_format_is_refused_by_name(
    workbench: Workbench, study: Path, tmp_path: Path
) -> None:
    done = workbench("report", study, "-o", tmp_path / "r.pdf")
    assert (done.status, done.err) == (
        1, "There is no report format “pdf”; there are: html, docx.\n")  # fmt: skip
    assert not (tmp_path / "r.pdf").exists()


def test_what_a_transcript_says_is_never_obeyed(workbench: Workbench, tmp_path: Path) -> None:
    study = tmp_path / "evil.study"
    (tmp_path / "s.txt").write_text("Eve: <script>alert(1)</script> & <b>bold</b>\n", "utf-8")
    workbench("new", study, "--name", "<script>x</script>")
    assert workbench("import", study, tmp_path / "s.txt").status == 0
    assert workbench("report", study, "-o", tmp_path / "r.html").status == 0
    assert workbench("report", study, "-o", tmp_path / "r.docx").status == 0
    assert "script" not in {tag for tag, _ in page(tmp_path / "r.html").tags}
    with zipfile.ZipFile(io.BytesIO((tmp_path / "r.docx").read_bytes())) as parts:
        assert b"&lt;script&gt;x" in parts.read("word/document.xml")


# ------------------------------------------------------------------ in a browser

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
WIDTHS = (390, 820, 1400)
_LOOK = """\
<!doctype html><body><script>
const found = [], widths = %s;
for (const width of widths) {
  const frame = document.createElement("iframe");
  frame.width = width; frame.height = 800; frame.src = "r.html";
  frame.onload = () => {
    const page = frame.contentDocument, root = page.documentElement;
    const shown = one => frame.contentWindow.getComputedStyle(one).display;
    found.push({width, scrolls: root.scrollWidth > root.clientWidth,
      wide: shown(page.querySelector(".wide tbody tr")),
      narrow: shown(page.querySelector(".table:not(.wide) tbody tr")),
      unnamed: [...page.querySelectorAll(".table, [role=img], nav, section")].filter(
        one => !one.getAttribute("aria-label") && !one.getAttribute("aria-labelledby")).length,
      skip: page.querySelector("a.skip").getBoundingClientRect().right < 0});
    if (found.length === widths.length) document.body.textContent = JSON.stringify(found);
  };
  document.body.append(frame);
}
</script></body>"""


@pytest.mark.skipif(BROWSER is None, reason="there is no chromium here")
def test_the_report_fits_a_phone_a_tablet_and_a_desk(
    workbench: Workbench, coded: Path, tmp_path: Path
) -> None:
    assert workbench("report", coded, "-o", tmp_path / "r.html", "--transcripts").status == 0
    (tmp_path / "look.html").write_text(_LOOK % json.dumps(WIDTHS), "utf-8")
    words = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-background-networking", "--allow-file-access-from-files",
             f"--user-data-dir={tmp_path / 'browser'}", "--virtual-time-budget=60000",
             "--dump-dom")  # fmt: skip
    page = subprocess.run(
        [str(BROWSER), *words, (tmp_path / "look.html").as_uri()],
        capture_output=True, text=True, timeout=540, check=True,
    ).stdout  # fmt: skip
    found = json.loads(re.sub(r"<[^>]+>", "", page))
    assert sorted(found, key=lambda one: one["width"]) == [
        {"width": width, "scrolls": False, "wide": "block" if width < 640 else "table-row",
         "narrow": "table-row", "unnamed": 0, "skip": True}
        for width in WIDTHS
    ]  # fmt: skip


def test_a_screen_reader_finds_its_way(workbench: Workbench, coded: Path, tmp_path: Path) -> None:
    workbench("report", coded, "-o", tmp_path / "r.html", "--transcripts")
    found = page(tmp_path / "r.html")
    tags = [tag for tag, _ in found.tags]
    assert tags.count("h1") == tags.count("main") == tags.count("nav") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(a.get("scope") in ("col", "row") for tag, a in found.tags if tag == "th")
    assert all(a.get("lang") for tag, a in found.tags if tag == "html")
    first = next(a for tag, a in found.tags if tag == "a")
    assert (first["class"], first["href"]) == ("skip", "#main")
    reached = [a for tag, a in found.tags if a.get("tabindex")]
    assert all(a["tabindex"] == "0" and a.get("aria-label") for a in reached)
