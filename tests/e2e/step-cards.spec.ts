/** What a step's card asks for reaches whoever does the task; an operator looks into the instance and ends it. */
import { expect, test } from "./test";

test.use({ who: "administrator" });

test("a task shows its files and is not finished without the needed one; an operator sees its instance, sets a variable and cancels it", async ({ page, admin }) => {
  const name = `cards${Date.now()}`;
  const label = `Signing ${Date.now()}`;
  const publish = (document: object | null) => admin.call("POST", "/metadata/publish", { changes: [{ kind: "process", name, document }], summary: label });
  const ask = (id: string, words: string, more: object = {}) => ({ id, type: "userTask", label: words, options: { responsible: [{ kind: "starter" }], ...more } });
  await publish({
    id: name, name, label, entity: "deal", starts: [{ id: "hand", kind: "hand" }],
    nodes: [{ id: "start", type: "startEvent" }, ask("sign", "Have it signed", { due: "P2D", notifications: [{ id: "late", on: "overdue", to: [{ kind: "performer" }] }], attachments: [{ id: "contract", label: "Signed contract", required: true }] }), ask("archive", "Archive it"), { id: "end", type: "endEvent" }],
    flows: [{ id: "f1", from: "start", to: "sign" }, { id: "f2", from: "sign", to: "archive" }, { id: "f3", from: "archive", to: "end" }],
  });
  const deal = await admin.call("POST", "/records/deal", { name: `Boiler ${Date.now()}`, currency: "EUR" });
  const run = await admin.call("POST", `/processes/${name}/start`, { record: deal.id });

  await test.step("the task asks for its file", async () => {
    await page.goto("/tasks");
    const card = page.getByRole("article", { name: "Have it signed" }).filter({ hasText: label });
    await expect(card.getByRole("group", { name: /Signed contract/ })).toBeVisible();
    await card.getByRole("button", { name: "Done", exact: true }).click();
    await expect(card.getByText("Add first: Signed contract.")).toBeVisible();
    await card.getByRole("group", { name: /Signed contract/ }).locator("input[type=file]").setInputFiles({ name: "signed.txt", mimeType: "text/plain", buffer: Buffer.from("Signed by both") });
    await expect(card.getByRole("button", { name: "Remove signed.txt" })).toBeVisible();
    await card.getByRole("button", { name: "Done", exact: true }).click();
    await expect(card).toHaveCount(0);
    await expect(page.getByRole("article", { name: "Archive it" }).filter({ hasText: label })).toBeVisible();
  });

  await test.step("an operator looks into it", async () => {
    await page.goto("/admin/instances");
    const row = page.getByRole("listitem").filter({ hasText: label }).first();
    await row.getByRole("button", { name: "Details" }).click();
    await expect(row.getByRole("list", { name: "Journal" })).toContainText("Have it signed");
    await row.getByRole("button", { name: "Add a variable" }).click();
    await row.getByLabel("Name", { exact: true }).fill("reason");
    await row.getByLabel("Value", { exact: true }).fill("Lost");
    await row.getByRole("button", { name: "Save the variables" }).click();
    await expect.poll(async () => (await admin.call("GET", `/processes/instances/${run.id}`)).variables.reason).toBe("Lost");
    await row.getByRole("button", { name: "Cancel the process" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Cancel the process" }).click();
    await expect.poll(async () => (await admin.call("GET", `/processes/instances/${run.id}`)).status).toBe("cancelled");
  });
  await publish(null);
});
