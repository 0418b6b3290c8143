"""A report as one page: nothing fetched, no script; to be read on a desk, a phone, on paper."""

from __future__ import annotations

import re
from html import escape

from workbench.exporters.report import Block, Drawing, Entry, Report, Section
from workbench.exporters.text import plain
from workbench.exporters.to_html import TABLES, element, head, lines
from workbench.terms import Table

_BASE = """\
:root { color-scheme: light; }
body { color: #111; background: #fff; font: 1rem/1.5 Georgia, serif; margin: 0 auto;
  max-width: 62rem; padding: 1rem; }
a { color: #0050a0; }
a.skip { left: -99rem; position: absolute; }
a.skip:focus { left: 1rem; position: static; }
nav ul { columns: 16rem; padding-left: 1.2rem; }
h1 { font-size: 1.7rem; line-height: 1.2; }
h2 { border-top: 2px solid; font-size: 1.3rem; margin-top: 2.5rem; padding-top: 0.5rem; }
p { max-width: 42rem; }
h3 { font-size: 1.05rem; margin: 1.2rem 0 0.3rem; }
dl { display: grid; gap: 0.15rem 1rem; grid-template-columns: 8.5rem 1fr; margin: 0;
  max-width: 42rem; }
dt { font-style: italic; }
dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 1.5rem 0; }
figure svg { height: auto; max-width: 100%; }
figcaption { font-weight: bold; }
:focus-visible { outline: 3px solid #d55e00; }
@media screen and (max-width: 40rem) {
  dl { grid-template-columns: 1fr; }
  figure > div { overflow-x: auto; }
  figure svg { max-width: none; width: 36rem; }
}
@media screen and (prefers-color-scheme: dark) {
  figure > div { background: #fff; padding: 0.5rem; }
}
@media print {
  body { font-size: 9pt; max-width: none; padding: 0; }
  nav, a.skip { display: none; }
  figure, .entry { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
"""
_STYLE = f"{_BASE}{TABLES}.table {{ margin-top: 1.5rem; }}\ntable {{ font-size: 0.9em; }}\n"
_NOTHING = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)


def format_report_html(report: Report) -> bytes:
    """The report as the bytes of a page."""
    title = escape(plain(report.title))
    page = [
        *head(report.title, _STYLE),
        f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING}">',
        '<a class="skip" href="#main">To the text</a>',
        f"<header><h1>{title}</h1></header>",
        '<nav aria-label="Contents"><ul>',
        *(
            f'<li><a href="#s{n}">{escape(plain(section.heading))}</a></li>'
            for n, section in enumerate(report.sections, 1)
        ),
        "</ul></nav>",
        '<main id="main">',
        *(line for n, s in enumerate(report.sections, 1) for line in _section(n, s)),
        "</main>",
        f"<footer><p>{_about(report)}</p></footer>",
        "</html>",
    ]
    return ("\n".join(page) + "\n").encode()


def _section(n: int, section: Section) -> list[str]:
    heading = f'<h2 id="s{n}">{escape(plain(section.heading))}</h2>'
    blocks = [line for at, block in enumerate(section.blocks) for line in _block(block, n, at)]
    return [f'<section aria-labelledby="s{n}">', heading, *blocks, "</section>"]


def _block(block: Block, n: int, at: int) -> list[str]:
    if isinstance(block, Table):
        return element(block)
    if isinstance(block, Drawing):
        return _figure(block, f"f{n}-{at}-")
    if isinstance(block, Entry):
        return _entry(block)
    return [f"<p>{lines(plain(block))}</p>"]


def _entry(entry: Entry) -> list[str]:
    """A heading with a list of what is said of it."""
    said = (
        f"<dt>{escape(plain(label))}</dt><dd>{lines(plain(words))}</dd>"
        for label, words in entry.lines
    )
    name = escape(plain(entry.name))
    return ['<div class="entry">', f"<h3>{name}</h3>", "<dl>", *said, "</dl>", "</div>"]


def _figure(drawing: Drawing, prefix: str) -> list[str]:
    label = escape(plain(f"{drawing.title}. {drawing.words}"), quote=True)
    return [
        "<figure>",
        f'<div role="img" aria-label="{label}" tabindex="0">',
        _inline(drawing.picture.decode(), prefix),
        "</div>",
        f"<figcaption>{escape(plain(drawing.title))}</figcaption>",
        "</figure>",
    ]


def _inline(svg: str, prefix: str) -> str:
    """A drawing as part of a page: without its declaration, with names of its own."""
    svg = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\b(id="|href="#|url\(#)', rf"\g<1>{prefix}", svg)
    return svg.replace("<svg ", '<svg aria-hidden="true" ', 1).strip()


def _about(report: Report) -> str:
    said = "; ".join(f"{name}: {value}" for name, value in report.provenance.items())
    return escape(plain(said))
