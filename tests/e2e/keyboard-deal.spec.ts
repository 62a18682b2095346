/** A deal from nothing to won without a mouse: every step is a key, and the page counts that no pointer was used. */
import { Keys } from "./pages/keys";
import { expect, test } from "./test";

test.use({ who: "sales" });

test("with the keyboard alone a deal is made with its client and lines, and led from step to step until it is won", async ({ page, record, sales }) => {
  const client = `Keyboard Works ${Date.now()}`;
  const keys = new Keys(page);
  await keys.watch();
  await page.goto("/");
  const field = (label: string) => page.getByRole("main").getByLabel(label, { exact: true }).first();

  await test.step("the palette opens the form", async () => {
    await keys.press("Control+k");
    await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
    await keys.type("new deal");
    await expect(page.getByRole("option", { name: "New Deal", exact: true })).toHaveAttribute("aria-selected", "true");
    await keys.press("Enter");
    await expect(record.input("Name")).toBeFocused();
    await keys.type("Sold without a mouse");
  });
  await test.step("the client is missing and made on the spot", async () => {
    await keys.reach(field("Organisation"));
    await keys.type(client);
    const create = page.getByRole("button", { name: `Create Organisation “${client}”` });
    await keys.reach(create);
    await keys.press("Enter");
    const dialog = page.getByRole("dialog", { name: "New Organisation" });
    await expect(dialog.getByLabel("Short name", { exact: true })).toBeFocused();
    await expect(dialog.getByLabel("Short name", { exact: true })).toHaveValue(client);
    await keys.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(field("Organisation")).toHaveText(client);
    await expect(field("Organisation")).toBeFocused();
  });
  await test.step("two lines, found by a few letters", async () => {
    const cell = (label: string, row: number) => page.getByLabel(`${label}, line ${row}`, { exact: true });
    await keys.reach(page.getByRole("button", { name: "Add line" }));
    await keys.press("Enter");
    await expect(cell("Product", 1)).toBeFocused();
    await keys.choose(cell("Product", 1), "Water", "Water pump");
    await expect(cell("Price", 1)).toHaveValue("250");
    await keys.reach(cell("Quantity", 1));
    await keys.press("Control+a");
    await keys.type("4");
    await keys.press("Enter");
    await expect(cell("Quantity", 2)).toBeFocused();
    await keys.type("2");
    await keys.reach(cell("Product", 2), "Shift+Tab");
    await keys.choose(cell("Product", 2), "Install", "Installation");
    await expect(cell("Price", 2)).toHaveValue("100");
  });
  // Sums of the dashboards are in euro: this one is apart.
  await keys.choose(field("Currency"), "Hryv", "Hryvnia");
  await test.step("it is saved", async () => {
    await keys.press("Control+s");
    await record.expectSaved("Sold without a mouse");
    await record.expectValue("amount", "1,200");
  });

  const steps = page.getByRole("list", { name: "Steps: Stage" });
  const step = (name: string) => steps.getByRole("button", { name });
  const isNow = async (name: string) => {
    await expect(step(name)).toHaveAttribute("aria-current", "step");
    await expect(step(name)).not.toHaveAttribute("aria-disabled");
  };
  await test.step("qualified asks for nothing; a proposal wants to know when it closes", async () => {
    await keys.reach(step("New"));
    await keys.press("ArrowRight", "Enter");
    await isNow("Qualified");
    await keys.press("ArrowRight", "Enter");
    const dialog = page.getByRole("dialog", { name: "To “Proposal”" });
    await expect(dialog.getByLabel("Expected to close")).toBeFocused();
    await keys.press("Enter");
    await expect(dialog.getByRole("alert")).toHaveText("This field is required.");
    await expect(dialog.getByLabel("Expected to close")).toBeFocused();
    await keys.type("12/31/2026");
    await keys.press("Enter");
    await expect(dialog).toBeHidden();
    await isNow("Proposal");
  });
  await test.step("the client says yes: negotiation, then won on a day", async () => {
    await keys.reach(step("Proposal"));
    await keys.press("ArrowRight", "Enter");
    await isNow("Negotiation");
    await keys.press("ArrowRight", "Enter");
    const dialog = page.getByRole("dialog", { name: "To “Won”" });
    await expect(dialog.getByLabel("Won on")).toBeFocused();
    await keys.type("11/30/2026");
    await keys.press("Enter");
    await expect(dialog).toBeHidden();
    await isNow("Won");
    await record.expectValue("chance", "100");
  });
  expect(await sales.call("GET", `/records/deal/${record.id()}`)).toMatchObject({ stage: "won", wonAt: "2026-11-30", expectedClose: "2026-12-31", amount: 1200, organisation: { title: client } });
  expect(await keys.pointers()).toBe(0);
});
