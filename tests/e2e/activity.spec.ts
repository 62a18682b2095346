import { PEOPLE } from "./people";
import { ActivityPanel } from "./pages/activity-panel";
import { apiAs } from "./api";
import { expect, patient, test } from "./test";
import { sessionFile } from "./people";

test.use({ who: "sales" });

/** A picture of one pixel. */
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const PDF = Buffer.from("%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF");

test("a conversation: somebody is named, a word mended, a reaction given and a comment taken back", async ({ page, sales }) => {
  const { id } = await sales.create("organisation", { name: "Talked about" });
  const panel = new ActivityPanel(page);
  await panel.open("organisation", id);
  await panel.box().pressSequentially("Please look, @olg");
  await expect(page.getByRole("option", { name: PEOPLE.observer.name })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(panel.box()).toHaveValue(`Please look, @${PEOPLE.observer.name} `);
  await page.keyboard.press("Control+Enter");
  const post = panel.post("Please look");
  await expect(post.locator("[data-mention]")).toHaveText(`@${PEOPLE.observer.name}`);
  await expect(panel.box()).toHaveValue("");

  await panel.choose(post, "Edit");
  await post.getByRole("combobox", { name: "Edit" }).fill("Please look **today**");
  await post.getByRole("button", { name: "Save" }).click();
  await expect(post.locator("strong")).toHaveText("today");
  await post.getByRole("button", { name: "edited" }).click();
  await expect(page.getByText("Earlier wordings")).toBeVisible();
  await page.keyboard.press("Escape");

  await post.getByRole("button", { name: "Add a reaction" }).click();
  await page.getByRole("button", { name: "👍" }).click();
  await expect(post.getByRole("button", { name: "👍: 1 person" })).toHaveAttribute("aria-pressed", "true");
  await panel.choose(post, "Delete");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(post).toBeHidden();
  await expect.poll(async () => (await sales.call("GET", `/records/organisation/${id}/comments`)).items).toEqual([]);
});

test("what was begun stays on the device, and what cannot be sent waits for another try", async ({ page, sales }) => {
  const { id } = await sales.create("organisation", { name: "Behind a tunnel" });
  const panel = new ActivityPanel(page);
  await panel.open("organisation", id);
  await panel.box().fill("half a thou");
  await page.reload();
  await expect(panel.box()).toHaveValue("half a thou");
  await panel.box().fill("a whole thought");
  await page.route("**/comments", (route) => route.abort("connectionrefused"));
  await panel.box().press("Control+Enter");
  await expect(page.getByText("The server cannot be reached. What you typed is still here")).toBeVisible();
  await page.unroute("**/comments");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(panel.post("a whole thought")).toBeVisible();
  expect((await sales.call("GET", `/records/organisation/${id}/comments`)).items).toHaveLength(1);
});

test("a colleague's window shows what is said at once, who else is looking, and no private note", async ({ page, browser, sales }) => {
  const admin = await apiAs("administrator");
  const { id } = await admin.create("organisation", { name: "Looked at by two", owner: (await sales.call("GET", "/auth/me")).user?.id });
  const panel = new ActivityPanel(page);
  await panel.open("organisation", id);
  const context = await browser.newContext({ storageState: sessionFile("administrator") });
  const other = patient(await context.newPage());
  const others = new ActivityPanel(other);
  await others.open("organisation", id);
  await expect(other.getByText(`${PEOPLE.sales.name} is looking at this`)).toBeAttached();
  await panel.say("heard at once");
  await expect(others.post("heard at once")).toBeVisible();
  await page.getByRole("radio", { name: "Note" }).click();
  await page.getByRole("button", { name: "For everyone here" }).click();
  await panel.box("note").fill("for my own eyes");
  await panel.box("note").press("Control+Enter");
  await expect(panel.post("for my own eyes").getByText("Private note")).toBeVisible();
  await panel.filter("Notes");
  await expect(panel.post("for my own eyes")).toBeVisible();
  await others.say("and back");
  await expect(others.post("for my own eyes")).toHaveCount(0);
  await context.close();
  await admin.close();
});

test("files are added, shown, replaced, renamed and deleted; a forbidden one is refused with its reason", async ({ page, sales }) => {
  const { id } = await sales.create("organisation", { name: "With papers" });
  const panel = new ActivityPanel(page);
  await panel.open("organisation", id);
  await panel.filter("Files");
  await page.locator("input[type=file][multiple]").setInputFiles([{ name: "view.png", mimeType: "image/png", buffer: PNG }, { name: "offer.pdf", mimeType: "application/pdf", buffer: PDF }, { name: "page.html", mimeType: "text/html", buffer: Buffer.from("<!doctype html><script>1</script>") }]);
  await expect(page.getByRole("alert").filter({ hasText: "Files of this kind are not taken." })).toBeVisible();
  await page.getByRole("button", { name: "Remove page.html" }).click();
  await page.getByRole("button", { name: /^view\.png/ }).click();
  await expect(page.getByRole("dialog").getByRole("img", { name: "view.png" })).toHaveJSProperty("naturalWidth", 1);
  await page.keyboard.press("Escape");

  const menu = async (name: string, item: string) => {
    await page.getByRole("button", { name: `What to do with ${name}` }).first().click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  await menu("offer.pdf", "Rename");
  await page.getByRole("textbox", { name: "Name of the file" }).fill("offer for spring");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: /^offer for spring\.pdf/ })).toBeVisible();
  const chooser = page.waitForEvent("filechooser");
  await menu("offer for spring.pdf", "Upload a new version");
  await (await chooser).setFiles({ name: "offer 2.pdf", mimeType: "application/pdf", buffer: PDF });
  await expect(page.getByText("added a new version")).toBeVisible();
  await menu("offer 2.pdf", "Versions");
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await menu("view.png", "Delete");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("button", { name: /^view\.png/ })).toBeHidden();
});

test("a picture pasted into a comment goes with it", async ({ page, sales }) => {
  const { id } = await sales.create("organisation", { name: "With a picture" });
  const panel = new ActivityPanel(page);
  await panel.open("organisation", id);
  await panel.box().evaluate((box, bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(bytes)], "pasted.png", { type: "image/png" }));
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, [...PNG]);
  await expect(page.getByText("pasted.png")).toBeVisible();
  await panel.say("see this");
  await expect(panel.post("see this").getByRole("button", { name: /pasted\.png/ })).toBeVisible();
});
