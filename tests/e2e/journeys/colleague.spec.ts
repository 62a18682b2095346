/** An administrator adds a colleague: invites, gives roles, names a deputy for some days, and looks at what a change of a role would do before it is saved. */
import { Screen } from "../pages/screen";
import { expect, test } from "../test";
import { wordsIn } from "../words";

for (const language of ["en", "tr"] as const) {
  const words = wordsIn(language);
  const { t } = words;

  test(`an administrator adds a colleague (${language})`, async ({ newcomer, admin }) => {
    const { page, name: chief } = await newcomer({ name: `Aylin Admin${language}`, roles: ["administrator"], language });
    const screen = new Screen(page, words);
    const colleague = `Kemal Colleague${Date.now()}`;
    const email = `${Date.now()}@colleague.example`;
    const sections = page.getByRole("navigation", { name: t("admin.title") });
    const section = async (word: string) => {
      await sections.getByRole("link", { name: word, exact: true }).click();
      await expect(screen.title).toHaveText(word);
    };

    await test.step("the invitation", async () => {
      await page.goto("/admin/users");
      await screen.button(t("admin.invite")).click();
      const dialog = page.getByRole("dialog", { name: t("admin.invite") });
      await dialog.getByLabel(t("admin.name"), { exact: true }).fill(colleague);
      await dialog.getByLabel(t("admin.email"), { exact: true }).fill(email);
      await dialog.getByRole("combobox", { name: t("admin.roles") }).click();
      await page.getByRole("option", { name: words.role("observer"), exact: true }).click();
      await page.keyboard.press("Escape");
      await screen.button(t("admin.sendInvitation"), dialog).click();
      await expect(dialog).toBeHidden();
    });
    const user = (await admin.call("GET", `/users?q=${email}`)).items[0];
    expect(user).toMatchObject({ name: colleague, status: "invited", language, roles: ["observer"] });
    await test.step("one more role", async () => {
      await page.getByRole("button", { name: new RegExp(`^${colleague}`) }).click();
      const sheet = page.getByRole("dialog", { name: colleague });
      await sheet.getByRole("combobox", { name: t("admin.roles") }).click();
      await page.getByRole("option", { name: words.role("salesPerson"), exact: true }).click();
      await page.keyboard.press("Escape");
      await screen.button(t("common.save"), sheet).click();
      await expect.poll(async () => (await admin.call("GET", `/users/${user.id}`)).roles.toSorted()).toEqual(["observer", "salesPerson"]);
      await page.keyboard.press("Escape");
    });
    await test.step("a deputy from day to day, and not for ever", async () => {
      await section(t("admin.deputies"));
      await screen.button(t("admin.newDeputy")).click();
      const dialog = page.getByRole("dialog", { name: t("admin.newDeputy") });
      const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
      await screen.pick(dialog.getByRole("combobox", { name: t("admin.person") }), chief);
      await screen.pick(dialog.getByRole("combobox", { name: t("admin.deputy") }), "Hanna Head");
      await dialog.getByLabel(t("admin.from"), { exact: true }).fill(day(1));
      await dialog.getByLabel(t("admin.to"), { exact: true }).fill(day(14));
      await screen.button(t("common.save"), dialog).click();
      await expect(dialog).toBeHidden();
      const row = page.getByRole("row").filter({ hasText: chief });
      await expect(row).toContainText("Hanna Head");
      const [year, , last] = day(14).split("-");
      await expect(row).toContainText(new RegExp(`\\b${Number(last)}\\b.*${year}`));
      await screen.button(t("admin.endSession"), row).click();
      await screen.button(t("admin.endSession"), page.getByRole("alertdialog")).click();
      await expect(row).toHaveCount(0);
    });
    await test.step("what a change of the role would give, before anything is saved", async () => {
      await page.goto("/admin/roles/observer");
      const product = words.entity("product").plural;
      await page.getByRole("button", { name: new RegExp(`^${product}, ${t("admin.verb.create")}: `) }).click();
      await page.getByRole("dialog").getByLabel(t("admin.scope.all"), { exact: true }).check();
      await page.keyboard.press("Escape");
      await screen.button(t("admin.reviewAndSave")).click();
      const preview = page.getByRole("dialog", { name: t("admin.previewTitle") });
      await preview.getByRole("combobox", { name: t("admin.lookAs") }).click();
      await page.getByRole("option", { name: "Olga Observer", exact: true }).click();
      await page.keyboard.press("Escape");
      await expect(preview.getByRole("region", { name: "Olga Observer" })).toBeVisible();
      await expect(screen.button(t("admin.publish"), preview)).toBeEnabled();
    });
    // The invitation is taken back: the list of users is as it was.
    await admin.call("DELETE", `/users/${user.id}/invite`);
  });
}
