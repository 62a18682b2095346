/** What every picture needs: sizes, persons, and a way to know that a screen has come to rest. A *step* leads to one screen, from wherever one is. */
import { expect, type Page } from "@playwright/test";
import { PASSWORD } from "../people";
import { SignInPage } from "../pages/sign-in-page";
import type { Prepared } from "./prepare";

export const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** Head of sales, and administrator: between them they see everything, in English. */
export const CLARA = { email: "clara@demo.example", greeting: "Hello, Clara" };
export const OLEG = { email: "oleg@demo.example", greeting: "Hello, Oleg" };

export type Step = (page: Page, prepared: Prepared) => Promise<unknown>;
export type Screen = readonly [name: string, go: Step];

export const isPhone = (page: Page): boolean => page.viewportSize()!.width < 640;

/** Nothing in sight is still on its way, nothing is asked any more, the letters are there and the page has nothing left to do. What lies below asks for its data when it comes into sight. */
export async function settled(page: Page): Promise<void> {
  await quiet(page);
  await calm(page);
  await quiet(page);
  await page.evaluate(() => document.fonts.ready.then(() => new Promise((idle) => requestIdleCallback(idle, { timeout: 10_000 }))));
}

/** How long nothing is asked or answered before a page is taken to be calm: what an answer shows may ask for more. */
const CALM_MS = 400;
/** A page that never stops asking is taken as it is. */
const MOST_MS = 20_000;

async function calm(page: Page): Promise<void> {
  const begun = Date.now();
  let last = begun;
  const heard = () => (last = Date.now());
  for (const event of ["request", "requestfinished", "requestfailed"] as const) page.on(event as "request", heard);
  while (Date.now() - last < CALM_MS && Date.now() - begun < MOST_MS) await page.waitForTimeout(50);
  for (const event of ["request", "requestfinished", "requestfailed"] as const) page.off(event as "request", heard);
}

const quiet = (page: Page) => page.waitForFunction(() => document.body.innerText.trim().length > 20 && [...document.querySelectorAll("[aria-busy=true], .animate-skeleton, [role=status][aria-label='Loading…']")].every((one) => one.getBoundingClientRect().top >= window.innerHeight));

export async function signIn(page: Page, { email, greeting }: typeof CLARA): Promise<void> {
  const form = new SignInPage(page);
  await page.context().clearCookies();
  await form.open();
  await form.signIn(email, PASSWORD);
  await expect(page.getByRole("heading", { name: greeting })).toBeVisible();
  await toured(page, true);
}

/** The tour is a picture of its own and stands on every other one otherwise. */
export const toured = (page: Page, tourDone: boolean) => page.request.patch("/api/v1/me/settings", { data: { tourDone }, headers: { origin: new URL(page.url()).origin } });
