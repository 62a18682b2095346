/** Pictures of every screen: as a desktop and as a phone shows it, light and dark. They come with the demo data of the pack crm. */
import { expect, test, type Page } from "@playwright/test";
import { PASSWORD } from "./people";
import { ListPage } from "./pages/list-page";
import { SignInPage } from "./pages/sign-in-page";

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** Head of sales, and administrator: between them they see everything, in English. */
const CLARA = { email: "clara@demo.example", greeting: "Hello, Clara" };
const OLEG = { email: "oleg@demo.example", greeting: "Hello, Oleg" };

type Step = (page: Page, ids: Readonly<Record<string, string>>) => Promise<unknown>;

/** Nothing in sight is still on its way; what lies below asks for its data when it comes into sight. */
const settled = (page: Page) => page.waitForFunction(() => [...document.querySelectorAll("[aria-busy=true], [role=status][aria-label='Loading…']")].every((one) => one.getBoundingClientRect().top >= window.innerHeight));

/** Name of the picture and the way to the screen, from wherever one is. */
const SCREENS: readonly (readonly [name: string, go: Step])[] = [
  ["home", (page) => page.goto("/")],
  ...["lead", "deal", "organisation", "contact", "activity", "product", "user", "team", "unit"].map((entity): [string, Step] => [`list-${entity}`, (page) => new ListPage(page).open(entity)]),
  ["list-filter", async (page) => {
    await page.goto("/deal");
    await page.getByRole("button", { name: "Filter", exact: true }).click();
  }],
  ...[["board", "deal"], ["calendar", "activity"], ["timeline", "deal"], ["tree", "organisation"]].map(([kind, entity]): [string, Step] => [`view-${kind}`, (page) => page.goto(`/${entity}?as=${kind}`)]),
  ["list-nothing", (page) => page.goto("/deal?q=no%20such%20deal")],
  ["list-trash", (page) => page.goto("/deal?deleted=true")],
  ...["lead", "deal", "organisation", "contact"].map((entity): [string, Step] => [`record-${entity}`, (page, ids) => page.goto(`/${entity}/${ids[entity]}`)]),
  ["record-activity", (page, ids) => page.goto(`/deal/${ids.deal}?tab=activity`)],
  ["record-related", (page, ids) => page.goto(`/organisation/${ids.organisation}?tab=deals`)],
  ["edit-deal", async (page, ids) => {
    await page.goto(`/deal/${ids.deal}`);
    await page.getByRole("button", { name: "Edit", exact: true }).click();
  }],
  ["dashboards", (page) => page.goto("/dashboards")],
  ["dashboard-sales", (page) => page.goto("/dashboards/sales")],
  ["dashboard-people", (page) => page.goto("/dashboards/sales?tab=people")],
  ["report", (page) => page.goto("/reports/wonByMonth")],
  ["report-builder", (page) => page.goto("/reports/new")],
  ["tasks", (page) => page.goto("/tasks")],
  ["record-processes", (page, ids) => page.goto(`/deal/${ids.deal}?tab=processes`)],
  ["profile", (page) => page.goto("/profile")],
  ["profile-notifications", (page) => page.goto("/profile/notifications")],
  ["search", (page) => page.goto("/search?q=energy")],
  ["import", (page) => page.goto("/import")],
  ["import-file", (page) => page.goto("/import/contact")],
  ["new-organisation", (page) => page.goto("/organisation/new")],
  ["new-problems", async (page) => {
    await page.goto("/lead/new");
    await page.getByRole("button", { name: "Save" }).click();
  }],
  ["action-convert", async (page, ids) => {
    await page.setViewportSize(SIZES.desktop);
    await page.goto(`/lead/${ids.lead}`);
    await page.getByRole("button", { name: "Convert", exact: true }).click();
  }],
  ["palette", async (page) => {
    await page.goto("/deal");
    await expect(page.getByRole("main")).toBeVisible();
    await page.keyboard.press("Control+k");
  }],
  ["not-found", (page) => page.goto("/nothing")],
];

const ADMINISTRATION: readonly (readonly [name: string, go: Step])[] = [
  ...["users", "units", "teams", "deputies", "roles", "keys", "events", "processes", "instances", "packs", "revisions", "trash", "jobs", "health"].map((section): [string, Step] => [`admin-${section}`, (page) => page.goto(`/admin/${section}`)]),
  ["admin-role", (page) => page.goto("/admin/roles/salesPerson")],
  ["studio", (page) => page.goto("/studio")],
  ["studio-new", (page) => page.goto("/studio/new")],
  ["process-designer", (page) => page.goto("/studio/processes/discount")],
  ["dashboard-builder", (page) => page.goto("/dashboards/sales/edit")],
];

/** One record of each kind that may be opened. */
async function findRecords(page: Page): Promise<Record<string, string>> {
  const open = encodeURIComponent(JSON.stringify({ field: "status", op: "eq", value: "new" }));
  const firsts = await Promise.all(["deal", "organisation", "contact", `lead?filter=${open}`].map(async (path) => {
    const { items } = await (await page.request.get(`/api/v1/records/${path}${path.includes("?") ? "&" : "?"}limit=1`)).json();
    return [path.split("?")[0]!, items[0].id as string] as const;
  }));
  return Object.fromEntries(firsts);
}

async function signIn(page: Page, { email, greeting }: typeof CLARA): Promise<void> {
  const form = new SignInPage(page);
  await page.context().clearCookies();
  await form.open();
  await form.signIn(email, PASSWORD);
  await expect(page.getByRole("heading", { name: greeting })).toBeVisible();
  // The tour is a picture of its own and stands on every other one otherwise.
  await page.request.patch("/api/v1/me/settings", { data: { tourDone: true }, headers: { origin: new URL(page.url()).origin } });
}

for (const [device, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${device}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme, hasTouch: device === "phone" });

      test(`every screen, ${device}, ${colorScheme}`, async ({ page }) => {
        const shot = (name: string) => page.screenshot({ path: `shots/${name}-${device}-${colorScheme}.png` });
        const form = new SignInPage(page);
        await form.open();
        await form.expectShown();
        await shot("sign-in");
        await page.goto("/forgot");
        await shot("forgot");
        await signIn(page, CLARA);
        const ids = await findRecords(page);
        const walk = async (screens: typeof SCREENS) => {
          for (const [name, go] of screens) {
            await go(page, ids);
            await settled(page);
            // The action stands in the menu of a phone; its dialogue is what counts.
            await page.setViewportSize(viewport);
            await shot(name);
          }
        };
        await walk(SCREENS);
        await signIn(page, OLEG);
        await walk(ADMINISTRATION);
      });
    });
  }
}
