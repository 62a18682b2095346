/** The studio: modules, entities, processes, decision tables. */
import { expect, type Page } from "@playwright/test";
import { StudioPage } from "../pages/studio-page";
import { isPhone, type Screen } from "./steps";

const tab = async (page: Page, path: string, name: string): Promise<void> => {
  await page.goto(path);
  await page.getByRole("tab", { name, exact: true }).click();
};

/** Another screen of an entity than the one the designer begins with. */
async function view(page: Page, entity: string, label: string): Promise<void> {
  await tab(page, `/studio/crm/${entity}`, "Lists and views");
  const choice = page.getByRole("combobox", { name: "Screen", exact: true });
  await choice.selectOption(await choice.locator("option", { hasText: new RegExp(`^${label}:`) }).first().getAttribute("value"));
}

/** The settings of the designer stand beside the diagram, or in a sheet over the cards of a phone. */
async function side(page: Page, name: string): Promise<void> {
  await page.goto("/studio/processes/discount");
  await expect(page.locator("[data-step], [data-card]").first()).toBeVisible();
  if (isPhone(page)) await page.getByRole("button", { name: "Settings" }).first().click();
  await page.getByRole("tab", { name }).click();
}

/** The wizard keeps what was answered: each picture goes on where the one before it ended. */
const WIZARD: readonly Screen[] = [
  ["studio-new", async (page) => {
    await page.goto("/studio/new");
    await page.getByLabel("Name of the module").fill("Fleet");
  }],
  ["studio-new-entities", async (page) => {
    const studio = new StudioPage(page);
    await studio.next();
    await studio.addEntity("Vehicle");
    await studio.addField("Plate");
    await studio.addField("State", "Choice");
    await studio.field("State").getByLabel("Choices").fill("Free, On the road, In repair");
    await studio.addEntity("Trip");
    await studio.addField("Purpose");
    await studio.addField("Vehicle", "Reference");
  }],
  ["studio-new-access", (page) => new StudioPage(page).next()],
  ["studio-new-plan", async (page) => {
    await new StudioPage(page).next();
    await expect(page.getByRole("main")).toContainText("makes a new table");
  }],
];

export const STUDIO: readonly Screen[] = [
  ["studio", (page) => page.goto("/studio")],
  ...WIZARD,
  ["studio-module", async (page) => {
    await page.goto("/studio/crm");
    await expect(page.getByRole("main").getByRole("link").nth(3)).toBeVisible();
  }],
  ["studio-entity-new", (page) => page.goto("/studio/local/new")],
  ["studio-diagram", async (page) => {
    await page.goto("/studio/crm/entity-diagram");
    await expect(page.getByRole("region", { name: "Deal", exact: true }).or(page.getByRole("main").getByText("Deal line", { exact: true })).first()).toBeVisible();
  }],
  ["studio-words", async (page) => {
    await page.goto("/studio/crm/word-table");
    await expect(page.getByLabel("Translate into")).toBeVisible();
  }],
  ["studio-entity", (page) => page.goto("/studio/crm/deal")],
  ["studio-field", async (page) => {
    await page.goto("/studio/crm/deal");
    await page.getByRole("button", { name: "Settings of Stage" }).click();
  }],
  ["studio-form", (page) => tab(page, "/studio/crm/deal", "Form")],
  ["studio-preview", (page) => page.getByRole("button", { name: "Preview" }).click()],
  ["studio-lists", (page) => tab(page, "/studio/crm/deal", "Lists and views")],
  ...([["board", "deal", "Board"], ["calendar", "activity", "Calendar"], ["timeline", "licence", "Timeline"], ["tree", "organisation", "Tree"]] as const).map(([name, entity, label]): Screen => [`studio-${name}`, (page) => view(page, entity, label)]),
  ["studio-actions", (page) => tab(page, "/studio/crm/lead", "Actions")],
  ["studio-json", async (page) => {
    await tab(page, "/studio/crm/deal", "JSON");
    await expect(page.getByRole("textbox", { name: /^Document/ })).toBeVisible();
  }],
  ["processes", (page) => page.goto("/studio/processes")],
  ["process-designer", async (page) => {
    await page.goto("/studio/processes/discount");
    await expect(page.locator("[data-step], [data-card]").first()).toBeVisible();
  }],
  ["process-step", async (page) => {
    await page.goto("/studio/processes/discount");
    await (isPhone(page) ? page.locator("[data-card=approve]").getByRole("button").first() : page.locator("[data-step=approve]")).click();
  }],
  ["process-problems", (page) => side(page, "Problems")],
  ["process-try", (page) => side(page, "Try it out")],
  ["process-compare", async (page) => {
    await side(page, "Compare");
    await page.getByRole("combobox", { name: "From version" }).selectOption({ index: 1 });
  }],
  ["process-cards", async (page) => {
    await page.goto("/studio/processes/discount");
    if (!isPhone(page)) await page.getByRole("button", { name: "Step cards" }).click();
    await expect(page.locator("[data-card]").first()).toBeVisible();
  }],
  ["process-figures", async (page) => {
    await page.goto("/studio/processes/discount/figures");
    await expect(page.getByText(/begun, \d+ ended/)).toBeVisible();
  }],
  ["process-matrix", (page) => tab(page, "/studio/processes/discount/figures", "Matrix of responsibility")],
  ["decision", async (page) => {
    await page.goto("/studio/decisions/discountLevel");
    await expect(page.getByLabel(/^Rule 1, /).first()).toBeVisible();
  }],
];
