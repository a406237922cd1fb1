"""Sentences that tests of several layers look for: they quote them here and nowhere else."""

REMEMBER = "Bewaar mijn antwoorden op dit toestel"
NOT_UNDERSTOOD = "Dit begrepen we niet"
ONE_WRONG = "1 antwoord klopt niet"
SAME_PEOPLE = "Dezelfde mensen sturen"
ENOUGH = "Meer cijfers zijn niet nodig."
SETTLE_FIRST = "beantwoord wat nog ontbreekt. Daarna vraagt u de steun aan."
STAFF_FORM = "Vul een aantal in, zoals 12,5."
TOO_MANY = "Dit zijn er te veel"
SAVE_RESULT = "Bewaar het resultaat"


def too_many(most: str) -> str:
    """What is said of a list that is longer than this."""
    return f"{TOO_MANY}: hoogstens {most}."


def no_such_day(day: str) -> str:
    """What is said of a day that no calendar has."""
    return f"De dag {day} bestaat niet. Kies een dag zoals 27/3/2026."


def made_on(day: str) -> str:
    """What a link of before says."""
    return f"Deze link is gemaakt op {day}. We rekenen voor vandaag."


def others_first(year: int, amount: str) -> str:
    """What is said where projects of before take a part of the year's ceiling."""
    return f"Uw andere projecten in {year} krijgen eerst {amount}."


def ceiling_leaves(amount: str) -> str:
    """What is said where the ceiling of the year cuts the aid."""
    return f"Uw jaarplafond laat daarvan nog {amount} toe."
