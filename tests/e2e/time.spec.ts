/** Working time on the screens: calendars, clocks of records, absences, figures of processes. */
import { findingsOf } from "./axe";
import { expect, test } from "./test";

const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

test.describe("an administrator", () => {
  test.use({ who: "administrator" });

  test("changes a working calendar, sees it in the month and publishes it", async ({ page, admin }) => {
    const name = `time${Date.now().toString(36)}`;
    const publish = (document: object | null) => admin.call("POST", "/metadata/publish", { changes: [{ kind: "workingCalendar", name, document }] });
    await publish({ id: name, name, label: "Time of tests", timeZone: "UTC", shifts: [{ id: "a", days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "09:00", to: "17:00" }] });
    await page.goto(`/admin/calendars?calendar=${name}`);
    const month = page.getByRole("region", { name: "Month", exact: true });
    await expect(month.getByLabel(/: 8 h$/).first()).toBeVisible();
    await page.getByRole("region", { name: "Holidays" }).getByRole("button", { name: "Add" }).click();
    await page.getByLabel("Holiday, line 1").fill(day(0));
    await expect(month.getByLabel(/: 0 h$/).first()).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Publish" }).click();
    await expect(page.getByText("Calendar published").first()).toBeVisible();
    expect(await admin.call("GET", `/metadata/workingCalendar/${name}`)).toMatchObject({ document: { holidays: [{ date: day(0) }] } });
    await publish(null);
  });

  test("sees who answers for what in a process", async ({ page }) => {
    await page.goto("/studio/processes/discount/figures");
    await page.getByRole("tab", { name: "Matrix of responsibility" }).click();
    const row = page.getByRole("row", { name: /Approve the discount/ });
    await expect(row.getByTitle("decides")).toBeVisible();
    const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as CSV" }).click()]);
    expect(saved.suggestedFilename()).toBe("discount.csv");
  });
});

test.describe("a sales person", () => {
  test.use({ who: "sales" });

  test("sees how much time is left to answer a lead", async ({ page, sales, admin }) => {
    const { id } = await sales.create("lead", { title: `Answer me ${Date.now().toString(36)}`, status: "new", source: "exhibition", personName: { first: "Ann", last: "Berg" } });
    await page.goto(`/lead/${id}`);
    await expect(page.getByText("First answer")).toBeVisible();
    await expect(page.getByText(/(4 hr|3 hr 5\d min) left/)).toBeVisible();
    const { version } = await sales.call("GET", `/records/lead/${id}`);
    await sales.call("PATCH", `/records/lead/${id}`, { status: "inWork", version });
    await page.reload();
    await expect(page.getByText("in time", { exact: true })).toBeVisible();
    await admin.call("DELETE", `/records/lead/${id}`);
  });

  test("writes down an absence and takes it back", async ({ page }) => {
    await page.goto("/profile");
    await page.getByRole("button", { name: "Add an absence" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("From", { exact: true }).fill("2031-03-03");
    await dialog.getByLabel("To", { exact: true }).fill("2031-03-07");
    await dialog.getByLabel("Note").fill("Mountains");
    await dialog.getByRole("button", { name: "Save" }).click();
    const line = page.getByRole("list", { name: "Absences" }).getByRole("listitem").filter({ hasText: "Mountains" });
    await expect(line).toContainText("2031");
    await line.getByRole("button", { name: /^Remove/ }).click();
    await expect(line).toHaveCount(0);
  });
});
