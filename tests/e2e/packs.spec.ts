/** A pack as a file: looked at, installed, and uninstalled again, all on the screen. */
import { expect, test } from "./test";
import { vansArchive } from "./vans";

test.use({ who: "administrator" });

test("a pack is installed from a file after its plan, and uninstalled with its data", async ({ page }) => {
  const vans = vansArchive();
  await page.goto("/admin/packs");
  const choose = page.getByRole("region", { name: "From a file" }).locator("input[type=file]");
  await choose.setInputFiles({ name: "vans.tgz", mimeType: "application/gzip", buffer: vans.subarray(0, vans.length - 30) });
  await expect(page.getByRole("region", { name: "From a file" })).toContainText("damaged");

  await choose.setInputFiles({ name: "vans.tgz", mimeType: "application/gzip", buffer: vans });
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("region", { name: "What it does by itself" })).toContainText("Sends e-mail");
  await expect(dialog.getByRole("region", { name: "What it does by itself" })).toContainText("Begins work at set times");
  await dialog.getByRole("button", { name: "Install", exact: true }).click();
  const uninstall = page.getByRole("button", { name: "Uninstall Vans" });
  await expect(uninstall).toBeVisible();

  await uninstall.click();
  await dialog.getByRole("radio", { name: /^Delete for ever/ }).check();
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Uninstall", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(uninstall).toHaveCount(0);
});
