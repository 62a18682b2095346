/** What surrounds the pages: palette, favourites, search, profile, the tour for somebody new, and a lost connection. */
import { findingsOf } from "./axe";
import type { Page } from "@playwright/test";
import { expect, patient, test } from "./test";

test.use({ who: "sales" });

const palette = async (page: Page, text: string) => {
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog", { name: "Command palette" });
  await dialog.getByPlaceholder("Search or go to…").fill(text);
  return dialog;
};

const expectNoGraveFindings = async (page: Page): Promise<void> => expect(await findingsOf(page)).toEqual([]);

test("the palette goes anywhere, does what the page offers and changes the theme, by keyboard alone", async ({ page, sales }) => {
  const deal = await sales.create("deal", { name: `Palette deal ${Date.now()}` });
  await page.goto("/deal");
  await expect(page.getByRole("grid")).toBeVisible();
  const dialog = await palette(page, deal.name);
  // The record itself, not the offer to look for these words everywhere.
  await expect(dialog.getByRole("option", { name: new RegExp(`^${deal.name}`) }).first()).toHaveAttribute("data-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(deal.id));
  await expect(page.getByRole("button", { name: "Edit" })).toBeVisible();

  await expect((await palette(page, "Edit")).getByRole("option", { name: "Edit", exact: true })).toBeVisible();
  await page.getByRole("option", { name: "Edit", exact: true }).click();
  await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();

  await (await palette(page, "Theme: Dark")).getByRole("option", { name: "Theme: Dark" }).click();
  await expect(page.locator("html")).toHaveClass(/dark/);
  const none = await palette(page, "Users");
  await expect(none.getByText("Users", { exact: true })).toHaveCount(0);
});

test("a star puts a record into the menu and the palette on every device", async ({ page, sales, browser }) => {
  const { id, name } = await sales.create("organisation", { name: `Starred Ltd ${Date.now()}` });
  await page.goto(`/organisation/${id}`);
  const star = page.getByRole("button", { name: "Favourite", exact: true });
  const kept = page.waitForResponse((answer) => answer.url().includes("/me/favourites/"));
  await star.click();
  await kept;
  await expect(star).toHaveAttribute("aria-pressed", "true");
  const other = await browser.newContext({ storageState: await page.context().storageState() });
  const elsewhere = patient(await other.newPage());
  await elsewhere.goto("/deal");
  await elsewhere.getByRole("region", { name: "Favourites" }).getByRole("link", { name }).click();
  await expect(elsewhere.getByRole("heading", { name, level: 1 })).toBeVisible();
  await other.close();
});

test("the search over everything shows where the text was found, is narrowed by entity, and survives being shared", async ({ page, sales }) => {
  const word = `zebrano${Date.now()}`;
  await sales.create("organisation", { name: `The ${word} works` });
  await sales.create("lead", { title: `Wants ${word}`, companyName: "Anybody" });
  await page.goto(`/search?q=${word}`);
  const hits = page.getByRole("list", { name: "Found records" });
  await expect(hits.getByRole("listitem")).toHaveCount(2);
  await expect(hits.locator("mark").first()).toHaveText(word);
  await page.getByRole("navigation", { name: "Where to search" }).getByRole("link", { name: "Leads" }).click();
  await expect(hits.getByRole("listitem")).toHaveCount(1);
  await expect(page).toHaveURL(/entity=lead/);
  await page.reload();
  await expect(hits.getByRole("listitem")).toHaveCount(1);
  await expectNoGraveFindings(page);
  await page.getByRole("searchbox", { name: "Search" }).press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/lead\//);
  await page.goBack();
  await expect(hits.getByRole("listitem")).toHaveCount(1);
});

test("the profile changes name and density and lists sessions", async ({ page }) => {
  await page.goto("/profile");
  await page.getByRole("combobox", { name: "Density" }).selectOption("compact");
  await expect(page.locator("html")).toHaveAttribute("data-density", "compact");
  await expect(page.getByText("This one")).toBeVisible();
  await expectNoGraveFindings(page);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Sam B. Seller");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: /^Sam B\. Seller/ })).toBeVisible();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Sam Seller");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: /^Sam Seller/ })).toBeVisible();
  await page.getByRole("combobox", { name: "Density" }).selectOption("comfortable");
});

test("somebody new is shown around once", async ({ page, sales }) => {
  await sales.call("PATCH", "/me/settings", { tourDone: false });
  await page.goto("/deal");
  const tour = page.getByRole("region", { name: "A short tour" });
  await expect(tour).toContainText("1 of 5");
  await expectNoGraveFindings(page);
  for (let step = 2; step <= 5; step++) {
    await tour.getByRole("button", { name: "Next" }).click();
    await expect(tour).toContainText(`${step} of 5`);
  }
  const kept = page.waitForResponse((answer) => answer.url().includes("/me/settings"));
  await tour.getByRole("button", { name: "Got it" }).click();
  await kept;
  await page.reload();
  await expect(page.getByRole("grid")).toBeVisible();
  await expect(tour).toHaveCount(0);
});

test.describe("without a connection", () => {
  test.use({ serviceWorkers: "allow" });

  test("a page says so instead of the browser, and nothing is kept", async ({ page, context }) => {
    await page.goto("/deal");
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await context.setOffline(true);
    await page.goto("/organisation").catch(() => undefined);
    await expect(page.getByRole("heading", { name: "No connection" })).toBeVisible();
    const kept = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat());
    expect(kept).toEqual([]);
    await context.setOffline(false);
    await page.getByRole("link", { name: "Try again" }).click();
    await expect(page.getByRole("grid")).toBeVisible();
  });
});
