/** Processes are drawn by a business admin: as a diagram and as step cards, which are two ways to one and the same process. One is followed from the empty page to the changed record. */
import type { Page } from "@playwright/test";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import type { Api } from "./api";
import { expect, test, type Newcomer } from "./test";

test.use({ who: "administrator" });
test.describe.configure({ timeout: 150_000 });

const DAY = 86_400_000;
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

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

/** A discount on a deal: above 10 % all of the directors are asked, and what they decide is noted on the deal. */
const expected = (directors: readonly string[]) => ({
  lanes: [{ label: "Seller" }, { label: "Directors", responsible: directors.map((value) => ({ kind: "user", value })) }],
  nodes: [
    { name: "endEvent Decided", lane: "Seller" }, { name: "endEvent No approval needed", lane: "Seller" }, { name: "exclusiveGateway Large?", lane: "Seller" },
    { name: "serviceTask Note the decision", lane: "Seller", options: { service: "updateRecord", settings: { set: { nextStep: { formula: '"Discount: " + decision' } } } } }, { name: "startEvent ", lane: "Seller" },
    { name: "userTask Approve discount", lane: "Directors", options: { due: "P2D", completion: "all", decisions: [{ id: "decision", name: "approve", label: "Approve" }, { id: "decision2", name: "reject", label: "Reject" }] } },
  ],
  flows: [
    "exclusiveGateway Large? > endEvent No approval needed: otherwise", "exclusiveGateway Large? > userTask Approve discount: discount > 10", "serviceTask Note the decision > endEvent Decided: ",
    "startEvent  > exclusiveGateway Large?: ", "userTask Approve discount > serviceTask Note the decision: ",
  ],
});

async function begin(page: Page, label: string): Promise<string> {
  await page.goto("/admin/processes");
  await page.getByRole("main").getByRole("button", { name: "New process" }).first().click();
  await page.getByRole("dialog").getByLabel("Name of the process").fill(label);
  await page.getByRole("dialog").getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: label })).toBeAttached();
  return new URL(page.url()).pathname.split("/").at(-1)!;
}

const panel = (page: Page) => page.getByRole("complementary", { name: "Settings" });

/** What the process is about, how it begins, and what it asks for. */
async function declare(page: Page): Promise<void> {
  await panel(page).getByLabel("Record it is about").selectOption("deal");
  await panel(page).getByRole("switch", { name: /Started by a button/ }).click();
  await panel(page).getByRole("button", { name: "Add a variable" }).click();
  await panel(page).getByLabel("Name of the variable").fill("discount");
  await panel(page).getByRole("checkbox", { name: /Ask for it/ }).click();
}

async function nameLanes(page: Page, directors: readonly string[]): Promise<void> {
  for (const label of ["Seller", "Directors"]) {
    await page.getByRole("button", { name: "Add lane" }).first().click();
    await page.getByRole("main").getByRole("button", { name: /Lane \d/ }).click();
    await panel(page).getByLabel("Name of the lane").fill(label);
  }
  for (const [i, email] of directors.entries()) {
    await panel(page).getByRole("button", { name: "Add", exact: true }).click();
    await panel(page).getByLabel("How the person is found").nth(i).selectOption("user");
    await panel(page).getByLabel("One user").nth(i).fill(email);
  }
}

/** The chosen step is a task that all of them have to do, with two buttons. */
async function askAll(page: Page): Promise<void> {
  await panel(page).getByLabel("Finished when").selectOption("all");
  for (const [i, label] of ["Approve", "Reject"].entries()) {
    await panel(page).getByRole("button", { name: "Add a button" }).click();
    await panel(page).getByLabel("Words on the button").nth(i).fill(label);
    await panel(page).getByLabel("Value of “decision”").nth(i).fill(label.toLowerCase());
  }
}

/** The chosen step writes what was decided into the deal. */
async function noteDecision(page: Page): Promise<void> {
  await panel(page).getByLabel("What the system does").selectOption("updateRecord");
  await panel(page).getByRole("button", { name: "Add a value" }).click();
  await panel(page).getByLabel("Field", { exact: true }).selectOption("nextStep");
  await panel(page).getByRole("button", { name: "As a formula" }).click();
  await panel(page).getByLabel("Value of “Next step”").fill('"Discount: " + decision');
}

async function published(admin: Api, name: string): Promise<ProcessDefinition> {
  return (await admin.call("GET", `/metadata/process/${name}`)).document as ProcessDefinition;
}

test("a discount approval is drawn with lanes, refused, mended by a button, tried out and published; it is started, three approve, one through a deputy, and the deal, the journal and the diagram show it", async ({ page, admin, newcomer }) => {
  const directors = [await newcomer({ name: "Ann First", roles: ["headOfSales"] }), await newcomer({ name: "Ben Second", roles: ["headOfSales"] }), await newcomer({ name: "Cora Away", roles: ["headOfSales"] })];
  const emails = directors.map(({ email }) => email);
  const label = `Discount drawn ${Date.now()}`;
  const name = await begin(page, label);
  const step = (id: string) => page.locator(`[data-step="${id}"]`);
  const pad = page.getByRole("toolbar", { name: "What can be done with the step" });
  const field = (of: string) => panel(page).getByLabel(of, { exact: true });
  const problem = panel(page).locator("[data-problem=noCondition]");

  await test.step("the administrator draws it from nothing", async () => {
    await declare(page);
    await nameLanes(page, emails);
    await step("startEvent").click();
    await pad.getByRole("button", { name: "Next: One of several ways" }).click();
    await field("Name").fill("Large?");
    await pad.getByRole("button", { name: "Next: Task of a person" }).click();
    await field("Name").fill("Approve discount");
    await panel(page).getByLabel("Lane").selectOption({ label: "Directors" });
    await panel(page).getByLabel("Term").fill("P2D");
    await askAll(page);
    await pad.getByRole("button", { name: "Next: Done by the system" }).click();
    await field("Name").fill("Note the decision");
    await panel(page).getByLabel("Lane").selectOption({ label: "Seller" });
    await noteDecision(page);
    await pad.getByRole("button", { name: "Next: End" }).click();
    await field("Name").fill("Decided");
    await page.getByRole("button", { name: "Show all" }).click();
    await step("exclusiveGateway").click();
    await pad.getByRole("button", { name: "Next: End" }).click();
    await field("Name").fill("No approval needed");
    await step("exclusiveGateway").click();
    await panel(page).getByRole("button", { name: /Approve discount/ }).click();
    await panel(page).getByRole("button", { name: "Add condition" }).click();
    await panel(page).getByLabel("Variable").fill("discount");
    await panel(page).getByLabel("Operator").selectOption(">");
    await field("Value").fill("10");
  });

  await test.step("a branch without condition or default is refused, and mended by the button", async () => {
    await page.getByRole("button", { name: "Publish" }).click();
    await expect(page.getByText("cannot be published yet")).toBeVisible();
    await expect(step("exclusiveGateway").getByLabel("Has a problem")).toBeVisible();
    await problem.getByRole("button", { name: "Make this branch the default" }).click();
    await expect(problem).toHaveCount(0);
    // Undo and redo are one key each.
    await page.keyboard.press("Control+z");
    await expect(problem).toHaveCount(1);
    await page.keyboard.press("Control+y");
    await expect(problem).toHaveCount(0);
  });

  await test.step("it is tried out and published", async () => {
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
    expect(structureOf(await published(admin, name))).toEqual(expected(emails));
  });

  const [ann, ben, cora] = directors as [Newcomer, Newcomer, Newcomer];
  const dora = await newcomer({ name: "Dora Deputy", roles: ["headOfSales"] });
  await cora.api.call("POST", "/deputies", { deputy: (await dora.api.call("GET", "/model")).user.id, from: day(Date.now() - DAY), to: day(Date.now() + DAY) });
  await admin.call("POST", "/metadata/publish", { changes: [{ kind: "role", name, document: { id: name, name, label: "May ask for a drawn discount", processes: { [name]: { start: true } } } }], summary: "Who may ask" });
  const stella = await newcomer({ name: "Stella Seller", roles: ["salesPerson", name] });
  const deal = await stella.api.call("POST", "/records/deal", { name: "Pumps for three", currency: "EUR" });
  const card = (on: Page) => on.getByRole("article", { name: "Approve discount" });

  await test.step("an end user starts it on a deal", async () => {
    await stella.page.goto(`/deal/${deal.id}?tab=processes`);
    await stella.page.getByRole("button", { name: label }).click();
    const dialog = stella.page.getByRole("dialog", { name: label });
    await dialog.getByLabel("discount").fill("25");
    await dialog.getByRole("button", { name: "Start" }).click();
    await expect(card(stella.page)).toBeVisible();
  });

  await test.step("two approve by themselves, the third through her deputy", async () => {
    for (const who of [ann, ben]) {
      const { items } = await who.api.call("GET", "/tasks?scope=mine");
      await who.api.call("POST", `/tasks/${items[0].id}/complete`, { decision: "approve" });
    }
    await dora.page.goto("/tasks");
    await expect(card(dora.page)).toContainText("for Cora Away");
    await card(dora.page).getByRole("button", { name: "Approve", exact: true }).click();
    await expect(card(dora.page)).toBeHidden();
  });

  await test.step("the deal is changed, and its page shows who did what for whom", async () => {
    await expect.poll(async () => (await admin.call("GET", `/records/deal/${deal.id}`)).nextStep).toBe("Discount: approve");
    await stella.page.reload();
    await expect(stella.page.getByText("Completed", { exact: true })).toBeVisible();
    await expect(card(stella.page)).toContainText("Dora Deputy for Cora Away · Approve");
    await stella.page.getByRole("button", { name: "Journal", exact: true }).click();
    await expect(stella.page.getByRole("list", { name: "Journal" })).toContainText("Dora Deputy for Cora Away");
    await stella.page.getByRole("button", { name: "Diagram", exact: true }).click();
    const diagram = stella.page.getByRole("group", { name: "Diagram" });
    await expect(diagram.getByText("Approve discount").first()).toBeVisible();
    await expect(diagram.getByText("Note the decision").first()).toBeVisible();
  });
  await admin.call("POST", "/metadata/publish", { changes: [{ kind: "process", name, document: null }, { kind: "role", name, document: null }], summary: "No drawn discount" });
});

test("the same process is built with step cards only, by keyboard and fields", async ({ page, admin }) => {
  const name = await begin(page, `Discount by cards ${Date.now()}`);
  const emails = ["ann", "ben", "cora"].map((who) => `${who}@e2e.example`);
  await declare(page);
  await page.getByRole("button", { name: "Step cards" }).click();
  await nameLanes(page, emails);
  const card = (id: string) => page.locator(`[data-card="${id}"]`);
  const addAfter = async (id: string, type: string) => {
    await card(id).getByRole("button", { name: /^Add a (step after|branch to)/ }).press("Enter");
    await page.getByRole("menuitem", { name: type, exact: true }).click();
  };
  await addAfter("startEvent", "One of several ways");
  await card("exclusiveGateway").getByLabel(/^Name of step/).fill("Large?");
  await addAfter("exclusiveGateway", "Task of a person");
  await card("userTask").getByLabel(/^Name of step/).fill("Approve discount");
  await card("userTask").getByLabel("Lane").selectOption({ label: "Directors" });
  await card("userTask").getByLabel("Term").fill("P2D");
  await card("userTask").getByRole("button", { name: /^Settings of/ }).click();
  await askAll(page);
  await addAfter("userTask", "Done by the system");
  await card("serviceTask").getByLabel(/^Name of step/).fill("Note the decision");
  await card("serviceTask").getByLabel("Lane").selectOption({ label: "Seller" });
  await card("serviceTask").getByRole("button", { name: /^Settings of/ }).click();
  await noteDecision(page);
  await addAfter("serviceTask", "End");
  await card("endEvent").getByLabel(/^Name of step/).fill("Decided");
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
  await expect(page.locator("[data-step]")).toHaveCount(6);
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Process published")).toBeVisible();
  expect(structureOf(await published(admin, name))).toEqual(expected(emails));
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

test("lanes are sorted and sized by keys, what has the focus is chosen by Enter, and a process begins when something happens to a record", async ({ page }) => {
  await begin(page, `Keys ${Date.now()}`);
  for (let lane = 0; lane < 2; lane++) await page.getByRole("main").getByRole("button", { name: "Add lane" }).click();
  const height = page.getByRole("separator", { name: "Height of the lane “Lane 1”" });
  const before = Number(await height.getAttribute("aria-valuenow"));
  await height.press("ArrowDown");
  await expect(height).toHaveAttribute("aria-valuenow", String(before + 10));
  const top = async (lane: number): Promise<number> => (await page.getByRole("button", { name: `Lane “Lane ${lane}”` }).boundingBox())!.y;
  await page.getByRole("button", { name: "Lane “Lane 2”" }).press("Enter");
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(async () => (await top(2)) < (await top(1))).toBe(true);

  const start = page.locator('.react-flow__node[data-id="startEvent"]');
  await start.focus();
  await page.keyboard.press("Enter");
  await expect(start).toHaveClass(/selected/);
  await page.keyboard.press("Escape");
  await expect(start).not.toHaveClass(/selected/);

  await panel(page).getByLabel("Record it is about").selectOption("deal");
  await panel(page).getByRole("button", { name: "Add a record event" }).click();
  await panel(page).getByLabel("What happens to the record").selectOption("changed");
  await panel(page).getByRole("button", { name: "Add a field" }).click();
  await panel(page).getByLabel("Field that changes").selectOption("stage");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByText("Draft saved")).toBeVisible();
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
