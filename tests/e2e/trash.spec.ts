import { apiAs } from "./api";
import { sessionFile } from "./people";
import { expect, patient, test } from "./test";

// A sales person may not delete; the head of sales may.
test.use({ who: "head" });

test("a deleted record comes back by undo, and later from the trash", async ({ record, list, shell, page }) => {
  const name = `Short-lived Ltd ${Date.now()}`;
  const head = await apiAs("head");
  const { id } = await head.create("organisation", { name });
  await head.close();
  await record.open("organisation", id);
  await record.delete();
  await expect(page).toHaveURL(/\/organisation$/);
  await shell.undo();
  await expect(record.title).toHaveText(name);

  await record.delete();
  await expect(page).toHaveURL(/\/organisation$/);
  await expect(list.row(name)).toBeHidden();
  await list.openTrash();
  await expect(page.getByRole("gridcell", { name, exact: true })).toBeVisible();
  await list.restoreFromTrash(name);
  await expect(shell.message("1 record restored")).toBeVisible();
  await list.open("organisation");
  await expect(list.row(name)).toBeVisible();
});

test("who may not delete is not offered it", async ({ browser }) => {
  const context = await browser.newContext({ storageState: sessionFile("sales") });
  const page = patient(await context.newPage());
  await page.goto("/organisation");
  await page.getByRole("link", { name: "Aurora Works 001" }).click();
  await expect(page.getByRole("heading", { name: "Aurora Works 001", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Delete" })).toHaveCount(0);
  await context.close();
});
