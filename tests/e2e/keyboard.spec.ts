import { expect, test } from "./test";

test.use({ who: "sales" });

test("with the keyboard alone: palette, new lead, fill, save, and back to it by search", async ({ page, list, record }) => {
  await list.open("deal");
  await expect(list.grid).toBeVisible();
  const { keyboard } = page;
  await keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
  await keyboard.type("new lead");
  await expect(page.getByRole("option", { name: "New Lead" })).toHaveAttribute("aria-selected", "true");
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/lead\/new/);
  await expect(record.input("Title")).toBeFocused();
  await keyboard.type("Written without a mouse");
  await tabTo(page, "Source");
  await keyboard.press("ArrowDown");
  await keyboard.type("Exhib");
  await expect(page.getByRole("option", { name: "Exhibition" })).toHaveAttribute("aria-selected", "true");
  await keyboard.press("Enter");
  await tabTo(page, "Company");
  await keyboard.type("Evergreen Tools");
  await keyboard.press("Control+s");
  await record.expectSaved("Written without a mouse");
  await record.expectValue("source", "Exhibition");

  await test.step("E begins to edit, Escape leaves, and the palette finds the record", async () => {
    await keyboard.press("e");
    await expect(record.input("Title")).toBeFocused();
    await keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Edit", exact: true })).toBeVisible();
    await list.open("deal");
    await expect(list.grid).toBeVisible();
    await keyboard.press("Control+k");
    await keyboard.type("without a mouse");
    await expect(page.getByRole("option", { name: /^Written without a mouse/ }).first()).toBeVisible();
    await keyboard.press("Enter");
    await expect(record.title).toHaveText("Written without a mouse");
  });
  await test.step("J, K and Enter walk through a list", async () => {
    await list.open("organisation", "?q=Aurora+Works+00");
    await expect(list.titleAt(1)).toHaveText("Aurora Works 001");
    await keyboard.press("j");
    await keyboard.press("j");
    await keyboard.press("Enter");
    await expect(record.title).toHaveText("Aurora Works 002");
  });
});

/** Presses Tab until the field with that label has the focus; fails when it is never reached. */
async function tabTo(page: import("@playwright/test").Page, label: string): Promise<void> {
  const target = page.getByRole("main").getByLabel(label, { exact: true }).first();
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab never reaches "${label}".`);
}
