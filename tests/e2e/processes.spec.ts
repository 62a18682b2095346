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
});
