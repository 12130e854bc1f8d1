"""Binds an exported plant to live values: `TWIN_PASSWORD=… scene_client.py PLANT.glb URL USER`."""

import json
import os
import struct
import sys
import time
from pathlib import Path
from urllib.request import Request, urlopen

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

SILENT_S, RATES, WAIT_S = 2.0, 3, 1.0  # silence of the stream; of a value, by its own rate


def nodes_by_tag(file: str) -> dict[str, list[str]]:
    """Names of the nodes that have a tag, out of the JSON chunk of a binary glTF."""
    content = Path(file).read_bytes()
    (length,) = struct.unpack_from("<I", content, 12)
    nodes: dict[str, list[str]] = {}
    for node in json.loads(content[20 : 20 + length])["nodes"]:
        for tag in node.get("extras", {}).get("tags", []):
            nodes.setdefault(tag, []).append(node["name"])
    return nodes


def call(url: str, token: str = "", body: dict | None = None) -> dict:
    """What the exchange answers."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    content = json.dumps(body).encode() if body else None
    with urlopen(Request(url, content, headers), timeout=10) as answer:
        return json.load(answer)


def follow(nodes: dict[str, list[str]], url: str, user: str) -> None:
    """Shows each value at its nodes, and again as it grows old, until the connection ends."""
    login = {"username": user, "password": os.environ["TWIN_PASSWORD"]}
    token = call(f"{url}/v1/login", body=login)["token"]
    rates = {tag["name"]: tag["rate_s"] for tag in call(f"{url}/v1/plant", token)["tags"]}
    seen = {}  # tag: the value, and when it came
    with connect(url.replace("http", "ws", 1) + "/v1/stream") as socket:
        socket.send(json.dumps({"token": token, "subscribe": sorted(nodes), "rate_hz": 1}))
        while message := json.loads(socket.recv(timeout=SILENT_S)):  # a heartbeat comes each second
            for value in message.get("values", []):
                seen[value["tag"]] = value, time.monotonic()
            for tag, (value, since) in seen.items():
                known = float("inf") if value["age_s"] is None else value["age_s"]
                age = known + time.monotonic() - since
                told = {"nodes": nodes[tag], **value, "stale": age > RATES * rates[tag]}
                print(json.dumps(told), flush=True)


if __name__ == "__main__":
    while True:
        try:
            follow(nodes_by_tag(sys.argv[1]), *sys.argv[2:])
        except (OSError, WebSocketException) as error:  # a TimeoutError is an OSError
            print(json.dumps({"lost": str(error)}), flush=True)  # nothing shown is live any more
            time.sleep(WAIT_S)
