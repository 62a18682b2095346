/** An administrator adds a colleague: a role by the matrix with its preview, an invitation by letter, and what the colleague then sees. */
import { startSmtp, type TestSmtp } from "../helpers/smtp";
import { expectAccessible } from "./axe";
import { ShellPage } from "./pages/shell-page";
import { SignInPage } from "./pages/sign-in-page";
import { PEOPLE, PASSWORD } from "./people";
import { expect, patient, test } from "./test";

test.describe("an administrator", () => {
  test.use({ who: "administrator" });
  let smtp: TestSmtp;
  test.beforeAll(async () => {
    smtp = await startSmtp(Number(process.env.E2E_SMTP_PORT));
  });
  test.afterAll(() => smtp?.close());

  test("makes a role by the matrix, looks at what it gives, invites a colleague, who sees only that", async ({ page, shell, browser, admin }) => {
    test.slow(); // a letter is written and sent on the way
    await page.goto("/");
    await shell.menu.getByRole("link", { name: "Administration" }).click();
    await expect(page.getByRole("heading", { name: "Users", level: 1 })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Sam Seller/ })).toBeVisible();
    await expectAccessible(page, "users");

    const sections = page.getByRole("navigation", { name: "Administration" });
    await sections.getByRole("link", { name: "Roles" }).click();
    await page.getByRole("button", { name: "New role" }).click();
    await page.getByLabel("Name of the role").fill("Catalogue reader");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Products, Read: None" }).click();
    await page.getByRole("dialog").getByLabel("All", { exact: true }).check();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Products, Read: All" })).toBeVisible();
    await page.getByRole("button", { name: "Fields, actions and more: Products" }).click();
    await page.getByRole("dialog").getByLabel("Cost", { exact: false }).first().selectOption({ label: "Hidden" });
    await page.keyboard.press("Escape");
    await page.getByRole("checkbox", { name: "Discount approval, Start" }).click();
    await expectAccessible(page, "matrix");

    await page.getByRole("button", { name: "Review and save" }).click();
    await page.getByRole("combobox", { name: "Look as" }).click();
    await page.getByRole("option", { name: PEOPLE.observer.name }).click();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog").getByRole("region", { name: PEOPLE.observer.name })).toBeVisible();
    await expectAccessible(page, "preview");
    await page.getByRole("button", { name: "Publish" }).click();
    await expect(page.getByRole("link", { name: "Catalogue reader" })).toBeVisible();
    expect((await admin.call("GET", "/metadata/role/catalogueReader")).document.processes).toEqual({ discount: { start: true } });

    await sections.getByRole("link", { name: "Users" }).click();
    await page.getByRole("button", { name: "Invite a user" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Nora New");
    await page.getByLabel("E-mail", { exact: true }).fill("nora@e2e.example");
    await page.getByRole("combobox", { name: "Roles" }).click();
    await page.getByRole("option", { name: "Catalogue reader" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await expect(page.getByRole("button", { name: /^Nora New/ })).toBeVisible();

    await expect.poll(() => smtp.letters.find(({ to }) => to.includes("nora@e2e.example"))?.text, { timeout: 45_000 }).toMatch(/\/reset#token=/);
    const link = /https?:\/\/\S+\/reset#token=\S+/.exec(smtp.letters.find(({ to }) => to.includes("nora@e2e.example"))!.text)![0];
    const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
    const colleague = patient(await context.newPage());
    await colleague.goto(link);
    await colleague.getByLabel("New password", { exact: true }).fill(PASSWORD);
    await colleague.getByLabel("New password once more").fill(PASSWORD);
    await colleague.getByRole("button", { name: "Save password" }).click();
    const signIn = new SignInPage(colleague);
    await signIn.open();
    await signIn.signIn("nora@e2e.example", PASSWORD);
    const menu = new ShellPage(colleague).menu;
    await expect(menu.getByRole("link", { name: "Products" })).toBeVisible();
    await expect(menu.getByRole("link", { name: /Deals|Administration|Users/ })).toHaveCount(0);
    await colleague.goto("/product");
    await expect(colleague.getByText("Water pump").first()).toBeVisible();
    expect((await colleague.goto("/admin/users"))?.status()).toBe(404);
    await context.close();
  });

  test("finds every section in order, and moves a unit by keyboard", async ({ page, admin }) => {
    for (const name of ["North", "South"]) await admin.call("POST", "/admin/units", { name });
    for (const [section, heading] of [["teams", "Teams"], ["keys", "API keys"], ["events", "Event log"], ["packs", "Packs"], ["revisions", "Revisions"], ["trash", "Trash"], ["jobs", "Jobs"], ["health", "Health"], ["units", "Units"]] as const) {
      await page.goto(`/admin/${section}`);
      await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
      await expect(page.getByRole("status", { name: "Loading…" })).toHaveCount(0);
      await expectAccessible(page, section);
    }
    await page.getByRole("button", { name: "South", exact: true }).press("Alt+ArrowRight");
    await expect.poll(async () => (await admin.call("GET", "/admin/units")).items.find(({ name }: { name: string }) => name === "South").parent).not.toBeNull();
    await page.setViewportSize({ width: 390, height: 780 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

test.describe("a sales person", () => {
  test.use({ who: "sales" });

  test("is offered no administration: not in the menu, not in the palette, not by address", async ({ page, shell }) => {
    await page.goto("/");
    await expect(shell.menu.getByRole("link", { name: "Deals" })).toBeVisible();
    await expect(shell.menu.getByRole("link", { name: "Administration" })).toHaveCount(0);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("Users");
    await expect(page.getByRole("option", { name: /^Users$/ })).toHaveCount(0);
    expect((await page.goto("/admin"))?.status()).toBe(404);
  });
});
