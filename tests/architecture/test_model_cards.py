"""Every kind of equipment has a model card: equations, assumptions, validity, comparison."""

import re

import pytest

from twin_ops.render.docstring_sections import SECTIONS, sections
from twin_ops.render.laws_page import laws_of
from twin_ops.render.model_cards import FOLDER, card
from twin_schemas.plant.kinds import KINDS
from twin_simulator.units.kinds import UNITS
from twin_simulator.units.unit import Unit
from twin_simulator.validation import FAMILIES


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_card_with_its_sections(kind):
    written = (FOLDER / f"{kind}.md").read_text()
    for name, text in sections(UNITS[kind]).items():
        assert f"## {name}\n\n{text}\n" in written
    assert "## Compared with\n" in written
    for quantity in KINDS[kind].quantities:
        assert f"`{quantity}`" in written


def test_cards_of_kinds_that_are_gone_are_gone():
    pages = {path.stem for path in FOLDER.glob("*.md")}
    assert pages == {*KINDS, "README", "laws", "validation", "following"}


def test_a_unit_without_sections_is_noticed():
    class Silent(Unit):
        """Says nothing more."""

    class Terse(UNITS["boundary.sink"]):
        """Takes everything.

        Equations:
            None at all.
        """

    with pytest.raises(ValueError, match="Silent lacks: Equations, Assumptions, Validity"):
        sections(Silent)
    assert sections(Terse)["Equations"] == "None at all."
    assert sections(Terse)["Validity"] == sections(UNITS["boundary.sink"])["Validity"]
    assert set(sections(Terse)) == set(SECTIONS)


def test_a_card_tells_sources_and_what_disagrees():
    ammonia = card("reactor.ammonia")
    assert "Dyson and Simon 1968" in ammonia
    assert "Beyond tolerance, and why" in ammonia
    assert "kinetics.ammonia" in laws_of(UNITS["reactor.ammonia"])


def test_links_within_the_cards_lead_somewhere():
    anchors = {
        page: {
            re.sub(r"[./]", "", head.lower()).replace(" ", "-")
            for head in re.findall(r"^## (.+)$", (FOLDER / page).read_text(), re.MULTILINE)
        }
        for page in ("laws.md", "validation.md")
    }
    for kind in KINDS:
        for page, anchor in re.findall(r"\((\w+\.md)#([^)]+)\)", card(kind)):
            assert anchor in anchors[page]


def test_every_reactor_column_and_compressor_is_compared_with_something():
    compared = {kind for family in FAMILIES for kind in family.kinds}
    must = ("reactor.", "reformer.", "column.", "compressor")
    assert {kind for kind in KINDS if kind.startswith(must)} - compared == set()
