"""A plant that publishes to a real broker, Debian's mosquitto."""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiomqtt
from tests.integration.adapters.rig import TAGS, Rig

from twin_ops.ports import free_port
from twin_plc_adapters.cancelled import is_cancelled
from twin_plc_adapters.mqtt.adapter import MqttAdapter
from twin_plc_adapters.mqtt.broker import MqttBroker
from twin_plc_adapters.mqtt.topics import Topic, Topics

STATUS = "nitrogen/status"
_WILL = aiomqtt.Will(STATUS, "offline", qos=1, retain=True)


def topic_of(tag: str) -> str:
    return f"nitrogen/{tag}"


@dataclass
class MqttRig(Rig):
    can_refuse = False
    unwell = "sensor failed"
    port: int = field(default_factory=free_port)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp()))
    process: asyncio.subprocess.Process | None = None
    plant: aiomqtt.Client | None = None
    listening: asyncio.Task[None] | None = None

    @property
    def topics(self) -> Topics:
        tags = {
            tag.name: Topic(
                name=topic_of(tag.name), write=f"{topic_of(tag.name)}/set" if tag.writable else ""
            )
            for tag in TAGS.values()
        }
        return Topics(tags, STATUS)

    def adapter(self) -> MqttAdapter:
        broker = MqttBroker("127.0.0.1", self.port)
        return MqttAdapter(tags=TAGS, broker=broker, topics=self.topics, confirm_s=1.0)

    def client(self, will: aiomqtt.Will | None = None) -> aiomqtt.Client:
        version = aiomqtt.ProtocolVersion.V5
        return aiomqtt.Client("127.0.0.1", self.port, protocol=version, will=will, timeout=5)

    async def start(self) -> None:
        await self.start_broker()
        await self.start_plant()

    async def start_plant(self) -> None:
        self.plant = self.client(_WILL)
        await self.plant.__aenter__()
        await self.plant.publish(STATUS, "online", qos=1, retain=True)
        await self.plant.subscribe("nitrogen/+/set", qos=1)
        self.listening = asyncio.create_task(self._listen())

    def configuration(self) -> str:
        """What the broker reads."""
        return f"listener {self.port} 127.0.0.1\nallow_anonymous true\n"

    async def start_broker(self) -> None:
        file = self.folder / "mosquitto.conf"
        file.write_text(self.configuration())
        program = shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin:/usr/bin")
        assert program, "run tests/integration/ensure_mosquitto.sh"
        self.process = await asyncio.create_subprocess_exec(
            program, "-c", str(file), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        async with asyncio.timeout(10):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                except OSError:
                    await asyncio.sleep(0.02)  # another process: there is no event to await
                    continue
                writer.close()
                await writer.wait_closed()
                return

    async def stop(self) -> None:
        if self.listening is not None:
            self.listening.cancel()
            await asyncio.gather(self.listening, return_exceptions=True)
        if self.process is not None and self.process.returncode is None:
            self.process.terminate()
            await self.process.wait()
        if self.plant is not None:
            with contextlib.suppress(aiomqtt.MqttError):
                await self.plant.__aexit__(None, None, None)
            self.plant = None

    async def lose_the_plant(self) -> None:
        """The plant's side is gone without a word, as in a power cut; the broker lives."""
        assert self.plant is not None
        assert self.listening is not None
        self.listening.cancel()
        await asyncio.gather(self.listening, return_exceptions=True)
        self.plant._client.socket().shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(aiomqtt.MqttError):
            await self.plant.__aexit__(None, None, None)
        self.plant = None

    async def show(self, values: Mapping[str, float], unwell: str = "") -> None:
        assert self.plant is not None
        for tag, value in values.items():
            shown = {"value": None, "quality": "bad", "reason": "sensor failed"}
            good = {"value": value if math.isfinite(value) else None}
            payload = json.dumps(shown if tag == unwell else good)
            await self.plant.publish(topic_of(tag), payload, qos=1)

    async def _listen(self) -> None:
        assert self.plant is not None
        async for message in self.plant.messages:
            assert isinstance(message.payload, bytes)
            tag, value = str(message.topic).split("/")[1], float(message.payload)
            if value >= 0:
                self.written.append((tag, value))
                await self.plant.publish(topic_of(tag), json.dumps({"value": value}), qos=1)
            if is_cancelled():  # answering may have swallowed it
                return
