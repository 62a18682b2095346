/** `test` of the browser tests: page objects and persons as fixtures, and a page that complains about nothing. */
import { test as base, expect, type BrowserContextOptions, type Page } from "@playwright/test";
import { apiAs, apiOf, signInAs, type Api } from "./api";
import { ListPage } from "./pages/list-page";
import { RecordPage } from "./pages/record-page";
import { ShellPage } from "./pages/shell-page";
import { SignInPage } from "./pages/sign-in-page";
import { PASSWORD, sessionFile, type Who } from "./people";

/** A person made for one test, signed in: nobody else's language, desk or sessions are disturbed. */
export interface Newcomer {
  readonly name: string;
  readonly email: string;
  readonly api: Api;
  readonly page: Page;
}

interface Wish {
  readonly name: string;
  readonly roles: readonly string[];
  readonly language?: string;
  /** Has not seen the tour yet. */
  readonly isNew?: boolean;
  /** Of the browser, such as a phone. */
  readonly browser?: BrowserContextOptions;
}

interface Fixtures {
  /** Whose session the browser starts with; `test.use({ who: "sales" })`. */
  who: Who | undefined;
  signInPage: SignInPage;
  shell: ShellPage;
  list: ListPage;
  record: RecordPage;
  admin: Api;
  sales: Api;
  newcomer(wish: Wish): Promise<Newcomer>;
  quietPage: void;
}

/**
 * Refused requests and lost scripts are part of some journeys; the browser writes each of them into its console. So it does when axe wants to run
 * in the frame of a template's preview, where nothing may run.
 */
const EXPECTED = /Failed to load resource|^ChunkLoadError|^Blocked script execution in 'about:srcdoc'/;

/** Collects what a page throws or writes as an error. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !EXPECTED.test(message.text())) complaints.push(`console: ${message.text()}`);
  });
  return complaints;
}

/** A page arrives readable before it hears keys; whoever types is quicker than any person. From here on the page is waited for. */
export function patient(page: Page): Page {
  const heard = async () => {
    if (await page.evaluate(() => document.contentType === "text/html" && document.querySelector("script[src*='/_next/']") !== null)) await page.locator("html[data-ready]").waitFor({ state: "attached" });
  };
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (...args) => {
    const answer = await goto(...args);
    await heard();
    return answer;
  };
  page.reload = async (...args) => {
    const answer = await reload(...args);
    await heard();
    return answer;
  };
  return page;
}

export const test = base.extend<Fixtures>({
  who: [undefined, { option: true }],
  storageState: async ({ who }, use) => use(who ? sessionFile(who) : undefined),
  page: async ({ page }, use) => use(patient(page)),
  signInPage: async ({ page }, use) => use(new SignInPage(page)),
  shell: async ({ page }, use) => use(new ShellPage(page)),
  list: async ({ page }, use) => use(new ListPage(page)),
  record: async ({ page }, use) => use(new RecordPage(page)),
  admin: async ({}, use) => {
    const api = await apiAs("administrator");
    await use(api);
    await api.close();
  },
  sales: async ({}, use) => {
    const api = await apiAs("sales");
    await use(api);
    await api.close();
  },
  newcomer: async ({ admin, browser }, use) => {
    const ends: (() => Promise<void>)[] = [];
    await use(async ({ name, roles, language = "en", isNew = false, browser: options = {} }) => {
      const email = `${name.split(" ")[0]!.toLowerCase()}${Date.now()}@e2e.example`;
      await admin.call("POST", "/users", { email, name, roles, password: PASSWORD, language, timeZone: "UTC" });
      const session = await signInAs(email);
      const api = apiOf(session);
      if (!isNew) await api.call("PATCH", "/me/settings", { tourDone: true });
      const context = await browser.newContext({ ...options, storageState: await session.storageState() });
      const page = patient(await context.newPage());
      const complaints = complaintsOf(page);
      ends.push(async () => {
        await context.close();
        await api.close();
        expect(complaints, `what the page of ${name} complained about`).toEqual([]);
      });
      return { name, email, api, page };
    });
    for (const end of ends) await end();
  },
  quietPage: [
    async ({ page }, use) => {
      const complaints = complaintsOf(page);
      await use();
      expect(complaints, "what the page complained about").toEqual([]);
    },
    { auto: true },
  ],
});

/** Waits until the page has asked all it asks by itself: from then on only a person makes it ask. */
export async function untilCalm(page: Page): Promise<void> {
  let last = Date.now();
  const asked = () => (last = Date.now());
  page.on("request", asked);
  await expect.poll(() => Date.now() - last, { timeout: 15_000 }).toBeGreaterThan(1000);
  page.off("request", asked);
}

export { expect };
