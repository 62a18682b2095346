import { expect, type Locator, type Page } from "@playwright/test";

/** The tab "Activity" of a record. */
export class ActivityPanel {
  constructor(private readonly page: Page) {}

  async open(entity: string, id: string): Promise<void> {
    await this.page.goto(`/${entity}/${id}?tab=activity`);
    await expect(this.box()).toBeVisible();
  }

  box(kind: "comment" | "note" = "comment"): Locator {
    return this.page.getByRole("combobox", { name: `Write a ${kind}` });
  }

  async say(text: string): Promise<void> {
    await this.box().fill(text);
    await this.box().press("Control+Enter");
    await expect(this.post(text)).toBeVisible();
  }

  /** The comment or note with this text, once it has arrived. */
  post(text: string): Locator {
    return this.page.locator("li[data-post]").filter({ hasText: text });
  }

  async choose(post: Locator, item: string): Promise<void> {
    await post.hover();
    await post.getByRole("button", { name: "More" }).click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }

  filter(name: string): Promise<void> {
    return this.page.getByRole("toolbar", { name: "What is shown" }).getByRole("button", { name, exact: true }).click();
  }
}
