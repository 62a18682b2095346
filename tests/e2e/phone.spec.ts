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
