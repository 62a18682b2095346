/** What was made in the browser is metadata: the command line exports it, and it works on a second, empty installation. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { DOMAIN, keyIn, openTenants, type Tenants } from "../helpers/workspaces";

const VIEW = { label: "Large deals", document: { columns: [{ id: "name", field: "name" }, { id: "amount", field: "amount" }], sort: [{ field: "amount", direction: "desc" }], filter: { field: "stage", op: "ne", value: "lost" } }, reach: { to: "roles", roles: ["auditor"] }, default: true };
const DASHBOARD = {
  id: "auditing", name: "auditing", label: "Auditing", roles: ["auditor"],
  tabs: [{ id: "main", label: "Main", widgets: [{ id: "number", kind: "number", label: "Deals", entity: "deal", measures: [{ id: "count", function: "count" }], x: 0, y: 0, width: 3, height: 2 }] }],
};
const REPORT = { id: "byStage", name: "byStage", label: "Deals by stage", roles: ["auditor"], entity: "deal", measures: [{ id: "count", function: "count" }], groupBy: [{ id: "stage", field: "stage" }], chart: "bar" };
const ROLE = { id: "auditor", name: "auditor", label: "Auditor", entities: { deal: { read: "all", fields: { margin: "hidden", cost: "hidden" } } } };

describe.each(testDatabases())("what was made in the browser, on $kind", (kind) => {
  let first: Tenants;
  let second: Tenants;
  const folder = mkdtempSync(join(tmpdir(), "metaloom-made-"));
  const out = join(folder, "made-here");

  beforeAll(async () => {
    [first, second] = [await openTenants(kind), await openTenants(kind)];
    for (const tenants of [first, second]) await tenants.metaloom("pack", "install", "metadata/packs/core");
    await first.metaloom("pack", "install", "metadata/packs/crm");
  });
  afterAll(async () => {
    await first.remove();
    await second.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is exported by `metaloom pack export --local` as documents", async () => {
    await first.start();
    const key = await keyIn(first.server().runtime.auth, "admin@example.com", "administrator");
    const ask = (method: string, path: string, body: unknown) => first.ask(method, `/api/v1${path}`, { host: DOMAIN, key, body });
    // As the editors of the screens do it: a role, a view shared with it, a dashboard kept as a draft and published, a report.
    expect(await ask("POST", "/metadata/publish", { changes: [{ kind: "role", name: ROLE.name, document: ROLE }] })).toMatchObject({ status: 200 });
    expect(await ask("POST", "/views/deal", VIEW)).toMatchObject({ status: 201, body: { shared: true } });
    expect(await ask("PUT", "/metadata/dashboard/auditing", DASHBOARD)).toMatchObject({ status: 200, body: { problems: [] } });
    for (const [kindOfDocument, document] of [["dashboard", DASHBOARD], ["report", REPORT]] as const) {
      expect(await ask("POST", "/metadata/publish", { changes: [{ kind: kindOfDocument, name: document.name, document }] })).toMatchObject({ status: 200 });
    }
    await first.stop();
    await first.metaloom("pack", "export", "--local", "--out", out);
    const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1)).sort();
    expect(files).toEqual(["dashboards/auditing.json", "entities/deal/list.largeDeals.json", "pack.json", "reports/byStage.json", "roles/auditor.json"]);
    expect(JSON.parse(readFileSync(join(out, "entities/deal/list.largeDeals.json"), "utf8"))).toMatchObject({ label: "Large deals", roles: ["auditor"], filter: VIEW.document.filter });
  });

  it("is installed by `metaloom pack install` where nothing was, and works there", async () => {
    await second.metaloom("pack", "install", out);
    await second.start();
    const { auth } = second.server().runtime;
    const [key, admin] = [await keyIn(auth, "auditor@example.com", "auditor"), await keyIn(auth, "admin@example.com", "administrator")];
    const ask = (who: string, method: string, path: string, body?: unknown) => second.ask(method, `/api/v1${path}`, { host: DOMAIN, key: who, body });
    for (const [name, stage] of [["Tractor", "new"], ["Plough", "qualified"]] as const) expect(await ask(admin, "POST", "/records/deal", { recordType: "sales", name, stage, currency: "EUR" })).toMatchObject({ status: 201 });

    const model = (await ask(key, "GET", "/model")).body;
    expect(model.entities).not.toHaveProperty("lead");
    expect(model.entities.deal.fields.map((field: { name: string }) => field.name)).not.toContain("margin");
    expect(model.entities.deal.lists.find((list: { name: string }) => list.name === "largeDeals")).toMatchObject({ label: "Large deals", default: true });
    expect((await ask(key, "GET", "/dashboards")).body.items).toEqual(expect.arrayContaining([expect.objectContaining({ name: "auditing" })]));
    expect((await ask(key, "POST", "/dashboards/auditing/data", {})).body.widgets.number.data).toMatchObject({ value: 2 });
    expect((await ask(key, "POST", "/reports/byStage/data", {})).body.data.rows).toHaveLength(2);
    expect((await ask(key, "POST", "/records/deal", { name: "Not mine to make" })).status).toBe(403);
  });
});
