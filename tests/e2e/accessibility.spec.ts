import { expectAccessible, openAndCheck } from "./axe";
import { ActivityPanel } from "./pages/activity-panel";
import { expect, test } from "./test";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`axe finds nothing serious, ${colorScheme}`, () => {
    test.use({ colorScheme });

    test("on sign-in, also after a refusal", async ({ page, signInPage }) => {
      await signInPage.open();
      await signInPage.expectShown();
      await expectAccessible(page, "sign-in");
      await signInPage.signIn("nobody@e2e.example", "wrong");
      await signInPage.expectRefusal("E-mail or password is wrong.");
      await expectAccessible(page, "sign-in refused");
    });

    test.describe("signed in", () => {
      test.use({ who: "sales" });

      test("on the timeline of a record", async ({ page, sales }) => {
        const { id } = await sales.create("organisation", { name: `Talked about, ${colorScheme}` });
        const { id: post } = await sales.call("POST", `/records/organisation/${id}/comments`, { body: "A **comment** with [a link](https://example.com)" });
        await sales.call("POST", `/records/organisation/${id}/comments/${post}/reactions`, { emoji: "👍" });
        await sales.call("POST", `/records/organisation/${id}/notes`, { body: "A private note", private: true });
        const panel = new ActivityPanel(page);
        await panel.open("organisation", id);
        await expect(panel.post("A private note")).toBeVisible();
        await expect(page.getByRole("link", { name: "a link" })).toBeVisible();
        await expectAccessible(page, "timeline");
        await panel.filter("Files");
        await expectAccessible(page, "files");
      });

      test("on list, record, form, dialogue and palette", async ({ page, list, record, sales }) => {
        await list.open("organisation");
        await expect(list.titleAt(3)).toBeVisible();
        await expectAccessible(page, "list");
        await page.getByRole("button", { name: "Filter", exact: true }).click();
        await expect(page.getByRole("dialog", { name: "Filter" })).toBeVisible();
        await expectAccessible(page, "filter");

        const product = (await sales.call("GET", "/records/product?limit=1")).items[0].id as string;
        const { id } = await sales.create("deal", { name: `Seen by axe, ${colorScheme}`, lines: [{ product, quantity: 2 }, { product, quantity: 1 }] });
        await record.open("deal", id);
        await expect(record.title).toBeVisible();
        await record.expectValue("lines", "Total");
        await expectAccessible(page, "record");
        await record.edit();
        await record.choose("Stage", "Lost");
        await record.save();
        await record.expectProblem("lostReason", "This field is required.");
        await expectAccessible(page, "form with a problem");

        const lead = await sales.create("lead", { title: "Convert me", companyName: "Fern & Co" });
        await record.open("lead", lead.id);
        await record.startAction("Convert");
        await expectAccessible(page, "dialogue");
        await page.keyboard.press("Escape");
        await page.keyboard.press("Control+k");
        await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
        await expectAccessible(page, "palette");
      });
    });
  });
}

// The screens above and those of other files (studio, dashboards, administration) are searched there; here is the rest.
const SCREENS = [
  "/deal?as=board", "/deal?group=stage", "/deal?deleted=true", "/activity?as=calendar", "/licence?as=timeline", "/organisation?as=tree", "/organisation/new",
  "/tasks", "/profile", "/profile/notifications", "/search?q=a", "/import", "/import/contact", "/dashboards", "/reports/new",
  "/admin/deputies", "/admin/instances", "/admin/calendars", "/admin/decisions",
  "/studio", "/studio/new", "/studio/processes/discount", "/forgot", "/no/such/page",
];
const ON_A_PHONE = ["/deal", "/deal?as=board", "/activity?as=calendar", "/organisation/new", "/tasks", "/dashboards/sales", "/admin/users", "/admin/roles/salesPerson"];

test.describe("axe finds nothing serious for an administrator", () => {
  test.use({ who: "administrator" });

  test("on every other screen", async ({ page }) => {
    test.setTimeout(240_000);
    for (const path of SCREENS) {
      await openAndCheck(page, path);
    }
  });

  test.describe("on a phone", () => {
    test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

    test("on lists, forms, boards and dashboards; and no page is wider than the phone", async ({ page }) => {
      test.setTimeout(180_000);
      for (const path of ON_A_PHONE) {
        await openAndCheck(page, path);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(390);
      }
    });
  });
});
