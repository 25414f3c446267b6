"""Names made to confuse a matcher: each is matched where a reader would match it, told where it hides something, and never a hang.

The catalogue behind these is in docs/reliability.md.
"""

from __future__ import annotations

import csv
import math
import time
from pathlib import Path
from typing import Any
from unicodedata import category, normalize

import pytest
from click.testing import CliRunner

from namenorm import AliasTable, Canonicalizer, Reason, Status
from namenorm.cleaning import MAX_CHARACTERS, MAX_MARKS, MAX_TOKENS, clean, fold
from namenorm.cli import main

CORPUS = Path(__file__).parent / "corpus"
ZALGO = "".join(letter + "\u0335\u0322\u0316\u0301\u0330\u0353" * 30 for letter in "Vladimir Putin")


@pytest.fixture(scope="module")
def small() -> Canonicalizer:
    return Canonicalizer(
        AliasTable.from_records(
            [
                {"id": "vladimir-putin", "name": "Vladimir Putin", "type": "person", "native": ["Владимир Путин"]},
                {"id": "ismail-haniyeh", "name": "Ismail Haniyeh", "type": "person", "aliases": ["İsmail Haniye"]},
                {"id": "ahn-cheol-soo", "name": "Ahn Cheol-soo", "type": "person", "native": ["안철수"]},
                {"id": "strasse", "name": "Große Straße", "type": "place"},
                {"id": "long", "name": "Guild of " + "Master " * 90 + "Masons", "type": "org"},
            ]
        )
    )


# --- no name at all ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "nothing",
    ["", " ", "\u00a0\u3000\t\r\n", "...", "!!! --- ...", "'", "&", "_", "👨\u200d👩\u200d👧", "🌹", "\u200b", "\u202e", "\u00ad", "\x00", "\ud800", "\ue000", "\u0301" * 20, "ـــ", "." * 10_000],
)  # fmt: skip
def test_what_holds_no_letter_is_empty_and_like_nothing(small: Canonicalizer, nothing: str) -> None:
    decision = small.explain(nothing)
    assert (decision.status, decision.reason, decision.score) == (Status.NO_MATCH, Reason.EMPTY, 0.0)
    assert small.compare(nothing, nothing).score == 0.0
    assert small.compare(nothing, "Vladimir Putin").score == 0.0


def test_a_missing_name_is_empty_among_many(small: Canonicalizer) -> None:
    assert small.canonicalize_many([None, "Vladimir Putin", None]) == [None, "vladimir-putin", None]
    assert [decision.reason for decision in small.explain_many([None, ""])] == [Reason.EMPTY, Reason.EMPTY]


@pytest.mark.parametrize("wrong", [5, math.nan, b"Vladimir Putin", ["Vladimir Putin"]])
def test_what_is_no_text_is_a_type_error(small: Canonicalizer, wrong: Any) -> None:
    for ask in (small.canonicalize, small.explain, small.read, lambda name: small.canonicalize_many([name])):
        with pytest.raises(TypeError, match=f"a name is a str, not {type(wrong).__name__}"):
            ask(wrong)
    with pytest.raises(TypeError):
        small.compare("Vladimir Putin", wrong)


@pytest.mark.parametrize("number", ["123 456", "0", "١٢٣"])
def test_numbers_alone_match_nobody(small: Canonicalizer, number: str) -> None:
    assert small.explain(number).status is Status.NO_MATCH


# --- matched, and told ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mention", "flag"),
    [
        ("Vla\u200bdimir Putin", "hidden_characters"),
        ("Vladimir\u200b Putin", "hidden_characters"),
        ("Vla\u200ddimir Putin", "hidden_characters"),
        ("\u202eVladimir Putin\u202c", "hidden_characters"),
        ("\u2067Vladimir Putin\u2069", "hidden_characters"),
        ("Vladi\u00admir Putin", "hidden_characters"),
        ("\ufeffVladimir Putin", "hidden_characters"),
        ("Vladimir\x00 Putin", "hidden_characters"),
        ("Vladimir Putin\ud800", "hidden_characters"),
        ("Vladimir Putin\U000e0041", "hidden_characters"),
        ("Рутіn Vlаdimir", "mixed_script"),
        ("Vlаdimir Рutin", "mixed_script"),
        ("Vladimir Ρutin", "mixed_script"),
        ("Vladimir Ꮲutin", "mixed_script"),
        ("Vladimir Pսtin", "mixed_script"),
        ("Владиmир Путиh", "mixed_script"),
        ("Vladimir Putin 🌹", None),
        ("𝐕𝐥𝐚𝐝𝐢𝐦𝐢𝐫 𝐏𝐮𝐭𝐢𝐧", None),
        ("Ｖｌａｄｉｍｉｒ　Ｐｕｔｉｎ", None),
        ("<b>Vladimir Putin</b>", None),
    ],
)
def test_a_disguise_is_seen_through_and_flagged(small: Canonicalizer, mention: str, flag: str | None) -> None:
    decision = small.explain(mention)
    assert decision.canonical_id == "vladimir-putin"
    assert decision.flags == ((flag,) if flag else ())


def test_stacked_marks_are_capped_before_the_length_is(small: Canonicalizer) -> None:
    cleaned = clean(ZALGO)
    assert fold(cleaned.text) == "vladimir putin"
    run = longest = 0
    for char in normalize("NFD", cleaned.text):
        run = run + 1 if category(char) == "Mn" else 0
        longest = max(longest, run)
    assert 0 < longest <= MAX_MARKS
    assert small.canonicalize("Vladimir Putin".replace("a", "a" + "\u0335\u0322" * 200)) == "vladimir-putin"


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("İSMAİL HANİYE", "ismail-haniyeh"),
        ("ismaıl haniye", "ismail-haniyeh"),
        ("안철수", "ahn-cheol-soo"),
        (normalize("NFD", "안철수"), "ahn-cheol-soo"),
        ("GROSSE STRASSE", "strasse"),
        ("große straße", "strasse"),
        ("GROẞE STRAẞE", "strasse"),
    ],
)
def test_case_and_form_do_not_matter(small: Canonicalizer, mention: str, expected: str) -> None:
    assert small.canonicalize(mention) == expected


# --- too long --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "mention",
    [
        "x" * (MAX_CHARACTERS + 1),
        "Ali " * (MAX_TOKENS + 1),
        "ﷺ" * 40,
        "Vladimir Putin" + "." * 600 + " Hospital",
        "Vladimir Putin " + "\u200b" * 5000,
        "Vladimir Putin" + " ," * 400 + "Hospital",
        "Vladimir Putin" + "🌹" * 500 + " Hospital",
        ("Vladimir Putin, " * 40)[:-2],
    ],
)
def test_a_name_that_is_too_long_is_nobodys_whatever_it_begins_with(small: Canonicalizer, mention: str) -> None:
    decision = small.explain(mention)
    assert (decision.status, decision.reason, decision.canonical_id) == (Status.NO_MATCH, Reason.TOO_LONG, None)
    assert "too_long" in decision.flags
    assert small.canonicalize(mention) is None


def test_blanks_do_not_make_a_name_too_long(small: Canonicalizer) -> None:
    assert small.canonicalize("\t" * 1_000_000 + "Vladimir" + " " * 1_000_000 + "Putin\n") == "vladimir-putin"


def test_an_alias_that_is_too_long_still_equals_itself(small: Canonicalizer) -> None:
    alias = "Guild of " + "Master " * 90 + "Masons"
    assert (small.explain(alias).canonical_id, small.explain(alias).reason) == ("long", Reason.EXACT_ALIAS)
    assert small.explain(alias.replace("Masons", "Miners")).reason is Reason.TOO_LONG
    assert small.compare(alias, alias).score == 1.0
    assert small.compare(alias, alias + "s").score < 1.0


@pytest.mark.parametrize("sign", ["ﷺ", "﷽", "㎏", "ﬃ", "㋿", "🆎", "⑳", "ǆ", "豈", "\U0001f201"])
def test_a_sign_that_unfolds_is_bounded_after_it_has(sign: str) -> None:
    for times in (1, 30, 511, 512, 100_000):
        assert len(clean(sign * times).text) <= MAX_CHARACTERS


@pytest.mark.parametrize("length", [512, 4_096, 100_000, 1_000_000])
@pytest.mark.parametrize(
    "unit", ["Mohammed ", "a", "ab ", "Ali al-", "abd ", "'s ", "J.", "x, ", "-", "محمد ", "و", "김", "習", "аa", "a\u0335", "II "]
)
def test_no_length_takes_a_second(shipped: Canonicalizer, unit: str, length: int) -> None:
    mention = (unit * length)[:length]
    started = time.process_time()
    shipped.explain(mention)
    shipped.compare(mention, mention[::-1])
    shipped.read(mention)
    assert time.process_time() - started < 1.0


def test_a_name_that_thousands_share_is_answered_quickly_and_told_as_capped() -> None:
    people = [{"id": f"m{n}", "name": f"Mohammed {a}{b}{c}ani", "type": "person"} for n, (a, b, c) in enumerate(
        (x, y, z) for x in ("Ka", "Re", "Su", "To", "Ni", "Da", "Be", "Lo", "Mu", "Ga", "Fi", "Ze", "Wa", "Ho", "Ja", "Py")
        for y in ("ra", "le", "mi", "so", "tu", "na", "vo", "di", "fe", "ku", "ha", "ge", "po", "by", "zi", "ja")
        for z in ("b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z"))]  # fmt: skip
    crowd = Canonicalizer(AliasTable.from_records(people))
    crowd.explain("warm up")
    started = time.process_time()
    decision = crowd.explain("Mohamed")
    several = crowd.explain("Mohammed Karabani")
    assert time.process_time() - started < 1.0
    assert decision.status is not Status.MATCH
    assert "capped" in decision.flags
    assert several.canonical_id == "m0"


# --- on the command line -----------------------------------------------------------------------------------------------------


def test_the_output_says_what_was_hidden_and_shows_none_of_it(tmp_path: Path) -> None:
    command = ["canonicalize", str(CORPUS / "rows" / "hostile-names.csv"), "-c", "name", "-o", str(tmp_path / "out.csv")]
    assert CliRunner().invoke(main, command).exit_code == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file, strict=True)}
    flags = {name: row["name_flags"] for name, row in rows.items()}
    assert flags["Рутіn Vlаdimir"] == "mixed_script"
    assert flags["Vla\u200bdimir Putin"] == flags["\u202eVladimir Putin"] == "hidden_characters"
    assert "too_long" in flags["Ali " * 40]
    assert flags["Vladimir Putin 🌹"] == ""
    ours = "".join(row[f"name_{cell}"] for row in rows.values() for cell in ("id", "name", "status", "reason", "flags"))
    assert ours.isprintable()


@pytest.mark.parametrize("arguments", [["\u202eVladimir\u200b Putin\x1b[2J"], ["Vladimir Putin", "\u202eV\x07P"], ["--json", "\u2066Putin"]])
def test_no_name_reaches_the_terminal_unescaped(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, ["explain", *arguments])
    assert result.exit_code == 0
    assert all(line.isprintable() for line in result.output.splitlines())


RARE_HAN = "夝鬵胖懔舤幑跈淵芺冑噰捍赬暾凜"


def test_rare_signs_beside_another_script_are_no_likeness() -> None:
    """Two tokens that can't be alike at any cost are told from an error of the kernel."""
    table = AliasTable.from_records([{"id": "a", "name": "Zq", "native": ["金正男"]}])
    canonicalizer = Canonicalizer(table)
    assert canonicalizer.explain(RARE_HAN).reason is Reason.NO_CANDIDATE
    assert canonicalizer.compare(RARE_HAN, "金正男").score < 0.05


@pytest.mark.parametrize(
    "name",
    [" ".join("".join(chr(0x4E00 + (i * 15 + j) * 7) for j in range(15)) for i in range(30)), " ".join(["中华人民共和国国防部"] * 31)],
    ids=["many signs", "one token again and again"],
)
def test_two_long_names_are_compared_within_a_second(name: str) -> None:
    start = time.process_time()
    assert 0.0 <= Canonicalizer.open().compare(name, f"{name[::-1]} a").score <= 1.0
    assert time.process_time() - start < 1.0
