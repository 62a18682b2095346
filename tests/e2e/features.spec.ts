/** What people do now and then, each from its screen: a report built, a deputy named, looks kept, two rows merged, a backup made. */
import { findingsOf } from "./axe";
import { apiAs } from "./api";
import { PASSWORD, sessionFile } from "./people";
import { expect, patient, test } from "./test";

/** Titles that no other run has used. */
const fresh = (word: string): string => `${word} ${Date.now().toString(36)}`;

test.describe("an administrator", () => {
  test.use({ who: "administrator" });

  test("builds a report without a line of JSON", async ({ page, admin }) => {
    const title = fresh("Leads counted");
    await page.goto("/reports/new");
    const settings = page.getByRole("complementary", { name: "Settings" });
    await settings.getByLabel("Title").fill(title);
    await settings.getByRole("combobox", { name: "Records" }).click();
    await page.getByRole("option", { name: "Leads", exact: true }).click();
    await expect(page.getByRole("main").getByRole("table")).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page).toHaveURL(/\/reports\/leadsCounted\w+$/);
    const name = page.url().split("/").at(-1)!;
    expect(await admin.call("GET", `/metadata/report/${name}`)).toMatchObject({ pack: "local", document: { label: title, entity: "lead", chart: "bar", measures: [{ function: "count" }] } });
    await admin.call("POST", "/metadata/publish", { changes: [{ kind: "report", name, document: null }] });
  });

  test("changes a report, has it sent, and deletes it", async ({ page, admin }) => {
    const name = `changed${Date.now().toString(36)}`;
    await admin.call("POST", "/metadata/publish", { changes: [{ kind: "report", name, document: { id: name, name, label: "To be changed", entity: "lead", measures: [{ id: "count", function: "count" }], groupBy: [{ id: "status", field: "status" }] } }] });
    await page.goto(`/reports/${name}/edit`);
    const settings = page.getByRole("complementary", { name: "Settings" });
    await settings.getByLabel("Shown as").selectOption({ label: "Table" });
    await settings.getByRole("switch", { name: "Send on a schedule" }).click();
    await settings.getByLabel("How often").selectOption({ label: "First day of the month" });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`/reports/${name}$`));
    expect((await admin.call("GET", `/metadata/report/${name}`)).document).toMatchObject({ schedule: { cron: "0 8 1 * *", people: ["ada@e2e.example"], format: "html" } });
    await page.goto(`/reports/${name}/edit`);
    await page.getByRole("button", { name: "Delete report" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await expect(page).toHaveURL(/\/dashboards$/);
    expect((await admin.ask("GET", `/metadata/report/${name}`)).status).toBe(404);
  });

  test("sees what going back to a former state would change before it is done", async ({ page, admin }) => {
    const name = `way${Date.now().toString(36)}`;
    const dashboard = { id: name, name, label: "Way back", tabs: [{ id: "main", label: "Main", widgets: [] }] };
    await admin.call("POST", "/metadata/publish", { changes: [{ kind: "dashboard", name, document: dashboard }] });
    await page.goto("/admin/revisions");
    await page.getByRole("button", { name: /^Back to/ }).first().click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("region", { name: "Changes of documents" })).toContainText(`dashboards/${name}.json`);
    expect(await findingsOf(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await admin.call("POST", "/metadata/publish", { changes: [{ kind: "dashboard", name, document: null }] });
  });

  test("makes a backup, downloads and deletes it", async ({ page }) => {
    await page.goto("/admin/health");
    await page.getByRole("button", { name: "Make a backup" }).click();
    const row = page.getByRole("region", { name: "Backups" }).getByRole("row").nth(1);
    await expect(row).toBeVisible({ timeout: 45_000 });
    const [file] = await Promise.all([page.waitForEvent("download"), row.getByRole("link", { name: /^Download/ }).click()]);
    expect(file.suggestedFilename()).toMatch(/^metaloom-\d{8}-\d{6}\.backup$/);
    expect(await findingsOf(page)).toEqual([]);
    await row.getByRole("button", { name: /^Delete/ }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await expect(page.getByRole("region", { name: "Backups" })).toHaveCount(0);
  });
});

test.describe("a sales person", () => {
  test.use({ who: "sales" });

  test("finds boards in the palette and in the search", async ({ page }) => {
    await page.goto("/search?q=by%20stage");
    await page.getByRole("list", { name: "Pages" }).getByRole("link", { name: /Deals by stage/ }).click();
    await expect(page).toHaveURL(/\/deal\?as=board/);
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog");
    await palette.getByRole("combobox").fill("Deals by stage");
    await palette.getByRole("option", { name: "Deals by stage Deals" }).click();
    await expect(page).toHaveURL(/\/deal\?as=board&part=main/);
  });

  test("names a deputy in the profile and ends it, and finds the settings of notifications there", async ({ page, sales }) => {
    await page.goto("/profile");
    await page.getByRole("button", { name: "Name a deputy" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Deputy" }).click();
    await page.getByRole("option", { name: /Wendy Way/ }).click();
    await dialog.getByLabel("From").fill("2031-01-01");
    await dialog.getByLabel("To").fill("2031-01-14");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Wendy Way acts for you")).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "End: Wendy Way" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "End" }).click();
    await expect(page.getByText("Wendy Way acts for you")).toHaveCount(0);
    expect((await sales.call("GET", "/deputies")).items).toEqual([]);
    await page.getByRole("link", { name: "Choose what you are told" }).click();
    await expect(page).toHaveURL(/\/profile\/notifications$/);
  });

  test("gets a QR code for the second factor", async ({ page }) => {
    await page.goto("/profile");
    const part = page.locator("section").filter({ has: page.getByRole("heading", { name: "Second factor" }) });
    await part.getByLabel("Present password").fill(PASSWORD);
    await part.getByRole("button", { name: "Set it up" }).click();
    await expect(part.getByRole("img", { name: "QR code for the app" })).toBeVisible();
  });

  test("prints a record with its related lists", async ({ page, sales }) => {
    const name = fresh("Printed client");
    const { id } = await sales.create("organisation", { name, recordType: "company" });
    await sales.create("deal", { name: `${name} deal`, organisation: id, recordType: "sales" });
    // Paper: what the page shows between the two events of the browser.
    await page.addInitScript(() => {
      window.print = () => {
        window.dispatchEvent(new Event("beforeprint"));
        (window as unknown as { paper: string }).paper = document.querySelector("main")?.innerText ?? "";
        window.dispatchEvent(new Event("afterprint"));
      };
    });
    await page.goto(`/organisation/${id}`);
    await page.getByRole("button", { name: "More" }).first().click();
    await page.getByRole("menuitem", { name: "Print with related lists" }).click();
    await expect.poll(() => page.evaluate(() => (window as unknown as { paper?: string }).paper ?? "")).toContain(`${name} deal`);
    await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  });

  test("carries an activity in the calendar with a finger that rests on it first", async ({ browser, sales }) => {
    const { id } = await sales.create("activity", { subject: "Touched call", recordType: "call", startsAt: "2026-04-14T10:00:00.000Z", duration: "PT1H" });
    const context = await browser.newContext({ storageState: sessionFile("sales"), hasTouch: true, viewport: { width: 1024, height: 768 }, locale: "en-GB", timezoneId: "UTC" });
    const page = patient(await context.newPage());
    await page.goto("/activity?as=calendar&at=month:2026-04-14&q=Touched");
    const entry = (await page.locator(`[data-entry="${id}"]`).boundingBox())!;
    const [x, y] = [entry.x + 20, entry.y + entry.height / 2];
    const finger = await context.newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", dx = 0) => finger.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: x + dx, y }] });
    await touch("touchStart");
    await expect(page.locator(`[data-entry="${id}"]`)).toHaveAttribute("data-carried", "true");
    const step = (await page.locator("[data-day]").first().boundingBox())!.width;
    for (const part of [0.25, 0.5, 0.75, 1]) await touch("touchMove", step * part);
    await touch("touchEnd");
    await expect.poll(async () => String((await sales.call("GET", `/records/activity/${id}`)).startsAt)).toMatch(/^2026-04-15T10:00/);
    await context.close();
  });
});

test.describe("a head of sales", () => {
  test.use({ who: "head" });

  test("merges two rows of a list", async ({ page, list }) => {
    const head = await apiAs("head");
    const title = fresh("Twin");
    for (const end of ["one", "two"]) await head.create("organisation", { name: `${title} ${end}`, recordType: "company" });
    await page.goto(`/organisation?q=${encodeURIComponent(title)}`);
    for (const end of ["one", "two"]) await list.row(`${title} ${end}`).getByRole("checkbox").click();
    await page.getByRole("toolbar", { name: "Selected records" }).getByRole("button", { name: "Merge with…" }).click();
    const dialog = page.getByRole("dialog", { name: "Merge two records" });
    await dialog.getByRole("button", { name: "Merge", exact: true }).click();
    await list.expectTotal(1);
    await head.close();
  });
});

test.describe("an observer", () => {
  test.use({ who: "observer" });

  test("finds theme and density on a new device as they were chosen on another", async ({ page }) => {
    const observer = await apiAs("observer");
    await observer.call("PATCH", "/me/settings", { theme: "dark", density: "compact" });
    await page.goto("/deal");
    await expect(page.locator("html")).toHaveClass(/dark/);
    await expect(page.locator("html")).toHaveAttribute("data-density", "compact");
    await observer.call("PATCH", "/me/settings", { theme: "system", density: "comfortable" });
    await observer.close();
  });
});
