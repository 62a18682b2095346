import { expect, test } from "./test";

test("the API explains itself under /api/docs, from this server alone and without a sign-in", async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== new URL(baseURL!).origin) elsewhere.push(request.url());
  });
  await page.goto("/api/docs");
  await page.locator("#operations-tag-deal").click();
  await expect(page.getByText("/api/v1/records/deal/{id}", { exact: true }).first()).toBeVisible();
  expect(elsewhere).toEqual([]);
});

test("an address of the API where there is nothing, or a wrong method, is told to programs, not shown as a page", async ({ request }) => {
  for (const answer of [await request.get("/api/v1/nothing"), await request.put("/api/v1/model", { data: {} }), await request.post("/api/v1/nothing/at/all", { data: { a: 1 } })]) {
    expect(answer.headers()["content-type"], answer.url()).toContain("application/problem+json");
    expect(await answer.json(), answer.url()).toMatchObject({ status: 404, code: "resource:notFound" });
  }
});
