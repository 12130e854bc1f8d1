"""A draft of a tag map made of a running server is a map that the adapter can use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.integration.adapters.opcua_rig import OpcUaRig
from tests.integration.adapters.rig import MEASURED, SETPOINT, TAGS, watching

from twin_plc_adapters.draft import opcua_draft
from twin_plc_adapters.opcua.adapter import OpcUaAdapter
from twin_plc_adapters.opcua.browse import browse
from twin_plc_adapters.opcua.node_map import read_node_map

pytestmark = pytest.mark.opcua


class _Mapped(OpcUaRig):
    nodes: dict[str, str]

    def adapter(self) -> OpcUaAdapter:
        return replace(super().adapter(), nodes=self.nodes)


async def test_a_server_is_browsed_and_the_draft_is_used(tmp_path: Path):
    rig = _Mapped()
    async with rig.running():
        found = await browse(rig.url, TAGS)
        by_tag = {variable.tag: variable for variable in found}
        assert set(by_tag) == set(TAGS)
        assert by_tag[SETPOINT].access == "read, write"
        assert (by_tag[MEASURED].access, by_tag[MEASURED].type) == ("read", "Double")
        assert by_tag[MEASURED].unit == TAGS[MEASURED].unit
        file = tmp_path / "map.yaml"
        file.write_text(opcua_draft([v for v in found if v.tag != "PT-940"], TAGS))
        rig.nodes = read_node_map(file, TAGS)
        assert set(rig.nodes) == set(TAGS) - {"PT-940"}
        async with watching(rig) as watched, rig.showing():
            await watched.until(MEASURED, "good")
            unmapped = [m.reason for m in watched.of("PT-940")]
    assert unmapped[-1] == "the tag map gives it no address"
