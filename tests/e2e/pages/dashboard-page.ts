import { expect, type Locator, type Page } from "@playwright/test";

/** A dashboard, and the builder of one. */
export class DashboardPage {
  constructor(private readonly page: Page) {}

  open(name: string, query = ""): Promise<unknown> {
    return this.page.goto(`/dashboards/${name}${query}`);
  }

  /** A tile by its heading. */
  tile(label: string): Locator {
    return this.page.getByRole("region", { name: label, exact: true }).first();
  }

  async choosePeriod(label: string, period: string): Promise<void> {
    await this.page.getByRole("group", { name: label, exact: true }).getByRole("combobox").selectOption({ label: period });
  }

  async showAsTable(label: string): Promise<void> {
    await this.page.getByRole("button", { name: `Show “${label}” as a table` }).click();
    await expect(this.tile(label).getByRole("table")).toBeVisible();
  }

  /** Chooses from a tile's menu; answers with the name of the file that comes. */
  async download(label: string, entry: string): Promise<string> {
    await this.page.getByRole("button", { name: `Menu of “${label}”` }).click();
    const coming = this.page.waitForEvent("download");
    await this.page.getByRole("menuitem", { name: entry }).click();
    return (await coming).suggestedFilename();
  }

  get panel(): Locator {
    return this.page.getByRole("complementary", { name: "Settings" });
  }

  /** Adds a widget from the gallery and gives it a title. */
  async add(kind: string, title: string): Promise<void> {
    await this.page.getByRole("button", { name: "Add widget" }).first().click();
    await this.page.getByRole("dialog", { name: "Add widget" }).getByRole("button", { name: kind }).click();
    await this.panel.getByLabel("Title", { exact: true }).fill(title);
    await expect(this.tile(title)).toBeVisible();
  }

  async chooseRecords(plural: string): Promise<void> {
    await this.panel.getByLabel("Records", { exact: true }).click();
    await this.page.getByRole("option", { name: plural, exact: true }).click();
  }

  async publish(): Promise<void> {
    await this.page.getByRole("button", { name: "Publish" }).click();
    await expect(this.page).toHaveURL(/\/dashboards\/(?!new)[a-zA-Z0-9]+$/);
  }
}
