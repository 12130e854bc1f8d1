"""Which adapter an instance has, and what its files and settings must say."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from twin_ops.adapter_choice import SHIPPED, require_adapter
from twin_ops.cli.app import app
from twin_ops.errors import USAGE
from twin_ops.settings import BadSetting, load_settings
from twin_ops.wiring import ADAPTERS, adapter_of
from twin_plc_adapters.draft import bare_names, guessed
from twin_plc_adapters.modbus.address import Address, DoesNotFit, read_address
from twin_plc_adapters.modbus.blocks import blocks_of
from twin_plc_adapters.mqtt.payload import reading_in
from twin_plc_adapters.mqtt.topics import read_topics
from twin_plc_adapters.opcua.node_map import read_node_map
from twin_plc_adapters.tag_map import read_tag_map
from twin_schemas.plant import PlantError

TAGS = ("FT-101", "FIC-101.SP")
_MODULE = """
from twin_plc_adapters.memory.adapter import memory_adapter
made = memory_adapter
"""


def test_the_shipped_ones_are_wired():
    assert tuple(ADAPTERS) == SHIPPED


def test_another_package_brings_an_adapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "their_adapter.py").write_text(_MODULE)
    info = tmp_path / "theirs-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text("[twinbus.adapters]\ntheirs = their_adapter:made\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("TWIN_ADAPTER", "theirs")
    monkeypatch.setenv("TWIN_HOME", str(tmp_path))
    listed = CliRunner().invoke(app, ["adapter", "list", "--json"]).stdout.splitlines()
    rows = {row["name"]: row for row in map(json.loads, listed)}
    assert rows["theirs"] == {
        "name": "theirs",
        "package": "theirs 1.2",
        "in_use": True,
        "lacks": "",
    }
    assert [name for name, row in rows.items() if row["in_use"]] == ["theirs"]
    settings = load_settings()
    require_adapter(settings)
    assert adapter_of(settings).name == "opcua"
    assert not settings.is_emulated


def test_a_strange_name_is_told_with_those_that_are_there():
    with pytest.raises(BadSetting, match=r"TWIN_ADAPTER=profibus is none of opcua, modbus"):
        require_adapter(load_settings({"TWIN_ADAPTER": "profibus"}))


@pytest.mark.parametrize(
    ("environment", "what"),
    [
        ({"TWIN_ADAPTER": "replay", "TWIN_OPCUA": "opc.tcp://plc:4840"}, "has no way to it"),
        ({"TWIN_REPLAY_SPEED": "0"}, "TWIN_REPLAY_SPEED"),
        ({"TWIN_ADAPTER_USER": "me"}, "TWIN_ADAPTER_PASSWORD_FILE"),
    ],
)
def test_settings_that_do_not_go_together_are_refused(environment: dict[str, str], what: str):
    with pytest.raises(BadSetting, match=what):
        load_settings(environment)


def test_mistakes_of_a_map_are_told_with_their_lines(tmp_path: Path):
    file = tmp_path / "map.yaml"
    file.write_text(
        "protocol: modbus\ntags:\n  FT-101: {address: 70000}\n  XX-1: {address: 1}\n"
        "  FIC-101.SP: {address: 2, type: float16, scale: 0}\n"
    )
    with pytest.raises(PlantError) as error:
        read_tag_map(file, "modbus", TAGS, read_address)
    lines = str(error.value).splitlines()
    assert [one.partition(": ")[0] for one in lines] == [
        "map.yaml:3",
        "map.yaml:4",
        "map.yaml:5",
        "map.yaml:5",
    ]


def test_other_maps_tell_theirs(tmp_path: Path):
    file = tmp_path / "map.yaml"
    file.write_text("protocol: opcua\ntags:\n  FT-101: {node: nonsense}\n")
    with pytest.raises(PlantError, match=r"map\.yaml:3: 'nonsense' is no node id"):
        read_node_map(file, TAGS)
    file.write_text("protocol: mqtt\ntags:\n  FT-101: {topic: plant/+}\n")
    with pytest.raises(PlantError, match=r"map\.yaml:3: topic 'plant/\+' is a pattern"):
        read_topics(file, TAGS)


@given(
    st.sampled_from(["int16", "uint16", "int32", "uint32", "int64", "float64"]),
    st.sampled_from(["big", "little"]),
    st.sampled_from(["big", "little"]),
    st.integers(0, 32_767),
)
def test_a_number_comes_back_as_it_was_written(form: str, byte_order, word_order, raw: int):
    place = Address(
        address=0, form=form, byte_order=byte_order, word_order=word_order, scale=0.5, offset=-3.0
    )
    value = raw * 0.5 - 3.0
    assert len(place.registers_of(value)) == place.size
    assert place.value_in(place.registers_of(value)) == value


def test_orders_are_those_of_devices():
    plain = Address(address=0)
    assert plain.value_in([0x42F6, 0xE979]) == pytest.approx(123.456)
    assert replace(plain, word_order="little").value_in([0xE979, 0x42F6]) == pytest.approx(123.456)
    assert replace(plain, byte_order="little").value_in([0xF642, 0x79E9]) == pytest.approx(123.456)
    with pytest.raises(DoesNotFit):
        Address(address=0, form="int16").registers_of(40_000.0)


def test_near_registers_are_read_together_and_never_too_many():
    near = {f"T{n}": Address(address=2 * n) for n in range(100)}
    far = {"far": Address(address=5_000), "other": Address(address=0, unit=2)}
    blocks = blocks_of(near | far)
    assert {tag for block in blocks for tag in block.tags} == {*near, *far}
    assert len(blocks) == 4
    assert max(block.size for block in blocks) <= 125


@pytest.mark.parametrize(
    ("payload", "path", "value", "quality"),
    [
        (b"1.5", "", 1.5, "good"),
        (b'{"value": 1.5, "quality": "uncertain"}', "", 1.5, "uncertain"),
        (b'{"a": {"b": 2}}', "a.b", 2.0, "good"),
        (b'{"a": 1}', "b", math.nan, "bad"),
        (b"hot", "", math.nan, "bad"),
        (b'"1.5"', "", math.nan, "bad"),
    ],
)
def test_a_payload_is_a_number_or_says_why_not(payload, path, value, quality):
    found = reading_in(payload, path, retained=False)
    assert found.value == pytest.approx(value, nan_ok=True)
    assert found.quality == quality
    assert bool(found.reason) == (quality != "good")


def test_what_a_broker_has_kept_is_not_taken_for_live():
    assert reading_in(b"1.5", "", retained=True).quality == "uncertain"
    dated = reading_in(b'{"value": 1.5, "time": "1970-01-01T00:00:01Z"}', "", retained=True)
    assert dated.source_ns == 1_000_000_000


def test_tags_are_guessed_by_name_only_if_there_is_one():
    assert guessed(["ft_101"], bare_names(TAGS)) == "FT-101"
    assert guessed(["fic101sp", "FT101"], bare_names(TAGS)) == ""


def test_a_draft_is_a_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TWIN_HOME", str(tmp_path))
    file = tmp_path / "map.yaml"
    command = ["adapter", "browse", "--protocol", "modbus", "--out", str(file)]
    assert CliRunner().invoke(app, command).exit_code == 0
    tags = adapter_of(load_settings({"TWIN_ADAPTER": "memory"})).tags
    assert set(read_tag_map(file, "modbus", tags, read_address)) == set(tags)
    done = CliRunner().invoke(app, ["adapter", "browse", "--protocol", "profibus"])
    assert type(done.exception).__name__ == "Usage" or done.exit_code == USAGE
