/** The Monday of a head of sales: how it goes, narrowed to one person and currency, the deals behind a number, a report, and the numbers taken along. */
import { Screen } from "../pages/screen";
import { expect, test } from "../test";
import { wordsIn } from "../words";

for (const language of ["en", "uk"] as const) {
  const words = wordsIn(language);
  const { t } = words;
  const deal = words.entity("deal");
  const sales = words.dashboard("sales");

  test(`the Monday of a head of sales (${language})`, async ({ newcomer }) => {
    const { page, api, name } = await newcomer({ name: `Marta Monday${language}`, roles: ["headOfSales"], language });
    const screen = new Screen(page, words);
    // In a currency of its own: sums of others stay as they are.
    const organisation = (await api.create("organisation", { name: "Monday Client" })).id;
    const product = (await api.call("GET", "/records/product?limit=1")).items[0].id as string;
    const lines = [{ product, quantity: 2, price: 500 }];
    await api.create("deal", { name: "Monday won", organisation, currency: "UAH", stage: "won", wonAt: new Date().toISOString().slice(0, 10), lines });
    await api.create("deal", { name: "Monday open", organisation, currency: "UAH", stage: "qualified", lines });
    const tile = (id: string) => page.getByRole("region", { name: sales.widget(id), exact: true }).first();
    const filter = (id: string) => page.getByRole("group", { name: sales.filter(id), exact: true });

    await test.step("the dashboard, narrowed", async () => {
      await page.goto("/");
      await expect(tile("wonCount")).toBeVisible();
      await screen.pick(filter("currency").getByRole("combobox"), deal.choice("currency", "UAH"));
      await expect(page).toHaveURL(/f\.currency=UAH/);
      await screen.pick(filter("owner").getByRole("combobox"), name);
      await page.keyboard.press("Escape");
      await expect(tile("wonCount").getByRole("link")).toHaveText("1");
      await page.reload();
      await expect(tile("wonCount").getByRole("link")).toHaveText("1");
    });
    await test.step("the deals behind the number, and back", async () => {
      await tile("wonCount").getByRole("link").click();
      await expect(screen.row("Monday won")).toBeVisible();
      await expect(screen.row("Monday open")).toBeHidden();
      await page.goBack();
      await expect(tile("wonCount").getByRole("link")).toHaveText("1");
    });
    await test.step("a chart goes along as its numbers", async () => {
      await page.getByRole("button", { name: t("dashboard.widgetMenu", { label: sales.widget("wonByMonth") }) }).click();
      const coming = page.waitForEvent("download");
      await page.getByRole("menuitem", { name: t("dashboard.csv") }).click();
      expect((await coming).suggestedFilename()).toMatch(/\.csv$/);
    });
    await test.step("the report of the month", async () => {
      await page.getByRole("complementary").getByRole("navigation").getByRole("link", { name: words.report("wonByMonth"), exact: true }).click();
      await expect(screen.title).toHaveText(words.report("wonByMonth"));
      await expect(page.getByRole("table").first()).toContainText(name);
      const coming = page.waitForEvent("download");
      await page.getByRole("link", { name: t("dashboard.xlsx") }).click();
      expect((await coming).suggestedFilename()).toMatch(/\.xlsx$/);
    });
    await test.step("the list of deals, filtered, as a file", async () => {
      await screen.openList(deal.plural);
      await page.getByRole("searchbox").fill("Monday open");
      await expect(screen.row("Monday won")).toBeHidden();
      await page.getByRole("button", { name: t("common.more"), exact: true }).click();
      const coming = page.waitForEvent("download");
      await page.getByRole("menuitem", { name: t("list.exportCsv") }).click();
      expect((await coming).suggestedFilename()).toMatch(/\.csv$/);
    });
  });
}
