"""Reading one stored original again."""

from extractors.errors import Secret
from flows.setting_apart import set_apart
from flows.take_in import Intake, Report, is_in_doubt
from pipeline.models import ErrorInfo


class Rereading:
    """Reading again, document by document."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    def __call__(self, document_id: int) -> Report:
        """Read it, and keep what was read beside what stands.

        Raises:
            Failure: one that may pass; nothing has changed then.

        """
        record = self._intake.store.by_id(document_id)
        reading, outcome = self._intake.read_original(record)
        if isinstance(outcome.failure, Secret):
            set_apart(self._intake.config, self._intake.store, record, outcome.failure.detail)
            return Report("", "set_apart")
        kept = self._intake.store.keep_again(document_id, reading, "Đọc lại bản gốc trong kho.")
        if kept == "taken":
            self._intake.clear_failures(document_id)
        error = ErrorInfo.of(outcome.failure) if outcome.failure else None
        return Report(record.file_name, kept, is_in_doubt(outcome.directive), error)
