import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.domain.commands import Reading
from inoadmin.scan.gs1 import GS1Scanner, swallowed_date

VIAL = "05013457012095"
PRODUCT = "inotuzumab ozogamicin"
KNOWN = ((VIAL, PRODUCT),)
GS = "\x1d"


def read(text: str, *separators: str) -> Reading:
    return GS1Scanner().read(text, KNOWN, separators)


def test_a_whole_code_fills_product_batch_expiry_and_serial():
    assert read(f"]d201{VIAL}1726033110AB1234{GS}21XY7") == Reading(
        gtin=VIAL, product=PRODUCT, batch="AB1234", expiry="2026-03-31", serial="XY7"
    )


@pytest.mark.parametrize("prefix", ["", "]d2", "]C1", "]Q3", "]e0", GS, f"]d2{GS}"])
def test_any_gs1_symbology_reads_the_same(prefix):
    reading = read(f"{prefix}01{VIAL}1726033110AB1234")
    assert (reading.product, reading.batch, reading.expiry) == (PRODUCT, "AB1234", "2026-03-31")
    assert reading.remarks == ()


@pytest.mark.parametrize("text", ["]", "]x1", f"]x101{VIAL}", "]Y", "]Yz", "]1"])
def test_an_unknown_symbology_reads_nothing_and_says_so(text):
    assert read(text) == Reading(
        remarks=("The kind of code is not known: nothing was read from it.",)
    )


def test_a_code_not_marked_as_gs1_is_read_with_a_remark():
    reading = read("]d110AB1234")
    assert reading.batch == "AB1234"
    assert reading.remarks == ("This is not marked as a GS1 code.",)


@pytest.mark.parametrize(
    ("text", "separators"),
    [("␝", ()), ("|", ("|",)), ("~", ("~",)), ("^]", ("^]",)), ("^]", ("]", "^]"))],
)
def test_other_texts_for_the_separator(text, separators):
    reading = read(f"]C110AB1234{text}17260331", *separators)
    assert (reading.batch, reading.expiry) == ("AB1234", "2026-03-31")


def test_an_unconfigured_separator_separates_nothing():
    reading = read("10AB1234|17260331")
    assert (reading.batch, reading.expiry, reading.separator_lost) == (None, None, True)


def test_an_empty_separator_is_refused():
    with pytest.raises(ValueError, match="empty"):
        read("10AB1234", "")


def test_blanks_and_a_terminator_around_the_code_are_dropped():
    assert read(f"  10AB1234{GS}17260331\r\n").batch == "AB1234"


@pytest.mark.parametrize(
    ("element", "expiry"),
    [
        ("17260331", "2026-03-31"),
        ("17260300", "2026-03-31"),
        ("17280200", "2028-02-29"),
        ("17270200", "2027-02-28"),
        ("70032603021800", "2026-03-02T18:00"),
        ("70032603022359", "2026-03-02T23:59"),
        ("1726030270032603021800", "2026-03-02T18:00"),
    ],
)
def test_expiry_as_a_bag_takes_it(element, expiry):
    assert read(element).expiry == expiry


def test_a_time_needs_no_separator_before_the_batch():
    reading = read("7003260302180010AB1234")
    assert (reading.expiry, reading.batch) == ("2026-03-02T18:00", "AB1234")


def test_day_00_is_told():
    assert read("17260300").remarks == (
        "The expiry names no day: read as the last day of its month.",
    )


@pytest.mark.parametrize("element", ["17260000", "17261300", "17260230", "172603"])
def test_an_expiry_that_is_no_date(element):
    reading = read(element)
    assert reading.expiry is None
    assert reading.remarks == ("The expiry in the code is not a date: type it from the label.",)


@pytest.mark.parametrize("element", ["70032603022400", "70032603021861", "70032603029999"])
def test_an_expiry_that_is_no_time(element):
    reading = read(element)
    assert reading.expiry is None
    assert reading.remarks == ("The expiry in the code is not a time: type it from the label.",)


def test_a_bad_date_does_not_lose_the_batch_behind_it():
    reading = read(f"01{VIAL}1726000010AB1234")
    assert (reading.product, reading.batch, reading.expiry) == (PRODUCT, "AB1234", None)


def test_two_expiries_that_differ_are_none():
    reading = read("1726033170032603021800")
    assert reading.expiry is None
    assert reading.remarks == ("The code carries two expiries that differ: type the label's.",)


def test_two_batches_that_differ_are_none():
    reading = read(f"10AB1{GS}10AB2{GS}17260331")
    assert reading.batch is None
    assert reading.remarks == ("The code carries more than one batch: type it from the label.",)


def test_a_batch_said_twice_is_one():
    assert read(f"10AB1{GS}10AB1{GS}17260331").batch == "AB1"


def test_printed_form():
    reading = read(f"(01){VIAL} (17)260331 (10)AB1234 (21)XY7\n")
    assert reading == Reading(
        gtin=VIAL, product=PRODUCT, batch="AB1234", expiry="2026-03-31", serial="XY7"
    )


def test_printed_form_with_a_part_that_runs_on():
    reading = read("(17)2603310(10)AB1234")
    assert (reading.expiry, reading.batch) == (None, "AB1234")


class TestLostSeparator:
    @pytest.mark.parametrize(
        "swallowed",
        ["17271130", "17271100", "70032711302359", "17271130" + "21XY7", "21XY717271130"],
    )
    def test_fills_neither_batch_nor_what_follows(self, swallowed):
        assert read(f"01{VIAL}10LOT1{swallowed}{GS}21ZZ") == Reading(
            gtin=VIAL,
            product=PRODUCT,
            separator_lost=True,
            remarks=(
                "The separator after the batch was lost: type batch and expiry from the label.",
            ),
        )

    def test_a_product_behind_the_batch_is_not_filled(self):
        assert read(f"10LOT117271130{GS}01{VIAL}").product is None

    def test_in_a_batch_that_also_grew_too_long(self):
        assert read("10LOT-123456789012345617271130").separator_lost

    def test_an_expiry_read_before_the_batch_makes_it_a_batch(self):
        reading = read("1726033110LOT117271130")
        assert (reading.batch, reading.separator_lost) == ("LOT117271130", False)

    def test_an_expiry_read_behind_the_batch_makes_it_a_batch(self):
        reading = read(f"10LOT117271130{GS}17260331")
        assert (reading.batch, reading.expiry) == ("LOT117271130", "2026-03-31")

    @pytest.mark.parametrize(
        ("batch", "lost"),
        [
            ("17271130", True),
            ("X17271131", False),
            ("X17271201", True),
            ("X17271301", False),
            ("X17270001", False),
            ("X17280229", True),
            ("X17270229", False),
            ("X17270200", True),
            ("X1727113", False),
            ("X70032711302359", True),
            ("X70032711302360", False),
            ("X70032711302400", False),
            ("X7003271130235", False),
            ("X1717271130", True),
            ("X17271399917271130", True),
            ("AB1234", False),
            ("", False),
        ],
    )
    def test_what_counts_as_a_swallowed_date(self, batch, lost):
        assert swallowed_date(batch) is lost


@pytest.mark.parametrize(("length", "filled"), [(19, True), (20, True), (21, False), (30, False)])
def test_batch_length(length, filled):
    batch = "A" * length
    reading = read(f"1726033110{batch}")
    assert reading.batch == (batch if filled else None)
    assert reading.expiry == "2026-03-31"
    too_long = ("The batch is longer than 20 characters: not filled in.",)
    assert reading.remarks == (() if filled else too_long)


def test_a_batch_with_characters_that_no_code_carries():
    reading = read("1726033110LÖT")
    assert reading.batch is None
    assert reading.remarks == ("The batch could not be read: type it from the label.",)


def test_digits_of_other_scripts_are_not_digits():
    assert read("17٢٦٠٣٣١").expiry is None


def test_a_wrong_check_digit_gives_no_product():
    reading = read("01050134570120961726033110AB1234")
    assert (reading.gtin, reading.product, reading.batch) == (None, None, "AB1234")
    assert reading.remarks == ("The GTIN's check digit is wrong: no product was read.",)


def test_an_unknown_gtin_gives_no_product():
    reading = read("010950600013435210AB1234")
    assert (reading.gtin, reading.product) == ("09506000134352", None)
    assert reading.remarks == ("GTIN 09506000134352 is not known here: type the product name.",)


@pytest.mark.parametrize("text", ["]E05013457012095", "5013457012095", f"]I1{VIAL}"])
def test_a_plain_product_code(text):
    assert read(text) == Reading(gtin=VIAL, product=PRODUCT)


def test_an_ean_8_is_never_an_expiry():
    assert read("]E496385074") == Reading(
        gtin="00000096385074",
        remarks=("GTIN 00000096385074 is not known here: type the product name.",),
    )


def test_an_element_without_its_value():
    assert read("10").remarks == ("The batch could not be read: type it from the label.",)


def test_a_known_gtin_may_be_listed_short():
    assert GS1Scanner().read(f"01{VIAL}", [("5013457012095", PRODUCT)]).product == PRODUCT


def test_a_plain_product_code_that_is_not_known():
    assert read("9506000134352").remarks == (
        "GTIN 09506000134352 is not known here: type the product name.",
    )


@pytest.mark.parametrize(
    "text", ["", "hello", "5013457012096", "(99", "()", "95AB", "]E017260331", "]E4"]
)
def test_nothing_understood(text):
    reading = read(text)
    assert reading == Reading(remarks=("The code was not understood: nothing was read from it.",))


def test_a_part_not_understood_is_told():
    reading = read(f"10AB1234{GS}0512345")
    assert reading.batch == "AB1234"
    assert reading.remarks == ("A part of the code was not understood.",)


CODE_LIKE = st.lists(
    st.sampled_from(
        [
            "01",
            VIAL,
            "10",
            "17",
            "260300",
            "260331",
            "7003",
            "2603021800",
            "21",
            "AB12",
            GS,
            "␝",
            "]",
            "]d2",
            "]C1",
            "]Y",
            "(",
            ")",
            "(10)",
            "(17)",
            "(01)",
            "3109",
            "3920",
            "|",
            " ",
            "٣",
        ]
    ),
    max_size=12,
).map("".join)


@given(st.one_of(st.text(), CODE_LIKE, st.text("0123456789()]\x1d", max_size=60)))
def test_no_text_raises_and_a_lost_separator_fills_neither_batch_nor_expiry(text):
    reading = read(text)
    assert not (reading.separator_lost and (reading.batch or reading.expiry or reading.serial))
    assert reading.batch is None or 1 <= len(reading.batch) <= 20
    assert reading.product is None or reading.gtin == VIAL
    assert all(remark.endswith(".") for remark in reading.remarks)
