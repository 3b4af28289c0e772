"""Where a TOML file is wrong, in Vietnamese: the parser says it in English."""

import re
import tomllib

_PLACE = re.compile(r"at line (\d+), column (\d+)")


def toml_fault(problem: tomllib.TOMLDecodeError | UnicodeDecodeError) -> str:
    r"""What is wrong with the file and where.

    >>> try:
    ...     tomllib.loads("[[rule]]\nid = hỏng")
    ... except tomllib.TOMLDecodeError as problem:
    ...     toml_fault(problem)
    'dòng 2, cột 6 viết sai cú pháp TOML'
    """
    if isinstance(problem, UnicodeDecodeError):
        return "không phải văn bản UTF-8"
    place = _PLACE.search(str(problem))
    return f"dòng {place[1]}, cột {place[2]} viết sai cú pháp TOML" if place else "cuối tệp còn dở, sai cú pháp TOML"
