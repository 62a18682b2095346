/**
 * Pictures of every screen: as a desktop and as a phone shows it, light and dark. They come with the demo data of the pack crm. A screen
 * that cannot be reached does not keep the others from being taken; it is told at the end, as is a page of app/ that nobody visited.
 */
import { readdirSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { ADMINISTRATION } from "./pictures/administration";
import { prepare } from "./pictures/prepare";
import { STAFF, VISITOR } from "./pictures/staff";
import { CLARA, OLEG, settled, signIn, SIZES, type Screen } from "./pictures/steps";
import { STUDIO } from "./pictures/studio";
import { patient } from "./test";

/** Addresses of pages as their files say them: "/studio/[module]" → one part of an address for each name in brackets. */
const PAGES = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("page.tsx")).map((file) => `/${file.split("/").slice(0, -1).filter((part) => !part.startsWith("(")).join("/")}`);
const patternOf = (address: string): RegExp => new RegExp(`^${address.replace(/\[\w+\]/g, "[^/]+")}$`);

/** Addresses that only lead to another page. */
const ELSEWHERE: ReadonlySet<string> = new Set(["/admin", "/studio/processes"]);

/** The page an address leads to: the one with the fewest names in brackets. */
const pageOf = (path: string): string | undefined => PAGES.filter((address) => patternOf(address).test(path)).sort((a, b) => a.split("[").length - b.split("[").length)[0];

/** Goes to a screen, a second time where the first did not come through; what went wrong then, if anything did. */
async function reach(page: Page, go: () => Promise<unknown>): Promise<string | undefined> {
  const once = async () => {
    await go();
    await settled(page);
  };
  return once().catch(once).then(() => undefined, (error: unknown) => String(error).split("\n")[0]);
}

for (const [device, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${device}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme, hasTouch: device === "phone" });

      test(`every screen, ${device}, ${colorScheme}`, async ({ page: bare }) => {
        const page: Page = patient(bare);
        const prepared = await prepare();
        const [failed, visited] = [new Array<string>(), new Set<string | undefined>()];
        const walk = async (screens: readonly Screen[]) => {
          for (const [name, go] of screens) {
            const missed = await reach(page, () => go(page, prepared));
            if (missed === undefined) visited.add(pageOf(new URL(page.url()).pathname));
            else failed.push(`${name}: ${missed}`);
            await page.setViewportSize(viewport);
            await page.screenshot({ path: `shots/${name}-${device}-${colorScheme}.png` });
          }
        };
        await walk(VISITOR);
        await signIn(page, CLARA);
        await walk(STAFF);
        await signIn(page, OLEG);
        await walk(ADMINISTRATION);
        await walk(STUDIO);
        expect(failed, "screens that could not be reached").toEqual([]);
        expect(PAGES.filter((address) => !visited.has(address) && !ELSEWHERE.has(address)), "pages without a picture").toEqual([]);
      });
    });
  }
}
