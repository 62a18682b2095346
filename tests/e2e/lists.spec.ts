/** The list: columns, order, filter, views, groups, editing in place, many at once, preview, live changes. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, patient, test } from "./test";

test.use({ who: "administrator" });

const AURORA = "/organisation?q=Aurora+Works&sort=name";
const header = (page: Page, name: string) => page.getByRole("columnheader", { name, exact: true });
/** A grouped list is a tree of rows. */
const headers = (page: Page) => page.getByRole("grid").or(page.getByRole("treegrid")).getByRole("columnheader").allInnerTexts();
const cell = (page: Page, place: number, path: string) => page.locator(`[role=row][aria-rowindex="${place + 1}"] [data-path="${path}"]`);
const panel = (page: Page, name: string) => page.getByRole("dialog", { name });

test("columns are chosen, moved, widened and pinned; the address carries them, and back takes them back", async ({ page, context }) => {
  await page.goto(`${AURORA}&columns=name,kind,employees`);
  await expect(cell(page, 1, "employees")).toHaveText("1");
  await test.step("a heading moves with Alt and the arrows, and grows with Shift", async () => {
    await header(page, "Employees").getByRole("button").focus();
    await page.keyboard.press("Alt+ArrowLeft");
    await expect.poll(() => headers(page)).toEqual(["", "Short name", "Employees", "Kind"]);
    const before = (await header(page, "Employees").boundingBox())!.width;
    await header(page, "Employees").getByRole("button").focus();
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(async () => (await header(page, "Employees").boundingBox())!.width).toBeGreaterThan(before + 10);
  });
  await test.step("its edge is dragged, and the heading itself", async () => {
    const edge = page.locator("[data-resize=kind]");
    const box = (await edge.boundingBox())!;
    await page.mouse.move(box.x + 4, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x + 104, box.y + 5, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => new URL(page.url()).searchParams.get("columns")).toMatch(/kind:2\d\d/);
    const from = (await header(page, "Kind").boundingBox())!;
    const to = (await header(page, "Employees").boundingBox())!;
    await page.mouse.move(from.x + 20, from.y + 15);
    await page.mouse.down();
    await page.mouse.move(to.x + 5, to.y + 15, { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => headers(page)).toEqual(["", "Short name", "Kind", "Employees"]);
    await page.goBack();
    await expect.poll(() => headers(page)).toEqual(["", "Short name", "Employees", "Kind"]);
  });
  await test.step("the panel adds a field behind a reference and hides another", async () => {
    await page.getByRole("button", { name: "Columns", exact: true }).click();
    const columns = panel(page, "Columns");
    await columns.getByRole("button", { name: "Hide Kind" }).click();
    await columns.getByRole("combobox", { name: "Add a column" }).click();
    await page.keyboard.type("Owner › Name");
    await page.getByRole("option", { name: "Owner › Name", exact: true }).first().click();
    await page.keyboard.press("Escape");
    await expect.poll(() => headers(page)).toEqual(["", "Short name", "Employees", "Owner › Name"]);
    await expect(cell(page, 1, "owner.name")).toHaveText("Sam Seller");
  });
  const colleague = patient(await context.newPage());
  await colleague.goto(page.url());
  await expect.poll(() => headers(colleague)).toEqual(["", "Short name", "Employees", "Owner › Name"]);
});

test("rows are sorted by several fields, by heading and by panel", async ({ page, list }) => {
  await page.goto("/organisation?q=Aurora+Works&columns=name,kind,employees");
  await header(page, "Kind").getByRole("button").click();
  await header(page, "Employees").getByRole("button").click({ modifiers: ["Shift"] });
  await expect(page).toHaveURL(/sort=kind%2Cemployees/);
  await header(page, "Employees").getByRole("button").click({ modifiers: ["Shift"] });
  await expect(cell(page, 1, "employees")).toHaveText("58");
  await page.getByRole("button", { name: "Sort", exact: true }).click();
  const sort = panel(page, "Sort");
  await sort.getByRole("button", { name: "More important" }).nth(1).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/sort=-employees%2Ckind/);
  await expect(list.titleAt(1)).toHaveText("Aurora Works 060");
});

test("a filter takes groups, paths, relative dates and reads itself back in words", async ({ page, list }) => {
  await page.goto("/deal?columns=name,organisation");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const builder = panel(page, "Filter");
  await expect(builder.getByRole("combobox", { name: "Field" })).toHaveText(/Name/);
  await builder.getByRole("combobox", { name: "Field" }).click();
  await page.keyboard.type("Organisation › Kind");
  await page.getByRole("option", { name: "Organisation › Kind", exact: true }).click();
  await builder.getByRole("combobox", { name: "Operator" }).selectOption("eq");
  await builder.getByRole("combobox").nth(3).click();
  await page.getByRole("option", { name: "Client", exact: true }).click();
  await expect(list.row("Pumps for hall 3")).toBeVisible();
  await expect(list.row("Valves, yearly")).toBeHidden();
  await builder.getByRole("button", { name: "Add group" }).click();
  const group = builder.getByRole("group", { name: "Group of conditions" }).nth(1);
  await group.getByRole("combobox", { name: "Field" }).click();
  await page.keyboard.type("Created");
  await page.getByRole("option", { name: "Created", exact: true }).click();
  await expect(group.getByRole("combobox", { name: "Operator" })).toHaveValue("within");
  await group.getByRole("combobox", { name: "Value" }).selectOption("thisMonth");
  await expect(builder.getByText(/Organisation › Kind .*Client and Created .*this month/)).toBeVisible();
  await expect(list.row("Pumps for hall 3")).toBeVisible();
  await group.getByRole("combobox", { name: "How conditions are joined" }).selectOption("none");
  await expect(list.row("Pumps for hall 3")).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Filter, 2 conditions" })).toHaveAttribute("title", /not \(Created/);
});

test("a filter asks about the records of a record, and counts days from today", async ({ page, list, admin }) => {
  const soon = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await admin.create("organisation", { name: "Permit Works one", recordType: "company", licences: [{ number: "P-1", kind: "medical", validTo: soon }] });
  await admin.create("organisation", { name: "Permit Works two", recordType: "company" });
  await page.goto("/organisation?q=Permit+Works&columns=name");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const builder = panel(page, "Filter");
  await builder.getByRole("combobox", { name: "Field" }).click();
  await page.keyboard.type("Licences");
  await page.getByRole("option", { name: "Licences › …", exact: true }).click();
  const group = builder.getByRole("group", { name: "Conditions on Licences" });
  await group.getByRole("combobox", { name: "Field" }).click();
  await page.keyboard.type("Valid");
  await page.getByRole("option", { name: "Valid to", exact: true }).click();
  await group.getByRole("combobox", { name: "Operator" }).selectOption("lte");
  await group.getByRole("button", { name: "Counted from today" }).click();
  await group.getByRole("spinbutton", { name: "Days" }).fill("30");
  await group.getByRole("combobox", { name: "Before or after today" }).selectOption("ahead");
  await expect(builder.getByText("Licences: one with Valid to no later than in 30 d")).toBeVisible();
  await expect(list.row("Permit Works one")).toBeVisible();
  await expect(list.row("Permit Works two")).toBeHidden();
  await group.getByRole("combobox", { name: "How conditions are joined" }).selectOption("none");
  await expect(list.row("Permit Works two")).toBeVisible();
  await expect(list.row("Permit Works one")).toBeHidden();
  await page.reload();
  await expect(page.getByRole("button", { name: "Filter, 1 condition" })).toHaveAttribute("title", /^Licences: none with Valid to/);
});

test("a filter asks about other records that lead to a record", async ({ page, list, admin }) => {
  const { id } = await admin.create("organisation", { name: "Backward Works one", recordType: "company" });
  await admin.create("organisation", { name: "Backward Works two", recordType: "company" });
  await admin.create("deal", { name: "Pumps of Backward Works", organisation: id });
  await page.goto("/organisation?q=Backward+Works&columns=name");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const builder = panel(page, "Filter");
  await builder.getByRole("combobox", { name: "Field" }).click();
  await page.keyboard.type("Deals");
  await page.getByRole("option", { name: "Deals › …", exact: true }).click();
  const group = builder.getByRole("group", { name: "Conditions on Deals" });
  await group.getByRole("combobox", { name: "Operator" }).selectOption("startsWith");
  await group.getByRole("textbox").fill("Pumps of");
  await expect(builder.getByText("Deals: one with Name starts with Pumps of")).toBeVisible();
  await expect(list.row("Backward Works one")).toBeVisible();
  await expect(list.row("Backward Works two")).toBeHidden();
  await group.getByRole("combobox", { name: "How conditions are joined" }).selectOption("none");
  await expect(list.row("Backward Works two")).toBeVisible();
  await expect(list.row("Backward Works one")).toBeHidden();
  await page.reload();
  await page.getByRole("button", { name: "Filter, 1 condition" }).click();
  await expect(group.getByRole("combobox", { name: "How conditions are joined" })).toHaveValue("none");
});

test("a view is saved, opened first, changed, shared with a role and deleted", async ({ page, browser }) => {
  const viewMenu = () => page.getByRole("button", { name: /^View: / });
  const act = async (name: string) => {
    await viewMenu().click();
    await page.getByRole("menuitem", { name, exact: true }).click();
  };
  await page.goto("/organisation?columns=name,employees&sort=-employees");
  await act("Save as a new view…");
  await page.getByRole("textbox", { name: "Name" }).fill("By size");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(viewMenu()).toHaveAccessibleName("View: By size");
  await expect(page).toHaveURL(/\?view=[0-9a-f-]{36}$/);
  await test.step("the palette finds it from anywhere", async () => {
    await page.goto("/deal");
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Search or go to…").fill("by size");
    await page.getByRole("option", { name: "By size" }).click();
    await expect(page).toHaveURL(/\/organisation\?view=[0-9a-f-]{36}$/);
    await expect(viewMenu()).toHaveAccessibleName("View: By size");
  });
  await act("Open first");
  await page.goto("/organisation");
  await expect.poll(() => headers(page)).toEqual(["", "Short name", "Employees"]);
  await test.step("a change can be saved or taken back", async () => {
    await header(page, "Short name").getByRole("button").click();
    await act("Reset changes");
    await expect(header(page, "Employees")).toHaveAttribute("aria-sort", "descending");
    await page.getByRole("button", { name: "Group", exact: true }).click();
    await panel(page, "Group").getByRole("combobox", { name: "Group by" }).click();
    await page.getByRole("option", { name: "Kind", exact: true }).click();
    await page.keyboard.press("Escape");
    await act("Save changes");
    await expect(page.getByRole("row", { name: /Client/, expanded: true })).toBeVisible();
    await expect(page).not.toHaveURL(/group=/);
  });
  await test.step("shared with a role, it is a list of those who have it", async () => {
    await act("Rename and share…");
    await page.getByRole("textbox", { name: "Name" }).fill("By size, for all sellers");
    await page.getByRole("combobox", { name: "Who sees it" }).selectOption("roles");
    await page.getByRole("combobox", { name: "Roles" }).click();
    await page.getByRole("option", { name: "Sales person", exact: true }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page).toHaveURL(/list=bySizeForAllSellers/);
    const { sessionFile } = await import("./people");
    const seller = patient(await (await browser.newContext({ storageState: sessionFile("sales") })).newPage());
    await seller.goto("/organisation?list=bySizeForAllSellers");
    await expect(seller.getByRole("button", { name: "View: By size, for all sellers" })).toBeVisible();
    await expect.poll(() => headers(seller)).toEqual(["", "Short name", "Employees"]);
    await seller.context().close();
  });
  await page.goto("/organisation");
  await expect(viewMenu()).not.toHaveAccessibleName(/By size/);
});

test("groups have counts and sums, fold, and the totals are those of the whole filter", async ({ page }) => {
  await page.goto(`${AURORA}&columns=name,kind,employees&group=kind`);
  const clients = page.getByRole("row", { name: /^(Close|Open) group Client/ });
  await expect(clients).toContainText("20");
  await expect(clients).toContainText("590");
  await expect(page.locator("[data-totals] [data-path=employees]")).toHaveText("1,830");
  await clients.click();
  await expect(clients).toHaveAttribute("aria-expanded", "false");
  await test.step("prices of single pieces have an average, as their list says", async () => {
    await page.goto("/product?group=category");
    await expect(page.locator("[data-totals] [data-path=price]")).toHaveText(/^Ø [\d,.]+$/);
    await expect(page.getByRole("row", { name: /^(Close|Open) group Service/ })).toContainText("Ø ");
    await page.goBack();
    await clients.click();
  });
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowRight");
  await expect(clients).toHaveAttribute("aria-expanded", "true");
});

test("a cell is edited in its place: saved, left, refused, and after a conflict", async ({ page, admin }) => {
  const made = await admin.create("organisation", { name: "Cell Works", kind: "client", employees: 7 });
  await page.goto("/organisation?q=Cell+Works&columns=name,employees,kind");
  const employees = cell(page, 1, "employees");
  await employees.dblclick();
  await employees.getByRole("textbox").fill("12");
  await page.keyboard.press("Enter");
  await expect(employees).toHaveText("12");
  await page.keyboard.press("F2");
  await employees.getByRole("textbox").fill("99");
  await page.keyboard.press("Escape");
  await expect(employees).toHaveText("12");
  await page.keyboard.press("Enter");
  await employees.getByRole("textbox").fill("many");
  await page.keyboard.press("Enter");
  await expect(employees.getByRole("alert")).toContainText("whole number");
  await employees.getByRole("textbox").fill("20");
  await test.step("Tab saves and goes on; a choice is saved at once", async () => {
    await page.keyboard.press("Tab");
    await expect(employees).toHaveText("20");
    await page.getByRole("option", { name: "Partner", exact: true }).click();
    await expect(cell(page, 1, "kind")).toHaveText("Partner");
  });
  await test.step("somebody else was faster", async () => {
    await employees.dblclick();
    const { version } = await admin.call("GET", `/records/organisation/${made.id}`);
    await page.route("**/api/v1/events*", (route) => route.abort());
    await admin.call("PATCH", `/records/organisation/${made.id}`, { employees: 41, version });
    await employees.getByRole("textbox").fill("42");
    await page.keyboard.press("Enter");
    await expect(async () => {
      // The event stream may have brought the newer version before: then there is no conflict any more.
      if (await employees.getByRole("alert").isVisible()) await page.keyboard.press("Enter");
      await expect(employees).toHaveText("42", { timeout: 1_000 });
    }).toPass();
  });
});

test("many records: chosen with Shift, all of the filter, changed together, deleted and brought back", async ({ page, list, admin }) => {
  for (let index = 1; index <= 6; index++) await admin.create("organisation", { name: `Bulk Works ${index}`, kind: "client" });
  await page.goto("/organisation?q=Bulk+Works&sort=name&columns=name,kind");
  await page.getByRole("checkbox", { name: "Select Bulk Works 2" }).click();
  await page.getByRole("checkbox", { name: "Select Bulk Works 4" }).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("toolbar", { name: "Selected records" });
  await expect(bar).toContainText("3 selected");
  await bar.getByRole("button", { name: "Select all 6" }).click();
  await expect(bar).toContainText("6 selected");
  await bar.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("combobox", { name: "Field" }).click();
  await page.getByRole("option", { name: "Kind", exact: true }).click();
  await page.getByRole("dialog").getByRole("combobox", { name: "Kind" }).click();
  await page.getByRole("option", { name: "Supplier", exact: true }).click();
  await page.getByRole("button", { name: "Change 6 records" }).click();
  await expect(page.getByRole("gridcell", { name: "Supplier" })).toHaveCount(6);
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+X");
  await bar.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("Delete 2 records?");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(list.row("Bulk Works 1")).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await list.expectTotal(6);
});

test("an action runs for many records; those it does not fit are told", async ({ page, admin }) => {
  for (const name of ["one", "two"]) await admin.create("lead", { title: `Crowd ${name}`, companyName: `Crowd Works ${name}`, personName: { first: "Ann", last: name } });
  await admin.create("lead", { title: "Crowd gone", companyName: "Crowd Works gone", status: "rejected", rejectionReason: "noNeed" });
  await page.goto("/lead?q=Crowd&sort=title&columns=title,status");
  await page.getByRole("checkbox", { name: "Select all loaded rows" }).click();
  const bar = page.getByRole("toolbar", { name: "Selected records" });
  await bar.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Convert" }).click();
  await page.getByRole("dialog", { name: "Convert" }).getByRole("button", { name: "Run for 3 records" }).click();
  await expect(page.getByText("1 record could not be changed")).toBeVisible();
  await expect(page.getByText("Done for 2 records")).toBeVisible();
  expect((await admin.call("GET", "/records/organisation?q=Crowd+Works&count=exact")).total).toBe(2);
});

test("beside the list stands a preview that follows the arrow keys; new records of others are announced", async ({ page, admin }) => {
  await page.goto(AURORA);
  await page.getByRole("button", { name: "Preview beside the list" }).click();
  const preview = page.getByRole("complementary", { name: "Preview" });
  await expect(preview).toContainText("No record chosen");
  await page.getByRole("grid").focus();
  await page.keyboard.press("ArrowDown");
  await expect(preview.getByRole("heading", { level: 2 })).toHaveText("Aurora Works 001");
  await page.keyboard.press("ArrowDown");
  await expect(preview.getByRole("heading", { level: 2 })).toHaveText("Aurora Works 002");
  await page.keyboard.press("Escape");
  await expect(preview).toBeHidden();
  // The stream is opened a moment after the page was made; what happens between is told all the same.
  let open = () => {};
  const opened = new Promise<void>((go) => (open = go));
  await page.route("**/api/v1/events*", async (route) => {
    await opened;
    await route.continue();
  });
  await page.goto("/organisation?q=Fresh+Works");
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await admin.create("organisation", { name: "Fresh Works" });
  open();
  await page.getByRole("button", { name: /^\d+ new records?$/ }).click();
  await expect(page.getByRole("link", { name: "Fresh Works" }).first()).toBeVisible();
});

test("an export holds exactly what is seen", async ({ page }) => {
  await page.goto(`${AURORA}&columns=name,employees&filter=${encodeURIComponent(JSON.stringify({ field: "employees", op: "lte", value: 3 }))}`);
  await page.getByRole("button", { name: "More", exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Export as CSV" }).click()]);
  const text = readFileSync((await download.path())!, "utf8").replace(/^\ufeff/, "");
  expect(text.trim().split(/\r?\n/).map((line) => line.replaceAll('"', ""))).toEqual(["Short name,Employees", "Aurora Works 001,1", "Aurora Works 002,2", "Aurora Works 003,3"]);
});

test("chosen records are exported alone", async ({ page }) => {
  await page.goto(`${AURORA}&columns=name,employees`);
  for (const place of [2, 4]) await page.locator(`[role=row][aria-rowindex="${place + 1}"]`).getByRole("checkbox").click();
  await page.getByRole("toolbar", { name: "Selected records" }).getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Export as CSV" }).click()]);
  const text = readFileSync((await download.path())!, "utf8").replace(/^\ufeff/, "");
  expect(text.trim().split(/\r?\n/).map((line) => line.replaceAll('"', ""))).toEqual(["Short name,Employees", "Aurora Works 002,2", "Aurora Works 004,4"]);
});
