/** A new sales person's first day: shown around, a lead, the own list of leads, a deal out of the lead, and what to do next. */
import { Screen } from "../pages/screen";
import { expect, test } from "../test";
import { wordsIn } from "../words";

for (const language of ["en", "ru"] as const) {
  const words = wordsIn(language);
  const { t } = words;
  const [lead, deal, activity] = [words.entity("lead"), words.entity("deal"), words.entity("activity")];

  test(`a new sales person's first day (${language})`, async ({ newcomer }) => {
    const { page, api } = await newcomer({ name: "Nina Newhand", roles: ["salesPerson"], language, isNew: true });
    const screen = new Screen(page, words);
    const title = `Asks for pumps ${Date.now()}`;

    await test.step("the tour is taken once", async () => {
      await page.goto("/");
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      const tour = page.getByRole("region", { name: t("tour.title") });
      for (let at = 1; at <= 5; at++) {
        await expect(tour).toContainText(t("tour.step", { at, of: 5 }));
        await screen.button(t(at < 5 ? "tour.next" : "tour.finish"), tour).click();
      }
      await expect(tour).toBeHidden();
    });
    await test.step("a lead by the palette", async () => {
      await page.keyboard.press("Control+k");
      const create = t("palette.createOne", { label: lead.label });
      await page.getByRole("dialog", { name: t("palette.title") }).getByPlaceholder(t("palette.placeholder")).fill(create);
      await page.getByRole("option", { name: create, exact: true }).click();
      await screen.input(lead.field("title")).fill(title);
      await screen.input(lead.field("companyName")).fill("Cedar Logistics");
      await screen.input(t("person.first")).fill("Nora");
      await screen.input(t("person.last")).fill("Stone");
      await screen.pick(screen.input(lead.field("source")), lead.choice("source", "exhibition"));
      await screen.save();
      await screen.expectSaved(title);
      await expect(page.locator('[data-field="source"]')).toContainText(lead.choice("source", "exhibition"));
    });
    await test.step("it is in the list; the own ones become a view", async () => {
      await screen.openList(lead.plural);
      await page.getByRole("group", { name: t("list.quickFilters") }).getByRole("button", { name: lead.quickFilter("my") }).click();
      await expect(screen.row(title)).toBeVisible();
      await page.getByRole("button", { name: new RegExp(`^${t("view.choose", { label: "" }).trim()}`) }).click();
      await page.getByRole("menuitem", { name: t("view.saveAs") }).click();
      await page.getByRole("textbox", { name: t("view.name") }).fill(`${lead.plural} 1`);
      await screen.button(t("common.save")).click();
      await expect(page.getByRole("button", { name: t("view.choose", { label: `${lead.plural} 1` }) })).toBeVisible();
      await screen.row(title).click();
      await expect(screen.title).toHaveText(title);
    });
    await test.step("the lead becomes a deal", async () => {
      await screen.button(lead.action("convert")).click();
      const dialog = page.getByRole("dialog", { name: lead.action("convert") });
      await screen.button(lead.action("convert"), dialog).click();
      await expect(dialog).toBeHidden();
      await expect(page).toHaveURL(/\/deal\/[0-9a-f-]{36}/);
      await expect(screen.title).toHaveText(title);
      await expect(page.locator('[data-field="organisation"]')).toContainText("Cedar Logistics");
    });
    const dealId = new URL(page.url()).pathname.split("/").at(-1)!;
    await test.step("what comes next is planned", async () => {
      await page.getByRole("tab", { name: deal.related("activities") }).click();
      await page.getByRole("link", { name: t("list.create", { label: activity.label }) }).click();
      await screen.input(activity.field("subject")).fill("Call Nora");
      await screen.input(activity.field("startsAt")).fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
      await screen.save();
      await screen.expectSaved("Call Nora");
    });
    await test.step("and waits on the start page", async () => {
      await page.goto("/");
      await expect(page.getByRole("region", { name: words.dashboard("work").widget("next"), exact: true }).first()).toContainText("Call Nora");
      await expect(page.getByRole("region", { name: words.dashboard("work").widget("openDeals"), exact: true }).first()).toContainText("1");
    });
    expect(await api.call("GET", `/records/activity?filter=${encodeURIComponent(JSON.stringify({ field: "subject", op: "eq", value: "Call Nora" }))}`)).toMatchObject({ items: [{ relatesTo: { entity: "deal", id: dealId }, status: "planned" }] });
  });
}
