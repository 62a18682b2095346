/**
 * The event stream in the matrix: one telling of every record and of what people added to it. Who hears of a change must see the record
 * and something of what may have changed; whoever reads all of it must hear.
 */
import { readFileSync } from "node:fs";
import type { JournalRow } from "../../runtime/events/journal";
import { visible } from "./matrix-activity";
import { AUDITED, known, rolesOf, sees, shown, type Who } from "./matrix-rights";
import type { Verdict } from "./matrix-reads";
import type { MatrixRow, MatrixWorld } from "./matrix-world";

interface Telling {
  readonly row: MatrixRow;
  readonly verb: string;
  readonly changed?: readonly string[];
  readonly part?: string;
}

const names = (entity: string): string[] => (JSON.parse(readFileSync(`tests/fixtures/packs/vault/entities/${entity}/entity.json`, "utf8")) as { fields: { name: string; audited?: boolean }[] }).fields.map(({ name }) => name);
const NAMES: Readonly<Record<string, readonly string[]>> = { paper: names("paper"), client: names("client"), item: names("item") };
const CHANGES = ["title", "price", "memo"];

function tellings(world: MatrixWorld): Telling[] {
  const records = world.rows.filter(({ entity }) => entity in NAMES);
  return [
    ...records.flatMap((row): Telling[] => (row.deleted ? [{ row, verb: "delete" }] : [{ row, verb: "create" }, { row, verb: "update" }, ...(row.entity === "paper" ? CHANGES.map((name) => ({ row, verb: "update", changed: [name] })) : [])])),
    ...world.parts.flatMap((part): Telling[] => records.filter((row) => row.id === part.record && !row.deleted).map((row) => ({ row, verb: part.kind, part: part.id }))),
  ];
}

const isAudited = (entity: string, name: string): boolean => entity === "paper" && AUDITED.has(name);
const word = ({ row, verb, part, changed }: Telling): string => [row.entity, row.id, verb, part ?? "", changed?.join() ?? ""].join(" ");

/** The journal as the stream reads it, one row for each telling; the place in the stream tells them apart. */
export const journalOf = (world: MatrixWorld): JournalRow[] => tellings(world).map(({ row, verb, changed, part }, seq) => ({ position: { xid: 1n, seq }, entity: row.entity, recordId: row.id, version: 1, verb, ...(changed ? { changed } : {}), ...(part ? { part } : {}) }));

/** Must he hear of it (true), must he not (false), or is either safe (undefined)? */
function hears(world: MatrixWorld, who: Who, { row, verb, changed, part }: Telling): boolean | undefined {
  if (!sees(world, who, row)) return false;
  if (part) return visible(world, who, row).some(({ id }) => id === part);
  if (verb !== "update") return true;
  const inFull = (name: string) => shown(world, who, row, name) === "full";
  const unaudited = NAMES[row.entity]!.filter((name) => !isAudited(row.entity, name));
  if (!changed?.some(inFull) && !unaudited.every(inFull)) return false;
  // A field that only some of his roles show is shown on some rows alone; there the product may keep silent.
  const always = (name: string) => known(who, row.entity, name) === "full" && rolesOf(who, row.entity).every((role) => known({ ...who, roles: [role.name] }, row.entity, name) !== "masked");
  return rolesOf(who).length === 1 && (changed?.some(always) || unaudited.every(always)) ? true : undefined;
}

/** Never refused: who sees nothing hears nothing. */
export function judgeStream(world: MatrixWorld, who: Who): Verdict {
  return {
    refused: false,
    wrong(body) {
      const heard = new Set((body as { items: { seq: number }[] }).items.map(({ seq }) => seq));
      for (const [seq, telling] of tellings(world).entries()) {
        const must = hears(world, who, telling);
        if (must !== undefined && must !== heard.has(seq)) return `${must ? "does not hear" : "hears"} of ${word(telling)}`;
      }
      return undefined;
    },
  };
}
