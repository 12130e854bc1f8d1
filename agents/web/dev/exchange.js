/**
 * A fake exchange for working on the screen without the twin: `npm run fake`, then open
 * http://127.0.0.1:9290 (built bundle) or use `npm run dev`. User and password: operator.
 */
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { WebSocketServer } from "ws";

import { FakeAlarms } from "./alarms.js";
import { FakeCommander } from "./commander.js";
import { FakeDiagrams } from "./diagrams.js";
import { plantDocument, sceneFile } from "./plantDocument.js";
import { FakeProcess } from "./process.js";

const PORT = Number(process.env["TWIN_FAKE_PORT"] ?? 9290);
const STATIC = join(import.meta.dirname, "../../twin_agents/exchange/static");
/** @type {Record<string, string>} */
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

const plant = plantDocument();
const plantProcess = new FakeProcess(plant.tags);
const sockets = new WebSocketServer({ noServer: true });
/** @param {object} message */
const publish = (message) => {
  for (const client of sockets.clients) client.send(JSON.stringify(message));
};
const commander = new FakeCommander(plantProcess, publish);
const alarms = new FakeAlarms(plant.tags, publish);
const diagrams = new FakeDiagrams();
const agents = ["opcua", "simulation", "synchronizer", "commander", "exchange"].map((name) => ({
  name,
  state: name === "synchronizer" ? "degraded" : "healthy",
  reason: name === "synchronizer" ? "estimator restarted" : "",
  since: new Date().toISOString(),
  restarts: 0,
}));

/** @returns {import("../src/core/value").Value[]} */
function allValues() {
  return plant.tags.map((tag) => plantProcess.value(tag, Date.now()));
}

/** @type {Record<string, (body: any, query: URLSearchParams) => [number, object]>} */
const ROUTES = {
  "POST /v1/login": ({ username, password }) =>
    username === "operator" && password === "operator"
      ? [200, { token: "fake", expires_at: "2099-01-01T00:00:00Z", user: username }]
      : [401, { error: "Wrong user or password.", hint: "The fake knows operator/operator." }],
  "GET /v1/login/ways": () => [200, { password: true, provider: null }],
  "GET /v1/me": () => [
    200,
    { user: "operator", roles: [], may: ["read", "command", "draw"], session: "x" },
  ],
  "GET /v1/me/may": () => [200, { allowed: true, by: "role operator", reason: null }],
  "GET /v1/plant": () => [200, plant],
  "GET /v1/values": () => [200, { values: allValues() }],
  "GET /v1/status": () => [200, { agents, counters: { messages_rejected: 0 } }],
  "GET /v1/commands": () => [200, { commands: commander.commands }],
  "GET /v1/approvals": () => [200, { approvals: [] }],
  "GET /v1/interlocks": () => [200, { interlocks: [] }],
  "GET /v1/sets": () => [200, { sets: [] }],
  "GET /v1/restores": () => [200, { restores: [] }],
  "GET /v1/twin/health": () => [200, { rating: null, faults: [], parameters: [] }],
  "GET /v1/alarms": () => [200, { alarms: alarms.all() }],
  "POST /v1/commands": ({ tag, value }) =>
    plantProcess.tags.get(tag)?.writable
      ? [202, { request_id: commander.request(tag, value) }]
      : [422, { error: `${tag} can not be written.`, hint: "Choose a setpoint." }],
  "GET /v1/history": (_, query) => {
    const minutes = Number(query.get("minutes") ?? 15);
    const tags = query.getAll("tag");
    const entries = tags.map((tag) => [tag, plantProcess.history(tag, minutes)]);
    return [200, { series: Object.fromEntries(entries) }];
  },
};

/** @param {string} method @param {string} path */
const answerOf = (method, path) => diagrams.route(method, path) ?? alarms.route(method, path);

/** @param {import("node:http").IncomingMessage} request */
async function bodyOf(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text === "" ? {} : JSON.parse(text);
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  const method = request.method ?? "";
  const route = ROUTES[`${method} ${url.pathname}`] ?? answerOf(method, url.pathname);
  if (route !== undefined) {
    void bodyOf(request).then((body) => {
      const [status, answer] = route(body, url.searchParams);
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(JSON.stringify(answer));
    });
    return;
  }
  if (url.pathname === "/v1/scene.glb") {
    response.writeHead(200, { "Content-Type": "model/gltf-binary" });
    response.end(sceneFile());
    return;
  }
  const file = join(STATIC, url.pathname === "/" ? "index.html" : url.pathname);
  const found = file.startsWith(STATIC) && existsSync(file);
  response.writeHead(found ? 200 : 404, { "Content-Type": TYPES[extname(file)] ?? "text/plain" });
  if (found) createReadStream(file).pipe(response);
  else response.end();
});

server.on("upgrade", (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (client) => {
    client.once("message", () => {
      const time = new Date().toISOString();
      client.send(JSON.stringify({ type: "values", time, conflated: 0, values: allValues() }));
      client.send(JSON.stringify({ type: "health", agents }));
    });
  });
});

setInterval(() => {
  const time = new Date().toISOString();
  publish({ type: "values", time, conflated: 0, values: allValues() });
}, 500);
setInterval(() => alarms.wander(), 20_000);
setInterval(() => publish({ type: "heartbeat", time: new Date().toISOString() }), 1000);
server.listen(PORT, "127.0.0.1", () => console.log(`fake exchange on http://127.0.0.1:${PORT}`));
