/** Templates of documents and clocks, made on their screens. */
import { findingsOf } from "./axe";
import { expect, test } from "./test";

test.use({ who: "administrator" });

test("a template is written, shown with a record, told what is wrong with it, and published", async ({ page, admin }) => {
  const stamp = Date.now().toString(36);
  const { id } = await admin.create("organisation", { name: `Ink <& co> ${stamp}` });
  const name = `letter${stamp[0]!.toUpperCase()}${stamp.slice(1)}`;
  await page.goto("/admin/templates");
  await page.getByRole("button", { name: "New template" }).first().click();
  await page.getByRole("dialog").getByLabel("What it is called").fill(`Letter ${stamp}`);
  await page.getByRole("dialog").getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Filled in from").selectOption("organisation");
  const text = page.getByLabel("Text", { exact: true });
  await text.fill("<h1>{{record.name}}");
  await text.fill("<h1>{{record.name}}</h1>{{#if record.name}}");
  await expect(page.getByRole("alert").getByText("Line 1: {{#if}} is not closed.")).toBeVisible();
  await text.fill('<h1>{{record.name}}</h1>{{#if record.name != "x"}}<p>Dear client</p>{{/if}}');
  const preview = page.getByRole("region", { name: "What it makes of a record" });
  expect(await findingsOf(page)).toEqual([]);
  await preview.getByLabel("Search").fill(stamp);
  await preview.getByRole("combobox").selectOption(id);
  // Nothing runs in the frame, so the document is read where it stands.
  await expect(preview.locator("iframe")).toHaveAttribute("srcdoc", new RegExp(`<h1>Ink &lt;&amp; co&gt; ${stamp}</h1><p>Dear client</p>`));
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("The template is published").first()).toBeVisible();
  expect(await admin.call("GET", `/metadata/template/${name}`)).toMatchObject({ document: { entity: "organisation", format: "html" } });
  await admin.call("POST", "/metadata/publish", { changes: [{ kind: "template", name, document: null }] });
  await admin.call("DELETE", `/records/organisation/${id}`);
});

test("a clock is a form: its conditions are read back, its term is changed and published", async ({ page, admin }) => {
  const name = `clock${Date.now().toString(36)}`;
  const condition = { field: "status", op: "ne", value: "new" };
  const document = { id: name, name, label: "Of tests", entity: "lead", calendar: "office", start: { field: "title", op: "eq", value: name }, stop: condition, targets: [{ id: "all", within: "PT4H" }] };
  await admin.call("POST", "/metadata/publish", { changes: [{ kind: "clock", name, document }] });
  await page.goto(`/admin/clocks?clock=${name}`);
  await expect(page.getByRole("group", { name: "Ends when" })).toContainText("When Status is not New");
  await expect(page.getByRole("group", { name: "Stands still while" })).toContainText("Never stands still.");
  await page.getByRole("group", { name: "Term 1: within" }).getByLabel("h", { exact: true }).fill("6");
  await page.getByRole("region", { name: "What happens" }).getByRole("button", { name: "Add" }).click();
  await page.getByLabel("Tell by the notification").selectOption("leadLate");
  expect(await findingsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("The clock is published").first()).toBeVisible();
  expect(await admin.call("GET", `/metadata/clock/${name}`)).toMatchObject({ document: { targets: [{ within: "PT6H" }], events: [{ notify: "leadLate" }] } });
  await admin.call("POST", "/metadata/publish", { changes: [{ kind: "clock", name, document: null }] });
});
