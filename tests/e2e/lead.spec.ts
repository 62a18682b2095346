/** The whole promise in one journey: an application is extended while it runs, and people use the extension at once. */
import type { Api } from "./api";
import { expect, test } from "./test";

test.use({ who: "sales" });

const REGION = { id: "x_region", name: "salesRegion", type: "text", label: "Sales region", options: { maxLength: 40 } };

let before: number;

test.beforeEach(async ({ admin }) => {
  before = (await admin.call("GET", "/metadata/revisions?limit=1")).items[0].revision;
});

// Whatever a test published, the next one finds the application as it was.
test.afterEach(async ({ admin }) => {
  await admin.call("POST", "/metadata/rollback", { revision: before, confirmDestructive: true });
});

/** Adds the field to an entity and its main form, as the designer would. */
async function withRegion(admin: Api, entity: string) {
  const { document: fields } = await admin.call("GET", `/metadata/entity/${entity}`);
  const { document: form } = await admin.call("GET", `/metadata/form/${entity}.main`);
  fields.fields.push(REGION);
  form.tabs[0].sections[0].fields.push({ id: REGION.id, field: REGION.name });
  return [
    { kind: "entity", name: entity, document: fields },
    { kind: "form", name: `${entity}.main`, document: form },
  ];
}

test("a field added on the running server is in the form at once, is carried over by a conversion, and survives being rolled back", async ({ page, record, list, admin, sales }) => {
  let published = 0;

  await test.step("the field is published; nothing is restarted", async () => {
    await list.open("lead");
    const changes = [...(await withRegion(admin, "lead")), ...(await withRegion(admin, "deal"))];
    expect((await admin.call("POST", "/metadata/plan", { changes })).steps.length).toBeGreaterThan(0);
    published = (await admin.call("POST", "/metadata/publish", { changes, summary: "Sales region" })).revision;
    expect(published).toBe(before + 1);
  });

  await test.step("the form has it, and it is saved", async () => {
    await record.openNew("lead");
    await record.fill("Title", "Pumps for the south");
    await record.fill("Company", "Cedar Logistics");
    await record.fill("Sales region", "South");
    await record.input("First name").fill("Nora");
    await record.input("Last name").fill("Stone");
    await record.save();
    await record.expectSaved("Pumps for the south");
    await record.expectValue("salesRegion", "South");
  });
  const leadId = record.id();

  await test.step("the lead is converted into an organisation, a contact and a deal", async () => {
    const dialog = await record.startAction("Convert");
    await dialog.getByRole("button", { name: "Convert" }).click();
    await expect(dialog).toBeHidden();
    await expect(page).toHaveURL(/\/deal\//);
    await record.open("lead", leadId);
    await record.expectValue("status", "Converted");
    await record.openTab("Conversion");
    await record.expectValue("organisation", "Cedar Logistics");
    await record.expectValue("contact", /Nora|Stone/);
    await record.field("deal").getByRole("link").click();
    await expect(page).toHaveURL(/\/deal\//);
    await expect(record.title).toHaveText("Pumps for the south");
    await record.expectValue("organisation", "Cedar Logistics");
  });
  await test.step("the new field came along", async () => {
    await record.expectValue("salesRegion", "South");
    expect(await sales.call("GET", `/records/deal/${record.id()}`)).toMatchObject({ salesRegion: "South" });
  });
  const dealId = record.id();

  await test.step("a rollback takes the field away", async () => {
    await admin.call("POST", "/metadata/rollback", { revision: before, confirmDestructive: true });
    await record.open("deal", dealId);
    await expect(record.title).toHaveText("Pumps for the south");
    await expect(record.field("salesRegion")).toHaveCount(0);
    expect(await sales.call("GET", `/records/deal/${dealId}`)).not.toHaveProperty("salesRegion");
    expect((await admin.call("GET", "/metadata/hidden")).items).toContainEqual(expect.objectContaining({ entity: "deal", name: "salesRegion" }));
  });
  await test.step("publishing it again brings the data back", async () => {
    await admin.call("POST", "/metadata/rollback", { revision: published });
    await page.reload();
    await record.expectValue("salesRegion", "South");
  });
});

test("a field added while a form is open does not disturb what is being typed", async ({ record, admin, page }) => {
  await record.openNew("lead");
  await record.fill("Title", "Typed during a publish");
  await record.fill("Company", "Delta Yards");
  await admin.call("POST", "/metadata/publish", { changes: await withRegion(admin, "lead"), summary: "Meanwhile" });
  await record.save();
  await record.expectSaved("Typed during a publish");
  await page.reload();
  await expect(record.field("salesRegion")).toBeVisible();
});
