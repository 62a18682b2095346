/**
 * The *liveness ledger*: every property that metadata may have is enforced by the product, and a named test proves it. A key that is
 * written down and has no effect is worse than none. How to mend a failure: docs/how-to/add-a-metadata-key.md.
 *
 * A line is `"<schema>#<pointer>": [file, title of the test]`. What waits for a screen that is being built has a third member,
 * "pending: <what it waits for>", and a test of its validation; there may only become fewer of them.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import ledger from "./ledger.json";
import { allProperties } from "./properties";
import { testTitles } from "./titles";

/** Lines that wait, at most. Lower it whenever one is proven; it never rises. */
const PENDING_AT_MOST = 1;

type Line = readonly [file: string, title: string, pending?: string];
const lines = Object.entries(ledger as unknown as Readonly<Record<string, Line>>);
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const known = new Map<string, ReadonlySet<string>>();

function titlesOf(file: string): ReadonlySet<string> {
  let titles = known.get(file);
  if (!titles) known.set(file, (titles = existsSync(ROOT + file) ? testTitles(ROOT + file) : new Set()));
  return titles;
}

describe("the liveness ledger", () => {
  it("has a line for every property of metadata", () => {
    const missing = allProperties().filter((property) => !(property in ledger));
    expect(missing, `Dead keys? Write a test that fails when the key is ignored, and add to tests/contract/liveness/ledger.json:\n${missing.map((property) => `  "${property}": ["<file of the test>", "<its title>"],`).join("\n")}\nSee docs/how-to/add-a-metadata-key.md.\n`).toEqual([]);
  });

  it("has no line for a property that is gone", () => {
    const properties = new Set(allProperties());
    const gone = lines.map(([property]) => property).filter((property) => !properties.has(property));
    expect(gone, `These properties are not in the schemas any more; take their lines out of tests/contract/liveness/ledger.json.`).toEqual([]);
  });

  it("names tests that are there and run", () => {
    const lost = lines.filter(([, [file, title]]) => !titlesOf(file).has(title)).map(([property, [file, title]]) => `${property}: no test "${title}" runs in ${file}`);
    expect(lost, "A test was renamed, skipped or removed: name the one that proves the key now.").toEqual([]);
  });

  it("has fewer and fewer lines that wait", () => {
    const waiting = lines.filter(([, line]) => line[2] !== undefined);
    for (const [property, [, , reason]] of waiting) expect(reason, property).toMatch(/^pending: \S+/);
    if (waiting.length > 0) console.warn(`The liveness ledger has ${waiting.length} keys that wait for their screens: ${[...new Set(waiting.map(([, line]) => line[2]!.replace("pending: ", "")))].join("; ")}.`);
    expect(waiting.length, waiting.length > PENDING_AT_MOST ? "A new key must be proven, not put off: write its test." : "Fewer keys wait: lower PENDING_AT_MOST.").toBe(PENDING_AT_MOST);
  });

  it("is in order, a line for each property, so that changes meet seldom", () => {
    const text = readFileSync(new URL("./ledger.json", import.meta.url), "utf8");
    const written = text.split("\n").slice(1, -2).map((line) => /^ {2}"([^"]+)": \[.*\],?$/.exec(line)?.[1]);
    expect(written).toEqual(lines.map(([property]) => property));
    expect(written).toEqual([...written].sort());
  });
});
