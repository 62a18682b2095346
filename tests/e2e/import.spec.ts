/** A file with a wrong cell is tried, mended, imported and taken back. */
import { expect, test } from "./test";

test.use({ who: "administrator" });

const csv = (employees: string) => ({ name: "organisations.csv", mimeType: "text/csv", buffer: Buffer.from(`Company,Head count,Wrote to us\nImported Alpha,12,x\nImported Beta,${employees},y\n`) });

test("a CSV with a wrong cell is tried, mended, imported and undone", async ({ page, list, admin }) => {
  const found = async () => (await admin.call("GET", "/records/organisation?q=Imported&count=exact")).total;

  await test.step("from the menu of the list to the columns", async () => {
    await list.open("organisation");
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Import…" }).click();
    await expect(page).toHaveURL(/\/import\/organisation$/);
    await page.getByLabel("Choose a file").setInputFiles(csv("many"));
    await expect(page.getByText("2 rows, 3 columns.", { exact: false })).toBeVisible();
  });

  const fill = async (column: string, field: string) => {
    await page.getByRole("combobox", { name: `“${column}” fills` }).click();
    await page.getByPlaceholder("Search").last().fill(field);
    await page.getByRole("option", { name: new RegExp(`^${field}`) }).first().click();
  };
  await test.step("the trial marks the cell and saves nothing", async () => {
    await fill("Company", "Short name");
    await fill("Head count", "Employees");
    await page.getByRole("button", { name: "Try it without saving" }).click();
    await expect(page.getByText("1 row has something wrong, 1 is good.", { exact: false })).toBeVisible();
    const grid = page.getByRole("region", { name: "What is wrong" });
    await expect(grid.getByRole("row").filter({ hasText: "Imported Beta" })).toContainText("many");
    expect(await found()).toBe(0);
  });

  await test.step("the mended file is mapped as before, and imported", async () => {
    await page.getByRole("button", { name: "Choose the mended file" }).click();
    await page.getByLabel("Choose a file").setInputFiles(csv("40"));
    await expect(page.getByRole("combobox", { name: "“Head count” fills" })).toContainText("Employees");
    await page.getByRole("button", { name: "Try it without saving" }).click();
    await page.getByRole("button", { name: "Import 2 rows" }).click();
    await expect(page.getByText("2 records imported.")).toBeVisible();
    expect(await found()).toBe(2);
  });

  await test.step("it is found again among one's imports, and undone", async () => {
    await page.goto("/import");
    await page.getByRole("link", { name: /organisations\.csv.*Done/ }).first().click();
    await page.getByRole("button", { name: "Undo the import" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Undo the import" }).click();
    await expect(page.getByText("Taken back: 2 records.")).toBeVisible();
    expect(await found()).toBe(0);
  });
});
