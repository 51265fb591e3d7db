from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.session.errands import (
    LONGEST_REPLY,
    LONGEST_REQUEST,
    Answer,
    Line,
    MalformedError,
    Progress,
    Request,
    read_reply,
    read_request,
    reply_line,
    request_line,
    whole_lines,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)
REPLIES = st.one_of(
    st.builds(Progress, st.integers(0, 2**63 - 1), st.integers(0, 2**63 - 1)),
    st.builds(Line, TEXT),
    st.builds(Answer, st.integers(0, 3), TEXT),
)


@given(st.builds(Request, TEXT, st.dictionaries(TEXT, TEXT, max_size=5)))
def test_a_request_is_one_line_and_reads_as_it_was_sent(request_: Request) -> None:
    line = request_line(request_)
    assert line.index(b"\n") == len(line) - 1
    assert read_request(line) == request_


@given(REPLIES)
def test_a_reply_is_one_line_and_reads_as_it_was_sent(reply: Progress | Line | Answer) -> None:
    line = reply_line(reply)
    assert line.index(b"\n") == len(line) - 1
    assert read_reply(line) == reply


def test_the_form_is_the_one_described() -> None:
    request = request_line(Request("backup", {"folder": "/media/stick"}))
    assert json.loads(request) == {
        "v": 1,
        "ask": "backup",
        "arguments": {"folder": "/media/stick"},
    }
    assert reply_line(Progress(3, 8)) == b'{"progress":[3,8]}\n'
    assert reply_line(Line("whole")) == b'{"line":"whole"}\n'
    assert reply_line(Answer(1, "broken")) == b'{"status":1,"sentence":"broken"}\n'


@given(st.binary(max_size=200))
def test_any_bytes_are_a_request_or_a_malformed_one(data: bytes) -> None:
    for read in (read_request, read_reply):
        with suppress(MalformedError):
            read(data)


@pytest.mark.parametrize(
    "line",
    [
        b"{}",
        b'{"status":4,"sentence":""}',
        b'{"status":-1}',
        b'{"status":"0"}',
        b'{"progress":[1]}',
        b'{"line":null}',
        b'{"more":' + b"[" * 100_000,
    ],
)
def test_what_is_no_reply(line: bytes) -> None:
    with pytest.raises(MalformedError):
        read_reply(line)


def test_another_version_is_told_apart() -> None:
    with pytest.raises(MalformedError, match="understands version 1 of requests"):
        read_request(b'{"v":2,"ask":"show","arguments":{"new":{"ways":[]}}}')


def test_a_name_that_is_not_text_is_not_sent_and_is_written_out_in_a_reply() -> None:
    with pytest.raises(MalformedError, match="bytes that are not text"):
        request_line(Request("backup", {"folder": "/media/\udcff"}))
    assert read_reply(reply_line(Line("to /media/\udcff"))) == Line("to /media/\\udcff")


def test_the_longest_request_and_one_byte_more() -> None:
    rest = len(request_line(Request("note", {"text": ""})))
    fits = Request("note", {"text": "x" * (LONGEST_REQUEST - rest)})
    assert len(request_line(fits)) == LONGEST_REQUEST
    with pytest.raises(MalformedError, match="too long"):
        request_line(Request("note", {"text": "x" * (LONGEST_REQUEST - rest + 1)}))


def test_lines_are_taken_as_they_come_whole() -> None:
    assert whole_lines(b"one\ntwo\nthr") == ([b"one", b"two"], b"thr")
    assert whole_lines(b"x" * LONGEST_REPLY) == ([], b"x" * LONGEST_REPLY)
    with pytest.raises(MalformedError):
        whole_lines(b"x" * (LONGEST_REPLY + 1))


def test_arguments_are_not_shown() -> None:
    assert "314159" not in repr(Request("export", {"pin": "314159"}))
