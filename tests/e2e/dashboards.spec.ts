import { expectAccessible } from "./axe";
import { apiAs } from "./api";
import { DashboardPage } from "./pages/dashboard-page";
import { expect, test } from "./test";

const TODAY = new Date().toISOString().slice(0, 10);

test.describe("a head of sales", () => {
  test.use({ who: "head" });

  test.beforeAll(async () => {
    const head = await apiAs("head");
    if ((await head.call("GET", "/records/deal?q=Dashboard&limit=1")).items.length === 0) {
      const organisation = (await head.create("organisation", { name: "Dashboard Client" })).id;
      const product = (await head.call("GET", "/records/product?limit=1")).items[0].id as string;
      await head.create("deal", { name: "Dashboard won", organisation, stage: "won", wonAt: TODAY, lines: [{ product, quantity: 2, price: 500 }] });
      await head.create("deal", { name: "Dashboard open", organisation, stage: "qualified", source: "website" });
      await head.create("activity", { recordType: "task", subject: "Dashboard late", startsAt: "2026-01-02T08:00:00.000Z", status: "planned" });
    }
    await head.close();
  });

  test("looks at the start page, filters, and the choice survives reload and the way back", async ({ page }) => {
    const dashboard = new DashboardPage(page);
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Hello, Hanna" })).toBeVisible();
    await expect(dashboard.tile("Deals won").getByRole("link")).toHaveText("1");
    await expect(dashboard.tile("Funnel by stage").getByRole("listitem").first()).toContainText("New");
    await expectAccessible(page, "dashboard");

    await dashboard.choosePeriod("Period", "last year");
    await expect(page).toHaveURL(/f\.period=lastYear/);
    await expect(dashboard.tile("Deals won").getByRole("link")).toHaveText("0");
    await page.reload();
    await expect(dashboard.tile("Deals won").getByRole("link")).toHaveText("0");
    await page.goBack();
    await expect(dashboard.tile("Deals won").getByRole("link")).toHaveText("1");
  });

  test("drills down from a chart's table to the records behind it", async ({ page, list }) => {
    const dashboard = new DashboardPage(page);
    await dashboard.open("sales");
    await expect(dashboard.tile("Won by month").getByRole("img")).toBeVisible();
    await dashboard.showAsTable("Won by month");
    await expectAccessible(page, "chart as a table");
    await dashboard.tile("Won by month").getByRole("table").getByRole("link").first().click();
    await expect(page).toHaveURL(/\/deal\?.*filter=/);
    await expect(list.row("Dashboard won")).toBeVisible();
    await expect(list.row("Dashboard open")).toBeHidden();

    await page.goBack();
    await dashboard.tile("Overdue activities").getByRole("link").click();
    await expect(list.row("Dashboard late")).toBeVisible();
  });

  test("takes a chart along as a picture and its numbers as a file", async ({ page }) => {
    const dashboard = new DashboardPage(page);
    await dashboard.open("sales");
    await expect(dashboard.tile("Won by month").locator("canvas")).toBeVisible();
    expect(await dashboard.download("Won by month", "Save as a picture")).toBe("Won by month.png");
    expect(await dashboard.download("Won by month", "Download CSV")).toMatch(/^wonByMonth-\d{4}-\d\d-\d\d\.csv$/);
  });

  test("sees calmly what cannot be computed, beside everything else", async ({ page }) => {
    const dashboard = new DashboardPage(page);
    await dashboard.open("sales", "?f.period=sometime");
    await expect(dashboard.tile("Won by month")).toContainText("This could not be shown");
    await expect(dashboard.tile("Funnel by stage").getByRole("listitem").first()).toContainText("New");
    await expectAccessible(page, "failing widget");
  });

  test("reads a report, and may not build", async ({ page }) => {
    await page.goto("/reports/wonByMonth");
    await expect(page.getByRole("heading", { level: 1, name: "Won by month" })).toBeVisible();
    await expect(page.getByRole("table").first()).toContainText("Hanna Head");
    await expectAccessible(page, "report");
    await page.goto("/dashboards/sales/edit");
    await expect(page.getByText("There is nothing here")).toBeVisible();
  });

  test.describe("in the dark, on a phone", () => {
    test.use({ colorScheme: "dark", viewport: { width: 390, height: 844 } });

    test("nothing leaves the screen and axe finds nothing", async ({ page }) => {
      const dashboard = new DashboardPage(page);
      await dashboard.open("sales");
      await expect(dashboard.tile("Deals won").getByRole("link")).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await expectAccessible(page, "dashboard on a phone");
    });
  });
});

test.describe("an administrator", () => {
  test.use({ who: "administrator" });

  test("builds a dashboard without code; it is there for everybody, also after a reload, and goes when deleted", async ({ page, admin }) => {
    const dashboard = new DashboardPage(page);
    await page.goto("/dashboards");
    await page.getByRole("link", { name: "New dashboard" }).click();
    await dashboard.panel.getByLabel("Title", { exact: true }).fill("Pipeline today");

    await dashboard.add("Bars", "Deals by stage");
    await dashboard.chooseRecords("Deals");
    await dashboard.panel.getByRole("combobox", { name: "Field" }).last().selectOption({ label: "Stage" });
    await expect(dashboard.tile("Deals by stage").getByRole("img")).toBeVisible();

    await dashboard.add("Number", "How many");
    await dashboard.chooseRecords("Organisations");
    await expect(dashboard.tile("How many")).toContainText(/\d\d/);
    await test.step("places and sizes by keyboard alone", async () => {
      const handle = page.getByRole("button", { name: "Move “How many”" });
      await handle.focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Shift+ArrowRight");
      await expect(page.getByRole("status").filter({ hasText: "wide" })).toContainText("4 wide");
    });
    await test.step("a filter over the widgets", async () => {
      await page.getByRole("main").getByRole("button", { name: "Settings" }).first().click();
      await dashboard.panel.getByRole("combobox", { name: "Add a filter…" }).selectOption({ label: "Stage" });
      await expect(dashboard.panel.getByLabel("Title of the filter")).toHaveValue("Stage");
    });
    await test.step("it is sent by e-mail", async () => {
      await dashboard.panel.getByRole("switch", { name: "Send on a schedule" }).click();
      await dashboard.panel.getByLabel("How often").selectOption({ label: "Monday to Friday" });
    });
    await test.step("steps are taken back", async () => {
      await dashboard.add("Text", "Not wanted");
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(dashboard.tile("Not wanted")).toBeHidden();
      await expect(page.getByRole("region", { name: "Text", exact: true })).toBeHidden();
    });
    await expectAccessible(page, "builder");

    await dashboard.publish();
    await expect(dashboard.tile("Deals by stage").getByRole("img")).toBeVisible();
    await page.reload();
    await expect(dashboard.tile("How many")).toContainText(/\d\d/);
    await expect(page.getByRole("group", { name: "Stage", exact: true })).toBeVisible();

    const { document, pack } = await admin.call("GET", "/metadata/dashboard/pipelineToday");
    expect(pack).toBe("local");
    expect(document).toMatchObject({ name: "pipelineToday", schedule: { cron: "0 8 * * 1-5", people: ["ada@e2e.example"] }, filters: [{ field: "stage" }], tabs: [{ widgets: [{ kind: "bar", entity: "deal", groupBy: [{ field: "stage" }], filters: { stage: "stage" } }, { kind: "number", entity: "organisation", width: 4 }] }] });
    const head = await apiAs("head");
    expect((await head.call("GET", "/dashboards")).items.map(({ name }: { name: string }) => name)).toContain("pipelineToday");
    await head.close();

    await page.goto("/dashboards/pipelineToday/edit");
    await page.getByRole("button", { name: "Delete dashboard" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await expect(page).toHaveURL(/\/dashboards$/);
    await expect(page.getByRole("link", { name: "Pipeline today" })).toHaveCount(0);
  });

  test("changes a pack's dashboard as a draft first; what is wrong is said before it is published", async ({ page, admin }) => {
    const dashboard = new DashboardPage(page);
    await dashboard.open("work", "/edit");
    await dashboard.panel.getByLabel("Title", { exact: true }).fill("My day");
    await page.getByRole("button", { name: "Save draft" }).click();
    await expect(page.getByText("Draft saved")).toBeVisible();
    expect((await admin.call("GET", "/metadata/dashboard/work")).draft.document.label).toBe("My day");
    await page.reload();
    await expect(page.getByText("This is your draft")).toBeVisible();
    await admin.call("DELETE", "/metadata/draft");
  });
});
