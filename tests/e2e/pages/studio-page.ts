/** The studio: the wizard that makes a module, and its designers. */
import type { Locator, Page } from "@playwright/test";

export class StudioPage {
  constructor(readonly page: Page) {}

  async begin(module: string): Promise<void> {
    await this.page.goto("/studio");
    await this.page.getByRole("link", { name: "New module" }).click();
    await this.page.getByLabel("Name of the module").fill(module);
    await this.next();
  }

  async next(): Promise<void> {
    await this.page.getByRole("button", { name: "Next", exact: true }).click();
  }

  async addEntity(name: string): Promise<void> {
    const box = this.page.getByLabel("Entity, e.g. Vehicle");
    await box.fill(name);
    await box.press("Enter");
    await this.entity(name).waitFor();
  }

  async openEntity(name: string): Promise<void> {
    await this.page.getByRole("list", { name: "Entities" }).getByRole("button", { name }).click();
  }

  entity(name: string): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  field(name: string): Locator {
    return this.page.getByRole("list", { name: "Fields", exact: true }).getByRole("listitem", { name, exact: true });
  }

  /** Types a name, picks a type, presses the button. */
  async addField(name: string, type?: string): Promise<void> {
    if (type) await this.choose("Type of the new field", type);
    await this.page.getByRole("textbox", { name: "New field" }).fill(name);
    await this.page.getByRole("button", { name: "Add field" }).click();
    await this.field(name).waitFor();
  }

  /** Picks from a list that is searched by typing. */
  async choose(label: string, choice: string): Promise<void> {
    await this.page.getByRole("combobox", { name: label, exact: true }).click();
    await this.page.getByRole("combobox", { name: "Search…" }).fill(choice);
    await this.page.getByRole("option", { name: choice, exact: true }).first().click();
  }

  async paste(text: string, take: string): Promise<void> {
    await this.page.getByRole("button", { name: "Paste a table" }).click();
    const dialog = this.page.getByRole("dialog", { name: "Paste a table" });
    await dialog.getByLabel("Cells").fill(text);
    await dialog.getByRole("button", { name: take }).click();
  }

  /** Drags a field of the palette to the place of another one on the form. */
  async drag(name: string, to: string): Promise<void> {
    const [from, target] = [await this.page.locator("[data-place]").filter({ hasText: name }).first().boundingBox(), await this.page.getByRole("button", { name: to, exact: true }).boundingBox()];
    if (!from || !target) throw new Error(`${name} or ${to} is not to be seen.`);
    await this.page.mouse.move(from.x + 40, from.y + from.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + 60, from.y + from.height / 2 + 10, { steps: 4 });
    await this.page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 8 });
    await this.page.mouse.up();
  }

  /** Labels on the form, in order. */
  order(): Promise<readonly string[]> {
    return this.page.locator("section [data-place]").allInnerTexts();
  }
}
