"""Several projects of one enterprise: a row each, a bar for each calendar year, and in which answers they differ."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from calculator.answer import Answer
from calculator.assess import Assessment
from calculator.markup import Html, element, join
from calculator.plan import Plan, Year
from calculator.rules.aid import Aid
from calculator.screen.amounts import exact
from calculator.screen.answers import given_in_words
from calculator.screen.html.bar import numbered_bar
from calculator.screen.html.fold import fold
from calculator.screen.questions import Names, form
from calculator.screen.summary import counted, headline, wrong_answers
from calculator.screen.typed import visible
from calculator.screen.words import words
from calculator.texts import day, percent
from calculator.values import Money

__all__ = ["MOST_TOGETHER", "Calculation", "another_html", "planned_html", "project_names", "projects_html"]

MOST_TOGETHER = 10
LONGEST_NAME = 60
TITLE = "vergelijking-titel"
# What is asked about the project. Whether the VAT comes back is a matter of the enterprise.
OF_A_PROJECT = ("applied_on", "service.", "cost.")
OF_THE_ENTERPRISE = "cost.vat_recoverable"
KIND = "service.kind"
COLUMNS = ("name", "applied_on", "net_cost", "amount", "real_cost")
NOTHING = "\u2013"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation:
    """One project of the visitor: its name and answers, contract text by path, and what they give on their own.

    `answer` is `None` where answers are wrong, `wrong` of them.
    """

    name: str
    answers: Mapping[str, str]
    answer: Answer | None
    wrong: int = 0

    def year_of(self, path: str) -> int | None:
        """The calendar year that the answer belongs to, where it belongs to one."""
        if self.answer is None or path not in form().of_one_year:
            return None
        return self.answer.assessment.request.applied_on.year


def project_names(named: Iterable[tuple[str, str]]) -> Sequence[str]:
    """What the projects are called, of what the visitor typed and the kind of service of each.

    Names are bounded and hold what people see. Who gave none gets the number of its row, or the first after it that
    nobody has.
    """
    typed = [(" ".join(visible(name).split())[:LONGEST_NAME].strip(), kind) for name, kind in named]
    taken = {name for name, _ in typed}
    names = []
    for row, (name, kind) in enumerate(typed, 1):
        called = name or next(each for number in count(row) if (each := _numbered(kind, number)) not in taken)
        taken.add(called)
        names.append(called)
    return names


def _numbered(kind: str, number: int) -> str:
    which = f"name_{kind}" if kind in ("training", "advice") else "name_other"
    return words("projects", which).format(number=number)


# ---- in the form --------------------------------------------------------------------------------------------


def another_html() -> Html:
    """The way to the next project, in the word of its kind; and the place of the line that says what is planned.

    The button names what is asked anew: all about the project but its kind, which the word on it says.
    """
    paths = [question.path for section in form().sections for question in section.questions]
    anew = [path for path in paths if path.startswith(OF_A_PROJECT) and path not in (OF_THE_ENTERPRISE, KIND)]
    shows = {"training": '["service.kind", "", "training"]', "advice": '["service.kind", "advice"]'}
    labels = (
        element("span", words("projects", f"another_{kind}"), data_shows_when=when, hidden=kind == "advice")
        for kind, when in shows.items()
    )
    return element(
        "div",
        element("button", join(labels), type="button", class_="rh-link", data_do="next", data_with=" ".join(anew)),
        element("p", aria_live="polite", class_="rh-planned"),
        class_="rh-another",
    )


def planned_html(projects: Sequence[Calculation], plan: Plan | None) -> Html:
    """How many projects there are and what they give together, with the way to them."""
    aid = sum((aid.amount for aid in _aids(plan)), Money(0))
    many = "line_one" if len(projects) == 1 else "line"
    link = element("a", words("projects", "see"), href=f"#{TITLE}", data_do="go", data_with=TITLE)
    return join((words("projects", many).format(count=len(projects), amount=exact(aid)), " ", link))


def _aids(plan: Plan | None) -> Sequence[Aid]:
    return [assessment.aid for _, assessment in plan.projects if assessment.aid] if plan else []


# ---- a row each ---------------------------------------------------------------------------------------------


def projects_html(
    projects: Sequence[Calculation], plan: Plan | None, *, at: int | None = None, gone: str | None = None
) -> Html:
    """The projects with what each gives within the plan, then each calendar year.

    `at` is the place of the one in the form; `gone` the name of one that was just taken away. The plan's projects carry
    their place as their id; those with wrong answers are not in it.
    """
    planned = {int(project.id): assessment for project, assessment in plan.projects} if plan else {}
    return element(
        "section",
        element("h2", words("projects", "title"), id=TITLE, tabindex="-1"),
        _gone(gone) if gone is not None else None,
        element("p", words("projects", "full").format(most=MOST_TOGETHER), class_="rh-notice")
        if len(projects) >= MOST_TOGETHER
        else None,
        _table(projects, planned, at) if projects else None,
        _one_enterprise(projects, at),
        join(_year(year, projects, planned) for year in plan.years) if plan else None,
        _comparison(projects),
        class_="rh-together",
    )


def _gone(name: str) -> Html:
    undo = element("button", words("form", "undo"), type="button", class_="md-button", data_do="put_back")
    told = element("span", words("projects", "gone").format(name=name), role="status")
    return element("p", told, " ", undo, class_="rh-gone")


def _table(projects: Sequence[Calculation], planned: Mapping[int, Assessment], at: int | None) -> Html:
    heads = (element("th", words("projects", column), scope="col") for column in COLUMNS)
    actions = element("th", element("span", words("projects", "actions"), class_="rh-unseen"), scope="col")
    rows = (_row(place, project, planned.get(place), is_open=place == at) for place, project in enumerate(projects))
    return element(
        "table",
        element("thead", element("tr", join(heads), actions)),
        element("tbody", join(rows)),
        _sum(planned) if len(planned) > 1 else None,
        class_="rh-projects",
    )


def _row(place: int, project: Calculation, assessment: Assessment | None, *, is_open: bool) -> Html:
    return element(
        "tr",
        element("th", _name(place, project.name), scope="row"),
        *_wrong(project) if assessment is None else _cells(assessment),
        element("td", _actions(place, project.name, is_open=is_open), class_="rh-actions"),
        aria_current="true" if is_open else None,
    )


def _name(place: int, name: str) -> Html:
    label = words("projects", "name_of").format(number=place + 1)
    number = element("span", str(place + 1), class_="rh-number", aria_hidden="true")
    control = element(
        "textarea",
        name,
        id=f"project-{place}",
        rows="1",
        maxlength=str(LONGEST_NAME),
        autocomplete="off",
        aria_label=label,
        class_="rh-input",
        data_names=str(place),
    )
    # The same text once more gives the field its height, where a browser does not do that by itself.
    grown = element("span", control, element("span", name, class_="rh-input", aria_hidden="true"), class_="rh-grows")
    return element("span", number, grown, class_="rh-name")


def _wrong(project: Calculation) -> Iterator[Html]:
    yield element("td", wrong_answers(project.wrong), ". ", words("projects", "wrong"), colspan="4")


def _cells(assessment: Assessment) -> Iterator[Html]:
    aid = assessment.aid
    yield _cell("applied_on", day(assessment.request.applied_on))
    yield _cell("net_cost", exact(aid.price.net) if aid else NOTHING)
    yield _cell("amount", *_aid(assessment))
    yield _cell("real_cost", _cost(aid))


def _cell(column: str, *shown: str) -> Html:
    """On a small screen every row is a card, where each cell says what it is."""
    return element("td", element("span", words("projects", column), class_="rh-column"), element("span", *shown))


def _aid(assessment: Assessment) -> Iterator[str]:
    """The amount within the plan, and in words where the ceiling shortened it or a condition refuses it."""
    aid = assessment.aid
    if aid is None:
        yield words("line", "no_amount")
        return
    yield element("strong", exact(aid.amount))
    if assessment.outcome == "not_eligible" and aid.left_this_year.cents:
        yield element("small", words("projects", "refused"))
    elif aid.amount < aid.without_ceiling:
        yield element("small", words("projects", "cut").format(full=exact(aid.without_ceiling)))


def _cost(aid: Aid | None) -> str:
    if aid is None:
        return NOTHING
    real = aid.real_cost if aid.price.vat.cents else aid.total_paid
    return words("amounts", "depends") if real is None else exact(real)


def _actions(place: int, name: str, *, is_open: bool) -> Html:
    opened = (
        element("span", words("projects", "is_open"), class_="rh-open") if is_open else _button("open", place, name)
    )
    return join((opened, " ", _button("drop", place, name)))


def _button(do: str, place: int, name: str) -> Html:
    unseen = element("span", f" {name}", class_="rh-unseen")
    label = words("projects", do)
    return element("button", label, unseen, type="button", class_="md-button", data_do=do, data_with=str(place))


def _sum(planned: Mapping[int, Assessment]) -> Html:
    """What all of them cost and give; of those without an amount nothing is known."""
    aids = [assessment.aid for assessment in planned.values()]
    known = [aid for aid in aids if aid]
    price, amount = sum((aid.price.net for aid in known), Money(0)), sum((aid.amount for aid in known), Money(0))
    note = None if len(known) == len(aids) else element("small", words("projects", "only_known"))
    cells = (
        element("td"),
        _cell("net_cost", exact(price)),
        _cell("amount", element("strong", exact(amount)), note or Html("")),
        element("td", colspan="2"),
    )
    return element("tfoot", element("tr", element("th", words("projects", "sum"), scope="row"), join(cells)))


# ---- the years ----------------------------------------------------------------------------------------------


def _one_enterprise(projects: Sequence[Calculation], at: int | None) -> Html | None:
    """Whose answers about the enterprise the plan takes, where those of the projects differ."""
    answered = [project for project in projects if project.answer]
    if len({str(project.answer.assessment.request.enterprise) for project in answered if project.answer}) < 2:
        return None
    taken = answered[-1] if at is None or projects[at].answer is None else projects[at]
    return element("p", words("projects", "one_enterprise").format(name=taken.name))


def _year(year: Year, projects: Sequence[Calculation], planned: Mapping[int, Assessment]) -> Html:
    """How the ceiling of the year fills, and what is left of it."""
    mine = {place: each for place, each in planned.items() if each.request.applied_on.year == year.year}
    is_unknown = any(each.request.aid_granted_this_year is None for each in mine.values())
    amounts = {place: each.aid.amount for place, each in mine.items() if each.aid}
    before = year.granted - sum(amounts.values(), Money(0))
    parts = [
        (before, "used", "", words("projects", "part_used").format(amount=exact(before))),
        *(
            (
                amount,
                "aid",
                str(place + 1),
                words("projects", "part").format(name=projects[place].name, amount=exact(amount)),
            )
            for place, amount in amounts.items()
        ),
    ]
    if year.left is not None:
        parts.append((year.left, "left", "", words("projects", "part_left").format(amount=exact(year.left))))
    return element(
        "section",
        element("h3", words("projects", "year").format(year=year.year)),
        numbered_bar(parts) if year.left is not None else None,
        element("p", words("projects", "used_unknown").format(year=year.year)) if is_unknown else None,
        element("p", _what_is_left(year)),
        class_="rh-year",
    )


def _what_is_left(year: Year) -> str:
    if year.left is None:
        return words("projects", "left_unknown")
    if not year.left.cents:
        return words("projects", "left_nothing")
    uses_up = [
        words("projects", "uses_up").format(cost=exact(cost), rate=percent(rate))
        for rate, cost in year.uses_up.items()
        if cost > Money(0)
    ]
    return " ".join((words("projects", "left").format(left=exact(year.left)), *uses_up))


# ---- in what they differ ------------------------------------------------------------------------------------


def _comparison(projects: Sequence[Calculation]) -> Html | None:
    """What each gives on its own, and the answers in which they differ, for who chooses between them."""
    answered = [project for project in projects if project.answer]
    if len(answered) < 2:
        return None
    alone = [headline(project.answer) for project in answered if project.answer]
    rows = [_differs(words("projects", "alone"), answered, alone), *_different(answered)]
    return fold(
        "compare",
        words("projects", "compare"),
        counted("differences", len(rows) - 1),
        element("dl", join(rows), class_="rh-differences"),
    )


def _different(projects: Sequence[Calculation]) -> Iterator[Html]:
    """The answers in which the projects differ; those about different calendar years stand apart."""
    asked = dict.fromkeys((path, each.year_of(path)) for each in projects for path in each.answers)
    names = [Names.of(project.answers) for project in projects]
    for path, year in asked:
        texts = [each.answers.get(path) if each.year_of(path) == year else None for each in projects]
        if len(set(texts)) > 1:
            shown = [
                given_in_words(path, text, name, year=year or 0) if text else None
                for text, name in zip(texts, names, strict=True)
            ]
            if label := next((pair[0] for pair in shown if pair), None):
                yield _differs(label, projects, [pair[1] if pair else NOTHING for pair in shown])


def _differs(label: str, projects: Sequence[Calculation], texts: Sequence[str]) -> Html:
    told = (
        element("li", element("span", f"{project.name}: ", class_="rh-whose"), text)
        for project, text in zip(projects, texts, strict=True)
    )
    return element("div", element("dt", label), element("dd", element("ul", join(told))))
