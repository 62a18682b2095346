/** Approvals from end to end: a process that three people approve, one through a deputy; what is asked for on a record by hand; a decision by letter. */
import type { Page } from "@playwright/test";
import { startSmtp } from "../helpers/smtp";
import { expect, test } from "./test";

test.use({ who: "sales" });

const DAY = 86_400_000;
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** A discount approval by three named people, as a business administrator publishes it. */
const approvalBy = (name: string, emails: readonly string[]) => ({
  id: name, name, label: "Discount by three", entity: "deal", starts: [{ id: "ask", kind: "hand", label: "Ask three for a discount" }],
  nodes: [
    { id: "start", type: "startEvent" },
    { id: "approve", type: "userTask", label: "Approve the large discount", options: { responsible: emails.map((value) => ({ kind: "user", value })), completion: "all", decisions: [{ id: "yes", name: "approve", label: "Approve" }, { id: "no", name: "reject", label: "Reject" }] } },
    { id: "decided", type: "exclusiveGateway", label: "Approved?", default: "no" },
    { id: "grant", type: "serviceTask", label: "Note it", options: { service: "updateRecord", settings: { set: { nextStep: { value: "Three approved" } } } } },
    { id: "end", type: "endEvent" },
  ],
  flows: [{ id: "f1", from: "start", to: "approve" }, { id: "f2", from: "approve", to: "decided" }, { id: "yes", from: "decided", to: "grant", condition: 'decision = "approve"' }, { id: "no", from: "decided", to: "end" }, { id: "f3", from: "grant", to: "end" }],
});

const card = (page: Page, name: string) => page.getByRole("article", { name });

test("a published approval is started by an end user, three approve, one through a deputy; the deal, the journal and the diagram show it", async ({ admin, newcomer }) => {
  const name = `threeApprove${Date.now()}`;
  const [ann, ben, cora, dora] = [await newcomer({ name: "Ann First", roles: ["headOfSales"] }), await newcomer({ name: "Ben Second", roles: ["headOfSales"] }), await newcomer({ name: "Cora Away", roles: ["headOfSales"] }), await newcomer({ name: "Dora Deputy", roles: ["headOfSales"] })];
  const person = async (who: typeof dora) => (await who.api.call("GET", "/model")).user.id as string;
  await cora.api.call("POST", "/deputies", { deputy: await person(dora), from: day(Date.now() - DAY), to: day(Date.now() + DAY) });
  const role = { id: name, name, label: "May ask three", processes: { [name]: { start: true } } };
  await admin.call("POST", "/metadata/publish", { changes: [{ kind: "process", name, document: approvalBy(name, [ann.email, ben.email, cora.email]) }, { kind: "role", name, document: role }], summary: "Approval by three" });
  const { page, api } = await newcomer({ name: "Stella Seller", roles: ["salesPerson", name] });
  const deal = await api.call("POST", "/records/deal", { name: "Pumps for three", currency: "EUR" });
  try {
    await test.step("the sales person starts it on the deal", async () => {
      await page.goto(`/deal/${deal.id}?tab=processes`);
      await page.getByRole("button", { name: "Ask three for a discount" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Start" }).click();
      await expect(card(page, "Approve the large discount")).toBeVisible();
    });

    await test.step("two approve by themselves, the third through his deputy", async () => {
      for (const who of [ann, ben]) {
        const { items } = await who.api.call("GET", "/tasks?scope=mine");
        await who.api.call("POST", `/tasks/${items[0].id}/complete`, { decision: "approve" });
      }
      await dora.page.goto("/tasks");
      await expect(card(dora.page, "Approve the large discount")).toContainText("for Cora Away");
      await card(dora.page, "Approve the large discount").getByRole("button", { name: "Approve", exact: true }).click();
      await expect(card(dora.page, "Approve the large discount")).toBeHidden();
    });

    await test.step("the deal is changed, and its page shows who did what for whom", async () => {
      await expect.poll(async () => (await admin.call("GET", `/records/deal/${deal.id}`)).nextStep).toBe("Three approved");
      await page.reload();
      await expect(page.getByText("Completed", { exact: true })).toBeVisible();
      await expect(card(page, "Approve the large discount")).toContainText("Dora Deputy for Cora Away · Approve");
      await page.getByRole("button", { name: "Journal", exact: true }).click();
      await expect(page.getByRole("list", { name: "Journal" })).toContainText("Dora Deputy for Cora Away");
      await page.getByRole("button", { name: "Diagram", exact: true }).click();
      const diagram = page.getByRole("group", { name: "Diagram" });
      await expect(diagram.getByText("Approve the large discount").first()).toBeVisible();
      await expect(diagram.getByText("Note it").first()).toBeVisible();
    });
  } finally {
    await admin.ask("POST", "/metadata/publish", { changes: [{ kind: "process", name, document: null }, { kind: "role", name, document: null }], summary: "No approval by three" });
  }
});

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
