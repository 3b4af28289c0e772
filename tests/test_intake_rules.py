"""Wrong rules of the office's own stop a batch before it begins; nothing lands among the failed files by them."""

import pytest
from intake_home import Office
from intake_samples import read_by_content

from flows.intake import ingest
from pipeline.errors import BadSettings


def test_nothing_is_begun_with_rules_that_are_wrong(tmp_path):
    office = Office(tmp_path)
    office.drop("một.txt")
    office.store.close()
    (office.config.rules / "deadlines.toml").write_text("[[rules]]\nid = 'hỏng'\n", "utf-8")

    with pytest.raises(BadSettings, match="deadlines"):
        ingest(office.config, job=read_by_content)
    assert office.tree("inbox", "loi", "da-tiep-nhan") == ["inbox/một.txt"]
