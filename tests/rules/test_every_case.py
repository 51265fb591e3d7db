"""Every row of the tables is played: the code stands, or does not, and nothing else does."""

import pytest

from .cases import Attempt, Case, ids
from .tables import ROWS


@pytest.mark.parametrize("row", ROWS, ids=ids(ROWS))
def test_the_rulebook_is_kept(row: Case | Attempt) -> None:
    row.check()
