/** Pictures of every screen: as a desktop and as a phone shows it, light and dark. They come with the demo data of the pack crm. */
import { expect, test, type Page } from "@playwright/test";
import { PASSWORD } from "./people";
import { ListPage } from "./pages/list-page";
import { SignInPage } from "./pages/sign-in-page";
import { StudioPage } from "./pages/studio-page";
import { patient } from "./test";

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** Head of sales, and administrator: between them they see everything, in English. */
const CLARA = { email: "clara@demo.example", greeting: "Hello, Clara" };
const OLEG = { email: "oleg@demo.example", greeting: "Hello, Oleg" };

type Step = (page: Page, ids: Readonly<Record<string, string>>) => Promise<unknown>;

const isPhone = (page: Page): boolean => page.viewportSize()!.width < 640;

/** Nothing in sight is still on its way; what lies below asks for its data when it comes into sight. Parts that are loaded when they are shown begin a moment later. */
async function settled(page: Page): Promise<void> {
  for (const pause of [250, 250]) {
    await quiet(page);
    await page.waitForTimeout(pause);
  }
  await quiet(page);
}

const quiet = (page: Page) => page.waitForFunction(() => [...document.querySelectorAll("[aria-busy=true], .animate-skeleton, [role=status][aria-label='Loading…']")].every((one) => one.getBoundingClientRect().top >= window.innerHeight));

/** Name of the picture and the way to the screen, from wherever one is. */
const SCREENS: readonly (readonly [name: string, go: Step])[] = [
  ["home", (page) => page.goto("/")],
  ...["lead", "deal", "organisation", "contact", "activity", "product", "user", "team", "unit"].map((entity): [string, Step] => [`list-${entity}`, (page) => new ListPage(page).open(entity)]),
  ["list-filter", async (page) => {
    await page.goto("/deal");
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await expect(page.getByRole("button", { name: "Add condition" })).toBeVisible();
  }],
  ...[["board", "deal"], ["calendar", "activity"], ["timeline", "licence"], ["tree", "organisation"]].map(([kind, entity]): [string, Step] => [`view-${kind}`, (page) => page.goto(`/${entity}?as=${kind}`)]),
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
  ["tasks", (page) => page.goto("/tasks")],
  ["record-processes", (page, ids) => page.goto(`/deal/${ids.deal}?tab=processes`)],
  ["notifications", async (page) => {
    await page.goto("/");
    await page.getByRole("button", { name: /^Notifications|unread/ }).click();
    await expect(page.getByRole("dialog", { name: "Notifications" })).toBeVisible();
  }],
  ["profile", (page) => page.goto("/profile")],
  ["profile-notifications", (page) => page.goto("/profile/notifications")],
  ["search", (page) => page.goto("/search?q=energy")],
  ["import", (page) => page.goto("/import")],
  ["import-file", (page) => page.goto("/import/contact")],
  ["import-columns", async (page) => {
    await page.getByLabel("Choose a file").setInputFiles({ name: "contacts.csv", mimeType: "text/csv", buffer: Buffer.from("First name;Last name;E-mail;Company;Notes\nAnna;Fast;anna@fast.example;Fast Ltd;met at the fair\nBen;Slow;ben;Slow GmbH;\n") });
    await expect(page.getByText("2 rows, 5 columns.", { exact: false })).toBeVisible();
  }],
  ["import-tried", async (page) => {
    await page.getByRole("button", { name: "Try it without saving" }).click();
    await expect(page.getByRole("region", { name: "What is wrong" })).toBeVisible();
  }],
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

/** The wizard keeps what was answered: each picture goes on where the one before it ended. */
const STUDIO: readonly (readonly [name: string, go: Step])[] = [
  ["studio", (page) => page.goto("/studio")],
  ["studio-new", async (page) => {
    await page.goto("/studio/new");
    await page.getByLabel("Name of the module").fill("Fleet");
  }],
  ["studio-new-entities", async (page) => {
    const studio = new StudioPage(page);
    await studio.next();
    await studio.addEntity("Vehicle");
    await studio.addField("Plate");
    await studio.addField("State", "Choice");
    await studio.field("State").getByLabel("Choices").fill("Free, On the road, In repair");
    await studio.addEntity("Trip");
    await studio.addField("Purpose");
    await studio.addField("Vehicle", "Reference");
  }],
  ["studio-new-access", (page) => new StudioPage(page).next()],
  ["studio-new-plan", async (page) => {
    await new StudioPage(page).next();
    await expect(page.getByRole("main")).toContainText("makes a new table");
  }],
  ["studio-module", async (page) => {
    await page.goto("/studio/crm");
    await expect(page.getByRole("main").getByRole("link").nth(3)).toBeVisible();
  }],
  ["studio-entity", (page) => page.goto("/studio/crm/deal")],
  ["studio-form", (page) => page.getByRole("tab", { name: "Form" }).click()],
  ["studio-preview", (page) => page.getByRole("button", { name: "Preview" }).click()],
  ["process-designer", (page) => page.goto("/studio/processes/discount")],
  ["process-step", async (page) => {
    await page.goto("/studio/processes/discount");
    await (isPhone(page) ? page.locator("[data-card=approve]").getByRole("button").first() : page.locator("[data-step=approve]")).click();
  }],
  ["process-try", async (page) => {
    await page.goto("/studio/processes/discount");
    if (isPhone(page)) await page.getByRole("button", { name: "Settings" }).first().click();
    await page.getByRole("tab", { name: "Try it out" }).click();
  }],
  ["process-cards", async (page) => {
    await page.goto("/studio/processes/discount");
    if (!isPhone(page)) await page.getByRole("button", { name: "Step cards" }).click();
  }],
];

const ADMINISTRATION: readonly (readonly [name: string, go: Step])[] = [
  ...["users", "units", "teams", "deputies", "roles", "keys", "events", "processes", "instances", "packs", "revisions", "trash", "jobs", "health"].map((section): [string, Step] => [`admin-${section}`, (page) => page.goto(`/admin/${section}`)]),
  ["admin-backups", async (page) => {
    await page.goto("/admin/health");
    await page.getByRole("heading", { name: "Backup", exact: true }).scrollIntoViewIfNeeded();
  }],
  ["admin-role", async (page) => {
    await page.goto("/admin/roles/salesPerson");
    await expect(page.getByRole("heading", { name: "Sales person" })).toBeVisible();
  }],
  ["report-builder", async (page) => {
    await page.goto("/reports/new");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }],
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

/** A process runs and a task waits; the pictures before this one left theirs, if any. */
async function askForDiscount(page: Page, record: string): Promise<void> {
  const { items } = await (await page.request.get("/api/v1/tasks")).json();
  if (items.length > 0) return;
  const answer = await page.request.post("/api/v1/processes/discount/start", { data: { record, button: "ask", variables: { discount: 25, reason: "A large order, paid in advance" } }, headers: { origin: new URL(page.url()).origin } });
  expect(answer.ok(), await answer.text()).toBe(true);
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

      test(`every screen, ${device}, ${colorScheme}`, async ({ page: bare }) => {
        const page = patient(bare);
        const shot = (name: string) => page.screenshot({ path: `shots/${name}-${device}-${colorScheme}.png` });
        const form = new SignInPage(page);
        await form.open();
        await form.expectShown();
        await shot("sign-in");
        await page.goto("/forgot");
        await shot("forgot");
        await signIn(page, CLARA);
        const ids = await findRecords(page);
        await askForDiscount(page, ids.deal!);
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
        await walk(STUDIO);
      });
    });
  }
}
