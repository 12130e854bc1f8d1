"""Every contract of the system.

Times are nanoseconds since 1970-01-01 UTC. A value that could not be measured is NaN with
quality `bad`, never a number that looks live.
"""

from __future__ import annotations

from twin_schemas.access_events import (
    AccessRefused,
    LoginAttempted,
    SessionChanged,
    UserChanged,
)
from twin_schemas.alarm_events import (
    AlarmActionRefused,
    AlarmActionRequested,
    AlarmChanged,
    InterlockChanged,
)
from twin_schemas.approval_events import ApprovalDecided, ApprovalRequested
from twin_schemas.branch_events import BranchChanged
from twin_schemas.contract_events import ContractChanged, ContractDeclared, SupplyAttempted
from twin_schemas.diagram_events import DiagramSaved
from twin_schemas.following_events import FaultSuspected, ParameterEstimated, TwinRated
from twin_schemas.prediction_events import (
    BranchTaken,
    CoursePredicted,
    PredictionRequested,
    SetpointPredicted,
)
from twin_schemas.quantities import Count, Nanoseconds, Seconds
from twin_schemas.record import Record
from twin_schemas.release_events import ReleaseEstimated
from twin_schemas.set_events import RestoreProgressed, SetActionRequested, SetChanged, SetPlanned
from twin_schemas.vocabulary import AgentState, CommandState, Origin, Quality, WriteOutcome


class Measurement(Record, topic="plant.measurement", owner="opcua", key="tag"):
    """A value that the plant reported, or the mark of a gap in what it reported.

    Attributes:
        tag: ISA-5.1 name of the instrument or controller parameter.
        value: Value in `unit`; NaN where there is none.
        unit: Engineering unit of the plant description.
        quality: OPC UA quality class of the value.
        reason: Why the quality is not good; empty if it is.
        source_time_ns: When the sensor or controller took the value.
        server_time_ns: When the plant's server had it.
        ingest_time_ns: When the adapter received it.
        origin: Where the value comes from.
        sequence: Counts the adapter's messages for this tag since it started, gaps included.
        late: Whether it came later than its tag's rate allows: old when the adapter received it,
            or kept there while the bus was away. It is no live value.
    """

    tag: str
    value: float
    unit: str
    quality: Quality
    reason: str = ""
    source_time_ns: Nanoseconds
    server_time_ns: Nanoseconds
    ingest_time_ns: Nanoseconds
    origin: Origin
    sequence: Count
    late: bool = False


class SimulatedValue(Record, topic="model.simulated_value", owner="simulation", key="tag"):
    """What the model has for a tag at the same time as the plant.

    Attributes:
        tag: ISA-5.1 name, the same as the plant's.
        value: Value in `unit`.
        unit: Engineering unit of the plant description.
        quality: Uncertain where the model runs on boundary conditions that are not good.
        reason: Why the quality is not good; empty if it is.
        time_ns: Plant time the value belongs to.
        run_id: Run of the model that computed it.
        origin: Always `model` for the twin that follows the plant.
        expected: What the instrument should read, with its lag, in `unit`; void without `spread`.
        spread: Standard deviation of reading minus `expected`, with the sensor's noise, in `unit`;
            0 where the twin does not know it.
    """

    tag: str
    value: float
    unit: str
    quality: Quality
    reason: str = ""
    time_ns: Nanoseconds
    run_id: str
    origin: Origin
    expected: float = 0.0
    spread: float = 0.0


class Residual(Record, topic="model.residual", owner="synchronizer", key="tag"):
    """Plant minus model for one tag.

    Attributes:
        tag: ISA-5.1 name.
        residual: `measured - simulated` in `unit`.
        measured: The plant's value.
        simulated: The model's value.
        unit: Engineering unit of the plant description.
        quality: The worse one of the two values' qualities; uncertain while they are too far apart
            in time.
        time_ns: Source time of the measurement.
        significance: What was measured minus what the instrument should read, in standard
            deviations of that difference; void without `spread`.
        spread: That standard deviation in `unit`, with the sensor's noise; 0 where the twin does
            not know it.
        reason: Why the quality is not good, such as that the model is behind; empty if it is.
    """

    tag: str
    residual: float
    measured: float
    simulated: float
    unit: str
    quality: Quality
    time_ns: Nanoseconds
    significance: float = 0.0
    spread: float = 0.0
    reason: str = ""


class SetpointRequested(
    Record, topic="control.setpoint_requested", owner="commander", key="tag", request=True
):
    """Somebody asks for a new value of a writable tag; the exchange has authorised it.

    Attributes:
        request_id: Unique per request; a repeated one has no effect.
        tag: Writable tag.
        value: Wanted value in `unit`.
        unit: Engineering unit of the plant description.
        author: User who asks.
        reason: The user's words; may be empty.
        origin: `operator` for a person; `instructor` for training, which never reaches the plant.
        requested_ns: When the user asked.
        timeout_s: How long the plant may take to reach the value; 0 takes the tag's own.
        right: The right that allows it, as JSON; the commander judges the request by it again.
        authorised_by: Where the author has that right from, such as `role operator`.
    """

    request_id: str
    tag: str
    value: float
    unit: str
    author: str
    reason: str = ""
    origin: Origin
    requested_ns: Nanoseconds
    timeout_s: Seconds = 0.0
    right: str = ""
    authorised_by: str = ""


class SetpointProgressed(Record, topic="control.setpoint_progressed", owner="commander", key="tag"):
    """One step of a setpoint transaction, in the words of NAMUR NE 178.

    Attributes:
        request_id: Which request.
        tag: Which tag.
        value: Wanted value in `unit`.
        unit: Engineering unit of the plant description.
        state: Step that was reached.
        reason: Why a request was refused, failed or overridden, or what was checked.
        author: User who asked.
        time_ns: When the step was reached.
        second_person: Who approved or rejected it; empty for every other step.
    """

    request_id: str
    tag: str
    value: float
    unit: str
    state: CommandState
    reason: str = ""
    author: str
    time_ns: Nanoseconds
    second_person: str = ""


class WriteRequested(Record, topic="plant.write_requested", owner="opcua", key="tag", request=True):
    """The commander asks the adapter to write one value to the plant, once.

    Attributes:
        request_id: Request that the write belongs to; the adapter writes once for each.
        tag: Writable tag.
        value: Value in `unit`.
        unit: Engineering unit of the plant description.
        not_after_ns: The adapter refuses to write later than this.
    """

    request_id: str
    tag: str
    value: float
    unit: str
    not_after_ns: Nanoseconds


class WriteBegun(Record, topic="plant.write_begun", owner="opcua", key="tag"):
    """The adapter is about to write; it does so once this is on the bus, and never again.

    So a request that is delivered again, to another process of the adapter too, is known.

    Attributes:
        request_id: Request that the write belongs to.
        tag: Writable tag.
        value: Value that will be written.
        time_ns: When the adapter took the request.
    """

    request_id: str
    tag: str
    value: float
    time_ns: Nanoseconds


class WriteAttempted(Record, topic="plant.write_attempted", owner="opcua", key="tag"):
    """What became of a write to the plant.

    Attributes:
        request_id: Request that the write belongs to.
        tag: Writable tag.
        value: Value that was to be written.
        outcome: `done`, `refused` by the plant, or the plant was `unreachable`.
        reason: OPC UA status or the error; empty if done.
        time_ns: When the adapter had the answer.
    """

    request_id: str
    tag: str
    value: float
    outcome: WriteOutcome
    reason: str = ""
    time_ns: Nanoseconds


class AgentHealth(
    Record, topic="system.agent_health", owner="runtime", key="agent", compacted=True
):
    """How one agent is, at least every two seconds while it lives.

    Attributes:
        agent: Name of the agent.
        state: Degraded means that it runs but cannot do all of its work.
        reason: Why it is not healthy; empty if it is.
        time_ns: When the agent said so.
        started_ns: When its process started.
        pid: Process number.
        handled: Messages handled since the start.
        rejected: Messages sent to the reject topic since the start.
        buffered: Records that wait for the bus.
        dropped: Records lost because the buffer was full.
    """

    agent: str
    state: AgentState
    reason: str = ""
    time_ns: Nanoseconds
    started_ns: Nanoseconds
    pid: Count
    handled: Count
    rejected: Count
    buffered: Count
    dropped: Count


class AgentSnapshot(
    Record, topic="system.agent_snapshot", owner="runtime", key="agent", compacted=True
):
    """What an agent would lose by a restart; its next process goes on with the newest.

    Attributes:
        agent: Name of the agent.
        state: In the agent's own form.
        time_ns: When it was taken.
    """

    agent: str
    state: bytes
    time_ns: Nanoseconds


class RejectedMessage(Record, topic="system.rejected_message", owner="runtime", key="topic"):
    """A message that an agent could not take, kept whole with the reason.

    Attributes:
        topic: Topic it came from.
        partition: Partition it came from.
        offset: Its offset there.
        agent: Agent that refused it.
        reason: What is wrong with it.
        payload: The message's bytes.
        time_ns: When it was refused.
    """

    topic: str
    partition: Count
    offset: Count
    agent: str
    reason: str
    payload: bytes
    time_ns: Nanoseconds


class AuditEntry(Record, topic="audit.entry", owner="audit", key="actor"):
    """One entry of the hash-chained audit log.

    Attributes:
        sequence: Position in the chain, from 1.
        time_ns: When the audited thing happened.
        actor: Who did it.
        action: What was done, e.g. `setpoint.refused`.
        subject: To what, e.g. a tag.
        detail: The audited record as JSON.
        previous_hash: Hash of the entry before; 64 zeros for the first.
        hash: SHA-256 over the other fields and `previous_hash`, hexadecimal.
    """

    sequence: Count
    time_ns: Nanoseconds
    actor: str
    action: str
    subject: str
    detail: str
    previous_hash: str
    hash: str


CONTRACTS: tuple[type[Record], ...] = (
    Measurement,
    SimulatedValue,
    Residual,
    ParameterEstimated,
    FaultSuspected,
    TwinRated,
    ReleaseEstimated,
    SetpointRequested,
    SetpointProgressed,
    ApprovalRequested,
    ApprovalDecided,
    PredictionRequested,
    BranchTaken,
    SetpointPredicted,
    CoursePredicted,
    WriteRequested,
    WriteBegun,
    WriteAttempted,
    SetActionRequested,
    SetChanged,
    SetPlanned,
    RestoreProgressed,
    AlarmChanged,
    AlarmActionRequested,
    AlarmActionRefused,
    InterlockChanged,
    DiagramSaved,
    BranchChanged,
    LoginAttempted,
    SessionChanged,
    UserChanged,
    AccessRefused,
    AgentHealth,
    AgentSnapshot,
    RejectedMessage,
    AuditEntry,
    ContractDeclared,
    ContractChanged,
    SupplyAttempted,
)
"""All contracts, in the order of the reference page."""


def contract_named(name: str) -> type[Record] | None:
    """The contract with this topic or subject name (the newest version of a subject)."""
    found = [c for c in CONTRACTS if name in {c.contract.topic, c.contract.subject}]
    return max(found, key=lambda c: c.contract.version, default=None)
