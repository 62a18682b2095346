/** Hostile texts planted where people write: nothing of them runs, loads or covers the page, in the browser they are meant for. */
import { sanitise } from "../../runtime/fields/richText/sanitise";
import { FILE_PAYLOADS, FOREIGN, HTML_PAYLOADS, MARKDOWN_PAYLOADS, NAME_PAYLOADS, SHOWN_PAYLOADS } from "../security/payloads";
import { ActivityPanel } from "./pages/activity-panel";
import { expect, patient, test } from "./test";

test.use({ who: "sales" });

/** What may stand in a text by people; anything else, or any attribute of another name, is a finding. */
const TAGS = ["A", "B", "BLOCKQUOTE", "BR", "CODE", "DEL", "DIV", "EM", "H1", "H2", "H3", "H4", "HR", "I", "LI", "OL", "P", "PRE", "S", "SPAN", "STRONG", "SUB", "SUP", "TABLE", "TBODY", "TD", "TH", "THEAD", "TR", "U", "UL"];
const ATTRIBUTES = ["href", "rel", "target", "colspan", "rowspan", "data-mention", "start"];

test("nothing planted in comments or file names runs or loads anything", async ({ page, sales }) => {
  test.setTimeout(240_000);
  const { id } = await sales.create("organisation", { name: `"><img src=x onerror=window.metaloomHit=1>` });
  const payloads = [...HTML_PAYLOADS, ...MARKDOWN_PAYLOADS];
  for (const payload of payloads) await sales.ask("POST", `/records/organisation/${id}/comments`, { body: payload });
  const planted = (await sales.call("GET", `/records/organisation/${id}/comments?limit=100`)).items.length;
  expect(planted).toBe(100);

  const asked: string[] = [];
  let dialogs = 0;
  page.on("request", (request) => request.url().startsWith(FOREIGN) && asked.push(request.url()));
  page.on("dialog", (dialog) => {
    dialogs++;
    void dialog.dismiss();
  });
  const panel = new ActivityPanel(page);
  await panel.open("organisation", id);
  for (const name of NAME_PAYLOADS.slice(0, 8)) await page.locator("input[type=file][multiple]").setInputFiles({ name: name.replace(/[\r\n\0]/g, " "), mimeType: "text/plain", buffer: Buffer.from("plain") });
  for (const [name, content] of FILE_PAYLOADS.slice(0, 4)) await page.locator("input[type=file][multiple]").setInputFiles({ name, mimeType: "image/svg+xml", buffer: Buffer.from(content) });
  await expect(page.getByRole("alert").filter({ hasText: "Files of this kind are not taken." })).toHaveCount(4);
  const older = page.getByRole("button", { name: "Show older" });
  while ((await page.locator("li[data-post]").count()) < payloads.length - 6 && (await older.isVisible())) {
    const before = await page.locator("li[data-post]").count();
    await older.click();
    await expect.poll(() => page.locator("li[data-post]").count()).toBeGreaterThan(before);
  }
  expect(await page.locator("li[data-post]").count()).toBeGreaterThanOrEqual(payloads.length - 6);
  // Whoever waits for a hand to move over it has had it.
  for (const link of await page.locator("li[data-post] .prose a").all()) await link.dispatchEvent("mouseover");
  const findings = await page.evaluate(
    ({ tags, attributes }) =>
      [...document.querySelectorAll("li[data-post] .prose *")].flatMap((node) => {
        const bad = [...node.attributes].filter((attribute) => !attributes.includes(attribute.name) || (attribute.name === "href" && !/^(https?:|mailto:|tel:|\/(?!\/)|#)/i.test(attribute.value)));
        return !tags.includes(node.tagName) || bad.length > 0 ? [node.outerHTML.slice(0, 200)] : [];
      }),
    { tags: TAGS, attributes: ATTRIBUTES },
  );
  expect(findings).toEqual([]);
  expect(await page.evaluate(() => (window as { metaloomHit?: number }).metaloomHit)).toBeUndefined();
  expect({ dialogs, asked }).toEqual({ dialogs: 0, asked: [] });
});

// Cleaned one by one: some would swallow all that follows them.
test("nothing planted in rich text runs or loads anything", async ({ page, sales }) => {
  const asked: string[] = [];
  page.on("request", (request) => request.url().startsWith(FOREIGN) && asked.push(request.url()));
  page.on("dialog", (dialog) => {
    asked.push("dialog");
    void dialog.dismiss();
  });
  const { id } = await sales.create("activity", { recordType: "letter", subject: "Planted", body: HTML_PAYLOADS.map((payload) => `<p>${sanitise(payload.replaceAll("\u0001", ""))}</p>`).join("") });
  await page.goto(`/activity/${id}`);
  await expect(page.getByText("a link").first()).toBeAttached();
  await page.waitForLoadState("networkidle").catch(() => undefined);
  expect(await page.evaluate(() => (window as { metaloomHit?: number }).metaloomHit)).toBeUndefined();
  expect(asked).toEqual([]);
});

test("nothing in a file that is shown runs or loads anything, in the preview or alone in a tab", async ({ context, sales }) => {
  // Its own page: the browser writes each script it refuses to run into the console.
  const page = patient(await context.newPage());
  const asked: string[] = [];
  page.on("request", (request) => request.url().startsWith(FOREIGN) && asked.push(request.url()));
  page.on("dialog", (dialog) => {
    asked.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  const { id } = await sales.create("organisation", { name: "Shows files" });
  const panel = new ActivityPanel(page);
  await panel.open("organisation", id);
  await panel.filter("Files");
  await page.locator("input[type=file][multiple]").setInputFiles(SHOWN_PAYLOADS.map(([name, content]) => ({ name, mimeType: "text/html", buffer: Buffer.from(content, "latin1") })));
  await page.locator("input[type=file][multiple]").setInputFiles(FILE_PAYLOADS.slice(0, 10).map(([name, content]) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) })));
  await expect(page.getByRole("alert").filter({ hasText: "Files of this kind are not taken." })).toHaveCount(10);

  const { items } = (await sales.call("GET", `/records/organisation/${id}/files`)) as { items: { id: string; name: string }[] };
  expect(items.map(({ name }) => name).sort()).toEqual(SHOWN_PAYLOADS.map(([name]) => name).sort());
  const hits = async () => (await Promise.all(page.frames().map((frame) => frame.evaluate(() => (window as { metaloomHit?: number }).metaloomHit)))).filter((one) => one !== undefined);
  for (const { id: file, name } of items) {
    await page.getByRole("button", { name: new RegExp(`^${name.replace(".", "\\.")}`) }).first().click();
    const dialog = page.getByRole("dialog");
    const shown = /gif$/.test(name) ? dialog.locator("img") : /pdf$/.test(name) ? dialog.frameLocator("iframe").locator("pre") : dialog.locator("pre");
    await expect(shown).toBeVisible();
    if (!/gif$/.test(name)) await expect(shown).toContainText(/pdf$/.test(name) ? "brings a program along" : "script");
    expect(await hits(), name).toEqual([]);
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect(dialog).toBeHidden();

    const answer = await page.request.get(`/api/v1/files/${file}/view`);
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers()["content-type"]).toBe(/gif$/.test(name) ? "image/gif" : "text/plain; charset=utf-8");
    expect(answer.headers()["content-security-policy"]).toMatch(/^default-src 'none'.*; sandbox$/);
    expect((await page.request.get(`/api/v1/files/${file}`)).headers()).toMatchObject({ "content-security-policy": "default-src 'none'; sandbox", "content-disposition": expect.stringMatching(/^attachment; /) });
  }
  for (const { id: file, name } of items) {
    await page.goto(`/api/v1/files/${file}/view`);
    expect(await hits(), name).toEqual([]);
  }
  expect(asked).toEqual([]);
});
