import { PASSWORD, PEOPLE } from "./people";
import { expect, test } from "./test";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** Nothing may stick out to the side. */
const expectToFit = async (page: import("@playwright/test").Page) => {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), "pixels beyond the right edge").toBeLessThanOrEqual(0);
};

test("on a phone: sign in, a list of cards, open, change, save", async ({ page, signInPage, list, record, shell }) => {
  await signInPage.open();
  await expectToFit(page);
  await signInPage.signIn(PEOPLE.sales.email, PASSWORD);
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await shell.dialog.getByRole("link", { name: "Organisations" }).click();
  await expect(page).toHaveURL(/\/organisation/);
  await expect(page.getByRole("grid")).toHaveCount(0);
  await expect(page.getByRole("list", { name: "Organisations" }).getByRole("listitem").first()).toBeVisible();
  await expectToFit(page);

  await list.search("Aurora Works 030");
  await list.openRecord("Aurora Works 030");
  await expectToFit(page);
  await record.edit();
  await expectToFit(page);
  await record.fill("Full name", "Aurora Works the Thirtieth");
  await record.save();
  await record.expectSaved();
  await record.expectValue("fullName", "Aurora Works the Thirtieth");
});

test("what one touches is large enough for a finger", async ({ page, signInPage }) => {
  await signInPage.open();
  await signInPage.signIn(PEOPLE.sales.email, PASSWORD);
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  const entries = page.getByRole("dialog").getByRole("link");
  await expect(entries.first()).toBeVisible();
  for (const entry of await entries.all()) expect((await entry.boundingBox())?.height, await entry.innerText()).toBeGreaterThanOrEqual(40);
});

test.describe("signed in", () => {
  test.use({ who: "sales" });

  test("the head of a record: title, stage, one thing to do and a menu for the rest", async ({ page, sales }) => {
    const name = `A very long name of a deal that has no room in any bar ${Date.now()}`;
    const { id } = await sales.create("deal", { name, stage: "new", recordType: "sales" });
    await page.goto(`/deal/${id}`);
    const head = page.getByRole("banner");
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(head.getByRole("button", { name: "Edit" })).toBeVisible();
    await expect(head.getByRole("button")).toHaveCount(3);
    for (const target of await head.getByRole("button").or(head.getByRole("link")).all()) {
      const box = (await target.boundingBox())!;
      expect(Math.min(box.width, box.height), await target.innerText()).toBeGreaterThanOrEqual(40);
      expect(box.x + box.width).toBeLessThanOrEqual(390);
    }
    await expectToFit(page);
    await page.getByRole("button", { name: "Steps: Stage: New" }).click();
    await page.getByRole("menuitemradio", { name: "Qualified" }).click();
    await expect(page.getByRole("button", { name: "Steps: Stage: Qualified" })).toBeVisible();
    await head.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Favourite" }).click();
    await expect.poll(async () => ((await sales.call("GET", "/me/desk")) as { favourites: { id: string }[] }).favourites.some((one) => one.id === id)).toBe(true);
    await sales.call("DELETE", `/me/favourites/deal/${id}`);
    await head.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Remind me" }).click();
    await expect(page.getByRole("dialog", { name: "Remind me" }).getByRole("button", { name: "Set reminder" })).toBeVisible();
  });

  test("cards are chosen from the menu or by holding one down, and changed together", async ({ page, sales }) => {
    const stamp = `Chosen ${Date.now()}`;
    const ids: string[] = [];
    for (const letter of ["A", "B", "C"]) ids.push((await sales.create("organisation", { name: `${stamp} ${letter}` })).id);
    await page.goto(`/organisation?q=${encodeURIComponent(stamp)}`);
    const box = (letter: string) => page.getByRole("checkbox", { name: `Select ${stamp} ${letter}` });
    const bar = page.getByRole("toolbar", { name: "Selected records" });

    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Select records" }).click();
    await box("A").focus();
    await page.keyboard.press("Space");
    await page.getByRole("listitem").filter({ hasText: `${stamp} B` }).locator("label").tap();
    await expect(bar.getByRole("status")).toHaveText("2 selected");
    await expectToFit(page);
    for (const button of await bar.getByRole("button").all()) expect((await button.boundingBox())!.height, await button.innerText()).toBeGreaterThanOrEqual(40);
    await page.keyboard.press("Escape");
    await expect(bar).toHaveCount(0);

    await page.getByRole("listitem").filter({ hasText: `${stamp} C` }).dispatchEvent("pointerdown", { pointerType: "touch", isPrimary: true, bubbles: true });
    await expect(box("C")).toBeChecked();
    await box("A").check();
    await bar.getByRole("button", { name: "Edit" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Field" }).click();
    await page.getByRole("option", { name: "Employees", exact: true }).click();
    await dialog.getByLabel("Employees").fill("12");
    await dialog.getByRole("button", { name: "Change 2 records" }).click();
    await expect(bar).toHaveCount(0);
    await expect.poll(async () => Promise.all(ids.map(async (id) => ((await sales.call("GET", `/records/organisation/${id}`)) as { employees: number | null }).employees))).toEqual([12, null, 12]);
  });
});
