/** Days on which something goes wrong while people work: nothing they typed is lost, and each page says what happened and what can be done. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiOf, signInAs } from "./api";
import { RecordPage } from "./pages/record-page";
import { PASSWORD } from "./people";
import { expect, test } from "./test";

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

test("a session that ends while a form is filled is begun again on the spot, and what was typed is saved", async ({ newcomer }) => {
  const { page, api, email } = await newcomer({ name: "Simon Session", roles: ["salesPerson"] });
  const record = new RecordPage(page);
  const stored = await api.create("organisation", { name: "Interrupted" });
  const endSession = async () => {
    const other = await signInAs(email);
    await apiOf(other).call("DELETE", "/auth/sessions");
    await other.dispose();
  };
  const signInAgain = async () => {
    const dialog = page.getByRole("dialog", { name: "Your session has ended" });
    await expect(dialog).toContainText("What you typed stays.");
    await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(dialog).toBeHidden();
  };

  await test.step("a new record", async () => {
    await record.openNew("deal");
    await record.fill("Name", "Typed before the session ended");
    await endSession();
    // By its key: the page may have learned of it by itself, and the dialogue is there already.
    await page.keyboard.press("Control+s");
    await signInAgain();
    await expect(record.input("Name")).toHaveValue("Typed before the session ended");
    await record.save();
    await record.expectSaved("Typed before the session ended");
  });
  await test.step("a stored one, when the page asks for it again by itself", async () => {
    await record.open("organisation", stored.id);
    await record.edit();
    await record.fill("Full name", "Interrupted and gone on");
    await endSession();
    // What the browser says when its window is looked at again.
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await page.keyboard.press("Control+s");
    await signInAgain();
    await expect(record.input("Full name")).toHaveValue("Interrupted and gone on");
    await record.save();
    await record.expectSaved();
    await record.expectValue("fullName", "Interrupted and gone on");
  });
});

test.describe("a record deleted by somebody else while one types", () => {
  test.describe("for who may not delete", () => {
    test.use({ who: "sales" });

    test("what was typed stays and becomes another record", async ({ page, record, admin, sales }) => {
      const product = (await sales.call("GET", "/records/product?limit=1")).items[0].id as string;
      const { id } = await sales.create("deal", { name: "Taken away", campaign: "Autumn", lines: [{ product, quantity: 3, price: 10 }] });
      await record.open("deal", id);
      await record.edit();
      await record.fill("Next step", "Ask who took it");
      await admin.call("DELETE", `/records/deal/${id}`);
      // The page hears of it by itself; whoever saves before it does hears of it then.
      await expect(page.getByText("Somebody deleted this record meanwhile")).toBeVisible();
      await expect(record.input("Next step")).toHaveValue("Ask who took it");
      await record.save();
      await expect(record.input("Next step")).toHaveValue("Ask who took it");
      await expect(page.getByRole("button", { name: "Restore the record" })).toHaveCount(0);
      await page.getByRole("button", { name: "Make a new record of it" }).click();
      await expect(page).not.toHaveURL(new RegExp(id));
      await record.expectSaved("Taken away");
      await record.expectValue("nextStep", "Ask who took it");
      expect(await sales.call("GET", `/records/deal/${record.id()}`)).toMatchObject({ campaign: "Autumn", amount: 30, nextStep: "Ask who took it" });
      expect((await sales.ask("GET", `/records/deal/${id}`)).status).toBe(404);
    });

    test("who only reads it is told, and led to the list", async ({ page, record, admin, sales }) => {
      const { id } = await sales.create("deal", { name: "Read by one, deleted by another" });
      await record.open("deal", id);
      await expect(record.title).toHaveText("Read by one, deleted by another");
      await admin.call("DELETE", `/records/deal/${id}`);
      await expect(page.getByText("This record is not here")).toBeVisible();
      await page.getByRole("link", { name: "To Deals" }).click();
      await expect(page.getByRole("grid")).toBeVisible();
    });
  });

  test.describe("for who may delete", () => {
    test.use({ who: "administrator" });

    test("the record comes back, and what was typed goes into it", async ({ page, record, admin }) => {
      const { id } = await admin.create("organisation", { name: "Deleted by mistake" });
      await record.open("organisation", id);
      await record.edit();
      await record.fill("Full name", "Deleted by mistake and restored");
      await admin.call("DELETE", `/records/organisation/${id}`);
      await page.getByRole("button", { name: "Restore the record" }).click();
      await expect(page.getByText("Somebody deleted this record meanwhile")).toBeHidden();
      await expect(record.input("Full name")).toHaveValue("Deleted by mistake and restored");
      await record.save();
      await record.expectSaved("Deleted by mistake");
      await record.expectValue("fullName", "Deleted by mistake and restored");
    });
  });
});

test.describe("a file", () => {
  test.use({ who: "sales" });

  test("too large or of a kind that is not taken is refused with its reason before anything is lost", async ({ page, record, sales }) => {
    const folder = mkdtempSync(join(tmpdir(), "metaloom-e2e-file-"));
    const sparse = (name: string, bytes: number) => {
      writeFileSync(join(folder, name), "");
      truncateSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const sent: string[] = [];
    page.on("request", (request) => request.method() === "POST" && request.url().endsWith("/api/v1/files") && sent.push(request.url()));
    const { id } = await sales.create("contact", { name: { first: "Frida", last: "File" } });

    await test.step("in a field: its own limit, its own kinds", async () => {
      await record.open("contact", id);
      await record.edit();
      await record.fill("Position", "Photographer");
      const photo = record.field("photo");
      await photo.locator("input[type=file]").setInputFiles({ name: "huge.png", mimeType: "image/png", buffer: Buffer.concat([PNG, Buffer.alloc(5_000_001)]) });
      await expect(photo.getByRole("alert")).toHaveText("The file is larger than 5 MB. Choose a smaller one.");
      expect(sent).toEqual([]);
      // Called a picture, and none: only the server sees that.
      await photo.locator("input[type=file]").setInputFiles({ name: "page.png", mimeType: "image/png", buffer: Buffer.from("<!doctype html><script>1</script>") });
      await expect(photo.getByRole("alert")).toContainText("Files of this kind are not taken.");
      await photo.locator("input[type=file]").setInputFiles({ name: "frida.png", mimeType: "image/png", buffer: PNG });
      // Saved at once: saving waits for the picture.
      await record.save();
      await record.expectSaved();
      await record.expectValue("position", "Photographer");
      await expect(record.field("photo").getByRole("link", { name: /frida\.png/ })).toBeVisible();
    });
    await test.step("beside the record: what nobody may send is not sent", async () => {
      sent.length = 0;
      await record.openTab("Activity");
      await page.locator("input[type=file][multiple]").setInputFiles(sparse("film.mp4", 101 * 1024 * 1024));
      await expect(page.getByRole("alert").filter({ hasText: "The file is larger than 100 MB." })).toBeVisible();
      await expect(page.getByText("film.mp4")).toBeVisible();
      expect(sent).toEqual([]);
      await page.getByRole("button", { name: "Remove film.mp4" }).click();
      await expect(page.getByText("film.mp4")).toBeHidden();
    });
    rmSync(folder, { recursive: true });
  });
});

test.describe("pasted", () => {
  test.use({ who: "sales" });

  test("markup stays text in a text and becomes harmless in a formatted one; a megabyte is refused beside its field", async ({ page, record, sales, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const paste = async (text: string) => {
      await page.evaluate((given) => navigator.clipboard.writeText(given), text);
      await page.keyboard.press("Control+v");
    };
    const markup = `<b>Bold</b><img src=x onerror="window.metaloomHit=1"> & "so on"`;
    await test.step("one megabyte", async () => {
      await record.openNew("deal");
      await record.input("Name").focus();
      await paste(markup);
      await record.input("Next step").focus();
      await paste("x".repeat(1024 * 1024));
      await page.keyboard.press("Tab");
      await record.expectProblem("nextStep", "At most 200 characters.");
      await page.getByRole("tab", { name: "More" }).click();
      const description = page.getByRole("textbox", { name: "Description" });
      await description.focus();
      await paste("lorem ipsum ".repeat(2_000));
      await record.save();
      // Led to the first that is wrong; nothing was cut off meanwhile.
      await expect(record.input("Next step")).toBeFocused();
      expect(await record.input("Next step").evaluate((input: HTMLInputElement) => input.value.length)).toBe(1024 * 1024);
      await record.fill("Next step", markup);
      await record.save();
      await record.expectProblem("description", "At most 20000 characters.");
      await description.fill(`${markup}\n`.repeat(50));
      await record.save();
      await record.expectSaved(markup);
      await record.expectValue("nextStep", markup);
    });
    await test.step("into a formatted text", async () => {
      const { id } = await sales.create("activity", { recordType: "letter", subject: "Pasted" });
      await record.open("activity", id);
      await record.edit();
      const editor = record.field("body").locator("[contenteditable=true]");
      await editor.focus();
      await editor.evaluate((box, html) => {
        const data = new DataTransfer();
        data.setData("text/html", html);
        data.setData("text/plain", "Bold");
        box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      }, `<style>body{display:none}</style><p onclick="window.metaloomHit=1" style="position:fixed">Dear <b>reader</b><script>window.metaloomHit=1</script><img src=x onerror="window.metaloomHit=1"></p>`);
      await expect(editor).toContainText("Dear reader");
      await record.save();
      await record.expectSaved("Pasted");
      await expect(record.field("body").locator("strong, b")).toHaveText("reader");
      expect((await sales.call("GET", `/records/activity/${id}`)).body).toMatch(/^<p>Dear <(strong|b)>reader<\/(strong|b)>\s*<\/p>$/);
    });
    expect(await page.evaluate(() => (window as { metaloomHit?: number }).metaloomHit)).toBeUndefined();
  });
});

test("a person without any right finds a calm page, and no address leads anywhere", async ({ newcomer }) => {
  const { page } = await newcomer({ name: "Nadia Nobody", roles: [] });
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("No menu is shared with you. Ask your administrator for a role.")).toBeVisible();
  for (const address of ["/deal/new", "/admin"]) {
    await page.goto(address);
    await expect(page.getByText("There is nothing here")).toBeVisible();
  }
  await page.goto("/search?q=pumps");
  await expect(page.getByRole("main").getByRole("link", { name: /pump/i })).toHaveCount(0);
  await page.goto("/profile");
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue("Nadia Nobody");
});
