"""Whole records as text, held against files that were read through."""

from __future__ import annotations

import pytest

from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.protocol.loading import load
from tests.record.golden import CASES, golden_file, golden_text


@pytest.mark.parametrize("name", CASES)
def test_the_record_reads_as_it_was_read_through(name: str) -> None:
    assert golden_text(CASES[name]) == golden_file(name).read_text("utf-8")


@pytest.mark.parametrize("name", CASES)
def test_no_check_or_finding_is_printed_as_its_code(name: str) -> None:
    protocol = load(shipped_bytes())
    written = golden_text(CASES[name])
    codes = {item.code for item in protocol.items} | set(protocol.findings)
    assert [code for code in codes if "-" in code and code in written] == []
