/** Processes are drawn by a business admin: as a diagram and as step cards, which are two ways to one and the same process. */
import type { Page } from "@playwright/test";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import type { Api } from "./api";
import { expect, test } from "./test";

test.use({ who: "administrator" });
test.describe.configure({ timeout: 150_000 });

/** What two drawings of one process have in common, whatever their ids and places. */
function structureOf({ nodes, flows, lanes }: ProcessDefinition): unknown {
  const name = (id: string): string => {
    const node = nodes.find((one) => one.id === id)!;
    return `${node.type} ${node.label ?? ""}`;
  };
  const lane = (id: string | undefined): string | undefined => lanes?.find((one) => one.id === id)?.label;
  return {
    lanes: (lanes ?? []).map(({ label, responsible }) => ({ label, responsible })),
    nodes: nodes.map((node) => ({ name: name(node.id), lane: lane(node.lane), options: node.options })).sort((a, b) => a.name.localeCompare(b.name)),
    flows: flows.map((flow) => `${name(flow.from)} > ${name(flow.to)}: ${nodes.some((node) => node.default === flow.id) ? "otherwise" : (flow.condition ?? "")}`).sort(),
  };
}

const EXPECTED = {
  lanes: [{ label: "Seller" }, { label: "Head of sales", responsible: [{ kind: "role", value: "headOfSales" }] }],
  nodes: [
    { name: "endEvent Approved", lane: "Head of sales" }, { name: "endEvent No approval needed", lane: "Seller" }, { name: "exclusiveGateway Large?", lane: "Seller" }, { name: "startEvent ", lane: "Seller" },
    { name: "userTask Approve discount", lane: "Head of sales", options: { due: "P2D" } },
  ],
  flows: ["exclusiveGateway Large? > endEvent No approval needed: otherwise", "exclusiveGateway Large? > userTask Approve discount: discount > 10", "startEvent  > exclusiveGateway Large?: ", "userTask Approve discount > endEvent Approved: "],
};

async function begin(page: Page, label: string): Promise<string> {
  await page.goto("/admin/processes");
  await page.getByRole("main").getByRole("button", { name: "New process" }).first().click();
  await page.getByRole("dialog").getByLabel("Name of the process").fill(label);
  await page.getByRole("dialog").getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: label })).toBeAttached();
  return new URL(page.url()).pathname.split("/").at(-1)!;
}

const panel = (page: Page) => page.getByRole("complementary", { name: "Settings" });

async function declareDiscount(page: Page): Promise<void> {
  await panel(page).getByRole("button", { name: "Add a variable" }).click();
  await panel(page).getByLabel("Name of the variable").fill("discount");
}

async function nameLanes(page: Page): Promise<void> {
  for (const label of ["Seller", "Head of sales"]) {
    await page.getByRole("button", { name: "Add lane" }).first().click();
    await page.getByRole("main").getByRole("button", { name: /Lane \d/ }).click();
    await panel(page).getByLabel("Name of the lane").fill(label);
  }
  await panel(page).getByRole("button", { name: "Add", exact: true }).click();
  await panel(page).getByLabel("Everybody with a role").selectOption("headOfSales");
}

async function published(admin: Api, name: string): Promise<ProcessDefinition> {
  return (await admin.call("GET", `/metadata/process/${name}`)).document as ProcessDefinition;
}

test("a discount approval with two lanes is drawn, refused, mended by a button, tried out and published", async ({ page, admin }) => {
  const name = await begin(page, `Discount drawn ${Date.now()}`);
  const step = (id: string) => page.locator(`[data-step="${id}"]`);
  const pad = page.getByRole("toolbar", { name: "What can be done with the step" });
  await declareDiscount(page);
  await nameLanes(page);

  await step("startEvent").click();
  await pad.getByRole("button", { name: "Next: One of several ways" }).click();
  await panel(page).getByLabel("Name", { exact: true }).fill("Large?");
  await pad.getByRole("button", { name: "Next: Task of a person" }).click();
  await panel(page).getByLabel("Name", { exact: true }).fill("Approve discount");
  await panel(page).getByLabel("Lane").selectOption({ label: "Head of sales" });
  await panel(page).getByLabel("Term").fill("P2D");
  await pad.getByRole("button", { name: "Next: End" }).click();
  await panel(page).getByLabel("Name", { exact: true }).fill("Approved");
  await step("exclusiveGateway").click();
  await pad.getByRole("button", { name: "Next: End" }).click();
  await panel(page).getByLabel("Name", { exact: true }).fill("No approval needed");
  await step("exclusiveGateway").click();
  await panel(page).getByRole("button", { name: /Approve discount/ }).click();
  await panel(page).getByRole("button", { name: "Add condition" }).click();
  await panel(page).getByLabel("Variable").fill("discount");
  await panel(page).getByLabel("Operator").selectOption(">");
  await panel(page).getByLabel("Value").fill("10");

  // One branch has no condition and is not the default: it must not be published.
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("cannot be published yet")).toBeVisible();
  await expect(step("exclusiveGateway").getByLabel("Has a problem")).toBeVisible();
  const problem = panel(page).locator("[data-problem=noCondition]");
  await problem.getByRole("button", { name: "Make this branch the default" }).click();
  await expect(problem).toHaveCount(0);
  // Undo and redo are one key each.
  await page.keyboard.press("Control+z");
  await expect(problem).toHaveCount(1);
  await page.keyboard.press("Control+y");
  await expect(problem).toHaveCount(0);

  await panel(page).getByRole("tab", { name: "Try it out" }).click();
  await panel(page).getByLabel("discount").fill("25");
  await panel(page).getByRole("button", { name: "Start", exact: true }).click();
  await expect(step("userTask").locator("[data-tokens='1']")).toBeVisible();
  await panel(page).getByRole("button", { name: "To the end" }).click();
  await expect(panel(page).getByText("The process has ended.")).toBeVisible();
  await expect(panel(page).locator("[data-point=people]")).toHaveAttribute("data-fine", "true");
  await expect(panel(page).locator("[data-point=breaks]")).toHaveAttribute("data-fine", "true");

  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Process published")).toBeVisible();
  expect(structureOf(await published(admin, name))).toEqual(EXPECTED);
});

test("the same process is built with step cards only, by keyboard and fields", async ({ page, admin }) => {
  const name = await begin(page, `Discount by cards ${Date.now()}`);
  await declareDiscount(page);
  await page.getByRole("button", { name: "Step cards" }).click();
  await nameLanes(page);
  const card = (id: string) => page.locator(`[data-card="${id}"]`);
  const addAfter = async (id: string, type: string) => {
    await card(id).getByRole("button", { name: /^Add a (step after|branch to)/ }).press("Enter");
    await page.getByRole("menuitem", { name: type, exact: true }).click();
  };
  await addAfter("startEvent", "One of several ways");
  await card("exclusiveGateway").getByLabel(/^Name of step/).fill("Large?");
  await addAfter("exclusiveGateway", "Task of a person");
  await card("userTask").getByLabel(/^Name of step/).fill("Approve discount");
  await card("userTask").getByLabel("Lane").selectOption({ label: "Head of sales" });
  await card("userTask").getByLabel("Term").fill("P2D");
  await addAfter("userTask", "End");
  await card("endEvent").getByLabel(/^Name of step/).fill("Approved");
  await addAfter("exclusiveGateway", "End");
  await card("endEvent2").getByLabel(/^Name of step/).fill("No approval needed");
  const large = card("exclusiveGateway").getByRole("group", { name: /to “Approve discount”/ });
  await large.getByRole("button", { name: "Add condition" }).click();
  await large.getByLabel("Variable").fill("discount");
  await large.getByLabel("Operator").selectOption(">");
  await large.getByLabel("Value").fill("10");
  await card("exclusiveGateway").getByRole("button", { name: "Make this branch the default" }).click();
  await expect(card("exclusiveGateway").locator("[data-problem]")).toHaveCount(0);

  // The diagram shows what the cards made.
  await page.getByRole("button", { name: "Diagram" }).click();
  await expect(page.locator("[data-step]")).toHaveCount(5);
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Process published")).toBeVisible();
  expect(structureOf(await published(admin, name))).toEqual(EXPECTED);
});

test("steps are dropped onto ways, joined by dragging, deleted with the flow healing, and reached by arrows", async ({ page }) => {
  await begin(page, `Gestures ${Date.now()}`);
  const step = (id: string) => page.locator(`[data-step="${id}"]`);
  const flow = (name: string) => page.getByLabel(name, { exact: true });
  const middle = async (id: string): Promise<{ x: number; y: number }> => {
    const box = (await step(id).boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const drag = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
  };
  await step("startEvent").click();
  await page.getByRole("button", { name: "Next: End" }).click();
  await expect(flow("startEvent → endEvent")).toBeAttached();
  const canvas = (await page.locator("[data-canvas]").boundingBox())!;
  const [start, end] = [await middle("startEvent"), await middle("endEvent")];
  await page.getByRole("button", { name: "Add: Task of a person" }).dragTo(page.locator("[data-canvas]"), { targetPosition: { x: (start.x + end.x) / 2 - canvas.x, y: start.y - canvas.y } });
  await expect(flow("startEvent → userTask")).toBeAttached();
  await expect(flow("userTask → endEvent")).toBeAttached();

  const before = await middle("userTask");
  await drag(before, { x: before.x, y: before.y + 150 });
  await expect.poll(async () => (await middle("userTask")).y).toBeGreaterThan(before.y + 100);
  await page.getByRole("button", { name: "Add: End" }).dragTo(page.locator("[data-canvas]"), { targetPosition: { x: end.x + 60 - canvas.x, y: before.y + 200 - canvas.y } });
  await expect(step("endEvent2")).toBeVisible();
  const task = (await step("userTask").boundingBox())!;
  await drag({ x: task.x + task.width, y: task.y + task.height / 2 }, await middle("endEvent2"));
  await expect(flow("userTask → endEvent2")).toBeAttached();
  await page.keyboard.press("Delete");
  await expect(flow("userTask → endEvent2")).toHaveCount(0);

  await step("userTask").click();
  await page.keyboard.press("Delete");
  await expect(step("userTask")).toHaveCount(0);
  await expect(flow("startEvent → endEvent")).toBeAttached();
  await page.keyboard.press("Control+z");
  await expect(flow("startEvent → userTask")).toBeAttached();
  await step("startEvent").click();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(panel(page).getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type("Reached by keys");
  await expect(page.locator("[data-step]", { hasText: "Reached by keys" })).toHaveCount(1);
});

test("whoever may not change metadata finds no designer", async ({ browser }) => {
  const { sessionFile } = await import("./people");
  const context = await browser.newContext({ storageState: sessionFile("sales") });
  const page = await context.newPage();
  for (const path of ["/studio/processes/anything", "/admin/processes"]) {
    const answer = await page.goto(path);
    expect(answer!.status(), path).toBe(404);
  }
  await context.close();
});
