"""What is generated from the code and committed is current."""

from twin_ops.generate import generated, stale
from twin_schemas.messages import CONTRACTS


def test_generated_files_are_current():
    assert stale() == [], "run `make generate` and commit what it writes"


def test_every_contract_has_a_lock_file():
    locks = {path.stem for path in generated() if path.suffix == ".avsc"}
    assert locks == {record.contract.topic for record in CONTRACTS}


def test_no_lock_file_is_left_of_a_contract_that_is_gone():
    written = {path for path in generated() if path.suffix == ".avsc"}
    folder = next(iter(written)).parent
    assert set(folder.iterdir()) == written
