/** Applications nobody drew pictures of: two hundred fields, labels from right to left and as long as they may be, and no data at all. */
import { expectAccessible } from "./axe";
import type { Page } from "@playwright/test";
import { apiAs } from "./api";
import { expect, test } from "./test";

const FIELDS = 200;
const KINDS = ["text", "integer", "boolean", "date", "decimal"] as const;
const sheet = {
  id: "sheet", name: "sheet", label: "Sheet", plural: "Sheets", titleField: "f1",
  fields: Array.from({ length: FIELDS }, (_, index) => ({ id: `f${index + 1}`, name: `f${index + 1}`, type: KINDS[index % KINDS.length], label: `Field ${index + 1}`, ...(index === 0 ? { required: true, searchable: true } : {}) })),
};

const LONG = `${"وصف طويل جدًا لحقل واحد ".repeat(12)}`.slice(0, 200).trim();
const UNBROKEN = "Donaudampfschifffahrtsgesellschaftskapitän".repeat(4).slice(0, 160);
const client = {
  id: "arabicClient", name: "arabicClient", label: "عميل", plural: "العملاء", description: "كل من نعمل معه", titleField: "name",
  fields: [
    { id: "name", name: "name", type: "text", label: "الاسم", required: true, searchable: true },
    { id: "status", name: "status", type: "select", label: "الحالة", default: "new", options: { choices: [{ id: "new", value: "new", label: "جديد", color: "blue" }, { id: "done", value: "done", label: "مكتمل (نهائي)", color: "green" }] } },
    { id: "long", name: "long", type: "text", label: LONG, help: LONG },
    { id: "unbroken", name: "unbroken", type: "longText", label: UNBROKEN },
  ],
};

let before: number;

test.use({ who: "administrator" });

test.beforeAll(async () => {
  const admin = await apiAs("administrator");
  before = (await admin.call("GET", "/metadata/revisions?limit=1")).items[0].revision;
  await admin.call("POST", "/metadata/publish", { changes: [sheet, client].map((document) => ({ kind: "entity", name: document.name, document })), summary: "Unusual applications" });
  await admin.close();
});

test.afterAll(async () => {
  const admin = await apiAs("administrator");
  await admin.call("POST", "/metadata/rollback", { revision: before, confirmDestructive: true });
  await admin.close();
});

async function expectCalm(page: Page, where: string): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${where}: pixels beyond the right edge`).toBeLessThanOrEqual(0);
  await expectAccessible(page, where);
}

test("a form of two hundred fields is filled, saved, found and changed like any other", async ({ page, record, list, admin }) => {
  await record.openNew("sheet");
  await expect(page.locator("[data-field]")).toHaveCount(FIELDS);
  await record.fill("Field 1", "A sheet");
  await record.fill("Field 2", "many");
  await record.fill("Field 200", "12.5");
  await record.fill("Field 196", "the last text");
  await record.save();
  // Led to the one that is wrong, wherever one was.
  await record.expectProblem("f2", /./);
  await expect(record.input("Field 2")).toBeFocused();
  await record.fill("Field 2", "42");
  await record.save();
  await record.expectSaved("A sheet");
  await record.expectValue("f196", "the last text");
  await record.edit();
  await record.fill("Field 196", "changed");
  await record.save();
  await record.expectSaved();
  expect(await admin.call("GET", `/records/sheet/${record.id()}`)).toMatchObject({ f1: "A sheet", f2: 42, f196: "changed", f200: 12.5 });
  await list.open("sheet");
  await expect(list.row("A sheet")).toBeVisible();
  await expectCalm(page, "list of a wide entity");
});

for (const [device, viewport] of [["a desktop", { width: 1280, height: 800 }], ["a phone", { width: 390, height: 844 }]] as const) {
  test.describe(`on ${device}`, () => {
    test.use({ viewport });

    test(`labels from right to left and very long ones leave nothing out and push nothing aside on ${device}`, async ({ page, record, list, admin }) => {
      await test.step("no data at all", async () => {
        await list.open("arabicClient");
        await expect(page.getByText("العملاء: nothing here yet")).toBeVisible();
        await expect(page.getByText("كل من نعمل معه")).toBeVisible();
        await expectCalm(page, "empty list");
      });
      await test.step("the form", async () => {
        await page.getByRole("main").getByRole("link", { name: "New عميل" }).click();
        await record.fill("الاسم", "شركة النور (فرع ٢)");
        // What is typed from right to left stands at the right.
        expect(await record.input("الاسم").evaluate((input) => input.matches(":dir(rtl)"))).toBe(true);
        await record.fill(LONG, "قيمة");
        await record.fill(UNBROKEN, `${UNBROKEN} ${UNBROKEN}`);
        await expectCalm(page, "form");
        await record.save();
        await record.expectSaved("شركة النور (فرع ٢)");
        await expect(page.getByText(LONG, { exact: true }).first()).toBeVisible();
        await expectCalm(page, "record");
      });
      await test.step("the list, and the board", async () => {
        await list.open("arabicClient");
        await expect(page.getByRole("link", { name: "شركة النور (فرع ٢)" }).first()).toBeVisible();
        await expectCalm(page, "list");
      });
      await admin.call("DELETE", `/records/arabicClient/${(await admin.call("GET", "/records/arabicClient?limit=1")).items[0].id}`);
    });
  });
}

test("somebody who has nothing yet finds calm pages everywhere", async ({ newcomer }) => {
  const { page } = await newcomer({ name: "Emma Empty", roles: ["salesPerson"] });
  await page.goto("/");
  await expect(page.getByRole("main").getByRole("region").first()).toBeVisible();
  await expect(page.getByText("This could not be shown")).toHaveCount(0);
  await expectCalm(page, "start page without data");
  await page.goto("/deal");
  await expect(page.getByText("Deals: nothing here yet")).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "New Deal" }).first()).toBeVisible();
  await page.goto("/deal?as=board");
  await expect(page.locator('[data-column="new"]')).toBeVisible();
  await expectCalm(page, "board without data");
  await page.goto("/dashboards/sales");
  await expect(page.getByRole("region", { name: "Won by month", exact: true }).first()).toContainText("Nothing to show for this choice.");
  await expectCalm(page, "dashboard without data");
  await page.goto("/search?q=nothing");
  await expect(page.getByRole("main")).toContainText(/Nothing/);
});
