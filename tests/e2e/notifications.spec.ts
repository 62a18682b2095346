import { apiAs } from "./api";
import { PEOPLE, sessionFile } from "./people";
import { expect, patient, test } from "./test";

test.use({ who: "sales" });

test("a mention rings the bell of who is named, leads to the record, and is read then", async ({ browser, sales }) => {
  const api = await apiAs("observer");
  const context = await browser.newContext({ storageState: sessionFile("observer") });
  try {
    const { user } = await api.call("GET", "/auth/me");
    const window = patient(await context.newPage());
    await window.goto("/organisation");
    await expect(window.getByRole("button", { name: "Notifications" })).toBeVisible();
    const { id } = await sales.create("organisation", { name: "Ringing Ltd" });
    await sales.call("POST", `/records/organisation/${id}/comments`, { body: `Look at @[${PEOPLE.observer.name}](user:${user.id}) please` });

    await expect(window.getByRole("button", { name: /Notifications, \d+ unread/ })).toBeVisible({ timeout: 20_000 });
    await expect(window.getByRole("region", { name: "Notifications" }).getByText(`${PEOPLE.sales.name} mentioned you: Ringing Ltd`)).toBeVisible();
    await window.getByRole("button", { name: /Notifications/ }).press("Enter");
    const entry = window.getByRole("dialog", { name: "Notifications" }).getByRole("link", { name: /Ringing Ltd/ });
    await expect(entry).toContainText(`Look at @${PEOPLE.observer.name} please`);
    await entry.press("Enter");
    await expect(window).toHaveURL(new RegExp(`/organisation/${id}`));
    await expect.poll(async () => (await api.call("GET", "/notifications?unread=true")).items.filter((item: { record: { id: string } | null }) => item.record?.id === id)).toEqual([]);
  } finally {
    await context.close();
    await api.close();
  }
});

test("settings are kept at once; a reminder is set and taken away on the record", async ({ page, sales }) => {
  await page.goto("/profile/notifications");
  const choice = page.getByRole("combobox", { name: "A deal is given to me: E-mail" });
  await choice.selectOption("off");
  await page.reload();
  await expect(choice).toHaveValue("off");
  await choice.selectOption("now");

  const { id } = await sales.create("organisation", { name: "Remembered" });
  await page.goto(`/organisation/${id}`);
  await page.getByRole("button", { name: "Remind me" }).click();
  const dialog = page.getByRole("dialog", { name: "Remind me" });
  await dialog.getByRole("textbox", { name: "Note" }).fill("Call back");
  await dialog.getByRole("button", { name: "Set reminder" }).click();
  await expect(dialog.getByText("Call back")).toBeVisible();
  await dialog.getByRole("button", { name: "Delete reminder" }).click();
  await expect(dialog.getByText("Call back")).toBeHidden();
});
