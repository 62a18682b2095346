/** What axe finds on a screen. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** A colour on its way to another is neither. What never ends (a skeleton) is not waited for, nor what stands still. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => one.playState === "running" && Number.isFinite(Number(one.effect?.getComputedTiming().endTime)));
    await Promise.race([Promise.allSettled(ending.map(({ finished }) => finished)), new Promise((late) => setTimeout(late, 2000))]);
  });
}

/** Findings that would keep somebody out, each with the places it was found at. */
export async function findingsOf(page: Page): Promise<readonly string[]> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

export const expectAccessible = async (page: Page, where: string): Promise<void> => expect(await findingsOf(page), where).toEqual([]);

/** Opens the screen, waits until it is drawn, and lets axe look at it. */
export async function openAndCheck(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("main")).toBeVisible();
  await expect(page.locator(".animate-skeleton")).toHaveCount(0);
  await expectAccessible(page, path);
}
