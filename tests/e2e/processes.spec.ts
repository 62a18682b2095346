/** A process from its button to its end: the sales person asks, the head of sales decides, the deal is changed. */
import { expect, test } from "./test";

test.use({ who: "sales" });

test("a discount is asked for on the deal, approved in the work list of the head, and noted on the deal", async ({ page, admin, sales, newcomer }) => {
  const deal = await sales.call("POST", "/records/deal", { name: "Pumps with a discount", currency: "EUR" });
  const head = await newcomer({ name: "Hedda Process", roles: ["headOfSales"] });

  await test.step("the sales person starts it with its form", async () => {
    await page.goto(`/deal/${deal.id}?tab=processes`);
    await page.getByRole("button", { name: "Ask for a discount" }).click();
    const dialog = page.getByRole("dialog", { name: "Ask for a discount" });
    await expect(dialog.getByRole("button", { name: "Start" })).toBeDisabled();
    await dialog.getByLabel("Discount, %").fill("25");
    await dialog.getByLabel("Reason").fill("Large order");
    await dialog.getByRole("button", { name: "Start" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("article", { name: "Approve the discount" })).toBeVisible();
  });

  await test.step("the head takes it and approves it", async () => {
    const { items } = await head.api.call("GET", "/tasks");
    const task = items.find((one: { instance: string; title: string }) => one.title === "Approve the discount");
    expect(task).toBeDefined();
    await head.page.goto("/tasks");
    const card = head.page.getByRole("article", { name: "Approve the discount" }).first();
    await card.getByRole("button", { name: "Take it" }).click();
    await expect(card.getByRole("button", { name: "Give it back" })).toBeVisible();
    await card.getByLabel("Comment").fill("Once only");
    await card.getByRole("button", { name: "Approve", exact: true }).click();
    await expect(card).toBeHidden();
  });

  await test.step("the deal says so, and who did it", async () => {
    expect((await admin.call("GET", `/records/deal/${deal.id}`)).nextStep).toBe("Offer with a discount of 25 %");
    await page.reload();
    await expect(page.getByText("Completed", { exact: true })).toBeVisible();
    await expect(page.getByRole("article", { name: "Approve the discount" })).toContainText("Hedda Process");
    await expect(page.getByRole("article", { name: "Approve the discount" })).toContainText("Once only");
  });

  await test.step("who operates it finds it by its record, and the address keeps what was asked", async () => {
    const { page: office } = await newcomer({ name: "Otto Operator", roles: ["administrator"] });
    await office.goto(`/deal/${deal.id}?tab=processes`);
    await office.getByRole("link", { name: "In the administration" }).click();
    const found = office.getByRole("list", { name: "Running processes" }).getByText("Discount approval");
    await expect(found).toHaveCount(1);
    await expect(office.getByRole("combobox", { name: "Deal" })).toContainText("Pumps with a discount");
    await office.getByLabel("Begun from").fill("2999-01-01");
    await expect(office.getByText("No such process")).toBeVisible();
    await office.goto(office.url());
    await expect(office.getByLabel("Begun from")).toHaveValue("2999-01-01");
    await office.getByLabel("Begun from").fill("");
    await expect(found).toHaveCount(1);
  });
});

test("several tasks are decided at once; of one that somebody else has finished meanwhile that is said, and the others are done", async ({ sales, newcomer }) => {
  const head = await newcomer({ name: "Berta Bulk", roles: ["headOfSales", "administrator"] });
  const names = ["Valves one", "Valves two", "Valves three"].map((name) => `${name} ${Date.now()}`);
  const begun: string[] = [];
  for (const name of names) {
    const deal = await sales.call("POST", "/records/deal", { name, currency: "EUR" });
    begun.push((await sales.call("POST", "/processes/discount/start", { record: deal.id, variables: { discount: 30, reason: "Many" } })).id);
  }
  await head.page.goto("/tasks");
  const card = (name: string) => head.page.getByRole("article", { name: "Approve the discount" }).filter({ hasText: name });
  for (const name of names) await card(name).getByRole("checkbox", { name: /Approve the discount/ }).click();
  const { items } = await head.api.call("GET", "/tasks");
  const task = items.find(({ instance }: { instance: string }) => instance === begun[1]);
  await head.api.call("POST", `/tasks/${task.id}/complete`, { decision: "reject" });

  await head.page.getByRole("toolbar", { name: "Chosen: 3" }).getByRole("button", { name: "Approve", exact: true }).click();
  const results = head.page.getByRole("list", { name: "What became of each" });
  await expect(results.getByRole("listitem")).toHaveCount(3);
  await expect(results.getByRole("listitem").filter({ hasText: names[0]! })).toContainText("Done");
  await expect(results.getByRole("listitem").filter({ hasText: names[1]! })).toContainText("This task is done already.");
  await expect(results.getByRole("listitem").filter({ hasText: names[2]! })).toContainText("Done");
  await expect(card(names[0]!)).toHaveCount(0);
});
