/** A module over HTTP, as the studio makes it: published, looked at as a role, changed in place, taken away, brought back. */
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Runtime } from "../../runtime/server";
import { newEntity, newField } from "../../runtime/studio/answers";
import { moduleChanges } from "../../runtime/studio/documents";
import { metadataRenameRoutes } from "../../server/routes/metadata-rename";
import { metadataRoutes } from "../../server/routes/metadata";
import { viewRoutes } from "../../server/routes/views";
import { recordRoutes } from "../../server/routes/records";
import { screenPreviewRoutes } from "../../server/routes/screen-preview";
import { addPerson, staffOf } from "../helpers/auth";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { serveRoutes } from "../helpers/http";
import { openTestRuntime } from "../helpers/runtime";

const WORDS = { general: "General", mainForm: "Main form", allOf: (plural: string) => `All ${plural}`, board: "Board" };
const vehicle = newEntity("Vehicle", "Vehicles", [], [newField("Plate", "text", []), newField("Rate", "decimal", [])]);
const trip = newEntity("Trip", "Trips", [], [newField("Purpose", "text", []), newField("Vehicle", "reference", [], { entity: "vehicle" }), newField("Distance", "decimal", []), newField("Cost", "formula", [], { result: "decimal", formula: "distance * vehicle.rate" })]);
const fleet = moduleChanges({ name: "fleet", label: "Fleet", language: "en", entities: [vehicle, trip], roles: [{ name: "fleetUser", label: "Fleet user", grants: { trip: { read: "all", create: "none", update: "none", delete: "none" } } }] }, WORDS, { packOf: () => undefined });

describe.each(testDatabases())("a module over HTTP on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let app: FastifyInstance;
  let builder: string;
  let reader: string;

  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, ["people"]);
    app = serveRoutes(runtime, [...metadataRoutes, ...metadataRenameRoutes, ...viewRoutes, ...recordRoutes, ...screenPreviewRoutes]);
    const key = async (role: string) => (await runtime.auth.createApiKey(await staffOf(runtime.auth, await addPerson(runtime.auth, [role])), { name: "test", roles: [role], readOnly: false })).key;
    builder = await key("administrator");
    reader = await key("clerk");
  });
  afterAll(async () => {
    await app.close();
    await runtime.close();
    await test.close();
  });

  const ask = async (method: "GET" | "POST" | "PUT" | "DELETE", url: string, payload?: object, key = builder) => {
    const response = await app.inject({ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${key}` }, ...(payload === undefined ? {} : { payload }) });
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- bodies of many routes; each test says what it expects
    return { status: response.statusCode, body: JSON.parse(response.body || "null") as any };
  };
  const preview = (changes: readonly object[], roles?: readonly string[], key?: string) => ask("POST", "/metadata/preview", { changes, ...(roles ? { roles } : {}) }, key);

  it("is looked at as a role before it is there", async () => {
    const { status, body } = await preview(fleet, ["fleetUser"]);
    expect(status).toBe(200);
    expect(body.entities.trip).toMatchObject({ rights: { read: true, create: false }, forms: [{ name: "main" }] });
    expect(body.entities.vehicle.rights).toMatchObject({ create: true });
    expect((await preview(fleet, [])).body.entities).not.toHaveProperty("trip");
    expect((await ask("GET", "/records/trip")).status).toBe(404);
  });

  it("is changed by two at once, and each is told of the other's draft, not of what it says", async () => {
    const second = (await runtime.auth.createApiKey(await staffOf(runtime.auth, await addPerson(runtime.auth, ["administrator"])), { name: "second", roles: ["administrator"], readOnly: false })).key;
    const { body } = await ask("GET", "/metadata");
    const role = body.items.find(({ kind, pack }: { kind: string; pack: string }) => kind === "role" && pack !== "local");
    const { document } = (await ask("GET", `/metadata/role/${role.name}?pack=${role.pack}`)).body;
    await ask("PUT", `/metadata/role/${role.name}?pack=${role.pack}`, { ...document, label: "Changed" }, second);
    const { others } = (await ask("GET", "/metadata")).body;
    expect(others).toEqual([expect.objectContaining({ kind: "role", name: role.name })]);
    expect(JSON.stringify(others)).not.toContain("Changed");
    expect((await ask("GET", "/metadata", undefined, second)).body.others).toEqual([]);
    await ask("DELETE", "/metadata/draft", undefined, second);
  });

  it("is looked at only by those who may publish, and problems are told", async () => {
    expect((await preview(fleet, undefined, reader)).body.code).toBe("right:missing");
    expect((await preview([{ kind: "entity", name: "x", document: { id: "x", name: "x", label: "X", fields: [{ id: "a", name: "a", label: "A", type: "nothing" }] } }])).body.code).toBe("metadata:invalid");
  });

  it("has its fields called otherwise, with all that names them, after it was told what that is", async () => {
    const { body: published } = await ask("POST", "/metadata/publish", { changes: fleet });
    await ask("POST", "/records/vehicle", { plate: "XY 1", rate: 3 });
    const view = { label: "Mine", reach: { to: "own" }, document: { columns: [{ id: "a", field: "plate" }, { id: "b", field: "rate" }], filter: { field: "rate", op: "gt", value: 1 } } };
    expect((await ask("POST", "/views/vehicle", view)).status).toBe(201);
    expect((await ask("POST", "/metadata/usages", { entity: "vehicle", field: "rate" })).body).toMatchObject({ rows: 1, values: 1, views: 1, instances: 0, mentions: expect.arrayContaining([expect.objectContaining({ kind: "entity", name: "trip" })]) });
    expect((await ask("POST", "/metadata/usages", { entity: "vehicle", field: "nothing" })).status).toBe(404);
    expect((await ask("POST", "/metadata/rename", { entity: "vehicle", field: "rate", to: "price" }, reader)).body.code).toBe("right:missing");
    const { body: renamed } = await ask("POST", "/metadata/rename", { entity: "vehicle", field: "rate", to: "price" });
    expect(renamed.problems).toEqual([]);
    await ask("POST", "/metadata/publish", { changes: renamed.changes });
    expect((await ask("GET", "/records/vehicle")).body.items).toMatchObject([{ plate: "XY 1", price: 3 }]);
    expect((await ask("GET", "/views/vehicle")).body.items).toMatchObject([{ document: { columns: [{ field: "plate" }, { field: "price" }], filter: { field: "price" } } }]);
    await ask("POST", "/metadata/rollback", { revision: published.revision, confirmDestructive: true });
    expect((await ask("GET", "/views/vehicle")).body.items).toMatchObject([{ document: { filter: { field: "rate" } } }]);
    await ask("POST", "/metadata/publish", { changes: [{ kind: "pack", name: "fleet", document: null }], confirmDestructive: true });
  });

  it("is published, changed in place, taken away and brought back with its records", async () => {
    const { body: published } = await ask("POST", "/metadata/publish", { changes: fleet });
    expect((await ask("GET", "/metadata")).body.packs).toContainEqual(expect.objectContaining({ name: "fleet", madeHere: true }));
    const car = (await ask("POST", "/records/vehicle", { plate: "AB 1", rate: 2 })).body;
    expect((await ask("POST", "/records/trip", { purpose: "Port", vehicle: car.id, distance: 21 })).body).toMatchObject({ cost: 42 });

    const { document } = (await ask("GET", "/metadata/entity/vehicle")).body;
    await ask("POST", "/metadata/publish", { changes: [{ kind: "entity", name: "vehicle", document: { ...document, label: "Car" } }] });
    const { items } = (await ask("GET", `/metadata/revisions/${published.revision}/compare/${published.revision + 1}`)).body;
    expect(items.map(({ file }: { file: string }) => file)).toEqual(["fleet/entities/vehicle/entity.json"]);

    const gone = { changes: [{ kind: "pack", name: "fleet", document: null }] };
    expect((await ask("POST", "/metadata/publish", gone)).body.code).toBe("metadata:destructive");
    await ask("POST", "/metadata/publish", { ...gone, confirmDestructive: true });
    expect((await ask("GET", "/records/trip")).status).toBe(404);
    await ask("POST", "/metadata/rollback", { revision: published.revision, confirmDestructive: true });
    expect((await ask("GET", "/records/trip")).body.items).toMatchObject([{ purpose: "Port", cost: 42 }]);
  });
});
