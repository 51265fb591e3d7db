"""Whether what a protocol says to the nurse can be shown, cited and found.

wording_problems tells, one line each, of sentences that cannot be filled in, words that the
application never says, citations that lead nowhere, and a document that cannot be laid out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from inoadmin.protocol.figures import figures
from inoadmin.protocol.model import Protocol
from inoadmin.protocol.names import FINDINGS, REFUSALS, SOURCES

_PLACEHOLDERS = ("value", "limit")
# The application says what keeps the start shut, never that all is well.
_NEVER_SAID = re.compile(r"\b(safe|safely|ready)\b", re.IGNORECASE)


def wording_problems(protocol: Protocol) -> Iterator[str]:
    """Every reason why the protocol's words cannot be shown."""
    yield from _sections(protocol)
    yield from _citations(protocol)
    yield from _sentences(protocol)
    yield from _said(protocol)


def _sections(protocol: Protocol) -> Iterator[str]:
    titles = [section.title for section in protocol.sections]
    for index, section in enumerate(protocol.sections):
        path = f"sections[{index}]"
        if not section.title.strip() or ";" in section.title:
            yield f"{path}.title: empty, or with a semicolon, which parts citations"
        if section.title in titles[:index]:
            yield f"{path}.title: {section.title!r} stands twice"
        if not section.paragraphs:
            yield f"{path}.paragraphs: empty"
        for place, table in enumerate(section.tables):
            if not table.head:
                yield f"{path}.tables[{place}].head: empty"
            for line, row in enumerate(table.rows):
                if len(row) != len(table.head):
                    yield f"{path}.tables[{place}].rows[{line}]: not as many cells as the head"
    for index, erratum in enumerate(protocol.errata):
        if erratum.section not in titles:
            yield f"errata[{index}].section: no section {erratum.section!r}"
        for name in ("printed", "done"):
            if not getattr(erratum, name).strip():
                yield f"errata[{index}].{name}: empty"


def _citations(protocol: Protocol) -> Iterator[str]:
    known = {*SOURCES, *(section.title for section in protocol.sections)}
    cited = [(path, figure.citation) for path, figure in figures(protocol)]
    cited += [
        (f"premedication.options[{index}]", option.citation)
        for index, option in enumerate(protocol.premedication.options)
    ]
    cited += [(f"findings.{code}", wording.citation) for code, wording in protocol.findings.items()]
    cited.append(("news2", protocol.news2.citation))
    for path, citation in cited:
        for name in citation.split(";"):
            if name.strip() not in known:
                yield f"{path}.citation: no section or source {name.strip()!r}"


def _sentences(protocol: Protocol) -> Iterator[str]:
    needed = (*REFUSALS, *FINDINGS)
    for code in needed:
        if code not in protocol.findings:
            yield f"findings.{code}: missing"
    for code, wording in protocol.findings.items():
        path = f"findings.{code}"
        if code not in needed:
            yield f"{path}: not known here"
        if not wording.sentence.strip():
            yield f"{path}.sentence: empty"
        for name in _placeholders(wording.sentence):
            if name not in _PLACEHOLDERS:
                yield f"{path}.sentence: only {{value}} and {{limit}} are filled in"
                break


def _placeholders(sentence: str) -> Iterator[str]:
    """What stands in braces, as written; a lone brace as itself."""
    try:
        for _, name, form, conversion in Formatter().parse(sentence):
            if name is not None:
                yield f"{name}{conversion or ''}{form}"
    except ValueError:
        yield "{"


def _said(protocol: Protocol) -> Iterator[str]:
    said = [(f"findings.{code}.sentence", w.sentence) for code, w in protocol.findings.items()]
    for index, item in enumerate(protocol.items):
        said += [
            (f"items[{index}].{name}", getattr(item, name))
            for name in ("group", "assertion", "not_applicable", "hint")
        ]
    for path, text in said:
        if word := _NEVER_SAID.search(text):
            yield f"{path}: says {word[0]!r}, which is never said"
