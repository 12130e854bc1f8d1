// An OPC UA client of somebody else, in another language: it finds a namespace, browses it, reads
// values with their range and unit, subscribes, and tries to write. What it is to do comes as one
// JSON argument; what it finds goes out as JSON, one object a line: the first once it has
// subscribed, the second at its end.
console.log = console.error; // the library talks, and what goes out here is JSON
const { default: opcua } = await import("node-opcua-client");
const { OPCUACertificateManager } = (await import("node-opcua-certificate-manager")).default;

const {
  AttributeIds,
  BrowseDirection,
  ClientMonitoredItem,
  ClientSubscription,
  DataType,
  MessageSecurityMode,
  NodeClass,
  OPCUAClient,
  SecurityPolicy,
  TimestampsToReturn,
  UserTokenType,
  Variant,
} = opcua;

const task = JSON.parse(process.argv[2]);
const tell = (found) => process.stdout.write(`${JSON.stringify(found)}\n`);

const client = OPCUAClient.create({
  applicationUri: task.applicationUri,
  certificateFile: task.certificate,
  privateKeyFile: task.key,
  clientCertificateManager: new OPCUACertificateManager({
    rootFolder: task.folder,
    automaticallyAcceptUnknownCertificate: true,
  }),
  connectionStrategy: { maxRetry: 0 },
  securityMode: MessageSecurityMode.SignAndEncrypt,
  securityPolicy: SecurityPolicy.Basic256Sha256,
});

const user = (name, password) =>
  name
    ? { type: UserTokenType.UserName, userName: name, password }
    : { type: UserTokenType.Anonymous };

async function children(session, nodeId, referenceTypeId) {
  const answer = await session.browse({
    nodeId,
    referenceTypeId,
    browseDirection: BrowseDirection.Forward,
    includeSubtypes: true,
    nodeClassMask: NodeClass.Object | NodeClass.Variable,
    resultMask: 63,
  });
  return answer.references ?? [];
}

// Variables of the namespace, by the names of the folders above them.
async function browsed(session, namespace, nodeId = "ObjectsFolder", path = []) {
  const found = {};
  for (const one of await children(session, nodeId, "HierarchicalReferences")) {
    if (one.nodeId.namespace !== namespace) continue;
    const names = [...path, one.browseName.name];
    const isProperty = one.browseName.namespaceIndex === 0;
    if (one.nodeClass === NodeClass.Variable && !isProperty) found[names.join("/")] = one.nodeId;
    Object.assign(found, await browsed(session, namespace, one.nodeId, names));
  }
  return found;
}

async function properties(session, nodeId) {
  const found = {};
  for (const one of await children(session, nodeId, "HasProperty")) {
    const { value } = await session.read({ nodeId: one.nodeId, attributeId: AttributeIds.Value });
    found[one.browseName.name] = value.value;
  }
  return found;
}

async function read(session, nodeId) {
  const value = await session.read({ nodeId, attributeId: AttributeIds.Value });
  const { EURange: range, EngineeringUnits: unit } = await properties(session, nodeId);
  return {
    value: value.value.value,
    status: value.statusCode.name,
    dated: value.sourceTimestamp instanceof Date,
    low: range.low,
    high: range.high,
    unit: unit.displayName.text,
    unitId: unit.unitId,
  };
}

// A server refuses one item of a write, or the whole of it.
async function write(session, nodeId, value) {
  const variant = new Variant({ dataType: DataType.Double, value });
  const status = await session
    .write({ nodeId, attributeId: AttributeIds.Value, value: { value: variant } })
    .catch((error) => ({ name: /Bad\w+/.exec(error.message)[0] }));
  return status.name;
}

// The next value of an item that is not the first one.
async function followed(session, nodeId) {
  const subscription = ClientSubscription.create(session, {
    publishingEnabled: true,
    requestedLifetimeCount: 100,
    requestedMaxKeepAliveCount: 10,
    requestedPublishingInterval: 50,
  });
  const item = ClientMonitoredItem.create(
    subscription,
    { nodeId, attributeId: AttributeIds.Value },
    { samplingInterval: 0, queueSize: 10, discardOldest: true },
    TimestampsToReturn.Both,
  );
  let first;
  const next = await new Promise((resolve) => {
    item.on("changed", (value) => {
      if (first === undefined) {
        first = value.value.value;
        tell({ subscribed: first });
      } else if (value.value.value !== first) resolve(value.value.value);
    });
  });
  await subscription.terminate();
  return next;
}

async function refusedSession(name, password) {
  try {
    await client.closeSession(await client.createSession(user(name, password)), true);
    return "";
  } catch (error) {
    return error.message;
  }
}

await client.connect(task.url);
const session = await client.createSession(user(task.user, task.password));
const namespaces = await session.readNamespaceArray();
const nodes = await browsed(session, namespaces.indexOf(task.namespace));
const found = { variables: Object.keys(nodes).sort() };
found.read = await read(session, nodes[task.read]);
found.written = {};
for (const path of task.write) found.written[path] = await write(session, nodes[path], 0.25);
found.followed = await followed(session, nodes[task.read]);
await client.closeSession(session, true);
found.strangers = [await refusedSession("", ""), await refusedSession("eve", "guessed")];
await client.disconnect();
tell(found);
process.exit(0);
