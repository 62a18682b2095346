/** A session of somebody who has signed in by the page. */
import type { Browser, BrowserContextOptions } from "@playwright/test";

export type Session = NonNullable<BrowserContextOptions["storageState"]>;

export async function signedIn(browser: Browser, base: string, { email, password }: { readonly email: string; readonly password: string }): Promise<Session> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${base}/sign-in`);
  await page.fill("input[type=email]", email);
  await page.fill("input[type=password]", password);
  await page.click("button[type=submit]");
  await page.waitForURL((url) => !url.pathname.includes("sign-in"));
  const state = await context.storageState();
  await context.close();
  return state;
}
