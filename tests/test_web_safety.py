"""Nothing foreign gets in: hosts, origins and tokens are checked, hostile names and texts do no harm."""

import hashlib

import pytest
from review_room import LINES
from starlette.testclient import TestClient
from web_room import Office, Window, field, until

from flows.serve import checked_address, listening
from pipeline.errors import AddressRefused, PortTaken
from pipeline.review.web.app import create_app
from pipeline.review.web.site import Actions

pytest_plugins = ("web_room",)

HERE = "http://127.0.0.1:8000"
SCRIPT = "<script>document.title='hỏng'</script>"


@pytest.fixture
def client(office):
    app = create_app(office.config, office.store, Actions(office.retried.append), 8000, lambda: office.moment)
    with TestClient(app, base_url=HERE, headers={"host": "127.0.0.1:8000"}) as made:
        made.cookies.set("vanthu_ten", "Le%20Thu")
        yield made


def token(client):
    return client.get("/").text.split('name="token" content="')[1].split('"')[0]


def draft(client, document, **headers):
    sent = {"window": "w1", "version": 1, "path": "header.place", "value": "x"}
    return client.put(f"/van-ban/{document}/nhap", json=sent, headers=headers).status_code


def test_a_page_of_ours_may_write(office, client):
    assert draft(client, office.take_paper(), **{"X-Vanthu-Token": token(client)}) == 200


def test_without_the_token_of_this_browser_nothing_is_written(office, client):
    document = office.take_paper()
    client.get("/")

    assert draft(client, document) == 403
    assert draft(client, document, **{"X-Vanthu-Token": "0" * 64}) == 403


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", "http://127.0.0.1:9000"])
def test_another_site_may_not_write_even_with_the_token(office, client, origin):
    headers = {"X-Vanthu-Token": token(client), "Origin": origin}

    assert draft(client, office.take_paper(), **headers) == 403


def test_another_name_for_this_machine_is_refused(client):
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 403
    assert client.get("/", headers={"host": "127.0.0.1:8001"}).status_code == 403


def test_every_answer_forbids_what_is_foreign(office, client):
    document = office.take_paper()
    for path in ("/", f"/van-ban/{document}", "/tiep-nhan", "/so-den", "/so-lieu", "/khong-co", "/static/base.css"):
        headers = client.get(path).headers

        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_no_page_has_styles_or_scripts_within(office, client):
    document = office.take_paper()
    for path in ("/", f"/van-ban/{document}", "/tiep-nhan", "/so-den", "/so-lieu", "/ten"):
        page = client.get(path).text

        assert " style=" not in page
        assert " onclick=" not in page


def test_the_original_comes_back_unchanged_and_runs_nothing(office, client):
    document = office.take_paper(file_name='kế "hoạch"\r\nX: y.pdf')
    answer = client.get(f"/van-ban/{document}/goc")

    assert hashlib.sha256(answer.content).hexdigest() == office.store.by_id(document).sha256
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "x" not in answer.headers


def test_a_name_leads_only_to_pages_of_ours(client):
    assert "elsewhere.example" not in client.get("/ten?ve=//elsewhere.example/").text


def test_other_addresses_than_this_machine_are_refused():
    for host in ("0.0.0.0", "192.168.1.5", "::", "example.org"):
        with pytest.raises(AddressRefused):
            checked_address(host, 8000)

    assert checked_address("::1", 8000) == ("::1", 8000)


def test_a_port_that_is_taken_is_told():
    with listening("127.0.0.1", 0) as first, pytest.raises(PortTaken):
        listening("127.0.0.1", first.getsockname()[1])


def test_hostile_names_and_texts_do_no_harm(office, window, address):
    lines = (*LINES, f"5. {SCRIPT} " + "x" * 3000)
    name = f"\u202e{SCRIPT}" + "a" * 10_000 + ".pdf"
    document = office.take_paper(lines, name, summary=SCRIPT + "\u202eđảo" + "b" * 10_000, place="</textarea>" + SCRIPT)
    for path in ("/", f"/van-ban/{document}", f"/van-ban/{document}/doi-chieu", "/tiep-nhan", "/so-den"):
        page = window.go(path)
        page.wait_for_timeout(200)

        assert "hỏng" not in page.title()
        assert page.evaluate("[...document.scripts].every(s => s.src || s.type === 'application/json')")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_draft_outlives_the_server(office, browser):
    document = office.take_paper()
    with office.served() as address:
        window = Window(browser, address)
        page = window.open(document)
        field(page, "header.place").focus()
        page.keyboard.press("Control+a")
        page.keyboard.type("Đang gõ")
        page.wait_for_timeout(600)
    page.keyboard.type(" dở")
    until(page, "document.getElementById('said').textContent.includes('Không liên lạc được')")
    again = Office(office.config.home)
    with again.served(int(address.rpartition(":")[2])):
        until(page, "document.getElementById('kept').textContent === 'Đã giữ bản nháp'")
        page.reload()
        shown = field(page, "header.place").input_value()
    window.context.close()
    again.store.close()

    assert shown == "Đang gõ dở"
    assert office.now(document).header.place.value == "Phú Lâm"
