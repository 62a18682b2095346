/** Screens of people who work with records, as a head of sales sees them. */
import { expect, type Page } from "@playwright/test";
import { ListPage } from "../pages/list-page";
import { isPhone, SIZES, toured, type Screen, type Step } from "./steps";

/** The bar of a phone is short: what it has no room for stands in its menu. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole("button", { name, exact: true }).first();
  if (!(await button.isVisible())) await page.getByRole("button", { name: "More", exact: true }).first().click();
  await page.getByRole("button", { name, exact: true }).or(page.getByRole("menuitem", { name, exact: true })).first().click();
}

const at = (path: string): Step => (page) => page.goto(path);

const LISTS: readonly Screen[] = [
  ...["lead", "deal", "organisation", "contact", "activity", "product", "user", "team", "unit"].map((entity): Screen => [`list-${entity}`, (page) => new ListPage(page).open(entity)]),
  ["list-filter", async (page) => {
    await page.goto("/deal");
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await expect(page.getByRole("button", { name: "Add condition" })).toBeVisible();
  }],
  ["list-filtered", at(`/deal?filter=${encodeURIComponent(JSON.stringify({ all: [{ field: "stage", op: "in", value: ["proposal", "negotiation"] }, { field: "amount", op: "gt", value: 20_000 }] }))}&sort=-amount`)],
  ["list-groups", at("/deal?group=stage")],
  ["list-chosen", async (page) => {
    await page.goto("/deal");
    if (isPhone(page)) {
      await press(page, "More");
      await page.getByRole("menuitem", { name: "Select records" }).click();
    }
    for (const index of [1, 2]) await page.getByRole("checkbox", { name: /^Select / }).nth(index).click();
    await expect(page.getByRole("toolbar", { name: "Selected records" })).toBeVisible();
  }],
  ["list-views", async (page) => {
    await page.goto("/deal");
    await page.getByRole("button", { name: /^View: |All deals/ }).first().click();
  }],
  ["list-preview", (page, { ids }) => page.goto(`/deal?preview=${ids["deal"]}`)],
  ["list-nothing", at("/deal?q=no%20such%20deal")],
  ["list-trash", at("/deal?deleted=true")],
  ...[["board", "deal"], ["calendar", "activity"], ["timeline", "licence"], ["tree", "organisation"]].map(([kind, entity]): Screen => [`view-${kind}`, at(`/${entity}?as=${kind}`)]),
];

const RECORDS: readonly Screen[] = [
  ...["lead", "deal", "organisation", "contact", "activity", "product"].map((entity): Screen => [`record-${entity}`, (page, { ids }) => page.goto(`/${entity}/${ids[entity]}`)]),
  ["record-clocks", (page, { lead }) => page.goto(`/lead/${lead}`)],
  ["record-activity", (page, { ids }) => page.goto(`/deal/${ids["deal"]}?tab=activity`)],
  ["record-file", async (page, { ids }) => {
    await page.goto(`/deal/${ids["deal"]}?tab=activity`);
    await page.getByRole("button", { name: /terms of payment/ }).first().click();
    await expect(page.getByRole("dialog")).toContainText("The cabinets come first.");
  }],
  ["record-related", (page, { ids }) => page.goto(`/organisation/${ids["organisation"]}?tab=deals`)],
  ["record-processes", (page, { ids }) => page.goto(`/deal/${ids["deal"]}?tab=processes`)],
  ["record-process-start", async (page, { ids }) => {
    await page.goto(`/deal/${ids["deal"]}?tab=processes`);
    await page.getByRole("button", { name: "Ask for a discount" }).first().click();
    await expect(page.getByRole("dialog", { name: "Ask for a discount" })).toBeVisible();
  }],
  ["record-approvals", (page, { ids }) => page.goto(`/deal/${ids["deal"]}?tab=approvals`)],
  ["record-approvals-begin", async (page, { ids }) => {
    await page.goto(`/deal/${ids["deal"]}?tab=approvals`);
    await page.getByRole("button", { name: "Ask for approval" }).click();
    await expect(page.getByRole("dialog", { name: "Ask for approval" })).toBeVisible();
  }],
  ["edit-deal", async (page, { ids }) => {
    await page.goto(`/deal/${ids["deal"]}`);
    await press(page, "Edit");
    await expect(page.getByRole("button", { name: "Save", exact: true }).first()).toBeVisible();
  }],
  ["new-organisation", at("/organisation/new")],
  ["new-deal", at("/deal/new")],
  ["new-problems", async (page) => {
    await page.goto("/lead/new");
    await page.getByRole("button", { name: "Save" }).click();
  }],
  ["action-convert", async (page, { ids }) => {
    // The action stands in the menu of a phone; its dialogue is what counts.
    await page.setViewportSize(SIZES.desktop);
    await page.goto(`/lead/${ids["lead"]}`);
    await page.getByRole("button", { name: "Convert", exact: true }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
  }],
];

const WORK: readonly Screen[] = [
  ["dashboards", at("/dashboards")],
  ["dashboard-sales", at("/dashboards/sales")],
  ["dashboard-people", at("/dashboards/sales?tab=people")],
  ["report", at("/reports/wonByMonth")],
  ["report-list", at("/reports/overdue")],
  ["tasks", at("/tasks")],
  ["tasks-chosen", async (page) => {
    await page.goto("/tasks");
    for (const index of [0, 1]) await page.getByRole("checkbox", { name: /^Choose / }).nth(index).click();
    await page.getByRole("button", { name: "Details" }).first().click();
  }],
  ["evidence", (page, { evidence }) => page.goto(`/tasks/evidence/${evidence}`)],
  ["notifications", async (page) => {
    await page.goto("/deal");
    await page.getByRole("button", { name: /^Notifications|unread/ }).click();
    await expect(page.getByRole("dialog", { name: "Notifications" })).toBeVisible();
  }],
  ["profile", at("/profile")],
  ["profile-absences", async (page) => {
    await page.goto("/profile");
    await page.getByRole("heading", { name: "Deputies" }).scrollIntoViewIfNeeded();
    await page.getByRole("list", { name: "Absences" }).scrollIntoViewIfNeeded();
  }],
  ["profile-security", async (page) => {
    await page.goto("/profile");
    await page.getByRole("heading", { level: 2 }).last().scrollIntoViewIfNeeded();
  }],
  ["profile-notifications", at("/profile/notifications")],
  ["user-menu", async (page) => {
    await page.goto("/deal");
    await page.getByRole("button", { name: /profile and settings$/ }).click();
  }],
  ["menu", async (page) => {
    await page.goto("/deal");
    if (isPhone(page)) await page.getByRole("button", { name: "Menu", exact: true }).click();
  }],
  ["search", at("/search?q=energy")],
  ["search-said", at("/search?q=terms%20of")],
  ["palette", async (page) => {
    await page.goto("/deal");
    await expect(page.getByRole("main")).toBeVisible();
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Search or go to…").fill("ener");
    await expect(page.getByRole("option").first()).toBeVisible();
  }],
  ["shortcuts", async (page) => {
    await page.goto("/deal");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
  }],
  ["not-found", at("/nothing")],
];

const IMPORT: readonly Screen[] = [
  ["import", at("/import")],
  ["import-file", at("/import/contact")],
  ["import-columns", async (page) => {
    await page.goto("/import/contact");
    await page.getByLabel("Choose a file").setInputFiles({ name: "contacts.csv", mimeType: "text/csv", buffer: Buffer.from("First name;Last name;E-mail;Company;Notes\nAnna;Fast;anna@fast.example;Fast Ltd;met at the fair\nBen;Slow;ben;Slow GmbH;\n") });
    await expect(page.getByText("2 rows, 5 columns.", { exact: false })).toBeVisible();
  }],
  ["import-tried", async (page) => {
    await page.getByRole("button", { name: "Try it without saving" }).click();
    await expect(page.getByRole("region", { name: "What is wrong" })).toBeVisible();
  }],
];

export const STAFF: readonly Screen[] = [
  ["home", at("/")],
  ["tour", async (page) => {
    await toured(page, false);
    await page.goto("/");
    await expect(page.getByRole("region", { name: "A short tour" })).toBeVisible();
    await toured(page, true);
  }],
  ...LISTS, ...RECORDS, ...WORK, ...IMPORT,
];

/** Before anybody has signed in. */
export const VISITOR: readonly Screen[] = [
  ["sign-in", at("/sign-in")],
  ["forgot", at("/forgot")],
  ["reset", at("/reset?token=none")],
  ["unsubscribe", at("/unsubscribe?token=none")],
  ["decide", (page, { decide }) => page.goto(decide)],
];
