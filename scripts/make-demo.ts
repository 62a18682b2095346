/**
 * Writes the demo data of the pack `crm`: `npx tsx scripts/make-demo.ts`. The same code gives the same files on every machine, so a
 * change of them shows as a readable difference. `demoFiles()` is what the freshness test compares.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { emailOf, teamRecords, unitRecords, userRecords } from "./demo/people";
import { PRODUCTS } from "./demo/products";
import { createRandom } from "./demo/random";
import { activities, contacts, deals, leads, organisations, type Made } from "./demo/records";

const FOLDER = fileURLToPath(new URL("../metadata/packs/crm/seed/", import.meta.url));
const SEED = 20_260_131;
export const DEMO_COUNTS = { organisation: 500, contact: 1200, lead: 300, deal: 400, activity: 3000, product: 30, user: 14, unit: 5, team: 3 } as const;
/** Records in one file: far below the limit of one document. */
const FILE_RECORDS = 1000;

type Json = Record<string, unknown>;

/** One line per record: short to read, and a change of one record is a change of one line. */
function textOf(name: string, label: string, entity: string, key: string, records: readonly Json[]): string {
  const head = { $schema: "../../../schemas/seed.schema.json", id: `crm.${name}`, name, label, demo: true, entity, key };
  const lines = Object.entries(head).map(([member, value]) => `  ${JSON.stringify(member)}: ${JSON.stringify(value)},`);
  return `{\n${lines.join("\n")}\n  "records": [\n${records.map((record) => `    ${JSON.stringify(record)}`).join(",\n")}\n  ]\n}\n`;
}

const recordsOf = (made: readonly Made[]): Json[] => made.map(({ record }) => record);

/** File name → text. */
export function demoFiles(): Map<string, string> {
  const random = createRandom(SEED);
  const firms = organisations(DEMO_COUNTS.organisation, random);
  const people = contacts(DEMO_COUNTS.contact, firms, random);
  const sold = deals(DEMO_COUNTS.deal, firms, random);
  const interested = leads(DEMO_COUNTS.lead, sold, random);
  const done = activities(DEMO_COUNTS.activity, { firms, people, leads: interested, deals: sold }, random);
  const files = new Map<string, string>();
  const add = (stem: string, label: string, entity: string, key: string, records: readonly Json[]): void => {
    for (let from = 0, part = 1; from < records.length; from += FILE_RECORDS, part++) {
      const name = `demo${stem}${records.length > FILE_RECORDS ? part : ""}`;
      files.set(`${name}.json`, textOf(name, label, entity, key, records.slice(from, from + FILE_RECORDS)));
    }
  };
  add("Units", "Demo units", "unit", "code", unitRecords());
  add("Teams", "Demo teams", "team", "name", teamRecords());
  add("Users", "Demo people", "user", "email", userRecords());
  add("Products", "Demo products", "product", "code", PRODUCTS.map((product) => ({ ...product, owner: { key: emailOf("marko") }, createdAt: { ago: "P365D" } })));
  add("Organisations", "Demo organisations", "organisation", "externalId", recordsOf(firms));
  add("Contacts", "Demo contacts", "contact", "externalId", recordsOf(people));
  add("Deals", "Demo deals", "deal", "externalId", recordsOf(sold));
  add("Leads", "Demo leads", "lead", "externalId", recordsOf(interested));
  add("Activities", "Demo activities", "activity", "externalId", recordsOf(done));
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of demoFiles()) writeFileSync(join(FOLDER, name), text);
}
