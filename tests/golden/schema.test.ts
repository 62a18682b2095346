import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { catalogueText, readCatalogue } from "../../runtime/db/catalogue";
import { testDatabases } from "../helpers/database";

const GOLDEN = fileURLToPath(new URL("./schema.sql.txt", import.meta.url));

describe.each(testDatabases())("the schema of the product on $kind", ({ open }) => {
  it("is the one of tests/golden/schema.sql.txt (to accept a change: npm run golden -- --update)", async () => {
    const test = await open();
    const text = catalogueText(await test.database.transaction((tx) => readCatalogue(tx, "metaloom")));
    await test.close();
    if (process.env.METALOOM_GOLDEN === "update") writeFileSync(GOLDEN, text);
    expect(text).toBe(readFileSync(GOLDEN, "utf8"));
  });
});
