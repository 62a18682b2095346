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
