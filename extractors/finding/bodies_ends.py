"""Where a body's name ends and what it does begins, where no list of words decides.

Comes in: a `Reading` and a token behind the name's head.  Goes out: yes or no, or where the name ends.  underthesea's
words and tags bear witness.
"""

from extractors.finding.language import Reading, Tagged, Term

_NAMED_FOR_ACTS = {"ban", "tổ", "hội", "tiểu", "đoàn", "quỹ", "đội", "trung", "chi", "cục", "bộ", "thư"}
# `các đơn vị chưa nộp báo cáo khẩn trương …`: these tell which ones
_TELLS = {
    "chưa",
    "đã",
    "còn",
    "đang",
    "được",
    "có",
}
_URGES = {"khẩn", "phải", "cần", "nghiêm", "tiếp", "chủ", "sớm", "có", "gấp", "nhanh"}
_FARTHEST = 14  # tokens of such a clause


def _word_at(reading: Reading, at: int) -> Tagged | None:
    return reading.word_at(reading.tokens[at].start)


def is_inside_word(reading: Reading, at: int) -> bool:
    """Whether a token goes on with the word before it (`trường học`, `Thiết bị`), whatever it means alone.

    >>> from extractors.finding.language import read
    >>> is_inside_word(read("Phòng Thiết bị"), 2), is_inside_word(read("Phòng Thiết bị học tập"), 3)
    (True, False)
    """
    word, term = _word_at(reading, at), reading.term(at, "verb.")
    if word is None or word.start >= reading.tokens[at].start or (term and term.behind > at + 1):
        return False
    if any(known.behind == at and known.rule.startswith("head.") for known in reading.terms):
        return False
    parts = reading.text[word.start : word.end].split()
    return not any(part[:1].isupper() for part in parts[1:])


def act_follows(reading: Reading, at: int, head_at: int) -> bool:
    """`Trường Tiểu học Hoa Mai lấy mẫu`: a whole verb behind a proper name, unless its organ is named for acts."""
    token, head = reading.tokens[at], reading.tokens[head_at].text
    word, before = _word_at(reading, at), _word_at(reading, at - 1)
    if word is None or before is None or word.start != token.start or token.capital:
        return False
    if any(reading.term(at, kind) for kind in ("head.", "field", "inside", "link")):
        return False
    if not reading.text[before.start].isupper() or before.tag[:1] != "N":
        return False
    if word.tag[:1] == "R":
        return token.text != "được"
    behind = reading.token_at(word.end)
    parts_name = not reading.tokens[at - 1].capital and (
        behind >= len(reading.tokens) or reading.term(behind, "verb.") is not None
    )  # `Sở Giao thông vận tải chủ trì`
    return word.tag[:1] == "V" and head not in _NAMED_FOR_ACTS and not parts_name


def ends_before(reading: Reading, index: int, atomic: Term) -> bool:
    """A word like `tham gia` only belongs to a name where a verb still follows it in the clause."""
    if atomic.rule == "field" or reading.tokens[index].capital:
        return False
    verb = reading.term(index, "verb.duty")
    if verb is None or verb.behind < atomic.behind:
        return False
    for at in range(atomic.behind, min(atomic.behind + 12, len(reading.tokens))):
        if reading.tokens[at].text in {".", ";", ":"}:
            return reading.tokens[at].text != ":"
        if reading.tokens[at].text == "," and at > atomic.behind:
            return True  # the act has its object: `Đảng ủy thẩm định danh sách, …`
        if reading.term(at, "verb.") and not reading.tokens[at].capital:
            return reading.tokens[atomic.behind].text == ","
    return True


def end_of_clause(reading: Reading, at: int) -> int:
    """Behind the words that tell which bodies of a class are meant; the same token where there are none."""
    if at >= len(reading.tokens) or reading.tokens[at].text not in _TELLS:
        return at
    if reading.term(at, "verb.strong") or reading.term(at, "verb.duty") or reading.term(at, "link"):
        return at
    for end in range(at + 2, min(at + _FARTHEST, len(reading.tokens))):
        if not reading.tokens[end].text[:1].isalnum():
            return at
        urged = reading.tokens[end].text in _URGES and (
            reading.term(end, "verb.modal") or reading.term(end, "verb.strong")
        )
        given = reading.tokens[at].text in {"được", "có"} and end > at + 2 and reading.term(end, "verb.duty")
        if urged or given:
            return end
    return at
