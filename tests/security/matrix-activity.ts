/** What a person may do with comments, notes and files of a record: decided from the documents, as in matrix-rights.ts. */
import { memberHolds, readGrantsOf, roleAllowsWithoutMembership, roleReads, rolesOf, sees, thingLetters, type Who } from "./matrix-rights";
import type { ActivityRead, ActivityWrite } from "./matrix-cases";
import { ABOVE, type MatrixPart } from "./matrix-parts";
import type { MatrixRow, MatrixWorld } from "./matrix-world";

type Thing = "comments" | "notes" | "files";
const THING: Readonly<Record<MatrixPart["kind"], Thing>> = { comment: "comments", note: "notes", file: "files" };
const VERB: Readonly<Record<string, "create" | "read" | "update" | "delete">> = { c: "create", r: "read", u: "update", d: "delete" };

/** Letters of one role for the thing on the row. */
function lettersOfRole(world: MatrixWorld, who: Who, role: ReturnType<typeof rolesOf>[number], row: MatrixRow, thing: Thing): string {
  const named = thingLetters(role, row.entity, thing);
  if (named !== undefined) return roleReads(world, who, role, row) ? named : "";
  return [..."crud"].filter((letter) => {
    const followed = thing === "files" ? (letter === "r" ? "read" : "update") : letter === "d" ? "delete" : "read";
    if (roleAllowsWithoutMembership(world, who, role, followed, row)) return true;
    return readGrantsOf(role, row).some((grant) => grant.scope === "member" && memberHolds(world, who, row, grant, thing, VERB[letter]!));
  }).join("");
}

const letters = (world: MatrixWorld, who: Who, row: MatrixRow, thing: Thing): string => [..."crud"].filter((letter) => rolesOf(who).some((role) => lettersOfRole(world, who, role, row, thing).includes(letter))).join("");

const living = (world: MatrixWorld, who: Who, entity: string, id: string): MatrixRow | undefined => world.rows.find((row) => row.id === id && row.entity === entity && !row.deleted && sees(world, who, row));

/** Privacy: the author, and whoever stands above him. */
const privy = (who: Who, part: MatrixPart): boolean => !part.private || part.author === who.id || (ABOVE[part.author] ?? []).includes(who.id);

/** Comments, notes and files of the row that he may read. */
export const visible = (world: MatrixWorld, who: Who, row: MatrixRow): MatrixPart[] => world.parts.filter((part) => part.record === row.id && letters(world, who, row, THING[part.kind]).includes("r") && privy(who, part));

const KINDS: Readonly<Record<ActivityRead["list"], readonly MatrixPart["kind"][]>> = { comments: ["comment"], notes: ["note"], files: ["file"], timeline: ["comment", "note", "file"] };

/** Undefined: must be refused. Else says what is wrong with the answer. */
export function judgeParts(world: MatrixWorld, who: Who, { entity, id, list }: ActivityRead): ((body: unknown) => string | undefined) | undefined {
  const row = living(world, who, entity, id);
  if (!row) return undefined;
  const expected = visible(world, who, row).filter((part) => KINDS[list].includes(part.kind)).map((part) => part.id).sort();
  return (body) => {
    const { items, may } = body as { items: { id: string; kind?: string; attachment?: string }[]; may?: Record<Thing, string> };
    const given = items.filter((item) => item.kind !== "change").map((item) => item.attachment ?? item.id).sort();
    if (JSON.stringify(given) !== JSON.stringify(expected)) return `${list} shows ${JSON.stringify(given)}, should show ${JSON.stringify(expected)}`;
    if (list !== "timeline") return undefined;
    for (const thing of ["comments", "notes", "files"] as const) if (may?.[thing] !== letters(world, who, row, thing)) return `the timeline says one may ${JSON.stringify(may?.[thing])} ${thing}, should say ${letters(world, who, row, thing)}`;
    return undefined;
  };
}

/** Must the write be taken? */
export function mayPart(world: MatrixWorld, who: Who, asked: ActivityWrite): boolean {
  const row = living(world, who, asked.entity, asked.id);
  if (!row) return false;
  if (asked.verb === "say") return letters(world, who, row, THING[asked.kind]).includes("c");
  const part = visible(world, who, row).find((candidate) => candidate.id === asked.part && candidate.kind === asked.kind);
  if (!part) return false;
  const held = letters(world, who, row, THING[part.kind]);
  const own = part.author === who.id && held.includes("c");
  if (asked.verb === "unsay") return own || held.includes("d");
  if (asked.verb === "react") return held.includes("c");
  return own || (part.kind === "file" && held.includes("u"));
}
