import { expect, test } from "./test";

test.describe("a role that sees one entity only", () => {
  test.use({ who: "clerk" });

  test("its menu holds that entity, and every other address looks as if there were nothing", async ({ page, list, shell }) => {
    await list.open("product");
    await expect(list.row("Water pump")).toBeVisible();
    expect(await shell.menuEntries()).toEqual(["Products"]);
    for (const address of ["/deal", "/deal/new", "/organisation"]) {
      await page.goto(address);
      await expect(page.getByText("There is nothing here")).toBeVisible();
      await expect(page.getByRole("main").getByRole("link", { name: "Home" })).toBeVisible();
    }
  });
});

test.describe("an observer", () => {
  test.use({ who: "observer" });

  test("sees deals without any money, and is offered nothing that changes them", async ({ page, list, record }) => {
    await list.open("deal", "?q=Pumps");
    await expect(list.row("Pumps for hall 3")).toBeVisible();
    await expect(page.getByRole("columnheader", { name: "Stage" })).toBeVisible();
    for (const column of ["Amount", "Weighted amount"]) await expect(page.getByRole("columnheader", { name: column })).toHaveCount(0);
    await expect(page.getByRole("link", { name: "New Deal" })).toHaveCount(0);

    await list.openRecord("Pumps for hall 3");
    await record.expectValue("stage", "Qualified");
    for (const field of ["amount", "weighted", "cost", "margin"]) await expect(record.field(field)).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Edit", exact: true })).toHaveCount(0);
    await page.getByRole("button", { name: "More", exact: true }).click();
    await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
    await expect(page.getByRole("menuitem", { name: "Delete" })).toHaveCount(0);
  });

  test("gets a calm refusal for a form opened by its address", async ({ page }) => {
    await page.goto("/deal/new");
    await expect(page.getByText("There is nothing here")).toBeVisible();
  });
});

test.describe("a sales person", () => {
  test.use({ who: "sales" });

  test("sees the amount of an own deal, but not what the goods cost", async ({ list, record }) => {
    await list.open("deal", "?q=Pumps");
    await list.openRecord("Pumps for hall 3");
    await expect(record.field("amount")).toBeVisible();
    for (const field of ["cost", "margin"]) await expect(record.field(field)).toHaveCount(0);
  });
});
