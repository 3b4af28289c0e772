"""What can go wrong beside reading: settings, rules, store, exports.  Codes are public, like those of the readers."""

from extractors.errors import Failure


class WrongUsage(Failure):
    """The command was given something it cannot take."""

    code = "USAGE"
    message = "Lệnh chưa đúng."
    next_step = "Xem «vanthu --help»."
    exit_status = 2


class BadSettings(Failure):
    """vanthu.toml or a rule file is wrong."""

    code = "BAD_SETTINGS"
    message = "Tệp cài đặt hoặc tệp quy tắc viết sai."
    next_step = "Sửa tệp theo dòng báo lỗi rồi chạy lại; «vanthu rules check» kiểm tra tệp quy tắc."
    exit_status = 2


class StoreUnavailable(Failure):
    """The store cannot be opened or written now."""

    code = "STORE_UNAVAILABLE"
    message = "Chưa mở hoặc ghi được cơ sở dữ liệu."
    next_step = "Kiểm tra ổ đĩa và kết nối rồi thử lại; tệp đến vẫn nằm nguyên trong hộp nhận."
    passing = True


class StorageFull(Failure):
    """Disk full or read-only where the archive lies."""

    code = "STORAGE_FULL"
    message = "Không ghi được vào kho lưu: ổ đĩa đầy hoặc chỉ cho đọc."
    next_step = "Giải phóng dung lượng hoặc mở quyền ghi; tệp đến vẫn nằm nguyên trong hộp nhận."
    passing = True


class PlaceUnusable(Failure):
    """A file or folder that the program itself needs cannot be used now: full, read-only, gone, not ours."""

    code = "PLACE_UNUSABLE"
    message = "Không dùng được một tệp hoặc thư mục mà chương trình cần."
    next_step = "Kiểm tra dung lượng, kết nối và quyền của ổ đĩa rồi chạy lại; tệp đến vẫn nằm nguyên chỗ cũ."
    passing = True


class NotYetRead(Failure):
    """The file has been taken in; its turn to be read has not come."""

    code = "NOT_YET_READ"
    message = "Văn bản đã tiếp nhận nhưng chưa đọc xong."
    next_step = "Chờ đọc xong rồi xuất lại; «vanthu status» cho biết tiến độ."
    passing = True


class ChangedMeanwhile(Failure):
    """The file was written to while it was being taken in."""

    code = "CHANGED"
    message = "Tệp còn đang được ghi trong lúc tiếp nhận."
    next_step = "Không cần làm gì: tệp vẫn nằm trong hộp nhận và sẽ được tiếp nhận khi đã chép xong."
    passing = True


class Stopped(Failure):
    """The work was stopped on request before this file was done."""

    code = "STOPPED"
    message = "Đã dừng theo yêu cầu trước khi xong tệp này."
    next_step = "Chạy lại để tiếp tục; tệp vẫn nằm nguyên chỗ cũ."
    passing = True


class ReaderUnavailable(Failure):
    """No reading process came up for this file, twice: a busy machine, a missing library; not the file's fault."""

    code = "READER_UNAVAILABLE"
    message = "Chưa khởi động được tiến trình đọc."
    next_step = "Chạy lại; tệp vẫn nằm nguyên chỗ cũ. Nếu vẫn lỗi thì xem vanthu.log trong thư mục làm việc."
    passing = True


class SourceUnavailable(Failure):
    """A file of the inbox cannot be read or moved now: a vanished share, a lock, a missing right."""

    code = "SOURCE_UNAVAILABLE"
    message = "Chưa lấy được tệp: mất kết nối thư mục, tệp đang bị chương trình khác giữ hoặc thiếu quyền."
    next_step = "Kiểm tra kết nối và quyền của thư mục; tệp vẫn nằm nguyên chỗ cũ và sẽ được tiếp nhận lần sau."
    passing = True


class WatchFault(Failure):
    """A fault of the program's own while it watched the inbox."""

    code = "WATCH_FAULT"
    message = "Chương trình gặp lỗi ngoài dự kiến khi trông thư mục tiếp nhận và sẽ tự thử lại."
    next_step = "Tệp vẫn nằm nguyên trong thư mục; báo cho người quản trị kèm tệp vanthu.log nếu lỗi còn lặp lại."
    passing = True


class ServiceUnavailable(Failure):
    """The embedded Prefect server did not start."""

    code = "SERVICE_UNAVAILABLE"
    message = "Không khởi động được dịch vụ điều phối (Prefect)."
    next_step = "Chạy lại; nếu vẫn lỗi thì xem tệp prefect/server.log trong thư mục làm việc."
    passing = True


class ServerUnreachable(Failure):
    """The Prefect server that the office has for several machines does not answer."""

    code = "SERVER_UNREACHABLE"
    message = "Chưa kết nối được máy chủ điều phối (Prefect) của cơ quan."
    next_step = "Kiểm tra máy chủ Prefect và VANTHU_PREFECT_API_URL; tệp đến vẫn nằm nguyên trong hộp nhận."
    passing = True


class OutputUnwritable(Failure):
    """An export cannot be written where it should go."""

    code = "OUTPUT_UNWRITABLE"
    message = "Không ghi được tệp kết quả."
    next_step = "Đóng tệp nếu đang mở trong Word hoặc Excel, kiểm tra quyền ghi và dung lượng ổ đĩa rồi xuất lại."
    passing = True


class OutputFolderMissing(OutputUnwritable):
    """An export should go into a folder that is not there."""

    code = "OUTPUT_FOLDER_MISSING"
    message = "Chưa có thư mục để ghi tệp kết quả."
    next_step = "Tạo thư mục này rồi xuất lại, hoặc chọn thư mục khác ở --out."


class AddressRefused(Failure):
    """The pages are served to this machine alone, there being no users and roles."""

    code = "ADDRESS_REFUSED"
    message = "Trang xem lại chỉ phục vụ chính máy này nên không nhận địa chỉ mà máy khác tới được."
    next_step = "Dùng «vanthu serve» hoặc --host 127.0.0.1, với cổng từ 0 đến 65535."
    exit_status = 2


class PortTaken(Failure):
    """Another program listens on the port."""

    code = "PORT_TAKEN"
    message = "Cổng này đang được chương trình khác dùng (có thể «vanthu serve» đã chạy)."
    next_step = "Mở trang đang chạy, hoặc chọn cổng khác, ví dụ --port 8001."
