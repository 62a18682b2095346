import { expect, test } from "./test";

test.use({ who: "sales" });

test("a click on a step saves it, and what the step needs is asked for", async ({ page, record, sales }) => {
  const { id } = await sales.create("deal", { name: "Steps" });
  await record.open("deal", id);
  const steps = page.getByRole("list", { name: "Steps: Stage" });
  await expect(steps.getByRole("button", { name: "Review of terms" })).toHaveCount(0);

  await test.step("by keyboard, nothing is asked", async () => {
    await steps.getByRole("button", { name: "New" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect(steps.getByRole("button", { name: "Qualified" })).toHaveAttribute("aria-current", "step");
    await expect(page.getByText("Saved", { exact: true }).first()).toBeVisible();
  });
  await test.step("a word about the step may be said at once", async () => {
    await page.getByRole("status").or(page.getByRole("region", { name: "Notifications" })).getByRole("button", { name: "Comment", exact: true }).first().click();
    const dialog = page.getByRole("dialog", { name: "To “Qualified”" });
    await dialog.getByLabel("A comment, if you like").fill("Has a budget");
    await dialog.getByRole("button", { name: "Send" }).click();
    await expect(dialog).toBeHidden();
  });
  await test.step("the reason of a loss, and then what happened, are asked for", async () => {
    await steps.getByRole("button", { name: "Lost" }).click();
    const dialog = page.getByRole("dialog", { name: "To “Lost”" });
    await dialog.getByRole("combobox", { name: "Reason of loss" }).click();
    await page.getByRole("option", { name: "Price", exact: true }).click();
    await dialog.getByLabel("A comment, if you like").fill("They want it for nothing");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeHidden();
    await expect(steps.getByRole("button", { name: "Lost" })).toHaveAttribute("aria-current", "step");
  });
  await expect.poll(async () => (await sales.call("GET", `/records/deal/${id}/comments`)).items.map(({ body }: { body: string }) => body)).toEqual(["They want it for nothing", "Has a budget"]);
  expect(await sales.call("GET", `/records/deal/${id}`)).toMatchObject({ stage: "lost", lostReason: "price" });

  await test.step("going away from the question changes nothing", async () => {
    await steps.getByRole("button", { name: "Negotiation" }).click();
    await page.getByRole("dialog", { name: "To “Negotiation”" }).getByRole("button", { name: "Cancel" }).click();
    await expect(steps.getByRole("button", { name: "Lost" })).toHaveAttribute("aria-current", "step");
  });
});

test("lines are pasted from a spreadsheet, copied and moved by keyboard, and a removed one comes back", async ({ page, record }) => {
  await record.openNew("deal");
  await record.fill("Name", "Pasted");
  await page.getByRole("button", { name: "Add line" }).click();
  const cell = (label: string, row: number) => page.getByLabel(`${label}, line ${row}`, { exact: true });
  await cell("Product", 1).focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "Water pump\t2\t250\r\nInstallation\tmany\t100\r\n");
    document.activeElement!.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(cell("Quantity", 1)).toHaveValue("2");
  await expect(cell("Product", 2)).toHaveText("Installation");
  await expect(page.getByRole("row").filter({ has: cell("Quantity", 2) }).locator("[aria-invalid=true]")).toHaveCount(1);

  await cell("Quantity", 2).fill("3");
  await page.keyboard.press("Control+d");
  await expect(cell("Quantity", 3)).toBeFocused();
  await cell("Quantity", 3).fill("7");
  await page.keyboard.press("Alt+ArrowUp");
  await expect(cell("Quantity", 2)).toHaveValue("7");
  await page.keyboard.press("ArrowUp");
  await expect(cell("Quantity", 1)).toBeFocused();
  await record.removeLine(1);
  await expect(cell("Quantity", 1)).toHaveValue("7");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(cell("Quantity", 1)).toHaveValue("2");
  await record.save();
  await record.expectSaved("Pasted");
  await record.expectValue("amount", "1,500");
});

test("what was typed comes back after the tab was closed, and is sent by itself when the connection is back", async ({ page, record, sales }) => {
  const { id } = await sales.create("deal", { name: "Fragile" });
  await record.open("deal", id);
  await record.edit();
  await record.fill("Next step", "Call on Monday");
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith("metaloom.typed.")))).toBe(true);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(record.input("Next step")).toHaveValue("Call on Monday");

  await page.route(`**/api/v1/records/deal/${id}`, (route) => (route.request().method() === "PATCH" ? route.abort("connectionreset") : route.continue()));
  await record.save();
  await expect(page.getByText("No connection. It is sent as soon as it is back.")).toBeVisible();
  await page.unroute(`**/api/v1/records/deal/${id}`);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await record.expectSaved("Fragile");
  expect(await sales.call("GET", `/records/deal/${id}`)).toMatchObject({ nextStep: "Call on Monday", version: 2 });
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("metaloom.typed.")))).toEqual([]);
});

test.describe("who may delete", () => {
  test.use({ who: "administrator" });
  test("likely duplicates are shown while one types, and two records become one", async ({ page, record, sales }) => {
    const email = `twin${Date.now()}@example.com`;
    const first = await sales.create("organisation", { name: "Twin one", email });
    await record.openNew("organisation");
    await record.fill("Short name", "Twin two");
    await record.fill("E-mail", email);
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Twin one" })).toHaveAttribute("href", `/organisation/${first.id}`);
    await record.save();
    await record.expectSaved("Twin two");

    const deal = await sales.create("deal", { name: "Belongs to twin one", organisation: first.id });
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Merge with…" }).click();
    const dialog = page.getByRole("dialog", { name: "Merge two records" });
    await dialog.getByRole("button", { name: "Twin one" }).click();
    await dialog.getByRole("group", { name: "Short name" }).getByRole("radio", { name: /The other one/ }).check();
    await dialog.getByRole("button", { name: "Merge", exact: true }).click();
    await expect(record.title).toHaveText("Twin one");
    expect((await sales.ask("GET", `/records/organisation/${first.id}`)).status).toBe(404);
    expect((await sales.call("GET", `/records/deal/${deal.id}`)).organisation.id).toBe(record.id());
  });
});

test("a lookup offers what fits the record, remembers what was chosen, and shows what is behind it", async ({ page, record, sales }) => {
  const organisation = await sales.create("organisation", { name: `House ${Date.now()}` });
  await sales.create("contact", { name: { first: "Ida", last: "Inside" }, organisation: organisation.id });
  await sales.create("contact", { name: { first: "Otto", last: "Outside" } });
  const { id } = await sales.create("deal", { name: "Looks up", organisation: organisation.id });
  await record.open("deal", id);
  await record.edit();
  await record.input("Contact").click();
  await expect(page.getByRole("option", { name: "Ida Inside" })).toBeVisible();
  await expect(page.getByRole("option", { name: "Otto Outside" })).toHaveCount(0);
  await page.getByRole("option", { name: "Ida Inside" }).click();
  await page.getByRole("button", { name: "Look at it: Contact" }).click();
  await expect(page.getByRole("dialog").getByRole("link", { name: "Open in a new tab" })).toBeVisible();
});

test("related lists say how many there are, and a new one knows where it belongs", async ({ page, record, sales }) => {
  const { id } = await sales.create("deal", { name: "With activities" });
  await sales.create("activity", { subject: "First call", relatesTo: { entity: "deal", id } });
  await record.open("deal", id);
  await expect(page.getByRole("tab", { name: "Activities 1" })).toBeVisible();
  await record.openTab("Activities");
  await page.getByRole("link", { name: "New activity" }).click();
  await expect(page.getByRole("heading", { name: "New Activity", level: 1 })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("With activities");
});

test("a record opened from a list shows at once what the list knew", async ({ page, list, record, sales }) => {
  const name = `Known already ${Date.now()}`;
  const { id } = await sales.create("organisation", { name, phone: "+442079460018" });
  await list.open("organisation", `?q=${encodeURIComponent(name)}`);
  let answer = () => undefined as void;
  const asked = new Promise<void>((done) => (answer = done));
  await page.route(`**/api/v1/records/organisation/${id}`, async (route) => {
    await asked;
    await route.continue();
  });
  await page.getByRole("link", { name, exact: true }).click();
  // Nothing has been answered yet: the title, and the columns of the list in their places.
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(record.field("phone")).toContainText("18");
  await expect(page.locator("main")).toHaveAttribute("aria-busy", "true");
  await expect(page.getByRole("button", { name: "Edit", exact: true })).toHaveCount(0);
  answer();
  await expect(page.getByRole("button", { name: "Edit", exact: true })).toBeVisible();
  await expect(page.locator("main")).toHaveAttribute("aria-busy", "false");
});

test("the page of a record brings the record with it", async ({ page, sales }) => {
  const { id } = await sales.create("organisation", { name: `In the page ${Date.now()}` });
  const html = await (await page.request.get(`/organisation/${id}`)).text();
  expect(html).toContain("In the page");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`/organisation/${id}`);
  await expect(page.getByRole("button", { name: "Edit", exact: true })).toBeVisible();
  expect(asked).not.toContain(`/api/v1/records/organisation/${id}`);
});
