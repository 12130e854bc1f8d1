"""Faults of an emulated plant as data: what there is to stage, and what is wrong with a wish."""

from twin_schemas.faults.adjustable import adjustable
from twin_schemas.faults.fault import Fault, FaultError
from twin_schemas.faults.kind import FaultKind, Parameter, Place
from twin_schemas.faults.kinds import FAULT_KINDS
from twin_schemas.faults.nozzles import Nozzle, draws_liquid, nozzle_of, tube_of
from twin_schemas.faults.objections import MACHINES, objections, targets
from twin_schemas.faults.read_faults import read_fault, read_faults
from twin_schemas.faults.schema import faults_schema

__all__ = [
    "FAULT_KINDS",
    "MACHINES",
    "Fault",
    "FaultError",
    "FaultKind",
    "Nozzle",
    "Parameter",
    "Place",
    "adjustable",
    "draws_liquid",
    "faults_schema",
    "nozzle_of",
    "objections",
    "read_fault",
    "read_faults",
    "targets",
    "tube_of",
]
