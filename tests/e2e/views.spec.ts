/** Boards, calendars and trees: what is carried with the mouse and the keyboard arrives, and what is refused goes back. */
import { findingsOf } from "./axe";
import type { Page } from "@playwright/test";
import { expect, test } from "./test";

test.use({ who: "sales" });

const card = (page: Page, name: string) => page.locator("[data-card]").filter({ hasText: name });
const column = (page: Page, value: string) => page.locator(`[data-column="${value}"]`);

test("the page of a board brings its cards with it", async ({ page, sales }) => {
  const name = `Comes along ${Date.now()}`;
  await sales.create("deal", { name, stage: "new", recordType: "sales" });
  const address = `/deal?as=board&q=${encodeURIComponent(name)}`;
  expect(await (await page.request.get(address)).text()).toMatch(/data-card="[0-9a-f-]{36}"/);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(address);
  await expect(card(page, name)).toHaveCount(1);
  expect(asked.filter((path) => path.startsWith("/api/v1/records/deal"))).toEqual([]);
});

test("a card is carried by keyboard and mouse; a place that asks for more says what, and a refusal takes the card back", async ({ page, sales }) => {
  const deal = await sales.create("deal", { name: "Carried deal", stage: "new", recordType: "sales" });
  await page.goto(`/deal?as=board&q=${encodeURIComponent("Carried deal")}`);
  await expect(column(page, "new").locator("[data-card]")).toHaveCount(1);

  await test.step("keyboard: to the next column", async () => {
    await page.getByRole("button", { name: "Carry “Carried deal”" }).focus();
    await page.keyboard.press("Space");
    await expect(page.getByText("“Carried deal” is over: New.")).toBeAttached();
    await page.keyboard.press("ArrowRight");
    await expect(page.getByText("“Carried deal” is over: Qualified.")).toBeAttached();
    await page.keyboard.press("Space");
    await expect(column(page, "qualified").locator("[data-card]")).toHaveCount(1);
    await expect.poll(async () => (await sales.call("GET", `/records/deal/${deal.id}`)).stage).toBe("qualified");
  });

  await test.step("a column that wants more asks for just that, and without an answer the card goes back", async () => {
    await card(page, "Carried deal").getByRole("button", { name: "Move “Carried deal”…" }).click();
    await page.getByRole("menuitem", { name: "To “Lost”" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("Reason of loss");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(column(page, "qualified").locator("[data-card]")).toHaveCount(1);

    await card(page, "Carried deal").getByRole("button", { name: "Move “Carried deal”…" }).click();
    await page.getByRole("menuitem", { name: "To “Lost”" }).click();
    await dialog.getByRole("combobox").click();
    await page.getByRole("option", { name: "Price" }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(column(page, "lost").locator("[data-card]")).toHaveCount(1);
    expect((await sales.call("GET", `/records/deal/${deal.id}`))).toMatchObject({ stage: "lost", lostReason: "price" });
  });

  await test.step("mouse, and a change by somebody else is seen", async () => {
    await sales.call("PATCH", `/records/deal/${deal.id}`, { stage: "qualified", lostReason: null });
    await expect(column(page, "qualified").locator("[data-card]")).toHaveCount(1);
    const [from, to] = [await card(page, "Carried deal").boundingBox(), await column(page, "new").boundingBox()];
    await page.mouse.move(from!.x + 40, from!.y + 12);
    await page.mouse.down();
    await page.mouse.move(from!.x, from!.y + 30, { steps: 4 });
    await page.mouse.move(to!.x + 60, to!.y + 40, { steps: 8 });
    await page.mouse.up();
    await expect(column(page, "new").locator("[data-card]")).toHaveCount(1);
  });
  expect(await findingsOf(page)).toEqual([]);
});

test("an activity is carried to another day and made longer, and the address keeps the period", async ({ page, sales }) => {
  const { id } = await sales.create("activity", { subject: "Carried call", recordType: "call", startsAt: "2026-03-10T10:00:00.000Z", duration: "PT1H" });
  await page.goto("/activity?as=calendar&at=month:2026-03-10&q=Carried");
  const entry = page.locator(`[data-entry="${id}"]`);
  await entry.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(async () => String((await sales.call("GET", `/records/activity/${id}`)).startsAt)).toMatch(/^2026-03-18T10:00/);
  expect(await findingsOf(page)).toEqual([]);

  await page.getByRole("button", { name: "Week", exact: true }).click();
  await expect(page).toHaveURL(/at=week/);
  await page.goto("/activity?as=calendar&at=week:2026-03-18&q=Carried");
  await entry.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await sales.call("GET", `/records/activity/${id}`)).duration).toBe("PT1H30M");
  expect(await findingsOf(page)).toEqual([]);

  await page.getByRole("button", { name: "Agenda" }).click();
  await expect(page.getByRole("heading", { level: 3, name: /18 March|March 18/ })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/at=week/);
});

test("an organisation is put below another by keyboard; one that would stand below itself is refused", async ({ page, sales }) => {
  const group = await sales.create("organisation", { name: "Branch group", recordType: "company" });
  const member = await sales.create("organisation", { name: "Branch member", recordType: "company", parentOrganisation: group.id });
  await page.goto("/organisation?as=tree&q=Branch");
  const row = (id: string) => page.locator(`[data-row="${id}"]`).first();
  await expect(row(group.id)).toHaveAttribute("aria-expanded", "false");
  await row(group.id).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(`[data-row="${member.id}"][aria-level="2"]`)).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);

  await row(group.id).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByText("A record cannot stand below one of those that stand below it.")).toBeVisible();
  expect((await sales.call("GET", `/records/organisation/${group.id}`)).parentOrganisation).toBeNull();

  await page.locator(`[data-row="${member.id}"][aria-level="2"]`).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Backspace");
  await expect.poll(async () => (await sales.call("GET", `/records/organisation/${member.id}`)).parentOrganisation).toBeNull();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test("one column fills the screen and tabs lead to the others; a calendar is an agenda", async ({ page, sales }) => {
    await sales.create("deal", { name: "Phone deal", stage: "qualified", recordType: "sales" });
    await page.goto("/deal?as=board&q=Phone%20deal");
    await page.getByRole("group", { name: "Columns" }).getByRole("button", { name: /^Qualified/ }).click();
    await expect(card(page, "Phone deal")).toBeInViewport();
    expect(await findingsOf(page)).toEqual([]);
    await page.goto("/activity?as=calendar");
    await expect(page.getByRole("group", { name: "How much is shown" })).toBeHidden();
    expect(await findingsOf(page)).toEqual([]);
  });
});
