import { apiAs } from "./api";
import { StudioPage } from "./pages/studio-page";
import { expect, test } from "./test";

test.use({ who: "administrator" });

test.afterAll(async () => {
  const admin = await apiAs("administrator");
  const { packs } = await admin.call("GET", "/metadata");
  if ((packs as { name: string }[]).some(({ name }) => name === "harbour")) await admin.call("POST", "/metadata/publish", { changes: [{ kind: "pack", name: "harbour", document: null }], confirmDestructive: true });
  await admin.close();
});

test("an action is built by clicking, checked as JSON, tried on a record, and its entity gets another name", async ({ page }) => {
  test.setTimeout(180_000);
  const admin = await apiAs("administrator");
  const text = (name: string, label: string) => ({ id: name, name, type: "text", label });
  await admin.call("POST", "/metadata/publish", { changes: [
    { kind: "pack", name: "harbour", document: { id: "harbour", name: "harbour", version: "1.0.0", label: "Harbour", language: "en" } },
    { kind: "entity", name: "visit", pack: "harbour", document: { id: "visit", name: "visit", label: "Visit", plural: "Visits", titleField: "name", fields: [text("name", "Name"), text("berth", "Berth")] } },
    { kind: "entity", name: "bill", pack: "harbour", document: { id: "bill", name: "bill", label: "Bill", plural: "Bills", titleField: "name", fields: [text("name", "Name"), text("remark", "Remark"), { id: "visit", name: "visit", type: "reference", label: "Visit", options: { entity: "visit" } }] } },
    { kind: "form", name: "visit.main", pack: "harbour", document: { id: "visit.form", name: "main", entity: "visit", label: "Main", tabs: [{ id: "t", label: "General", sections: [{ id: "s", columns: 1, fields: [{ id: "name", field: "name" }, { id: "berth", field: "berth" }] }] }] } },
  ] });
  const { id } = await admin.create("visit", { name: "Aurora", berth: "B7" });
  const studio = new StudioPage(page);

  await page.goto("/studio/harbour/visit");
  await page.getByRole("tab", { name: "Actions" }).click();
  await page.getByRole("button", { name: "Add an action" }).click();
  await page.getByLabel("On the button").fill("Bill it");
  await page.getByRole("textbox", { name: "New field" }).fill("Note");
  await page.getByRole("button", { name: "Add field" }).click();
  await page.getByRole("button", { name: "Add a step" }).click();
  await page.getByRole("menuitem", { name: "Make a record" }).click();
  const step = page.getByRole("listitem", { name: "1. Make a record" });
  await step.getByLabel("Entity of the new record").selectOption("Bill");
  const mapping = step.getByRole("group", { name: "Fields of Bill" });
  await expect(mapping.getByRole("group", { name: "Name", exact: true }).getByLabel("Where Name comes from")).toHaveValue("from");
  await expect(mapping.getByRole("group", { name: "Visit", exact: true }).getByLabel("Where Visit comes from")).toHaveValue("formula");
  await studio.choose("Write another field…", "Remark");
  await mapping.getByLabel("Where Remark comes from").selectOption("Answer");
  await page.getByRole("listitem", { name: "2. Open a record" }).getByLabel("Opens").selectOption("The new record: Bill");

  await page.getByRole("tab", { name: "JSON" }).click();
  await page.getByRole("combobox", { name: "Document" }).selectOption("Action: visit.newAction");
  const json = page.getByRole("textbox", { name: "Document: visit.newAction" });
  await expect(json).toContainText('"param": "note"');
  // The editor counts a mouse that rests only after it is ready.
  await expect(async () => {
    await page.mouse.move(0, 0);
    await json.getByText('"label"').first().hover();
    await expect(page.locator(".cm-tooltip-hover")).toContainText("What people read on the button", { timeout: 2000 });
  }).toPass();
  await page.mouse.move(0, 0);
  await json.getByText('"entity"').first().click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type('"conf');
  await page.getByRole("option", { name: '"confirm"' }).click();
  await page.keyboard.type("Bill this visit?");
  await expect(json).toContainText('"confirm": "Bill this visit?",');
  await json.getByText('"note"').last().dblclick();
  await page.keyboard.type("nobody");
  await expect(page.getByRole("status").filter({ hasText: "problem" })).toBeVisible();
  await expect(json.locator(".cm-lintRange-error").first()).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("status").filter({ hasText: "problem" })).toBeHidden();

  await page.getByRole("tab", { name: "Form" }).click();
  await page.getByRole("button", { name: "Preview" }).click();
  await studio.choose("With the values of…", "Aurora");
  await expect(page.getByTestId("preview").getByLabel("Berth")).toHaveValue("B7");
  await page.getByRole("button", { name: "Review and publish" }).click();
  const review = page.getByRole("dialog", { name: "Review and publish" });
  await review.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Published. It counts for everybody now.")).toBeVisible();

  await page.goto(`/visit/${id}`);
  await page.getByRole("button", { name: "Bill it" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Bill this visit?");
  await dialog.getByLabel("Note").fill("urgent");
  await dialog.getByRole("button", { name: "Bill it" }).click();
  await expect(page).toHaveURL(/\/bill\//);
  expect((await admin.call("GET", "/records/bill?fields=name,remark,visit")).items).toMatchObject([{ name: "Aurora", remark: "urgent", visit: { id } }]);

  await page.goto("/studio/harbour/visit");
  await page.getByRole("button", { name: "Rename or remove the entity" }).click();
  await page.getByRole("menuitem", { name: "Change the technical name" }).click();
  const rename = page.getByRole("dialog", { name: "Rename visit" });
  await rename.getByLabel("Name in formulas").fill("portCall");
  await rename.getByRole("button", { name: "Rename", exact: true }).click();
  await review.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page).toHaveURL("/studio/harbour/portCall");
  await page.goto(`/visit/${id}`);
  await expect(page).toHaveURL(`/portCall/${id}`);
  await expect(page.getByRole("heading", { name: "Aurora" })).toBeVisible();
  await admin.close();
});
