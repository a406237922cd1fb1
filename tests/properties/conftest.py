"""One fixed profile: the same examples on every machine and every day, and no verdict by the clock."""

from hypothesis import settings

settings.register_profile(
    "fixed",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=150,
)
settings.load_profile("fixed")
