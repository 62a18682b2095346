/** A phone in the field, 390 px wide: a contact is found, a call noted, a photo taken, and what is typed without a connection arrives once. */
import { Screen } from "../pages/screen";
import { expect, test } from "../test";
import { wordsIn } from "../words";

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

for (const language of ["en", "ru"] as const) {
  const words = wordsIn(language);
  const { t } = words;
  const [contact, activity] = [words.entity("contact"), words.entity("activity")];

  test(`a phone in the field (${language})`, async ({ newcomer }) => {
    const { page, api } = await newcomer({ name: "Fiona Field", roles: ["salesPerson"], language, browser: PHONE });
    const screen = new Screen(page, words);
    const last = `Pole${Date.now()}`;
    const { id } = await api.create("contact", { name: { first: "Petra", last }, mobile: "+380501234567" });
    const fits = async (where: string) => expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${where}: pixels beyond the right edge`).toBeLessThanOrEqual(0);

    await test.step("the contact is found", async () => {
      await page.goto("/");
      await fits("start page");
      await screen.button(t("shell.menu")).tap();
      await page.getByRole("dialog").getByRole("link", { name: contact.plural, exact: true }).tap();
      await expect(page).toHaveURL(/\/contact/);
      await page.getByRole("searchbox").fill(last);
      await expect(page.getByRole("list", { name: contact.plural }).getByRole("listitem")).toHaveCount(1);
      await page.getByRole("link", { name: `Petra ${last}`, exact: true }).tap();
      await expect(page).toHaveURL(new RegExp(id));
      await expect(screen.title).toContainText(last);
      await fits("record");
    });
    await test.step("a call is noted", async () => {
      await page.getByRole("tab", { name: contact.related("activities") }).tap();
      await page.getByRole("link", { name: t("list.create", { label: activity.label }) }).tap();
      await screen.input(activity.field("subject")).fill("Met at the fence");
      await screen.input(activity.field("startsAt")).fill(new Date().toISOString().slice(0, 10));
      await fits("form");
      await screen.save();
      await screen.expectSaved("Met at the fence");
      await page.locator('[data-field="relatesTo"]').getByRole("link").tap();
      await expect(screen.title).toContainText(last);
    });
    await test.step("a photo from the camera goes to the record", async () => {
      await page.goto(`/contact/${id}?tab=activity`);
      await page.getByRole("toolbar", { name: t("activity.show") }).getByRole("button", { name: t("activity.files"), exact: true }).tap();
      await expect(screen.button(t("activity.takePicture"))).toBeVisible();
      await page.locator("input[type=file][capture]").setInputFiles({ name: "fence.png", mimeType: "image/png", buffer: PNG });
      await expect(page.getByRole("button", { name: /^fence\.png/ })).toBeVisible();
      await fits("activity");
    });
    await test.step("without a connection what is typed waits, and is sent once", async () => {
      await page.goto(`/contact/${id}`);
      await screen.button(t("common.edit")).tap();
      await screen.input(contact.field("position")).fill("Forester");
      await page.context().setOffline(true);
      await screen.save();
      await expect(page.getByText(t("record.waiting"))).toBeVisible();
      await expect(screen.input(contact.field("position"))).toHaveValue("Forester");
      await fits("waiting form");
      await page.context().setOffline(false);
      await expect(screen.button(t("common.edit"))).toBeVisible();
      expect(await api.call("GET", `/records/contact/${id}`)).toMatchObject({ position: "Forester", version: 2 });
    });
  });
}
