import { ORGANISATIONS } from "./global-setup";
import { expect, test } from "./test";

test.use({ who: "sales" });

test("a sales person makes an organisation, mends a wrong INN, and it is saved", async ({ record }) => {
  await record.openNew("organisation");
  await record.fill("Short name", "Beacon Mills");
  await record.fill("INN", "7707083894");
  await record.save();
  await record.expectProblem("inn", "The check digit does not match. Look for a typing error.");
  await record.fill("INN", "7707083893");
  await expect(record.field("inn").getByRole("alert")).toBeHidden();
  await record.choose("Kind", "Partner");
  await record.save();
  await record.expectSaved("Beacon Mills");
  await record.expectValue("inn", "7707083893");
  await record.expectValue("kind", "Partner");
});

test("what the server alone can know is said beside the field, too", async ({ record, sales }) => {
  const externalId = `EXT-${Date.now()}`;
  await sales.create("organisation", { name: "First with the number", externalId });
  await record.openNew("organisation");
  await record.fill("Short name", "Second with the number");
  await record.openTab("More");
  await record.fill("External id", externalId);
  await record.save();
  await record.expectProblem("externalId", /Another record has this value already/);
});

test("the list is searched, filtered, sorted and goes on below the first page", async ({ list, page }) => {
  await list.open("organisation");
  await list.search("Aurora Works");
  await list.expectTotal(ORGANISATIONS);
  await expect(page).toHaveURL(/q=Aurora(\+|%20)Works/);

  await test.step("the next page comes while one scrolls", async () => {
    await list.scrollTo("Aurora Works 060");
    await expect(list.titleAt(ORGANISATIONS)).toHaveText("Aurora Works 060");
  });
  await test.step("a click on a header turns the order round", async () => {
    await list.sortBy("Short name");
    await list.expectSorted("Short name", "descending");
    await expect(list.titleAt(1)).toHaveText("Aurora Works 060");
    await expect(page).toHaveURL(/sort=-name/);
  });
  await test.step("a filter narrows the list, stays over a reload, and is taken away again", async () => {
    await list.filterBy("Kind", "eq", "Supplier");
    await list.expectTotal(ORGANISATIONS / 3);
    await page.reload();
    await list.expectTotal(ORGANISATIONS / 3);
    await expect(list.titleAt(1)).toHaveText("Aurora Works 060");
    await list.clearFilter();
    await list.expectTotal(ORGANISATIONS);
  });
  await test.step("nothing found says so and offers everything again", async () => {
    await list.search("no such company");
    await expect(page.getByText("Nothing matches")).toBeVisible();
    await page.getByRole("button", { name: "Show all" }).click();
    await expect(list.titleAt(1)).toBeVisible();
  });
});
