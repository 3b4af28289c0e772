"""Numbers as lists print them (ST_NumberFormat of ECMA-376 part 1, 17.18.59)."""

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_CHICAGO = "*†‡§"


def roman(number: int) -> str:
    """Roman numerals in capitals; what has none stays a decimal number.

    >>> roman(4), roman(29), roman(0)
    ('IV', 'XXIX', '0')
    """
    if not 0 < number < 4000:
        return str(number)
    digits = []
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        digits.append(sign * times)
    return "".join(digits)


def letter(number: int) -> str:
    """The letter of a list as Word makes it: the English alphabet, doubled after z; đ is never among them.

    >>> letter(4), letter(5), letter(27)
    ('d', 'e', 'aa')
    """
    if not 0 < number <= 780:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def in_words(number: int) -> str:
    """A number up to 99 in Vietnamese words, as Word counts in that language.

    >>> in_words(5), in_words(15), in_words(21), in_words(40)
    ('năm', 'mười lăm', 'hai mươi mốt', 'bốn mươi')
    """
    if not 0 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _ONES[ones]
    head = "mười" if tens == 1 else f"{_ONES[tens]} mươi"
    if ones == 0:
        return head
    tail = "lăm" if ones == 5 else "mốt" if ones == 1 and tens > 1 else _ONES[ones]
    return f"{head} {tail}"


def written(number: int, form: str) -> str:
    """A number in a list format; an unknown format is written as a decimal number.

    >>> written(3, "upperRoman"), written(2, "lowerLetter"), written(7, "decimalZero"), written(1, "none")
    ('III', 'b', '07', '')
    """
    if form in {"none", "bullet"}:
        return ""
    if form in {"upperRoman", "lowerRoman"}:
        return roman(number) if form == "upperRoman" else roman(number).lower()
    if form in {"upperLetter", "lowerLetter"}:
        return letter(number).upper() if form == "upperLetter" else letter(number)
    if form == "vietnameseCounting":
        return in_words(number)
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "numberInDash":
        return f"- {number} -"
    if form == "decimalEnclosedParen":
        return f"({number})"
    if form == "decimalEnclosedFullstop":
        return f"{number}."
    if form == "decimalEnclosedCircle" and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if form == "chicago" and number > 0:
        return _CHICAGO[(number - 1) % 4] * ((number - 1) // 4 + 1)
    return str(number)
