"""What people ask about the scheme is found by the site's own search, with the words they use."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

FAQ, CONDITIONS, THEMES = "veelgestelde-vragen/#", "voorwaarden/#", "themas/#"
CATALOGUE = "catalogus/"
APPLYING, AFTERWARDS, TERMS = "aanvragen/al-aangemeld/#", "na-het-project/#", "begrippen/#"
# The index is read by a worker; tests run on busy machines.
LIMIT_MS = 20_000
# The results come in groups, one a page: a page and its pieces. This many links fit on the screen of a laptop.
SEEN_FIRST = 5

ATTENDING = f"{FAQ}mag-een-interim-of-uitzendkracht-de-opleiding-volgen-of-een-flexi-jobber"
STUDENTS = f"{FAQ}mag-een-jobstudent-stagiair-of-seizoenarbeider-de-opleiding-volgen"
IN_ORDER = f"{FAQ}wat-is-in-orde-met-de-regelgeving-tellen-schulden-bij-de-rsz-mee"
OTHER_WAY = f"{FAQ}ik-wil-me-omscholen-of-mijn-onderneming-een-andere-richting-geven-kan-dat"
HEALTH = f"{FAQ}is-er-steun-voor-een-cursus-over-gezondheid-welzijn-stress-of-burn-out"
SEVERAL = f"{FAQ}mag-een-aanvraag-voor-meerdere-deelnemers-of-opleidingen"
MINIMUM = f"{FAQ}telt-het-minimumbedrag-per-project-of-per-persoon"
OTHER_AID = f"{FAQ}mag-ik-opleidingscheques-of-een-sectorfonds-combineren-met-deze-steun"
LANGUAGE = f"{FAQ}is-er-steun-voor-een-taalcursus-zoals-frans-of-engels"
LATE = f"{FAQ}ik-stap-later-in-een-cursus-die-al-begonnen-is-kan-ik-nog-aanvragen"
ATTENDANCE = f"{FAQ}hoeveel-aanwezigheid-is-er-nodig-mag-ik-een-les-missen"
CANCELLED = f"{FAQ}de-cursus-is-geannuleerd-of-ik-was-ziek-wat-met-mijn-geld"
ABROAD = f"{FAQ}mag-ik-een-cursus-in-het-buitenland-of-een-buitenlandse-dienstverlener-kiezen"
MANDATE = f"{FAQ}mag-mijn-boekhouder-aanvragen-met-een-volmacht-of-mandaat"
INVOICE = f"{FAQ}mijn-factuur-is-hoger-of-lager-dan-de-aanvraag-wat-nu"
AGENCY = f"{FAQ}ik-ben-een-interimkantoor-of-uitzendbureau-krijg-ik-steun"
ENERGY = f"{FAQ}is-er-meer-steun-voor-zonnepanelen-warmtepompen-of-energie-besparen"

ANSWERS = [
    ("opleiding", CATALOGUE),
    ("opleidingen", CATALOGUE),
    ("past bij mijn activiteit", f"{CONDITIONS}eigen-activiteit"),
    ("kernprocessen", f"{CONDITIONS}eigen-activiteit"),
    ("andere richting", OTHER_WAY),
    ("omscholing", f"{CONDITIONS}andere-richting"),
    ("gezondheid", HEALTH),
    ("welzijn", HEALTH),
    ("burn-out", HEALTH),
    ("coaching", f"{FAQ}is-er-steun-voor-coaching"),
    ("in orde met de regelgeving", IN_ORDER),
    ("schulden RSZ", IN_ORDER),
    ("achterstallige schulden", IN_ORDER),
    ("interim", ATTENDING),
    ("uitzendkracht", ATTENDING),
    ("flexi-job", ATTENDING),
    ("stagiair", STUDENTS),
    ("jobstudent", STUDENTS),
    ("seizoenarbeider", STUDENTS),
    ("IBO", f"{TERMS}ibo"),
    ("managementvennootschap", f"{FAQ}een-vennootschap-is-mijn-zaakvoerder-mogen-haar-mensen-mee"),
    ("meer cursisten", SEVERAL),
    ("meerdere opleidingen", SEVERAL),
    ("meerdere deelnemers", SEVERAL),
    ("minimum per persoon", MINIMUM),
    ("minimumbedrag per cursist", MINIMUM),
    ("opleidingscheques", OTHER_AID),
    ("sectorfonds", OTHER_AID),
    ("al betaald", f"{APPLYING}al-betaald"),
    ("taalcursus", LANGUAGE),
    ("Frans", LANGUAGE),
    ("soft skills", f"{FAQ}is-er-steun-voor-communicatie-soft-skills-of-assertiviteit"),
    ("later instappen", LATE),
    ("cursus al begonnen", LATE),
    ("aanwezigheid", ATTENDANCE),
    ("les missen", ATTENDANCE),
    ("geannuleerd", CANCELLED),
    ("ziek", CANCELLED),
    ("ziekte", f"{AFTERWARDS}gaat-niet-door"),
    ("factuur in delen", f"{AFTERWARDS}factuur-in-delen"),
    ("schijven", f"{FAQ}mag-de-factuur-in-delen-of-schijven-komen"),
    ("betaalopdracht vergeten", f"{FAQ}wat-als-ik-de-betaalopdracht-vergeet"),
    ("buitenlandse dienstverlener", ABROAD),
    ("cursus in het buitenland", ABROAD),
    ("volmacht", MANDATE),
    ("mandaat", MANDATE),
    ("boekhouder aanvragen", MANDATE),
    ("factuur hoger", INVOICE),
    ("factuur lager", INVOICE),
    ("code 95", f"{THEMES}code-95"),
    ("vrachtwagen", f"{FAQ}is-er-steun-voor-code-95-of-een-vrachtwagenchauffeur"),
    ("interimkantoor", AGENCY),
    ("uitzendbureau", AGENCY),
    ("maatwerkbedrijf", f"{CONDITIONS}maatwerkbedrijf"),
    ("zonnepanelen", ENERGY),
    ("warmtepomp", ENERGY),
    ("hoofdactiviteit aanvaard", f"{FAQ}hoe-weet-ik-of-mijn-hoofdactiviteit-of-nace-code-aanvaard-is"),
    ("KBO ingeschreven", f"{FAQ}moet-mijn-onderneming-al-ingeschreven-zijn-in-de-kbo"),
    ("cursusmateriaal", f"{FAQ}krijg-ik-steun-voor-cursusmateriaal-of-een-handboek"),
    ("teambuilding", f"{THEMES}teambuilding-en-netwerken"),
]

AT_NIGHT = pytest.mark.night

# Whether what a visitor sees first leads there, or whether nothing is left of what was asked before.
LEADS_THERE = """([answer, most]) => [...document.querySelectorAll(".md-search-result__link")]
    .filter((link) => link.checkVisibility()).slice(0, most)
    .some((link) => (link.pathname + link.hash).endsWith(`/${answer}`))"""
NOTHING_LEFT = """() => !document.querySelector(".md-search-result__link")"""


@pytest.fixture(scope="module")
def searching(browser: Browser, site_url: str) -> Iterator[Page]:
    """The home page, with the cursor in its search."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, service_workers="block")
    page = context.new_page()
    page.goto(site_url)
    page.get_by_role("textbox", name="Zoeken").click()
    yield page
    context.close()


@pytest.mark.parametrize(
    ("words", "answer"),
    [each if at % 6 == 0 else pytest.param(*each, marks=AT_NIGHT) for at, each in enumerate(ANSWERS)],
)
def test_a_question_is_found_with_the_words_people_use(searching: Page, words: str, answer: str) -> None:
    field = searching.get_by_role("textbox", name="Zoeken")
    field.fill("")
    field.press("End")
    searching.wait_for_function(NOTHING_LEFT, timeout=LIMIT_MS)
    field.fill(words)
    field.press("End")  # the search listens to keys
    searching.wait_for_function(LEADS_THERE, arg=[answer, SEEN_FIRST], timeout=LIMIT_MS)
