/** A pack as a file: looked at, installed, and uninstalled again, all on the screen. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "./test";

const DOCUMENTS = {
  "pack.json": { id: "vans", name: "vans", version: "1.0.0", label: "Vans", language: "en", capabilities: { send: ["email"], schedule: true } },
  "entities/van/entity.json": { id: "van", name: "van", label: "Van", plural: "Vans", icon: "truck", titleField: "name", fields: [{ id: "name", name: "name", type: "text", label: "Name" }, { id: "due", name: "due", type: "date", label: "Due" }] },
  "notifications/due.json": { id: "vans.due", name: "due", label: "Due", entity: "van", on: { event: "due", field: "due" }, to: [{ who: "owner" }], channels: { email: "now" }, title: "{name}" },
};

/** The pack as people pack folders: by tar. */
function archive(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "metaloom-vans-"));
  for (const [path, document] of Object.entries(DOCUMENTS)) {
    mkdirSync(dirname(join(folder, "vans", path)), { recursive: true });
    writeFileSync(join(folder, "vans", path), JSON.stringify(document));
  }
  const bytes = execFileSync("tar", ["-czf", "-", "-C", folder, "vans"]);
  rmSync(folder, { recursive: true });
  return bytes;
}

test.use({ who: "administrator" });

test("a pack is installed from a file after its plan, and uninstalled with its data", async ({ page }) => {
  const vans = archive();
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
