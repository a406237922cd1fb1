"""The form and the answers as HTML, made at build time for the pages and in the browser for the visitor."""

from calculator.markup import Html, join
from calculator.screen.html.form import form_html
from calculator.screen.html.live import size_html, years_asked
from calculator.screen.html.notices import (
    answers_html,
    changed_html,
    errors_html,
    made_html,
    notices_html,
    other_year_html,
)
from calculator.screen.html.projects import MOST_TOGETHER, Calculation, planned_html, project_names, projects_html
from calculator.screen.html.result import result_html
from calculator.screen.html.reverse import not_reversed_html, reverse_html
from calculator.screen.html.take import take_html

__all__ = [
    "MOST_TOGETHER",
    "Calculation",
    "Html",
    "answers_html",
    "changed_html",
    "errors_html",
    "form_html",
    "join",
    "made_html",
    "not_reversed_html",
    "notices_html",
    "other_year_html",
    "planned_html",
    "project_names",
    "projects_html",
    "result_html",
    "reverse_html",
    "size_html",
    "take_html",
    "years_asked",
]
