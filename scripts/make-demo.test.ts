import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fieldTypes } from "../runtime/fields/index";
import { DEMO_COUNTS, demoFiles } from "./make-demo";

const FOLDER = "metadata/packs/crm/seed";
interface Seed { entity: string; key: string; demo: boolean; records: Record<string, unknown>[] }
const files = demoFiles();
const seeds = [...files.values()].map((text) => JSON.parse(text) as Seed);
const of = (entity: string): Seed["records"] => seeds.filter((seed) => seed.entity === entity).flatMap((seed) => seed.records);

describe("the demo data of crm", () => {
  it("lies in the repository exactly as the generator makes it", () => {
    const present = Object.fromEntries(readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), "utf8")]));
    expect(Object.keys(present).sort()).toEqual([...files.keys()].sort());
    for (const [name, text] of files) expect(present[name] === text, `${name}: run \`npx tsx scripts/make-demo.ts\``).toBe(true);
  });

  it("is marked as demo data and fits the limit of one document", () => {
    expect(seeds.every((seed) => seed.demo)).toBe(true);
    for (const [name, text] of files) expect(Buffer.byteLength(text), name).toBeLessThan(1_048_576);
  });

  it("has as many records as promised", () => {
    for (const [entity, count] of Object.entries(DEMO_COUNTS)) expect(of(entity), entity).toHaveLength(count);
    for (const deal of of("deal")) expect((deal["lines"] as unknown[]).length).toSatisfy((lines: number) => lines >= 1 && lines <= 5);
  });

  it("names requisites with right check digits, in a region that no tax office has", () => {
    for (const organisation of of("organisation")) {
      for (const format of ["inn", "kpp", "ogrn"] as const) {
        const value = organisation[format];
        if (value === undefined) continue;
        expect(fieldTypes.text.parse(value, { format })).toEqual({ ok: true, value });
        if (format !== "ogrn") expect(String(value)).toMatch(/^00/);
      }
      if (organisation["ogrnip"] !== undefined) expect(fieldTypes.text.parse(organisation["ogrnip"], { format: "ogrn", minLength: 15 }).ok).toBe(true);
    }
    const inns = of("organisation").map((organisation) => organisation["inn"]);
    expect(new Set(inns).size).toBe(inns.length);
  });

  it("writes letters and numbers that reach nobody", () => {
    const addresses = ["organisation", "contact", "lead", "user"].flatMap((entity) => of(entity).map((record) => String(record["email"])));
    expect(addresses.filter((address) => !address.endsWith(".example"))).toEqual([]);
    const phones = ["organisation", "contact", "lead"].flatMap((entity) => of(entity).flatMap((record) => [record["phone"], record["mobile"]].filter((phone) => phone !== undefined)));
    expect(phones.filter((phone) => !/^\+(447700900\d{3}|1\d{3}55501\d{2})$/.test(String(phone)))).toEqual([]);
  });

  it("gives every record somebody who made it", () => {
    for (const seed of seeds.filter(({ entity }) => !["user", "unit", "team"].includes(entity))) expect(seed.records.filter(({ owner }) => owner === undefined), seed.entity).toEqual([]);
  });

  it("forms groups of organisations of two and three storeys, without a circle", () => {
    const parents = new Map(of("organisation").map((one) => [one["externalId"], (one["parentOrganisation"] as { key: string } | undefined)?.key]));
    const depth = (key: unknown, steps = 0): number => (key === undefined || steps > 9 ? steps : depth(parents.get(key), steps + 1));
    const depths = [...parents.keys()].map((key) => depth(key));
    expect(Math.max(...depths)).toBe(3);
    expect(new Set([...parents.values()].filter((key) => key !== undefined)).size).toBeGreaterThan(12);
    expect(depths.filter((storeys) => storeys > 1).length).toBeGreaterThan(80);
  });

  it("lets every record begin within the past year", () => {
    const ages = seeds.flatMap((seed) => seed.records).flatMap((record) => (record["createdAt"] ? [Number(/^P(\d+)D/.exec((record["createdAt"] as { ago: string }).ago)![1])] : []));
    expect(Math.max(...ages)).toBeLessThanOrEqual(365);
  });
});
