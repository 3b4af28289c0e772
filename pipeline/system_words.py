"""What the operating system says of a file, in Vietnamese."""

import errno

_WORDS = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EEXIST: "đã có một tệp tên như vậy",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EACCES: "không có quyền",
    errno.EPERM: "hệ thống không cho phép",
    errno.ENOSPC: "ổ đĩa đầy",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
}


def reason(problem: OSError) -> str:
    """Why the system refused, without the system's own English; rare reasons by their number.

    >>> reason(OSError(errno.ENOSPC, "No space left on device")), reason(OSError(errno.EIO, "Input/output error"))
    ('ổ đĩa đầy', 'lỗi hệ thống số 5')
    >>> reason(OSError("no number"))
    'lỗi hệ thống'
    """
    if problem.errno is None:
        return "lỗi hệ thống"
    return _WORDS.get(problem.errno, f"lỗi hệ thống số {problem.errno}")
