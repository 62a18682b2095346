import type { Language } from "./pages/shell-page";
import { expect, test } from "./test";

test.use({ who: "sales" });

test("the dark look is chosen in the person's menu, comes at once and stays", async ({ page, list, shell }) => {
  await list.open("organisation");
  const canvas = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await canvas();
  await shell.switchTheme("Dark");
  await expect.poll(canvas).not.toBe(light);
  const dark = await canvas();
  await page.reload();
  await expect(page.locator("html")).toHaveClass(/dark/);
  expect(await canvas()).toBe(dark);
  await shell.switchTheme("Light");
  await expect.poll(canvas).toBe(light);
});

/** English words of the screens and of the pack that would show a gap; titles of records are data and stay as they are. */
const ENGLISH = ["Leads", "Deals", "Organisations", "Contacts", "Activities", "Products", "Users", "Teams", "Units", "Administration", "Sales", "Search", "Filter", "Short name", "Kind", "Client", "Industry", "Phone", "Rating", "Owner", "All organisations", "Mine", "This month", "Suppliers", "Basics", "Requisites", "Ways to reach", "Responsible", "General", "Addresses", "Licences", "More", "History", "Edit", "Created at", "Created by", "Version", "Team", "Unit", "records", "Home"];

const WORDS: Record<Exclude<Language, "en">, { menu: string; field: string }> = {
  ru: { menu: "Сделки", field: "Краткое" },
  uk: { menu: "Угоди", field: "Коротка" },
  tr: { menu: "Anlaşmalar", field: "Kısa" },
};

// Others work under the same name; whatever happens here, they find the language they know.
test.afterEach(async ({ sales }) => { await sales.call("PATCH", "/auth/me", { language: "en" }); });

test("the language is switched, and no English menu is left on list and record", async ({ page, list, shell, sales }) => {
  for (const language of ["ru", "uk", "tr"] as const) {
    await test.step(language, async () => {
      await list.open("organisation", "?q=Aurora+Works+00");
      await shell.switchLanguage(language);
      await expect(shell.menu).toContainText(WORDS[language].menu);
      await expect(page.getByRole("columnheader").filter({ hasText: WORDS[language].field }).first()).toBeVisible();
      expect(await englishOn(page), `English left on the list in ${language}`).toEqual([]);
      await list.grid.getByRole("link", { name: "Aurora Works 001", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Aurora Works 001");
      await expect(page.getByRole("tab").first()).toBeVisible();
      expect(await englishOn(page), `English left on the record in ${language}`).toEqual([]);
    });
  }
  await shell.switchLanguage("en");
  await expect(shell.menu).toContainText("Deals");
  await expect.poll(async () => (await sales.call("GET", "/auth/me")).user.language).toBe("en");
});

/** Whole words among the texts and names that people see or hear. */
function englishOn(page: import("@playwright/test").Page): Promise<string[]> {
  return page.evaluate((english) => {
    const texts = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest("script, style, noscript, [data-radix-portal]")) texts.add(node.textContent?.trim() ?? "");
    }
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title]")) for (const name of ["aria-label", "placeholder", "title"]) texts.add(element.getAttribute(name)?.trim() ?? "");
    return english.filter((word) => texts.has(word));
  }, ENGLISH);
}
