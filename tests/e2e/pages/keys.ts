import { expect, type Locator, type Page } from "@playwright/test";

/** Hands that stay on the keyboard. Everything is reached by Tab and said by keys; the page counts what a mouse or finger does. */
export class Keys {
  constructor(private readonly page: Page) {}

  /** From here on the page counts pointers; call before the first page is opened. */
  async watch(): Promise<void> {
    await this.page.addInitScript(() => {
      const count = () => sessionStorage.setItem("pointers", String(Number(sessionStorage.getItem("pointers") ?? 0) + 1));
      for (const kind of ["pointerdown", "mousedown", "touchstart"]) addEventListener(kind, count, true);
    });
  }

  /** How often a pointer was used since `watch`. */
  pointers(): Promise<number> {
    return this.page.evaluate(() => Number(sessionStorage.getItem("pointers") ?? 0));
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /** Presses Tab (or Shift+Tab) until the target has the focus; fails when it is never reached. */
  async reach(target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    await expect(target).toBeVisible();
    for (let presses = 0; presses < 60; presses++) {
      if (await this.isAt(target)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`${key} never reaches ${target}.`);
  }

  /** Reaches a box of choices, types until one is found, and takes it. */
  async choose(box: Locator, text: string, choice: string | RegExp = text): Promise<void> {
    await this.reach(box);
    await this.type(text);
    const option = this.page.getByRole("option", { name: choice }).first();
    await expect(option).toHaveAttribute("aria-selected", "true");
    await this.press("Enter");
    await expect(option).toBeHidden();
    // Whoever chose goes on from the same box.
    await expect(box).toBeFocused();
  }

  private isAt(target: Locator): Promise<boolean> {
    return target.evaluate((element) => element === document.activeElement);
  }
}
