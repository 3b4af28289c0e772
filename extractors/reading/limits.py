"""Bounds that keep a hostile or broken file from asking for more than a machine has."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file: its bytes, its pages, the pixels of one picture in it, the characters of one page.

    Time and memory of a whole reading are bounded from outside, by a process that can be killed.
    """

    max_bytes: int = 400 * 2**20
    max_pages: int = 2000
    max_pixels: int = 150_000_000
    max_characters: int = 400_000


DEFAULT = Limits()


class TooMuchWork(ValueError):
    """Text recognition was stopped: noise, or a drawing, is no text."""
