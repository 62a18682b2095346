import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { apiAs } from "./api";
import { StudioPage } from "./pages/studio-page";
import { sessionFile } from "./people";
import { expect, patient, test } from "./test";

test.use({ who: "administrator" });

async function expectAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`), where).toEqual([]);
}

test.afterAll(async () => {
  const admin = await apiAs("administrator");
  const { packs } = await admin.call("GET", "/metadata");
  const left = (packs as { name: string; madeHere: boolean }[]).filter(({ madeHere }) => madeHere);
  if (left.length > 0) await admin.call("POST", "/metadata/publish", { changes: left.map(({ name }) => ({ kind: "pack", name, document: null })), confirmDestructive: true });
  const { items } = await admin.call("GET", "/users?q=olga");
  for (const { id } of items as { id: string }[]) await admin.call("PUT", `/users/${id}/roles`, { roles: ["observer"] });
  await admin.close();
});

test("an administrator makes a module of three entities without any JSON, and a second person works with it", async ({ page, browser }) => {
  // The whole journey, under three minutes as it was promised; on a quiet machine it takes a fraction of that.
  test.setTimeout(180_000);
  const studio = new StudioPage(page);
  await studio.begin("Fleet");

  await studio.addEntity("Vehicle");
  await studio.addField("Plate");
  await studio.addField("State", "Choice");
  await studio.field("State").getByLabel("Choices").fill("Free, On the road, In repair");
  await studio.addField("Rate", "Decimal number");

  await studio.addEntity("Driver");
  await studio.paste("Name\tPhone\tLicence until\nAnna Fast\t+44 20 7946 0001\t31.01.2030\nBen Slow\t+44 20 7946 0002\t01.02.2031", "Take 3 fields");
  await expect(studio.field("Licence until").getByRole("combobox")).toHaveText("Date");
  await expect(page.getByText("2 records will be made when it is published.")).toBeVisible();

  await studio.addEntity("Trip");
  await studio.addField("Purpose");
  await studio.addField("Vehicle", "Reference");
  await studio.choose("Vehicle points at", "Vehicle");
  await studio.addField("Driver", "Reference");
  await studio.choose("Driver points at", "Driver");
  await studio.addField("Distance", "Decimal number");
  await studio.addField("Cost", "Formula");
  await studio.field("Cost").getByLabel("Formula", { exact: true }).fill("distanse * vehicle.rate");
  await expect(studio.field("Cost").getByRole("status")).toContainText("Did you mean “distance”");
  await studio.field("Cost").getByLabel("Formula", { exact: true }).fill("distance * vehicle.rate");
  await expect(studio.field("Cost").getByRole("status")).toHaveText("With sample values: 10,000");

  await studio.openEntity("Vehicle");
  await studio.addField("Driven", "Rollup");
  await studio.field("Driven").getByLabel("Looks at").selectOption("Trips (Vehicle)");
  await studio.field("Driven").getByLabel("Computes").selectOption("Sum");
  await studio.field("Driven").getByLabel("Of the field", { exact: true }).selectOption("Distance");
  await expectAccessible(page, "entities");

  await studio.next();
  await studio.choose("Who works with it", "Olga Observer (olga@e2e.example)");
  await page.keyboard.press("Escape");
  await page.getByLabel("Trips, Delete").selectOption("Everything");
  await studio.next();
  await expect(page.getByRole("main")).toContainText("makes a new table");
  await expectAccessible(page, "plan");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Fleet is there" })).toBeVisible();
  await expect(page.getByText("2 records were made.")).toBeVisible();

  const context = await browser.newContext({ storageState: sessionFile("observer"), serviceWorkers: "block", reducedMotion: "reduce", locale: "en-GB", timezoneId: "UTC" });
  const second = patient(await context.newPage());
  await second.goto("/vehicle/new");
  await second.getByLabel("Plate").fill("AB 123");
  await second.getByLabel("Rate").fill("2.5");
  await second.getByRole("button", { name: "Save" }).click();
  await expect(second.getByRole("heading", { name: "AB 123" })).toBeVisible();
  await second.goto("/trip/new");
  await second.getByLabel("Purpose").fill("To the port");
  await second.getByLabel("Distance").fill("40");
  await second.getByRole("combobox", { name: "Vehicle" }).click();
  await second.getByRole("option", { name: "AB 123" }).click();
  await second.getByRole("button", { name: "Save" }).click();
  await expect(second.locator("[data-field=cost]")).toContainText("100");
  await second.goto("/vehicle");
  await expect(second.getByRole("row", { name: /AB 123/ })).toContainText("40");
  await second.goto("/vehicle?as=board");
  await expect(second.getByRole("group", { name: "Board" })).toContainText("AB 123");
  await second.goto("/studio");
  await expect(second.getByText("There is nothing here")).toBeVisible();
  await context.close();

  await page.goto("/studio/fleet/trip");
  await studio.addField("Fuel", "Money");
  await page.getByRole("tab", { name: "Form" }).click();
  await studio.drag("Owner", "Purpose");
  await expect.poll(() => studio.order()).toEqual(["Owner", "Purpose", "Vehicle", "Driver", "Distance", "Cost", "Fuel"]);
  await page.getByRole("button", { name: "Fuel", exact: true }).press("Alt+ArrowUp");
  await page.getByRole("button", { name: "Owner", exact: true }).press("Delete");
  await expect.poll(() => studio.order()).toEqual(["Purpose", "Vehicle", "Driver", "Distance", "Fuel", "Cost"]);
  await expectAccessible(page, "form designer");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("combobox", { name: "Look as" }).selectOption("Fleet user");
  await page.getByRole("button", { name: "Phone", exact: true }).click();
  await expect(page.getByTestId("preview").getByLabel("Fuel").first()).toBeVisible();
  await page.getByRole("button", { name: "Review and publish" }).click();
  const review = page.getByRole("dialog", { name: "Review and publish" });
  await expect(review).toContainText("adds a column");
  await review.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Published. It counts for everybody now.")).toBeVisible();

  await page.goto("/studio/fleet");
  await page.getByRole("button", { name: "Remove module" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove module" }).click();
  await expect(page.getByText("Fleet was removed")).toBeVisible();
  const admin = await apiAs("administrator");
  expect((await admin.ask("GET", "/records/vehicle")).status).toBe(404);
  await admin.close();
});
