/** A pack as a file: looked at, installed, and uninstalled again, all on the screen. */
import { packArchive } from "../../runtime/packs/archive/archive";
import { entity, field, pack } from "../helpers/publishing";
import { expect, test } from "./test";

const REMINDER = { id: "vans.due", name: "due", label: "Due", entity: "van", on: { event: "due", field: "due" }, to: [{ who: "owner" }], channels: { email: "now" }, title: "{name}" };
const VANS = packArchive(pack("vans", { "entities/van/entity.json": entity("van", [field("name"), field("due", { type: "date" })]), "notifications/due.json": REMINDER }, { label: "Vans", capabilities: { send: ["email"], schedule: true } }));

test.use({ who: "administrator" });

test("a pack is installed from a file after its plan, and uninstalled with its data", async ({ page }) => {
  await page.goto("/admin/packs");
  const choose = page.getByRole("region", { name: "From a file" }).locator("input[type=file]");
  await choose.setInputFiles({ name: "vans.tgz", mimeType: "application/gzip", buffer: VANS.subarray(0, VANS.length - 30) });
  await expect(page.getByRole("region", { name: "From a file" })).toContainText("damaged");

  await choose.setInputFiles({ name: "vans.tgz", mimeType: "application/gzip", buffer: VANS });
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("region", { name: "What it does by itself" })).toContainText("Sends e-mail");
  await expect(dialog.getByRole("region", { name: "What it does by itself" })).toContainText("Begins work at set times");
  await dialog.getByRole("button", { name: "Install", exact: true }).click();
  const uninstall = page.getByRole("button", { name: "Uninstall Vans" });
  await expect(uninstall).toBeVisible();

  await uninstall.click();
  await dialog.getByRole("radio", { name: /^Drop|^Delete/ }).check();
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Uninstall", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(uninstall).toHaveCount(0);
});
