import { expect, test } from "./test";

test.use({ who: "sales" });

test("the totals of a deal follow its lines, and a lost one asks for the reason", async ({ record, page }) => {
  await record.openNew("deal");
  await record.fill("Name", "Pumps and installation");
  await record.choose("Organisation", "Aurora Works 002");
  await record.addLine(1, { product: "Water pump", quantity: "4" });
  // What the product knows comes with it, while one types.
  await expect(page.getByLabel("Price, line 1", { exact: true })).toHaveValue("250");
  await record.addLine(2, { product: "Installation", quantity: "2", price: "100", discount: "10" });
  await record.save();
  await record.expectSaved("Pumps and installation");
  await record.expectValue("amount", "1,180");
  await record.expectValue("weighted", "118");
  await record.expectValue("lines", "Water pump");

  await test.step("the activity names records by their titles", async () => {
    await record.openTab("Activity");
    await expect(page.getByRole("tabpanel").getByRole("link", { name: "Aurora Works 002" })).toBeVisible();
    await record.openTab("General");
  });
  await test.step("a line taken away takes its amount along", async () => {
    await record.edit();
    await record.removeLine(1);
    await record.save();
    await record.expectSaved();
    await record.expectValue("amount", "180");
    await expect(record.field("amount")).not.toContainText("1,180");
  });
  await test.step("lost: the reason is asked for, and only then", async () => {
    await record.edit();
    await expect(record.field("lostReason")).toBeHidden();
    await record.choose("Stage", "Lost");
    await record.save();
    await record.expectProblem("lostReason", "This field is required.");
    await record.choose("Reason of loss", "Price");
    await record.save();
    await record.expectSaved();
    await record.expectValue("stage", "Lost");
    await record.expectValue("lostReason", "Price");
    await record.expectValue("chance", "0");
  });
});

test("two people change one deal: the second chooses field by field, and both keep what they chose", async ({ record, sales, page }) => {
  const { id } = await sales.create("deal", { name: "Contested", campaign: "Spring", nextStep: "Call", organisation: null });
  await record.open("deal", id);
  await record.edit();
  await record.fill("Name", "Contested, mine");
  await record.fill("Next step", "Visit");
  await sales.call("PATCH", `/records/deal/${id}`, { name: "Contested, theirs", nextStep: "Write", campaign: "Summer", version: 1 });
  await record.save();

  const conflict = page.getByRole("dialog", { name: "The record was changed meanwhile" });
  await expect(conflict).toContainText("Choose for each field which value stays.");
  await conflict.getByRole("group", { name: "Next step" }).getByRole("radio", { name: /Stored now/ }).check();
  await conflict.getByRole("button", { name: "Save this choice" }).click();
  await record.expectSaved("Contested, mine");
  await record.expectValue("nextStep", "Write");
  expect(await sales.call("GET", `/records/deal/${id}`)).toMatchObject({ name: "Contested, mine", nextStep: "Write", campaign: "Summer" });
});

test("changes in other fields are kept side by side without a question about values", async ({ record, sales, page }) => {
  const { id } = await sales.create("deal", { name: "Peaceful", nextStep: "Call" });
  await record.open("deal", id);
  await record.edit();
  await record.fill("Next step", "Visit");
  await sales.call("PATCH", `/records/deal/${id}`, { name: "Peaceful indeed", version: 1 });
  await record.save();
  const conflict = page.getByRole("dialog", { name: "The record was changed meanwhile" });
  await expect(conflict).toContainText("Both changes can be kept.");
  await expect(conflict.getByRole("radio")).toHaveCount(0);
  await conflict.getByRole("button", { name: "Save this choice" }).click();
  await record.expectSaved("Peaceful indeed");
  await record.expectValue("nextStep", "Visit");
});

test("leaving a form with something typed asks first", async ({ record, page, shell }) => {
  await record.openNew("deal");
  await record.fill("Name", "Half written");
  await shell.menu.getByRole("link", { name: "Leads" }).click();
  const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(record.input("Name")).toHaveValue("Half written");
  await shell.menu.getByRole("link", { name: "Leads" }).click();
  await question.getByRole("button", { name: "Leave" }).click();
  await expect(page).toHaveURL(/\/lead/);
});
