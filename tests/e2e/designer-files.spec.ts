/** Processes and decisions come from files of other tools and go back to them; runs are kept; versions are compared; decisions are edited as tables. */
import { readFileSync } from "node:fs";
import { expect, test } from "./test";

test.use({ who: "administrator" });
test.describe.configure({ timeout: 120_000 });

const BPMN = (name: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:foo="http://foo.example" id="defs" targetNamespace="http://example.com">
<collaboration id="c"><participant id="shop" name="${name}" processRef="p1"/><participant id="bank" name="Bank" processRef="p2"/></collaboration>
<process id="p1" isExecutable="true"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="ask"/><userTask id="ask" name="Approve" foo:colour="red"/><sequenceFlow id="g" sourceRef="ask" targetRef="e"/><endEvent id="e"/><dataObjectReference id="paper" name="Paper" dataObjectRef="do"/><dataObject id="do"/><textAnnotation id="note"><text>Ask the boss</text></textAnnotation><association id="as" sourceRef="ask" targetRef="note"/></process>
<process id="p2"><task id="b"/></process></definitions>`;

test("a BPMN file comes in by one of its processes, is drawn, changed, tried, kept, published, compared and goes out again", async ({ page, admin }) => {
  const label = `From a file ${Date.now()}`;
  await page.goto("/admin/processes");
  await page.getByRole("button", { name: "Import" }).click();
  const dialog = page.getByRole("dialog");
  const file = (name: string, text: string) => dialog.getByLabel("Choose a file").setInputFiles({ name, mimeType: "application/xml", buffer: Buffer.from(text) });
  await file("broken.bpmn", BPMN(label).slice(0, 500));
  await expect(dialog.getByRole("alert")).toContainText("broken.bpmn: The file is broken");
  await file("shop.bpmn", BPMN(label));
  await dialog.getByRole("radio", { name: label }).check();
  await expect(dialog.getByRole("region", { name: "To know about this file" })).toContainText("http://foo.example");
  await dialog.getByRole("button", { name: "Open in the designer" }).click();

  const panel = page.getByRole("complementary", { name: "Settings" });
  await expect(page.locator("[data-step]")).toHaveCount(3);
  await expect(page.locator("[data-artifact=note]")).toHaveText("Ask the boss");
  await expect(page.locator("[data-artifact=paper]")).toHaveAccessibleName("Kept, not run: Paper");
  await panel.getByRole("tab", { name: /Problems/ }).click();
  await expect(panel.getByRole("region", { name: "Kept of the file, but not run" })).toContainText("http://foo.example");

  await page.locator("[data-step=ask]").click();
  await panel.getByRole("tab", { name: "Settings" }).click();
  await panel.getByRole("button", { name: "Add", exact: true }).click();
  await panel.getByLabel("How the person is found").selectOption("starter");
  await panel.getByRole("button", { name: "Add a comment" }).click();
  await panel.getByLabel("Comment 2", { exact: true }).fill("By phone");
  await expect(page.locator("[data-artifact]", { hasText: "By phone" })).toBeVisible();
  await panel.getByRole("tab", { name: "Try it out" }).click();
  await panel.getByRole("button", { name: "Start", exact: true }).click();
  await panel.getByRole("button", { name: "To the end" }).click();
  await panel.getByLabel("Keep this run as a test").fill("It is approved");
  await panel.getByRole("button", { name: "Save" }).click();
  await panel.getByRole("button", { name: "Again" }).click();
  await expect(panel.locator("[data-scenario]")).toHaveAttribute("data-ok", "true");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Process published")).toBeVisible();
  const name = new URL(page.url()).pathname.split("/").at(-1)!;
  expect((await admin.call("GET", `/metadata/process/${name}`)).document).toMatchObject({ label, pools: [{ id: "shop" }], scenarios: [{ label: "It is approved", path: ["s", "ask", "e"], status: "completed" }] });

  await page.locator("[data-step=ask]").click();
  await panel.getByRole("tab", { name: "Settings" }).click();
  await panel.getByLabel("Name", { exact: true }).fill("Approve it");
  await page.getByRole("button", { name: "Next: Done by the system" }).click();
  await panel.getByRole("tab", { name: "Compare" }).click();
  await expect(panel.locator("[data-change=changed]").filter({ hasText: "Approve → Approve it" })).toBeVisible();
  await expect(page.locator("[data-step=serviceTask]").getByLabel("Added")).toBeVisible();
  await expect(panel.locator("[data-change=added]").first()).toBeVisible();
  await panel.getByRole("tab", { name: "Settings" }).click();

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: /^Save as a/ }).click();
  await page.getByRole("menuitem", { name: "BPMN 2.0 file" }).click();
  const xml = readFileSync((await (await saved).path())!, "utf8");
  for (const word of ['foo:colour="red"', "By phone", "Approve it", "dataObjectReference"]) expect(xml).toContain(word);
});

const box = (element: string, x: number, y: number, width = 120, height = 60) => ({ id: `${element}.s`, element, x, y, width, height });

test("a drawing of several pages is looked at and changed page by page, and a closed sub-process is opened", async ({ newcomer }) => {
  const name = `pages${Date.now()}`;
  const { page, api } = await newcomer({ name: "Paula Pages", roles: ["administrator"] });
  const pages = [
    { id: "d1", label: "Order", shapes: [box("s", 0, 100, 40, 40), { ...box("check", 140, 90), expanded: false }], edges: [] },
    { id: "d2", shapes: [box("t", 0, 100, 40, 40), box("fetch", 140, 90)], edges: [] },
    { id: "d3", element: "check", shapes: [box("ask", 0, 100)], edges: [] },
  ];
  const nodes = [
    { id: "s", type: "startEvent", pool: "sales" }, { id: "check", type: "subProcess", label: "Check", pool: "sales" }, { id: "ask", type: "userTask", label: "Ask", pool: "sales", inside: "check" },
    { id: "t", type: "startEvent", pool: "stock" }, { id: "fetch", type: "userTask", label: "Fetch", pool: "stock" },
  ];
  const flows = [{ id: "f", from: "s", to: "check" }, { id: "g", from: "t", to: "fetch" }];
  await api.call("PUT", `/metadata/process/${name}`, { id: name, name, label: "Several pages", pools: [{ id: "sales", label: "Sales" }, { id: "stock", label: "Stock" }], nodes, flows, di: pages });
  await page.goto(`/studio/processes/${name}`);
  const steps = page.locator("[data-canvas] [data-step]");
  const tabs = page.getByRole("tablist", { name: "Pages of the drawing" });
  await expect(tabs.getByRole("tab")).toHaveText(["Order", "Stock", "Check"]);
  await expect(steps).toHaveCount(2);
  await page.getByRole("button", { name: "Open “Check”" }).click();
  await expect(steps).toHaveCount(1);
  await expect(tabs.getByRole("tab", { name: "Check" })).toHaveAttribute("aria-selected", "true");
  await page.locator("[data-step=ask]").click();
  await page.getByRole("button", { name: "Next: Done by the system" }).click();
  await expect(steps).toHaveCount(2);
  await page.getByRole("button", { name: "Up to “Order”" }).click();
  await expect(page.locator("[data-step=check]")).toBeVisible();
  await tabs.getByRole("tab", { name: "Order" }).press("ArrowRight");
  await expect(tabs.getByRole("tab", { name: "Stock" })).toBeFocused();
  await expect(page.locator("[data-step=fetch]")).toBeVisible();
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByRole("button", { name: "Save draft" })).toBeDisabled();
  const { draft } = await api.call("GET", `/metadata/process/${name}`);
  expect(draft.document.di).toMatchObject([{ id: "d1", shapes: pages[0]!.shapes }, { id: "d2", shapes: pages[1]!.shapes }, { id: "d3", shapes: [{ element: "ask" }, { element: "serviceTask" }] }]);
  expect(draft.document.nodes).toContainEqual(expect.objectContaining({ id: "serviceTask", inside: "check", pool: "sales" }));
  await page.setViewportSize({ width: 390, height: 844 });
  await tabs.getByRole("tab", { name: "Check" }).click();
  await expect(page.locator("[data-card]")).toHaveCount(2);
});

test("a decision is made as a table: pasted, checked for gaps, tried, published and exported", async ({ page, admin }) => {
  await page.goto("/admin/decisions");
  await page.getByRole("main").getByRole("button", { name: "New decision" }).first().click();
  await page.getByRole("dialog").getByLabel("Name of the decision").fill(`Rebate ${Date.now()}`);
  await page.getByRole("dialog").getByRole("button", { name: "Continue" }).click();
  const cell = (row: number, column: number) => page.locator(`[data-cell="${row} ${column}"]`);
  await page.getByLabel("Formula of input 1").fill("amount");
  await cell(0, 0).focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "> 100\t0.2\tlarge\n[10..50]\t0.1\tsmall");
    document.activeElement!.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(cell(1, 1)).toHaveValue("0.1");
  await expect(page.locator("[data-finding=gap]").first()).toContainText("amount < 10");
  await cell(1, 0).fill("<= 100");
  await expect(page.locator("[data-finding]")).toHaveCount(0);
  await cell(1, 0).press("Enter");
  await expect(cell(2, 0)).toBeFocused();
  await cell(2, 0).press("Control+Delete");
  await expect(cell(2, 0)).toHaveCount(0);
  await cell(1, 0).press("Alt+ArrowUp");
  await expect(cell(0, 0)).toHaveValue("<= 100");
  await page.getByLabel("amount", { exact: true }).fill("500");
  await expect(page.locator("[data-answer]")).toContainText("0.2");
  await expect(page.locator("[data-hit]")).toHaveAttribute("data-rule", "1");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Decision published")).toBeVisible();
  const name = new URL(page.url()).pathname.split("/").at(-1)!;
  expect((await admin.call("GET", `/metadata/decision/${name}`)).document.rules).toMatchObject([{ when: { input1: "<= 100" } }, { when: { input1: "> 100" }, description: "large" }]);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export as DMN" }).click();
  expect(readFileSync((await (await saved).path())!, "utf8")).toContain("<inputEntry");
});
