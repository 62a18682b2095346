import { expect, type Locator, type Page } from "@playwright/test";
import type { Words } from "../words";

/** Forms, records and lists in whatever language the person reads; labels come from `words`. */
export class Screen {
  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {}

  get main(): Locator {
    return this.page.getByRole("main");
  }

  get title(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  button(name: string, within: Page | Locator = this.page): Locator {
    return within.getByRole("button", { name, exact: true });
  }

  /** The input with this label. */
  input(label: string): Locator {
    return this.main.getByLabel(label, { exact: true }).first();
  }

  async pick(box: Locator, choice: string): Promise<void> {
    await box.click();
    await this.page.getByRole("combobox", { name: this.words.t("field.search") }).fill(choice);
    await this.page.getByRole("option", { name: choice, exact: true }).click();
  }

  async save(): Promise<void> {
    await this.page.getByRole("button", { name: this.words.t("common.save"), exact: true }).click();
  }

  /** The form is gone: the server has taken it. */
  async expectSaved(title: string): Promise<void> {
    await expect(this.page).toHaveURL(/\/[0-9a-f-]{36}/);
    await expect(this.button(this.words.t("common.edit"))).toBeVisible();
    await expect(this.title).toHaveText(title);
  }

  /** Goes to a list by the menu. */
  async openList(plural: string): Promise<void> {
    await this.page.getByRole("complementary").getByRole("navigation").getByRole("link", { name: plural, exact: true }).click();
    await expect(this.page.getByRole("grid")).toBeVisible();
  }

  row(title: string): Locator {
    return this.page.getByRole("grid").getByRole("link", { name: title, exact: true }).first();
  }
}
