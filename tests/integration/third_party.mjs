// A system of somebody else, in another language, with nothing but what Node 20 brings along:
// it logs in, declares a contract, waits for messages on the stream, supplies some, and reads the
// latest of a key. Prints one JSON object.
const [url, password] = process.argv.slice(2);
const name = "thirdparty.weighed";

async function call(method, path, body, token) {
  const headers = { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  const answer = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}

function listen(token, count) {
  // Node 20 has WebSocket behind a flag, which the caller sets; Node 22 has it without.
  const socket = new WebSocket(`${url.replace("http", "ws")}/v1/stream`);
  const found = [];
  const ready = new Promise((resolve) => {
    socket.onopen = () => {
      socket.send(JSON.stringify({ token, subscribe: [], contracts: [`${name}.v1`] }));
      resolve();
    };
  });
  const done = new Promise((resolve, reject) => {
    socket.onerror = () => reject(new Error("the stream failed"));
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === "message") found.push(message.value);
      if (found.length === count) {
        socket.close();
        resolve(found);
      }
    };
  });
  return { ready, done };
}

async function untilSeen(token) {
  for (;;) {
    const { body } = await call("GET", `/v1/contracts/${name}/1`, undefined, token);
    if (body.consumers.includes("stream:admin")) return;
  }
}

const login = await call("POST", "/v1/login", { username: "admin", password });
const token = login.body.token;
const declared = await call("POST", "/v1/contracts", {
  name,
  owner: "scales",
  doc: "A weight.",
  avro: {
    type: "record",
    name: "Weighed",
    fields: [
      { name: "scale", type: "string", doc: "Which scale." },
      { name: "mass", type: "double", unit: "kg", doc: "What it showed." },
    ],
  },
}, token);
const stream = listen(token, 3);
await stream.ready;
await untilSeen(token);
const records = [1, 2, 3].map((mass) => ({ scale: "S-1", mass }));
const supplied = await call("POST", `/v1/contracts/${name}/1/messages`, records, token);
const refused = await call("POST", `/v1/contracts/${name}/1/messages`, { scale: "S-1", mass: "heavy" }, token);
const streamed = await stream.done;
const latest = await call("GET", `/v1/contracts/${name}/1/latest?key=S-1`, undefined, token);
console.log(JSON.stringify({ declared, supplied, refused, streamed, latest }));
