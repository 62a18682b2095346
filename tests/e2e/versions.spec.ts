/** A process is published anew while instances of it wait: one ends by the version it began with, another is moved after a plan that was checked. */
import type { Page } from "@playwright/test";
import { expect, test } from "./test";

test.use({ who: "administrator" });

const ask = (id: string, label: string) => ({ id, type: "userTask", label, options: { responsible: [{ kind: "starter" }] } });

/** One step after the other, from a start to an end. */
function chain(...steps: readonly { readonly id: string }[]) {
  const nodes = [{ id: "start", type: "startEvent" }, ...steps, { id: "end", type: "endEvent" }];
  return { nodes, flows: nodes.slice(1).map(({ id }, i) => ({ id: `f${i}`, from: nodes[i]!.id, to: id })) };
}

test("version 2 is published while instances of version 1 wait: one ends by version 1, the other is moved to version 2", async ({ page, admin }) => {
  const name = `versions${Date.now()}`;
  const label = `Price check ${Date.now()}`;
  const publish = (drawn: object | null) => admin.call("POST", "/metadata/publish", { changes: [{ kind: "process", name, document: drawn && { id: name, name, label, ...drawn } }], summary: label });
  const instance = (id: string) => admin.call("GET", `/processes/instances/${id}`);
  const finish = async (on: Page, title: string) => {
    const card = on.getByRole("article", { name: title }).filter({ hasText: label }).first();
    await card.getByRole("button", { name: "Done", exact: true }).click();
  };

  await publish(chain(ask("check", "Check the price")));
  const begun: string[] = [];
  for (let i = 0; i < 2; i++) begun.push((await admin.call("POST", `/processes/${name}/start`, {})).id);
  await publish(chain(ask("price", "Check price and stock"), ask("second", "Second look")));

  await test.step("one is finished as it began", async () => {
    await page.goto("/tasks");
    await expect(page.getByRole("article", { name: "Check the price" }).filter({ hasText: label })).toHaveCount(2);
    await finish(page, "Check the price");
    await expect(page.getByRole("article", { name: "Check the price" }).filter({ hasText: label })).toHaveCount(1);
  });
  const [first, second] = [await instance(begun[0]!), await instance(begun[1]!)];
  const [stays, moves] = first.status === "completed" ? [first, second] : [second, first];
  expect(stays).toMatchObject({ status: "completed", process: { version: 1 } });
  expect(moves).toMatchObject({ status: "running", process: { version: 1 } });

  await test.step("the plan is refused while a step has no counterpart, and carried out once one is chosen", async () => {
    await page.goto("/admin/instances");
    await page.getByRole("listitem").filter({ hasText: label }).getByRole("button", { name: "Move to version 2…" }).click();
    const dialog = page.getByRole("dialog", { name: `Move “${label}” to version 2` });
    await expect(dialog.getByText("“Check the price” is not in the other version.")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Move" })).toBeDisabled();
    await dialog.getByLabel("“Check the price” goes on at").selectOption({ label: "Check price and stock" });
    await expect(dialog.getByText("Goes on as it is")).toBeVisible();
    await dialog.getByRole("button", { name: "Move" }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step("it goes on by the new version, with its new step", async () => {
    await page.goto("/tasks");
    await finish(page, "Check price and stock");
    await finish(page, "Second look");
    await expect.poll(async () => (await instance(moves.id)).status).toBe("completed");
    expect((await instance(moves.id)).process.version).toBe(2);
    const { items } = await admin.call("GET", `/processes/instances/${moves.id}/journal`);
    expect(items.find(({ event }: { event: string }) => event === "operator:migrate")).toMatchObject({ actor: { title: expect.any(String) }, detail: { from: 1, to: 2 } });
  });
  await publish(null);
});
