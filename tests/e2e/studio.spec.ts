import { apiAs } from "./api";
import { expectAccessible } from "./axe";
import { StudioPage } from "./pages/studio-page";
import { sessionFile } from "./people";
import { expect, patient, test } from "./test";

test.use({ who: "administrator" });

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
  await expect(studio.field("Cost").getByRole("status")).toHaveText("With sample values: 10,000.00");

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

test("a module is designed further: its list, its rules, its words, its diagram, and the same as JSON", async ({ page }) => {
  test.setTimeout(120_000);
  const admin = await apiAs("administrator");
  const reference = { id: "yard", name: "yard", type: "reference", label: "Yard", options: { entity: "yard" } };
  await admin.call("POST", "/metadata/publish", { changes: [
    { kind: "pack", name: "yards", document: { id: "yards", name: "yards", version: "1.0.0", label: "Yards", language: "en" } },
    { kind: "entity", name: "yard", pack: "yards", document: { id: "yard", name: "yard", label: "Yard", plural: "Yards", titleField: "name", fields: [{ id: "name", name: "name", type: "text", label: "Name" }] } },
    { kind: "entity", name: "crane", pack: "yards", document: { id: "crane", name: "crane", label: "Crane", plural: "Cranes", titleField: "name", fields: [{ id: "name", name: "name", type: "text", label: "Name" }, { id: "load", name: "load", type: "decimal", label: "Load" }, reference] } },
    { kind: "list", name: "crane.main", pack: "yards", document: { id: "crane.main", name: "main", entity: "crane", label: "All cranes", columns: [{ id: "name", field: "name" }, { id: "load", field: "load" }] } },
    { kind: "form", name: "crane.main", pack: "yards", document: { id: "crane.form", name: "main", entity: "crane", label: "Main", tabs: [{ id: "t", label: "General", sections: [{ id: "s", columns: 1, fields: [{ id: "name", field: "name" }, { id: "load", field: "load" }] }] }] } },
  ] });
  await admin.call("POST", "/records/crane", { name: "Tall one", load: 40 });
  const studio = new StudioPage(page);

  await page.goto("/studio/yards/crane");
  await studio.field("Load").getByRole("button", { name: "Settings of Load" }).click();
  await page.getByRole("group", { name: "Required", exact: true }).getByRole("button", { name: "Filter" }).click();
  const builder = page.getByRole("dialog", { name: "Filter" });
  await builder.getByRole("combobox", { name: "Operator" }).selectOption("isNotEmpty");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("group", { name: "Required", exact: true })).toContainText("When Name is not empty");
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  const rename = page.getByRole("dialog", { name: "Rename load" });
  await rename.getByLabel("Name in formulas").fill("capacity");
  await expect(rename).toContainText("2 places will be mended");
  await rename.getByRole("button", { name: "Rename", exact: true }).click();

  await page.getByRole("tab", { name: "Lists and views" }).click();
  const preview = page.getByTestId("screen-preview");
  await expect(preview.getByRole("row", { name: /Tall one/ })).toBeVisible();
  const columns = page.getByRole("list", { name: "Columns" });
  await columns.getByRole("button", { name: "Move Load up" }).press("Enter");
  await expect(columns.getByRole("listitem").first()).toContainText("Load");
  await page.getByLabel("Records a page").fill("20");
  await expectAccessible(page, "lists and views");

  await page.getByRole("tab", { name: "JSON" }).click();
  await page.getByRole("combobox", { name: "Document" }).selectOption("List: crane.main");
  const json = page.getByRole("textbox", { name: "Document: crane.main" });
  await expect(json).toContainText('"field": "capacity"');
  await expect(json).toContainText('"pageSize": 20');
  await expectAccessible(page, "json");
  await page.getByRole("button", { name: "Review and publish" }).click();
  await page.getByRole("dialog", { name: "Review and publish" }).getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Published. It counts for everybody now.")).toBeVisible();
  expect((await admin.call("GET", "/records/crane")).items).toMatchObject([{ name: "Tall one", capacity: 40 }]);

  await page.goto("/studio/yards/word-table");
  await page.getByLabel("Translate into").selectOption("tr");
  await page.getByLabel("Cranes in Türkçe", { exact: true }).fill("Vinçler");
  await expectAccessible(page, "translations");
  await page.getByRole("button", { name: "Review and publish" }).click();
  await page.getByRole("dialog", { name: "Review and publish" }).getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Published. It counts for everybody now.")).toBeVisible();
  expect((await admin.call("GET", "/metadata/translation/tr?pack=yards")).document).toMatchObject({ entities: { crane: { plural: "Vinçler" } } });

  // A module without a menu gets one; what it is called and where it leads is chosen, not written.
  await page.goto("/studio/yards");
  await page.getByRole("link", { name: "New menu" }).click();
  await studio.choose("Add an entry…", "Cranes");
  await studio.choose("Add an entry…", "A heading with entries below it");
  await page.getByLabel("Words of the entry More").fill("Places");
  await studio.choose("Add an entry below Places", "Yards");
  await page.getByRole("button", { name: "Move Places up" }).click();
  await expectAccessible(page, "menu");
  await page.getByRole("button", { name: "Review and publish" }).click();
  await page.getByRole("dialog", { name: "Review and publish" }).getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Published. It counts for everybody now.")).toBeVisible();
  expect((await admin.call("GET", "/metadata/menu/yards?pack=yards")).document).toMatchObject({ label: "Yards", items: [{ label: "Places", items: [{ entity: "yard" }] }, { entity: "crane" }] });
  await expect(page.getByRole("navigation", { name: "Menu" }).getByRole("link", { name: "Cranes" })).toBeVisible();

  await page.goto("/studio/yards/entity-diagram");
  await expect(page.getByRole("region", { name: "Crane", exact: true })).toContainText("Load");
  await page.getByRole("button", { name: "New relation" }).click();
  const relation = page.getByRole("dialog", { name: "New relation" });
  await relation.getByLabel("Field of").selectOption("Yard");
  await relation.getByLabel("Points at").selectOption("Crane");
  await relation.getByLabel("Name of the field").fill("Main crane");
  await relation.getByRole("button", { name: "Add relation" }).click();
  await expect(page.getByRole("region", { name: "Yard", exact: true })).toContainText("Main crane");
  await expectAccessible(page, "diagram");

  // Two at once: what the other published is not lost, nor is what stands on this screen.
  const { document: list } = await admin.call("GET", "/metadata/list/crane.main");
  await page.goto("/studio/yards/crane");
  await page.getByRole("tab", { name: "Lists and views" }).click();
  await page.getByLabel("Records a page").fill("30");
  await admin.call("POST", "/metadata/publish", { changes: [{ kind: "list", name: "crane.main", document: { ...list, label: "Every crane", pageSize: 40 } }] });
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByText("Somebody published changes after you opened this.")).toBeVisible();
  await expect(page.getByLabel("Records a page")).toHaveValue("30");
  await page.getByRole("button", { name: "Review and publish" }).click();
  await page.getByRole("dialog", { name: "Review and publish" }).getByRole("button", { name: "Publish", exact: true }).click();
  const meeting = page.getByRole("dialog", { name: "Somebody else published meanwhile" });
  await expect(meeting.getByRole("button", { name: "Publish", exact: true })).toBeDisabled();
  await meeting.getByRole("group", { name: "list crane.main pageSize" }).getByRole("radio", { name: /Mine/ }).check();
  await expectAccessible(page, "two at once");
  await meeting.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Merged with what somebody else published meanwhile.")).toBeVisible();
  expect((await admin.call("GET", "/metadata/list/crane.main")).document).toMatchObject({ label: "Every crane", pageSize: 30 });
  await admin.close();
});

test("a process about records of a module is a part of the module, from its draft on", async ({ page }) => {
  const admin = await apiAs("administrator");
  await admin.call("POST", "/metadata/publish", { changes: [
    { kind: "pack", name: "piers", document: { id: "piers", name: "piers", version: "1.0.0", label: "Piers", language: "en" } },
    { kind: "entity", name: "pier", pack: "piers", document: { id: "pier", name: "pier", label: "Pier", plural: "Piers", titleField: "name", fields: [{ id: "name", name: "name", type: "text", label: "Name" }] } },
  ] });
  await page.goto("/studio/processes");
  await page.getByRole("button", { name: "New process" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New process" });
  await dialog.getByLabel("Name of the process").fill("Close a pier");
  await dialog.getByLabel("Record it is about").selectOption("Pier");
  await expect(dialog.getByLabel("Module")).toHaveValue("piers");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page).toHaveURL(/processes\/[a-zA-Z]+$/);
  const name = new URL(page.url()).pathname.split("/").at(-1)!;
  const kept = await admin.call("GET", `/metadata/process/${name}`);
  expect(kept).toMatchObject({ document: null, pack: "piers", draft: { document: { label: "Close a pier", entity: "pier" } } });
  // Drawn to its end elsewhere; published here.
  const drawn = { id: name, name, label: "Close a pier", entity: "pier", nodes: [{ id: "begin", type: "startEvent" }, { id: "end", type: "endEvent" }], flows: [{ id: "flow", from: "begin", to: "end" }] };
  await admin.call("PUT", `/metadata/process/${name}?pack=piers&baseRevision=${kept.draft.baseRevision}`, drawn);
  await page.reload();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Process published").first()).toBeVisible();
  expect(await admin.call("GET", `/metadata/process/${name}`)).toMatchObject({ pack: "piers", document: { entity: "pier" } });
  await admin.close();
});
