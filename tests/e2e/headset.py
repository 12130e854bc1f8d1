"""A headset emulated by iwer, which only tests put into a page."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_PACKAGES = Path(__file__).parents[2] / "agents" / "web" / "node_modules"
_IWER = _PACKAGES / "iwer" / "build" / "iwer.min.js"
EYES = 1.6  # m above the floor
Point = tuple[float, float, float]

# Its room has one thing: a table top of 2 m by 2 m, which hit tests find.
_PUT_ON = """
class Room {
    constructor() {
        this.version = "0";
        this.environmentCanvas = document.createElement("canvas");
        this.trackedPlanes = new Set();
        this.trackedMeshes = new Set();
    }
    render() {}
    computeHitTestResults(ray) {
        const [along, from] = [[-ray[8], -ray[9], -ray[10]], [ray[12], ray[13], ray[14]]];
        const far = (TABLE.height - from[1]) / along[1];
        const [x, z] = [from[0] + far * along[0], from[2] + far * along[2]];
        const isHit = far > 0 && Math.abs(x - TABLE.x) < 1 && Math.abs(z - TABLE.z) < 1;
        return isHit ? [[1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, TABLE.height, z, 1]] : [];
    }
}
const TABLE = {height: 0.9, x: 0, z: -1.5};
window.headset = new IWER.XRDevice(IWER.metaQuest3);
headset.ipd = 0;
headset.position.set(0, EYES, 0);
headset.controllers.left.connected = false;
if (HAS_TABLE) headset.installSEM(Room);
headset.installRuntime({forceInstall: true});
// Without a graphics card a picture takes a second: one after the other they would leave no time
// for values. While nobody waits for one, the headset draws seldom.
const draw = window.requestAnimationFrame.bind(window);
let [next, timer, isAwake] = [null, 0, false];
const drawNext = () => {
    clearTimeout(timer);
    if (next !== null) draw(next);
    next = null;
};
window.requestAnimationFrame = (done) => {
    if (done.name !== "onDeviceFrame") return draw(done);
    next = done;
    timer = setTimeout(drawNext, isAwake ? 20 : SELDOM_MS);
    return 0;
};
window.wake = (wanted) => {
    isAwake = wanted;
    if (wanted) drawNext();
};
""".replace("EYES", str(EYES)).replace("SELDOM_MS", "3000")
_FRAMES = """
const frames = async (count) => {
    wake(true);
    const session = headset.activeSession;
    let isOver = session === undefined;
    // A button may end the session, and then no picture comes any more.
    const end = new Promise(done => session?.addEventListener("end", done, {once: true}));
    void end.then(() => { isOver = true; });
    for (let left = count; left > 0 && !isOver; left--)
        await Promise.race([end, new Promise(done => session.requestAnimationFrame(done))]);
    wake(false);
};
"""
_POINT = (
    """async ([[x, y, z], [a, b, c, d]]) => {"""
    + _FRAMES
    + """
    headset.controllers.right.position.set(x, y, z);
    headset.controllers.right.quaternion.set(a, b, c, d);
    await frames(2);
}"""
)
_PULL = (
    """async () => {"""
    + _FRAMES
    + """
    headset.controllers.right.updateButtonValue("trigger", 1);
    await frames(1);
    headset.controllers.right.updateButtonValue("trigger", 0);
    await frames(1);
}"""
)
_LOOK = (
    """async ([a, b, c, d]) => {"""
    + _FRAMES
    + """
    headset.quaternion.set(a, b, c, d);
    await frames(2);
}"""
)
_WAIT = (
    """async () => {"""
    + _FRAMES
    + """
    await frames(2);
}"""
)
_HAND: Point = (0.2, 1.3, -0.3)


def put_on(page: Page, *, has_table: bool = False) -> None:
    """Gives a page that is opened next a headset, in a room with or without a table."""
    page.add_init_script(path=_IWER)
    page.add_init_script(_PUT_ON.replace("HAS_TABLE", str(has_table).lower()))


def point_at(page: Page, target: Point) -> None:
    """Points the right controller at a place in the person's own space, in metres."""
    page.evaluate(_POINT, [_HAND, _turn(_HAND, target)])


def look_at(page: Page, target: Point) -> None:
    """Turns the head."""
    page.evaluate(_LOOK, _turn((0.0, EYES, 0.0), target))


def pull(page: Page) -> None:
    """Pulls the trigger of the right controller and lets it go."""
    page.evaluate(_PULL)


def press(page: Page, button: str) -> None:
    """Points at a button of a panel, as the page tells where it is, and pulls the trigger."""
    page.evaluate(_WAIT)  # a panel is hung up anew with the next picture
    place = page.get_by_test_id(f"xr-button-{button}").get_attribute("data-at", timeout=30_000)
    assert place is not None
    point_at(page, point_of(place))
    pull(page)


def point_of(text: str) -> Point:
    """A place, from how the page writes it."""
    x, y, z = map(float, text.split())
    return x, y, z


def sight_text(point: Point) -> str:
    """A place as the page writes it."""
    return " ".join(f"{each:.3f}" for each in point)


def _turn(eye: Point, target: Point) -> list[float]:
    """The quaternion that turns the direction -z to the target."""
    x, y, z = (there - here for there, here in zip(target, eye, strict=True))
    yaw, pitch = math.atan2(-x, -z) / 2, math.atan2(y, math.hypot(x, z)) / 2
    return [
        math.cos(yaw) * math.sin(pitch),
        math.sin(yaw) * math.cos(pitch),
        -math.sin(yaw) * math.sin(pitch),
        math.cos(yaw) * math.cos(pitch),
    ]


def sight(page: Page, name: str) -> Any:
    """What the page tells of what is seen: `kind`, `at`, `item` or `stage`."""
    return page.get_by_test_id("xr-sight").get_attribute(f"data-{name}", timeout=30_000)
