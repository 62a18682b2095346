/** Approvals from end to end: what is asked for on a record by hand; a decision by letter. A process that three approve: designer.spec.ts. */
import type { Page } from "@playwright/test";
import { linksIn } from "../helpers/letter-links";
import { startSmtp } from "../helpers/smtp";
import { expect, test } from "./test";

test.use({ who: "sales" });

const card = (page: Page, name: string) => page.getByRole("article", { name });

test("an approval is asked for on a deal, answered among my work, and printed as evidence", async ({ page, admin, sales, newcomer }) => {
  const deal = await sales.call("POST", "/records/deal", { name: "Pumps to sign", currency: "EUR" });
  const judge = await newcomer({ name: "Jutta Judge", roles: ["administrator"] });

  await page.goto(`/deal/${deal.id}?tab=approvals`);
  await page.getByRole("button", { name: "Ask for approval" }).click();
  const dialog = page.getByRole("dialog", { name: "Ask for approval" });
  await dialog.getByLabel("What", { exact: true }).selectOption("sign");
  await dialog.getByLabel("Name").fill("The offer as it is");
  await dialog.getByRole("combobox", { name: "People" }).click();
  await page.keyboard.type("Jutta");
  await page.getByRole("option", { name: "Jutta Judge" }).first().click();
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "Ask for approval" }).click();
  await expect(dialog).toBeHidden();
  await expect(card(page, "The offer as it is")).toContainText("0 of 1");

  await judge.page.goto("/tasks");
  const mine = card(judge.page, "The offer as it is");
  await mine.getByRole("button", { name: "Sign", exact: true }).click();
  await mine.getByLabel("Password, or code of the app").fill("plum garden stone 42");
  await mine.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(mine).toBeHidden();

  await sales.call("PATCH", `/records/deal/${deal.id}`, { nextStep: "Changed afterwards" });
  await page.reload();
  await card(page, "The offer as it is").getByRole("link", { name: "Evidence sheet" }).click();
  await expect(page.getByText("Changed since it was signed: Next step")).toBeVisible();
  await expect(page.getByText("Confirmed with the password")).toBeVisible();
  expect((await admin.call("GET", `/records/deal/${deal.id}/resolutions`)).items[0].status).toBe("passed");
});

test("a task is decided from its letter: looking at the link does nothing, the press on its page does, once", async ({ sales, newcomer, browser }) => {
  const smtp = await startSmtp(Number(process.env.E2E_SMTP_PORT));
  try {
    const head = await newcomer({ name: "Lena Letter", roles: ["headOfSales"] });
    const deal = await sales.call("POST", "/records/deal", { name: "Pumps by letter", currency: "EUR" });
    const run = await sales.call("POST", "/processes/discount/start", { record: deal.id, variables: { discount: 40, reason: "Letter" } });
    const { items } = await head.api.call("GET", "/tasks");
    const task = items.find(({ instance }: { instance: string }) => instance === run.id);
    await head.api.call("POST", `/tasks/${task.id}/delegate`, { to: (await head.api.call("GET", "/model")).user.id });
    await expect.poll(() => smtp.letters.find(({ to }) => to.includes(head.email))?.raw, { timeout: 30_000 }).toBeDefined();
    const raw = smtp.letters.find(({ to }) => to.includes(head.email))!.raw.replace(/=\r?\n/g, "").replace(/=3D/g, "=");
    const link = /Approve: (http\S+#token=[\w-]{43})/.exec(raw)![1]!;
    const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, locale: "en-GB" });
    const page = await context.newPage();
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "Approve the discount" })).toBeVisible();
    expect((await head.api.call("GET", `/tasks/${task.id}`)).status).toBe("open");
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await expect(page.getByText("Done, thank you.")).toBeVisible();
    await page.reload();
    await expect(page.getByText("This link is no longer good")).toBeVisible();
    await context.close();
    expect((await head.api.call("GET", `/tasks/${task.id}`)).decision.name).toBe("approve");
  } finally {
    await smtp.close();
  }
});

test("an approval is sent back from its letter, with the reason that its page asks for", async ({ sales, newcomer, browser }) => {
  const smtp = await startSmtp(Number(process.env.E2E_SMTP_PORT));
  try {
    const judge = await newcomer({ name: "Rita Reason", roles: ["administrator"] });
    const deal = await sales.call("POST", "/records/deal", { name: "Pumps to send back", currency: "EUR" });
    const participants = [{ user: (await judge.api.call("GET", "/model")).user.id }];
    const { id } = await sales.call("POST", `/records/deal/${deal.id}/resolutions`, { kind: "approve", title: "Are the terms right?", participants });
    const letter = () => smtp.letters.find(({ to }) => to.includes(judge.email));
    await expect.poll(letter, { timeout: 30_000 }).toBeDefined();
    const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, locale: "en-GB" });
    const page = await context.newPage();
    await page.goto(linksIn(letter()!)["Send back"]!);
    await expect(page.getByRole("heading", { name: "Are the terms right?" })).toBeVisible();
    await page.getByRole("button", { name: "Send back" }).click();
    await expect(page.getByText("Say why.")).toBeVisible();
    await page.getByLabel("Reason").fill("The sum is missing");
    await page.getByRole("button", { name: "Send back" }).click();
    await expect(page.getByText("Done, thank you.")).toBeVisible();
    expect(await sales.call("GET", `/resolutions/${id}`)).toMatchObject({ status: "returned", participants: [{ answer: "sendBack", words: "The sum is missing" }] });
    await page.reload();
    await expect(page.getByText("This link is no longer good")).toBeVisible();
    await context.close();
  } finally {
    await smtp.close();
  }
});
