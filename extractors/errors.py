"""Why a file could not be read: a closed family, each with a stable code, a Vietnamese sentence and the next step.

The codes are public; docs/errors.md is generated from these classes and those of pipeline.errors.
"""

from typing import ClassVar


class Failure(Exception):
    """The base of everything that is told to people by code and advice, never as a traceback.

    `exit_status` is what the command line ends with: 1 some file failed, 2 wrong usage, 3 a missing system part.
    `passing` says that the same call may succeed later (a lock, a vanished share).
    """

    code: ClassVar[str] = "INTERNAL"
    message: ClassVar[str] = "Chương trình gặp lỗi ngoài dự kiến khi xử lý tệp này."
    next_step: ClassVar[str] = "Giữ nguyên tệp và báo cho người quản trị kèm mã lỗi này."
    exit_status: ClassVar[int] = 1
    passing: ClassVar[bool] = False

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.message)
        self.detail = detail


class UnreadableFile(Failure):
    """The file's own fault: it is reported and the others go on."""


class NotFound(UnreadableFile):
    """There is no such file."""

    code = "NOT_FOUND"
    message = "Không có tệp này."
    next_step = "Kiểm tra lại tên tệp và thư mục."


class NotAFile(UnreadableFile):
    """The path is a folder, a device or a link to nowhere."""

    code = "NOT_A_FILE"
    message = "Đây không phải là một tệp."
    next_step = "Chỉ định từng tệp, hoặc dùng «vanthu ingest THƯ_MỤC» để tiếp nhận cả thư mục."


class NoPermission(UnreadableFile):
    """The file exists but may not be read by this user."""

    code = "NO_PERMISSION"
    message = "Không có quyền đọc tệp này."
    next_step = "Xin quyền đọc tệp hoặc sao chép tệp vào thư mục của mình."


class EmptyFile(UnreadableFile):
    """The file has no bytes."""

    code = "EMPTY"
    message = "Tệp rỗng, không có nội dung."
    next_step = "Sao chép hoặc tải lại tệp từ nơi gửi."


class UnknownFormat(UnreadableFile):
    """The content is no format that is read here, whatever the name says."""

    code = "UNKNOWN_FORMAT"
    message = "Định dạng tệp không được hỗ trợ."
    next_step = "Chuyển tệp sang PDF hoặc DOCX rồi gửi lại."


class Encrypted(UnreadableFile):
    """A password is needed."""

    code = "ENCRYPTED"
    message = "Tệp được bảo vệ bằng mật khẩu."
    next_step = "Xin nơi gửi bản không đặt mật khẩu."


class Broken(UnreadableFile):
    """The file is of a known format but damaged or cut off."""

    code = "BROKEN"
    message = "Tệp bị hỏng hoặc tải về chưa đủ."
    next_step = "Tải lại hoặc xin nơi gửi bản khác."


class TooLarge(UnreadableFile):
    """The file unpacks to, or asks for, more than the bounds allow."""

    code = "TOO_LARGE"
    message = "Tệp vượt quá giới hạn về dung lượng, số trang hoặc bộ nhớ."
    next_step = "Tách tệp thành nhiều phần nhỏ, hoặc nâng giới hạn trong vanthu.toml."


class TimedOut(UnreadableFile):
    """Reading took longer than its bound and was stopped."""

    code = "TIMEOUT"
    message = "Đọc tệp quá thời gian cho phép nên đã dừng."
    next_step = "Tách tệp thành nhiều phần nhỏ, hoặc nâng giới hạn trong vanthu.toml."


class NoText(UnreadableFile):
    """No page yielded any word."""

    code = "NO_TEXT"
    message = "Không đọc được chữ nào trong tệp."
    next_step = "Quét lại rõ hơn (từ 200 dpi, đủ trang, đúng chiều)."


class Secret(UnreadableFile):
    """A secrecy mark stands on page 1: the document is set apart and not read."""

    code = "SECRET"
    message = "Văn bản có dấu chỉ độ mật nên không được xử lý bằng phần mềm này."
    next_step = "Xử lý theo quy định về bảo vệ bí mật nhà nước."


class MissingPart(Failure):
    """A system part that this file needs is not installed."""

    code = "MISSING_PART"
    message = "Máy này thiếu thành phần cần để đọc tệp."
    next_step = "Chạy «vanthu doctor» để xem thiếu gì và lệnh cài đặt."
    exit_status = 3
