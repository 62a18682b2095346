import { expect, type Locator, type Page } from "@playwright/test";

const LANGUAGES = { en: "English", ru: "русский", uk: "українська", tr: "Türkçe" } as const;
export type Language = keyof typeof LANGUAGES;

/** What surrounds every page: menu, palette, the person's own menu, messages in the corner. */
export class ShellPage {
  constructor(private readonly page: Page) {}

  /** The menu of the metadata, whatever language it is in. */
  get menu(): Locator {
    return this.page.getByRole("complementary").getByRole("navigation");
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  /** A short message in the corner. */
  message(text: string): Locator {
    return this.page.getByRole("listitem").getByText(text, { exact: true });
  }

  /** Presses the way back that a message offers. */
  async undo(): Promise<void> {
    await this.page.getByRole("button", { name: "Undo" }).click();
  }

  private async openPersonMenu(): Promise<void> {
    // A page one was led to by signing in may still be deaf.
    await this.page.locator("html[data-ready]").waitFor({ state: "attached" });
    await this.page.getByRole("banner").locator("[aria-haspopup=menu]").last().click();
  }

  async signOut(): Promise<void> {
    await this.openPersonMenu();
    await this.page.getByRole("menuitem", { name: "Sign out" }).click();
  }

  async switchLanguage(language: Language): Promise<void> {
    await this.openPersonMenu();
    await this.page.getByRole("menuitemradio", { name: LANGUAGES[language] }).click();
    await expect(this.page.locator("html")).toHaveAttribute("lang", language);
  }

  async switchTheme(theme: "Dark" | "Light"): Promise<void> {
    await this.openPersonMenu();
    await this.page.getByRole("menuitemradio", { name: theme }).click();
    await this.page.keyboard.press("Escape");
  }

  /** What is there to choose from in the menu. */
  menuEntries(): Promise<string[]> {
    return this.menu.getByRole("link").allInnerTexts();
  }
}
