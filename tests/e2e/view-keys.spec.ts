/** What the documents of boards, calendars, timelines and trees say is what their screens show: one small entity, published here and taken away again. */
import { apiAs, type Api } from "./api";
import { expect, test } from "./test";

const ENTITY = "proof";
const choice = (value: string, color?: string) => ({ id: value, value, label: value[0]!.toUpperCase() + value.slice(1), ...(color ? { color } : {}) });
const field = (name: string, type: string, options: object = {}, more: object = {}) => ({ id: name, name, type, label: name[0]!.toUpperCase() + name.slice(1), ...(Object.keys(options).length ? { options } : {}), ...more });
const entity = {
  id: ENTITY, name: ENTITY, label: "Proof", plural: "Proofs", icon: "box", titleField: "name",
  fields: [
    field("name", "text", {}, { required: true }), field("state", "select", { choices: [choice("open", "blue"), choice("closed", "red")] }), field("size", "select", { choices: [choice("small"), choice("large")] }),
    field("amount", "integer"), field("remark", "text"), field("begins", "date"), field("ends", "date"),
    field("after", "references", { entity: ENTITY }), field("above", "reference", { entity: ENTITY, acyclic: true, onDelete: "clear" }),
  ],
};
const part = (kind: string, more: object) => ({ kind, name: `${ENTITY}.main`, document: { id: `${ENTITY}.main`, name: "main", entity: ENTITY, label: `Proofs as a ${kind}`, ...more } });
const documents = [
  { kind: "entity", name: ENTITY, document: entity },
  part("board", { field: "state", total: "amount", cardFields: ["name", "remark"], lanes: "size", limits: { open: 1 } }),
  part("calendar", { start: "begins", end: "ends", titleFields: ["remark"], colorBy: "state" }),
  part("timeline", { start: "begins", end: "ends", groupBy: "size", dependencies: ["after"], colorBy: "state" }),
  part("tree", { field: "above", columns: ["amount"] }),
];

test.use({ who: "administrator" });

let admin: Api;
const ids: Record<string, string> = {};

test.beforeAll(async () => {
  admin = await apiAs("administrator");
  await admin.call("POST", "/metadata/publish", { changes: documents });
  // Of a run that broke off: what was taken away with the entity came back with it.
  for (const { id } of (await admin.call("GET", `/records/${ENTITY}?limit=100`)).items) await admin.call("DELETE", `/records/${ENTITY}/${id}`);
  ids["first"] = (await admin.create(ENTITY, { name: "First", state: "open", size: "small", amount: 20, remark: "Alpha", begins: "2026-05-04", ends: "2026-05-06" })).id;
  ids["second"] = (await admin.create(ENTITY, { name: "Second", state: "open", size: "large", amount: 10, remark: "Beta", begins: "2026-05-08", ends: "2026-05-08", after: [ids["first"]], above: ids["first"] })).id;
  ids["third"] = (await admin.create(ENTITY, { name: "Third", state: "closed", size: "large", amount: 5, remark: "Gamma", begins: "2026-05-08", ends: "2026-05-09" })).id;
});
test.afterAll(async () => {
  await admin.call("POST", "/metadata/publish", { changes: [...documents].reverse().map(({ kind, name }) => ({ kind, name, document: null })), confirmDestructive: true });
  await admin.close();
});

test("a board has the columns, totals, limits, lanes and cards its document names", async ({ page }) => {
  await page.goto(`/${ENTITY}?as=board`);
  const board = page.getByRole("group", { name: "Proofs as a board" });
  const large = board.getByRole("region", { name: "Large" });
  await expect(large.locator('[data-column="open"] [data-card]')).toContainText(["Beta"]);
  await expect(large.locator('[data-column="closed"] [data-card]')).toContainText(["Gamma"]);
  await expect(board.getByRole("region", { name: "Small" }).locator('[data-column="open"] [data-card]')).toContainText(["Alpha"]);
  const head = board.locator("div").filter({ has: page.getByRole("heading", { name: "Open", exact: true }) }).last();
  await expect(head).toContainText("2 / 1");
  await expect(head).toContainText("30");
  await expect(large.locator("[data-card]").first()).not.toContainText("10");
});

test("a calendar stands on the days its document names, with its words and colours", async ({ page }) => {
  await page.goto(`/${ENTITY}?as=calendar&at=month:2026-05-04`);
  const entry = (name: string) => page.locator(`[data-entry="${ids[name]}"]`);
  await expect(entry("first")).toContainText("First · Alpha");
  const [day, long, short] = await Promise.all([page.locator('[data-day="2026-05-04"]').boundingBox(), entry("first").boundingBox(), entry("second").boundingBox()]);
  expect(long!.x).toBeGreaterThanOrEqual(day!.x);
  expect(long!.width / day!.width).toBeGreaterThan(2.5);
  expect(short!.width / day!.width).toBeLessThan(1.1);
  await expect(entry("first")).toHaveAttribute("style", /tone-blue-bg/);
  await expect(entry("third")).toHaveAttribute("style", /tone-red-bg/);
});

test("a timeline has the bars, groups, arrows and colours its document names", async ({ page }) => {
  await page.goto(`/${ENTITY}?as=timeline&at=day:2026-05-04`);
  const line = page.getByRole("group", { name: "Proofs as a timeline" });
  await expect(line.getByRole("listitem").filter({ hasText: /^Small\s*1$/ })).toBeVisible();
  await expect(line.getByRole("listitem").filter({ hasText: /^Large\s*2$/ })).toBeVisible();
  const bar = (name: string) => line.locator(`[data-entry="${ids[name]}"]`);
  const [first, second] = await Promise.all([bar("first").boundingBox(), bar("second").boundingBox()]);
  expect(first!.width / second!.width).toBeGreaterThan(2.5);
  expect(second!.x).toBeGreaterThan(first!.x + first!.width);
  await expect(line.locator("svg path[marker-end]")).toHaveCount(1);
  await expect(bar("first")).toHaveAttribute("style", /tone-blue-bg/);
  await expect(bar("third")).toHaveAttribute("style", /tone-red-bg/);
});

test("a tree puts records below the one its document names, with its columns", async ({ page }) => {
  await page.goto(`/${ENTITY}?as=tree`);
  const tree = page.getByRole("treegrid", { name: "Proofs as a tree" });
  await expect(tree.getByRole("columnheader", { name: "Amount" })).toBeVisible();
  await expect(tree.getByRole("columnheader", { name: "Remark" })).toHaveCount(0);
  await tree.getByRole("button", { name: /First/ }).click();
  const child = tree.locator(`[data-row="${ids["second"]}"]`);
  await expect(child).toHaveAttribute("aria-level", "2");
  await expect(child).toContainText("10");
  await expect(tree.locator(`[data-row="${ids["third"]}"]`)).toHaveAttribute("aria-level", "1");
});
