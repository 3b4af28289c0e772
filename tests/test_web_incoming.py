"""The clerk's page: what is dropped there lies whole in the inbox; failed files are tried again."""

from web_room import until

from pipeline.models import ErrorInfo
from pipeline.review.web.incoming import safe_name
from pipeline.store import documents
from pipeline.store.documents import Content

pytest_plugins = ("web_room",)


def drop(page, *files):
    page.set_input_files("#files", [{"name": n, "mimeType": "application/pdf", "buffer": b} for n, b in files])


def test_dropped_files_lie_in_the_inbox_under_names_of_their_own(office, window):
    page = window.go("/tiep-nhan")
    drop(page, ("Kế hoạch.pdf", b"mot"), ("rỗng.pdf", b""))
    until(page, "document.querySelectorAll('#sending li').length === 2")
    until(page, "document.querySelector('#sending .bad') !== null")
    drop(page, ("Kế hoạch.pdf", b"hai"))
    until(page, "document.querySelectorAll('#sending li').length === 3")
    until(page, "document.querySelector('#lists').textContent.includes('Kế hoạch (2).pdf')")

    lying = {path.name: path.read_bytes() for path in office.config.inbox.iterdir()}
    assert lying == {"Kế hoạch.pdf": b"mot", "Kế hoạch (2).pdf": b"hai"}


def test_a_name_of_a_file_never_leads_out_of_the_inbox():
    assert safe_name("../../etc/passwd") == "passwd"
    assert safe_name("..") == "tep"
    assert safe_name("~$Kế hoạch.docx").startswith("_")


def test_a_failed_file_says_why_and_is_tried_again(office, window):
    error = ErrorInfo(code="BROKEN", message="Tệp bị hỏng.", next_step="Xin bản khác.")
    content = Content("c" * 64, 5, "hỏng.pdf", direction="den")
    with office.store.writing() as connection:
        change = office.store.change("Tệp đến.")
        document = documents.insert(connection, content, "failed", change, error=error.model_dump(mode="json"))
    page = window.go("/tiep-nhan")
    shown = page.inner_text("#lists")
    page.click("[data-retry]")
    until(page, "document.querySelector('[data-retry]')?.disabled")
    page.wait_for_load_state("networkidle")

    assert "Tệp bị hỏng." in shown
    assert "Xin bản khác." in shown
    assert office.retried == [document]
