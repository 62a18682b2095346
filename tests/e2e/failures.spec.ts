import { expect, test, untilCalm } from "./test";

test.use({ who: "sales" });

const NOBODY = "00000000-0000-7000-8000-00000000dead";

test("an address that leads nowhere gives a calm page with a way on", async ({ page }) => {
  for (const address of ["/no/such/page/at/all", "/noSuchThing", "/noSuchThing/new"]) {
    await page.goto(address);
    await expect(page.getByText("There is nothing here")).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: "Home" }).click();
    await expect(page.getByRole("heading", { name: "Hello, Sam" })).toBeVisible();
  }
});

test("a record that is not there gives a calm page that leads to the list", async ({ page, list }) => {
  for (const id of [NOBODY, "no-id"]) {
    await page.goto(`/organisation/${id}`);
    await expect(page.getByText(/This record is not here|There is nothing here/)).toBeVisible();
  }
  await page.goto(`/organisation/${NOBODY}`);
  await page.getByRole("link", { name: "To Organisations" }).click();
  await expect(list.titleAt(1)).toBeVisible();
});

test("while the API is away, lists and records say so and try again when asked", async ({ page, list, record, sales }) => {
  const { id } = await sales.create("organisation", { name: "Behind the cable" });
  await list.open("organisation", "?sort=-createdAt");
  // The first rows come with the page; what is asked for afterwards goes through the API.
  await expect(list.titleAt(1)).toBeVisible();
  await page.route("**/api/v1/**", (route) => route.abort("connectionrefused"));
  await list.search("Aurora");
  await expect(page.getByText("The list could not be loaded")).toBeVisible();
  await expect(page.getByText("The server cannot be reached.")).toBeVisible();
  await page.unroute("**/api/v1/**");
  await page.getByRole("button", { name: "Try again" }).click();
  await list.search("Behind the cable");
  await expect(list.row("Behind the cable")).toBeVisible();

  await page.route("**/api/v1/**", (route) => route.fulfill({ status: 503, contentType: "application/problem+json", body: JSON.stringify({ status: 503, code: "system:unavailable", title: "Unavailable", detail: "The database does not answer.", remedy: "Try again in a moment." }) }));
  // A record whose page is opened anew comes with it; coming from the list, the screen asks for it.
  await page.locator(`a[href="/organisation/${id}"]`).click();
  await expect(page.getByText("The record could not be loaded")).toBeVisible();
  await expect(page.getByText("The database does not answer. Try again in a moment.")).toBeVisible();
  await page.unroute("**/api/v1/**");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(record.title).toHaveText("Behind the cable");
});

test("what was typed stays when saving fails, and the second attempt makes one record", async ({ page, record, sales }) => {
  // The server may be that of a former run (E2E_REUSE).
  const name = `Sent through a bad line ${Date.now()}`;
  await record.openNew("organisation");
  await record.fill("Short name", name);
  // The request arrives, the answer is lost: the worst case.
  await page.route("**/api/v1/records/organisation", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  }, { times: 1 });
  await record.save();
  await expect(page.getByText("It is sent as soon as it is back", { exact: false })).toBeVisible();
  await expect(record.input("Short name")).toHaveValue(name);
  // It is sent again by itself.
  await record.expectSaved(name);
  const filter = encodeURIComponent(JSON.stringify({ field: "name", op: "eq", value: name }));
  expect((await sales.call("GET", `/records/organisation?filter=${filter}&count=exact`)).total).toBe(1);
});

test("a view whose script is lost on the way says so beside the menu, and comes with the next try", async ({ page }) => {
  await page.goto("/activity");
  await untilCalm(page);
  await page.route("**/_next/static/chunks/**", (route) => route.abort());
  await page.getByRole("button", { name: "Calendar" }).click();
  await expect(page.getByText("This page could not be shown")).toBeVisible();
  await expect(page.getByRole("navigation").first()).toBeVisible();
  await page.unroute("**/_next/static/chunks/**");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("main").getByText("Today")).toBeVisible();
});
