"""What reads documents has no web client at hand, and lets others import the libraries as they are."""

import json
import subprocess
import sys

WEB_CLIENTS = {"httpx", "requests", "urllib3", "aiohttp", "weasel", "typer"}


def ran(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_reading_a_sentence_loads_no_web_client():
    loaded = ran(
        "import json, sys\n"
        "from extractors.finding.language import read\n"
        "sentence = read('Rà soát danh sách hộ nghèo trên địa bàn')\n"
        "tags = [word.tag for word in sentence.tagged]\n"
        "print(json.dumps([tags, sorted({name.partition('.')[0] for name in sys.modules})]))"
    )

    assert len(loaded[0]) > 3
    assert {"spacy", "underthesea"} <= set(loaded[1])
    assert not WEB_CLIENTS & set(loaded[1])


def test_the_parts_left_out_can_be_imported_afterwards():
    assert ran(
        "import json\n"
        "from extractors.finding.offline import offline_spacy, offline_underthesea\n"
        "offline_spacy(), offline_underthesea().pos_tag('Rà soát')\n"
        "import spacy.cli, underthesea.pipeline.classification as fetched\n"
        "print(json.dumps([callable(spacy.cli.info), callable(fetched.classify)]))"
    ) == [True, True]
