"""The plant, described once: everything else reads this description."""

from twin_schemas.plant.alarm_guidance import AlarmGuidance
from twin_schemas.plant.area import Area
from twin_schemas.plant.controller import Controller
from twin_schemas.plant.design import DesignPoint, design_file, write_design
from twin_schemas.plant.document import plant_document
from twin_schemas.plant.equipment import Equipment
from twin_schemas.plant.fmu_link import FmuLink
from twin_schemas.plant.instrument import Instrument
from twin_schemas.plant.interlock import Interlock, Trip
from twin_schemas.plant.layout import Box, Layout
from twin_schemas.plant.loader import SHIPPED, load_plant, shipped_area
from twin_schemas.plant.plant import Plant
from twin_schemas.plant.problems import PlantError, Problem
from twin_schemas.plant.schema import area_schema, plant_schema
from twin_schemas.plant.sequence import Condition, Sequence, Step
from twin_schemas.plant.stream import Port, Stream
from twin_schemas.plant.tag import Tag

__all__ = [
    "SHIPPED",
    "AlarmGuidance",
    "Area",
    "Box",
    "Condition",
    "Controller",
    "DesignPoint",
    "Equipment",
    "FmuLink",
    "Instrument",
    "Interlock",
    "Layout",
    "Plant",
    "PlantError",
    "Port",
    "Problem",
    "Sequence",
    "Step",
    "Stream",
    "Tag",
    "Trip",
    "area_schema",
    "design_file",
    "load_plant",
    "plant_document",
    "plant_schema",
    "shipped_area",
    "write_design",
]
