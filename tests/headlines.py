"""The headlines of an answer as a visitor reads them: tests quote them here and nowhere else."""

REFUSED = "U krijgt geen steun voor dit project"
NO_AMOUNT = "We kunnen nog geen bedrag geven"
SOMETHING_WRONG = "Er is iets niet juist ingevuld"


def can_get(amount: str) -> str:
    """The headline of an amount that is not certain yet."""
    return f"U kunt {amount}\u00a0euro steun krijgen"


def can_get_between(least: str, most: str) -> str:
    """The headline where the amount itself is not certain yet."""
    return f"U kunt tussen {least} en {most}\u00a0euro steun krijgen"


def gets(amount: str) -> str:
    """The headline of an amount that is certain."""
    return f"Volgens uw antwoorden krijgt u {amount}\u00a0euro steun"


def plain(headline: str) -> str:
    """The same with spaces at which a line may break."""
    return headline.replace("\u00a0", " ")
