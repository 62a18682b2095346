import { expect, type Locator, type Page } from "@playwright/test";

/** A record: its form while it is made or changed, and its page. */
export class RecordPage {
  constructor(private readonly page: Page) {}

  async openNew(entity: string): Promise<void> {
    await this.page.goto(`/${entity}/new`);
    await expect(this.page.getByRole("button", { name: "Save" })).toBeVisible();
  }

  open(entity: string, id: string): Promise<unknown> {
    return this.page.goto(`/${entity}/${id}`);
  }

  get title(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  /** Place of a field on the page: label, value or input, and what is wrong with it. */
  field(name: string): Locator {
    return this.page.locator(`[data-field="${name}"]`);
  }

  input(label: string): Locator {
    return this.page.getByRole("main").getByLabel(label, { exact: true }).first();
  }

  async fill(label: string, value: string): Promise<void> {
    await this.input(label).fill(value);
  }

  /** Chooses in a list of choices or looks a record up. */
  async choose(label: string, choice: string): Promise<void> {
    await this.pick(this.input(label), choice);
  }

  private async pick(box: Locator, choice: string): Promise<void> {
    await box.click();
    await this.page.getByRole("combobox", { name: "Search…" }).fill(choice);
    await this.page.getByRole("option", { name: choice, exact: true }).click();
  }

  /** Adds a line to the grid of lines at the end. */
  async addLine(row: number, { product, quantity, price, discount }: { product: string; quantity: string; price?: string; discount?: string }): Promise<void> {
    const cell = (label: string) => this.page.getByLabel(`${label}, line ${row}`, { exact: true });
    await this.page.getByRole("button", { name: "Add line" }).click();
    await this.pick(cell("Product"), product);
    await cell("Quantity").fill(quantity);
    if (price !== undefined) await cell("Price").fill(price);
    if (discount !== undefined) await cell("Discount").fill(discount);
  }

  async removeLine(row: number): Promise<void> {
    await this.page.getByRole("button", { name: `Remove line ${row}`, exact: true }).click();
  }

  async edit(): Promise<void> {
    await this.page.getByRole("button", { name: "Edit", exact: true }).click();
    await expect(this.page.getByRole("button", { name: "Save" })).toBeVisible();
  }

  async save(): Promise<void> {
    await this.page.getByRole("button", { name: "Save" }).click();
  }

  /** The form is gone, so the server has taken it. */
  async expectSaved(title?: string): Promise<void> {
    await expect(this.page).toHaveURL(/\/[0-9a-f-]{36}/);
    await expect(this.page.getByRole("button", { name: "Edit", exact: true })).toBeVisible();
    if (title !== undefined) await expect(this.title).toHaveText(title);
  }

  /** Shown beside the field, and tied to its input. */
  async expectProblem(name: string, text: string | RegExp): Promise<void> {
    await expect(this.field(name).getByRole("alert")).toHaveText(text);
    await expect(this.field(name).locator("[aria-invalid=true]")).toBeVisible();
  }

  async expectValue(name: string, text: string | RegExp): Promise<void> {
    await expect(this.field(name)).toContainText(text);
  }

  async delete(): Promise<void> {
    await this.page.getByRole("button", { name: "More", exact: true }).click();
    await this.page.getByRole("menuitem", { name: "Delete" }).click();
    await this.page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  }

  /** Runs an action of the record: opens its dialogue and returns it. */
  async startAction(label: string): Promise<Locator> {
    await this.page.getByRole("button", { name: label, exact: true }).click();
    const dialog = this.page.getByRole("dialog", { name: label });
    await expect(dialog).toBeVisible();
    return dialog;
  }

  async openTab(label: string): Promise<void> {
    await this.page.getByRole("tab", { name: label }).click();
  }

  /** Id in the address. */
  id(): string {
    return new URL(this.page.url()).pathname.split("/").at(-1)!;
  }
}
