import { expect, type Locator, type Page } from "@playwright/test";

export class ListPage {
  constructor(private readonly page: Page) {}

  open(entity: string, query = ""): Promise<unknown> {
    return this.page.goto(`/${entity}${query}`);
  }

  get grid(): Locator {
    return this.page.getByRole("grid");
  }

  /** Titles are the links of the rows. */
  row(title: string): Locator {
    return this.grid.getByRole("row").filter({ has: this.page.getByRole("link", { name: title, exact: true }) });
  }

  /** The record at a place of the list, counted from 1; only those in sight are drawn. */
  titleAt(place: number): Locator {
    return this.grid.locator(`[role=row][aria-rowindex="${place + 1}"]`).getByRole("link").first();
  }

  async search(text: string): Promise<void> {
    await this.page.getByRole("searchbox").fill(text);
  }

  async filterBy(field: string, operator: string, choice: string): Promise<void> {
    await this.page.getByRole("button", { name: "Filter", exact: true }).click();
    const builder = this.page.getByRole("dialog", { name: "Filter" });
    await builder.getByRole("combobox", { name: "Field" }).click();
    await this.page.getByRole("option", { name: field, exact: true }).click();
    await builder.getByRole("combobox", { name: "Operator" }).selectOption(operator);
    await builder.getByRole("combobox").nth(3).click();
    await this.page.getByRole("option", { name: choice, exact: true }).click();
    await this.page.keyboard.press("Escape");
  }

  async clearFilter(): Promise<void> {
    await this.page.getByRole("button", { name: /^Filter, \d+ condition/ }).click();
    await this.page.getByRole("button", { name: "Clear filter" }).click();
    await this.page.keyboard.press("Escape");
  }

  async sortBy(column: string): Promise<void> {
    await this.grid.getByRole("columnheader", { name: column }).getByRole("button").click();
  }

  async expectSorted(column: string, order: "ascending" | "descending"): Promise<void> {
    await expect(this.grid.getByRole("columnheader", { name: column })).toHaveAttribute("aria-sort", order);
  }

  async expectTotal(count: number): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: /record/ }).first()).toHaveText(`${count} ${count === 1 ? "record" : "records"}`);
  }

  /** Scrolls until a row is there; further pages come by themselves. */
  async scrollTo(title: string): Promise<void> {
    await expect(async () => {
      await this.grid.evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
      await expect(this.row(title)).toBeVisible({ timeout: 1_000 });
    }).toPass();
  }

  async openRecord(title: string): Promise<void> {
    await this.page.getByRole("link", { name: title, exact: true }).first().click();
    await expect(this.page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
  }

  async openTrash(): Promise<void> {
    await this.page.getByRole("button", { name: "More", exact: true }).click();
    await this.page.getByRole("menuitem", { name: "Trash" }).click();
  }

  async restoreFromTrash(title: string): Promise<void> {
    await this.page.getByRole("checkbox", { name: `Select ${title}` }).click();
    await this.page.getByRole("toolbar", { name: "Selected records" }).getByRole("button", { name: "Restore" }).click();
  }
}
