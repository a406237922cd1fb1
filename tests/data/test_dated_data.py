"""The dated data: no overlap, no hole, every mistake reported, and outside the rows no answer."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

import calculator
from calculator.assess import RULES
from calculator.packaged import packaged
from calculator.scheme import reading
from calculator.scheme.day import rules_on
from calculator.scheme.reading import FILES, DataMistakes, all_rules, load, rules_hash
from publishing.pages import series
from publishing.pages.edition import Mistake

DATA = Path(calculator.__file__).parent / "data"


def files() -> dict[str, str]:
    return {name: (DATA / f"{name}.toml").read_text(encoding="utf-8") for name in FILES}


def mistakes(name: str, old: str, new: str) -> list[str]:
    """What is reported when a piece of one file is replaced."""
    content = files()
    assert old in content[name]
    content[name] = content[name].replace(old, new, 1)
    with pytest.raises(DataMistakes) as caught:
        load(content)
    return list(caught.value.lines)


def test_a_row_holds_on_its_first_and_last_day_and_not_outside() -> None:
    before, after = (rules_on(day).rates["training", None] for day in (date(2019, 11, 30), date(2019, 12, 1)))
    assert (str(before.small), str(after.small)) == ("40", "30")
    assert ("training", None) not in rules_on(date(2016, 3, 31)).rates


def test_before_the_first_day_nothing_is_in_force() -> None:
    nothing = rules_on(date(2016, 3, 31))
    assert (nothing.rates, nothing.ceiling, nothing.small, nothing.terms, nothing.vat) == ({}, None, None, {}, None)


def test_every_day_since_then_has_every_table() -> None:
    day, last = date(2016, 4, 1), date(2027, 12, 31)
    while day <= last:
        rules = rules_on(day)
        assert len(rules.rates) == 6, day
        assert None not in (rules.ceiling, rules.small, rules.medium, rules.group, rules.vat, rules.theme_required), day
        day += timedelta(days=1)


def test_every_condition_is_of_a_rule_and_every_rule_has_its_rows() -> None:
    assert sorted(all_rules().conditions) == sorted(series.CONDITIONS)
    groups = {of.group for of in series.all_series(all_rules())}
    assert groups - series.GROUPS.keys() == {rule.id for rule in RULES}


def test_a_condition_that_no_rule_knows_is_named_with_what_it_could_be() -> None:
    misspelt = load(files() | {"voorwaarden": files()["voorwaarden"].replace("[[teacher]]", "[[teachr]]")})
    with pytest.raises(Mistake, match=r"voorwaarden\.toml: bij \[\[teachr\]\] hoort geen regel; .*teacher"):
        series.all_series(misspelt)


def test_every_topic_belongs_to_a_theme_and_every_rate_to_a_topic() -> None:
    rules = all_rules()
    assert {topic.theme for topic in rules.topics} <= {theme.key for theme in rules.themes}
    assert {rate.topic for rate in rules.rates} == {topic.key for topic in rules.topics} | {None}


def test_every_source_is_used_and_will_be_read_again() -> None:
    text = "".join(content for name, content in files().items() if name != "bronnen")
    for source in all_rules().sources:
        assert source.check_again_by > source.checked_on
        if source.id in NAMED_ON_PAGES_ONLY:
            continue
        assert f'"{source.id}"' in text, source.id


# Sources of what the pages explain and the calculator does not judge.
NAMED_ON_PAGES_ONLY = {
    "acrehab",
    "audit-2018",
    "boerenbond",
    "bvr-2016",
    "cce",
    "crevits-2021",
    "cva-2020",
    "deroo-2022",
    "detalentcoach",
    "event-confederation-2023",
    "fod-public-search",
    "lazuli",
    "leerstad",
    "mb-2025-maatwerk",
    "refibo-2024",
    "vlaanderen-al-betaald",
    "vlaanderen-projectaanvraag",
    "vlaanderen-werkenden",
    "vlaio-de-minimis",
    "vlaio-stavingsdocumenten",
    "vlaio-stopzetten",
    "vlaio-storten-betalen",
}


def test_the_hash_changes_with_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    before = rules_hash()
    assert before.startswith("sha256:")
    assert len(before) == len("sha256:") + 64
    monkeypatch.setattr(reading, "packaged", lambda name: packaged(name) + b"#")
    rules_hash.cache_clear()
    try:
        assert rules_hash() != before
    finally:
        rules_hash.cache_clear()


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("steun", "valid_from = 2016-04-01", "valid_form = 2016-04-01", "valid_from ontbreekt"),
        ("steun", "small = 40", "small = 140", "hoogstens 100"),
        ("steun", "small = 40", 'small = "40"', "schrijf bijvoorbeeld small = 30"),
        ("steun", "small = 40", "small = -4", "nul of meer"),
        ("steun", "small = 40", "small = true", "small is True"),
        ("steun", 'service = "training"', 'service = "opleiding"', "kies uit training, advice"),
        ("steun", 'kind = "ordinary"\nsource', 'kind = "gewoon"\nsource', "kies uit fixed"),
        (
            "steun",
            "valid_through = 2019-11-30",
            "valid_through = 2019-12-15",
            "valid_through = 2019-11-30",
        ),
        ("steun", "valid_through = 2019-11-30\n", "", "sluit die met valid_through = 2019-11-30"),
        ("steun", "valid_through = 2019-11-30", "valid_through = 2019-10-30", "geldt geen enkele rij"),
        ("steun", "valid_through = 2019-11-30", "valid_through = 2015-11-30", "ligt vóór valid_from"),
        ("steun", 'source = "vlaio-vernieuwd-2016"', 'source = "vlaio"', "staat niet in bronnen.toml"),
        ("steun", 'certainty = "confirmed"', 'certainty = "zeker"', "kies uit confirmed, to_confirm"),
        ("bronnen", "\nchecked_on = ", '\nchecked_on = "gisteren" # ', "checked_on is 'gisteren'"),
        ("bronnen", "\ncheck_again_by = ", "\n# ", "check_again_by ontbreekt"),
        ("bronnen", "\ncheck_again_by = ", "\ncheck_again_by = 2016-01-15 # ", "na checked_on"),
        ("bronnen", 'id = "bvr-2016"', 'id = "vlaio-hervorming-2026"', "komt twee keer voor"),
        ("rechtsvormen", 'key = "nv", ', "", "key ontbreekt"),
        ("rechtsvormen", "forms = [", "vormen = [", "forms ontbreekt"),
        ("aanbieder", 'bic = "GEBABEBB"', "", "bic ontbreekt"),
        ("aanbieder", "days = 14", "dagen = 14", "dagen is hier niet bekend"),
        ("themas", "required = true", 'required = "ja"', "required is 'ja'"),
    ],
)
def test_a_mistake_is_named_with_its_file_row_and_an_example(name: str, old: str, new: str, words: str) -> None:
    reported = mistakes(name, old, new)
    found = [line for line in reported if words in line]
    assert found, reported
    assert all(line.startswith(f"{name}.toml") for line in found)
    assert any(table_of(name, old) in line for line in reported), reported


def table_of(name: str, text: str) -> str:
    """The header of the table in which a text first stands: `[[rate]]`; empty above the first table."""
    headers = re.findall(r"^\[\[\w+\]\]", files()[name].split(text, 1)[0], re.MULTILINE)
    return headers[-1] if headers else ""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("small = 40", "small = 40 procent", "geen geldige TOML"),
        (
            "[[ceiling]]\nvalid_from = 2016",
            "[[plafond]]\nvalid_from = 2016",
            "de tabel [[plafond]] is hier niet bekend",
        ),
    ],
)
def test_a_mistake_of_a_whole_file_names_the_file(old: str, new: str, words: str) -> None:
    assert any(line.startswith("steun.toml") and words in line for line in mistakes("steun", old, new))


def test_all_mistakes_of_all_files_are_reported_together() -> None:
    content = files()
    content["steun"] = content["steun"].replace("small = 40", "small = 400", 1)
    content["kosten"] = content["kosten"].replace("amount_eur = 100", "amount = 100", 1)
    content["termijnen"] = content["termijnen"].replace("days = 14", 'days = "14"', 1)
    with pytest.raises(DataMistakes) as caught:
        load(content)
    assert {line.split(",")[0] for line in caught.value.lines} == {"steun.toml", "kosten.toml", "termijnen.toml"}
