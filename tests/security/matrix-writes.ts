/** Which writes must be taken and which refused, and what the journal must say of those that were taken. */
import { FIELDS, type WriteCase } from "./matrix-cases";
import { allows, asImporter, holdsSystem, itemsOf, known, mayAct, mayEver, mayImport, mayWrite, sees, shown, type Who } from "./matrix-rights";
import { mayPart } from "./matrix-activity";
import { rowById, TITLES } from "./matrix-reads";
import { USERS } from "./worlds";
import type { Cell, MatrixRow, MatrixWorld } from "./matrix-world";

export interface WriteVerdict {
  readonly verdict: "taken" | "refused" | "perhaps";
  /** Records that must have one new journal entry each; nothing else may have one. "new" stands for the record made. */
  readonly journal?: readonly string[];
  /** Of bulk: how many records must be done. */
  readonly done?: number;
  /** Cells of the row after an update, for the before and after of the journal. */
  readonly after?: MatrixRow;
}

/** To whom the cases share: the second user, never the reader. */
const GRANTEE = USERS[1]!;
const REFUSED: WriteVerdict = { verdict: "refused" };
const SYSTEM = new Set(["id", "version", "createdAt", "twice", "echo"]);
const REFERENCES = new Set(["client", "rival", "paper"]);
const taken = (...journal: string[]): WriteVerdict => ({ verdict: "taken", journal });
type Values = Readonly<Record<string, unknown>>;

const living = (world: MatrixWorld, who: Who, entity: string, id: string): MatrixRow | undefined => {
  const row = rowById(world, id);
  return row && row.entity === entity && !row.deleted && sees(world, who, row) ? row : undefined;
};

/** Names exist and may be written by people at all; references point at what the writer may see. */
const sound = (world: MatrixWorld, who: Who, entity: string, body: Values): boolean =>
  Object.entries(body).every(([name, value]) => FIELDS[entity]!.includes(name) && !SYSTEM.has(name) && (!REFERENCES.has(name) || value === null || living(world, who, name === "paper" ? "paper" : "client", String(value)) !== undefined));

function update(world: MatrixWorld, who: Who, entity: string, id: string, body: Values): WriteVerdict {
  const row = living(world, who, entity, id);
  if (!row || !allows(world, who, "update", row) || !sound(world, who, entity, body)) return REFUSED;
  if (Object.keys(body).some((name) => !mayWrite(world, who, "update", row, name))) return REFUSED;
  return { ...taken(row.id), after: { ...row, cells: { ...row.cells, ...(body as Record<string, Cell>) } } };
}

function create(world: MatrixWorld, who: Who, entity: string, body: Values): WriteVerdict {
  if (!sound(world, who, entity, body) || !body[TITLES[entity]!]) return REFUSED;
  const given = body as Record<string, Cell>;
  const row: MatrixRow = { id: "new", entity: entity as MatrixRow["entity"], deleted: false, cells: { owner: who.id, team: who.teams[0] ?? null, unit: who.units[0] ?? null, createdAt: new Date().toISOString(), ...given } };
  if (!allows(world, who, "create", row) || Object.keys(body).some((name) => !mayWrite(world, who, "create", row, name))) return REFUSED;
  return taken("new");
}

/** An empty cell of a new record says nothing. */
const given = (body: Values): Values => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));

function remove(world: MatrixWorld, who: Who, entity: string, id: string): WriteVerdict {
  const row = living(world, who, entity, id);
  if (!row || !allows(world, who, "delete", row)) return REFUSED;
  if (world.rows.some((other) => !other.deleted && (other.cells["client"] === row.id || other.cells["rival"] === row.id))) return REFUSED;
  return taken(row.id, ...itemsOf(world, row).map((item) => item.id));
}

/** Restore and purge are for those who may delete; purge needs the administration right besides. */
function fromTrash(world: MatrixWorld, who: Who, entity: string, id: string, verb: "restore" | "purge"): WriteVerdict {
  const row = rowById(world, id);
  if (!row || row.entity !== entity || !row.deleted || !sees(world, who, row) || !allows(world, who, "delete", row)) return REFUSED;
  if (verb === "purge" && !holdsSystem(who, "trash.purge")) return REFUSED;
  if (entity === "item" && verb === "restore") return REFUSED; // its paper is in the trash
  return taken(row.id, ...world.rows.filter((item) => item.cells["paper"] === row.id).map((item) => item.id));
}

/** A copy holds what its maker sees and may give to a new record. Items come along; whether they may is judged by their own cases. */
function copy(world: MatrixWorld, who: Who, entity: string, id: string): WriteVerdict {
  const row = living(world, who, entity, id);
  if (!row || !mayEver(who, entity, "create")) return REFUSED;
  const plain = FIELDS[entity]!.filter((name) => !SYSTEM.has(name) && !["owner", "team", "unit"].includes(name) && shown(world, who, row, name) === "full" && row.cells[name] !== null);
  if (!plain.includes(TITLES[entity]!)) return REFUSED;
  if (itemsOf(world, row).length > 0 || world.copies.some((link) => link.source === row.id)) return { verdict: "perhaps" };
  const draft: MatrixRow = { ...row, cells: { ...row.cells, owner: who.id, team: who.teams[0] ?? null, unit: who.units[0] ?? null } };
  const kept = plain.filter((name) => mayWrite(world, who, "create", draft, name));
  const verdict = create(world, who, entity, Object.fromEntries(kept.map((name) => [name, row.cells[name]])));
  // A field that some role may write, but not on this record, or a reference to what he cannot see: refusing and leaving out are both safe.
  return verdict.verdict === "taken" && kept.length < plain.length ? { verdict: "perhaps" } : verdict.verdict === "refused" && allows(world, who, "create", draft) ? { verdict: "perhaps" } : verdict;
}

function merge(world: MatrixWorld, who: Who, asked: Extract<WriteCase, { verb: "merge" }>): WriteVerdict {
  const [row, other] = [living(world, who, asked.entity, asked.id), living(world, who, asked.entity, asked.other)];
  if (!row || !other || row === other || !allows(world, who, "update", row) || !allows(world, who, "delete", other)) return REFUSED;
  return { verdict: "taken" };
}

function addItem(world: MatrixWorld, who: Who, id: string): WriteVerdict {
  const row = living(world, who, "paper", id);
  if (!row || !allows(world, who, "update", row) || !mayWrite(world, who, "update", row, "items")) return REFUSED;
  const item: MatrixRow = { id: "new", entity: "item", deleted: false, cells: { paper: id } };
  if (!mayEver(who, "item", "read")) return { verdict: "perhaps" };
  return allows(world, who, "create", item) && mayWrite(world, who, "create", item, "name") ? taken(row.id, "new") : REFUSED;
}

export function judgeWrite(world: MatrixWorld, who: Who, asked: WriteCase): WriteVerdict {
  switch (asked.verb) {
    case "create": return create(world, who, asked.entity, asked.body);
    case "import": return mayImport(who, asked.entity) && mayEver(who, asked.entity, "read") ? create(world, asImporter(who, asked.entity), asked.entity, given(asked.body)) : REFUSED;
    case "update": return update(world, who, asked.entity, asked.id, asked.body);
    case "delete": return remove(world, who, asked.entity, asked.id);
    case "restore": case "purge": return fromTrash(world, who, asked.entity, asked.id, asked.verb);
    case "copy": return copy(world, who, asked.entity, asked.id);
    case "merge": return merge(world, who, asked);
    case "addItem": return addItem(world, who, asked.id);
    case "bulk": {
      const ids = [...new Set(asked.ids)];
      const each = ids.map((id) => (asked.set ? update(world, who, asked.entity, id, asked.set) : remove(world, who, asked.entity, id)));
      return { verdict: "taken", done: each.filter(({ verdict }) => verdict === "taken").length, journal: each.flatMap(({ journal }) => journal ?? []) };
    }
    case "action": {
      const row = living(world, who, "paper", asked.id);
      if (!row || asked.action !== "close" || !mayAct(world, who, row, "close") || row.cells["state"] === "done") return REFUSED;
      return allows(world, who, "update", row) && mayWrite(world, who, "update", row, "state") ? taken(row.id) : REFUSED;
    }
    case "say": case "resay": case "unsay": case "react":
      return mayPart(world, who, asked) ? taken(asked.id) : REFUSED;
    case "share": case "unshare": {
      const row = living(world, who, "paper", asked.id);
      if (!row || (asked.verb === "share" && asked.level === "update" && !allows(world, who, "update", row))) return REFUSED;
      return row.cells["owner"] === who.id || holdsSystem(who, "share.any") ? taken(...(asked.verb === "share" || world.shares.some((share) => share.paper === row.id && share.to === GRANTEE) ? [row.id] : [])) : REFUSED;
    }
    case "setMember": {
      const row = living(world, who, "paper", asked.id);
      return row && allows(world, who, "update", row) ? taken(...(asked.roles.length > 0 ? [row.id] : [])) : REFUSED; // he is no member: taking him out changes nothing
    }
  }
}

/** Fields of the answer to a write that its maker may not know at all. */
export function leakedNames(who: Who, entity: string, body: unknown): string[] {
  return Object.keys((body ?? {}) as object).filter((name) => known(who, entity, name) === "none");
}
