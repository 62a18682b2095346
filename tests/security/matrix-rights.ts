/**
 * The oracle of the permission matrix (G02): what a person may do, decided from the role documents and the rows by plain loops, as an
 * administrator who reads the documents would. Written apart from the product: nothing of runtime/ is imported here.
 *
 * - *who*: one person with roles, teams and units.
 * - *shown*: how a field of one row appears to him: "full", "masked" or "none".
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cell, MatrixRow, MatrixWorld } from "./matrix-world";

export type Verb = "create" | "read" | "update" | "delete";
export type Shown = "full" | "masked" | "none";

export interface Who {
  readonly id: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly units: readonly string[];
  readonly unitTree: readonly string[];
  /** Set while he exports records of this entity: then only his roles that export it count for it. */
  readonly exporting?: string;
  /** Set while he imports records of this entity: then only his roles that import it let him create and change it. */
  readonly importing?: string;
}

type Tree = Readonly<Record<string, unknown>>;
type Alternatives = string | readonly (string | { readonly scope?: string; readonly condition?: Tree })[];

interface Rights {
  readonly create?: Alternatives;
  readonly read?: Alternatives;
  readonly update?: Alternatives;
  readonly delete?: Alternatives;
  readonly actions?: Readonly<Record<string, Alternatives>>;
  readonly fields?: Readonly<Record<string, string>>;
  readonly export?: boolean;
  readonly import?: boolean;
  readonly comments?: string;
  readonly notes?: string;
  readonly files?: string;
}

interface Role {
  readonly name: string;
  readonly system?: readonly string[];
  readonly entities?: Readonly<Record<string, Rights>>;
}

const FOLDER = "tests/fixtures/packs/vault";
const ROLES = new Map(readdirSync(join(FOLDER, "roles")).map((file) => JSON.parse(readFileSync(join(FOLDER, "roles", file), "utf8")) as Role).map((role) => [role.name, role]));
/** The role the suite of twin worlds has for itself is as good as any other. */
export const ROLE_NAMES: readonly string[] = [...ROLES.keys()].sort();

const PAPER = JSON.parse(readFileSync(join(FOLDER, "entities/paper/entity.json"), "utf8")) as { fields: { name: string; audited?: boolean; searchable?: boolean }[]; memberRoles: { name: string; grants: Record<string, string> }[] };
const LETTERS: Record<Verb, string> = { create: "c", read: "r", update: "u", delete: "d" };
const PARENT_VERB: Record<Verb, Verb> = { create: "update", read: "read", update: "update", delete: "update" };
/** People, teams and units: everybody signed in reads the title. */
const DIRECTORY = new Set(["user", "team", "unit"]);
export const AUDITED = new Set(PAPER.fields.filter((field) => field.audited).map((field) => field.name));

export const rolesOf = (who: Who, entity?: string): Role[] => who.roles.flatMap((name) => ROLES.get(name) ?? []).filter((role) => entity === undefined || who.exporting !== entity || exports(role, entity));
const rightsOf = (role: Role, entity: string): Rights | undefined => role.entities?.[entity] ?? role.entities?.["*"];
/** A line of a paper that a role does not speak of follows the paper. */
const passes = (role: Role, entity: string, right: "export" | "import"): boolean => (entity === "item" && !rightsOf(role, "item") ? rightsOf(role, "paper") : rightsOf(role, entity))?.[right] === true;
const exports = (role: Role, entity: string): boolean => passes(role, entity, "export");
const asList = (given: Alternatives | undefined) => (given === undefined ? [] : typeof given === "string" ? [given] : given);
const grantsOf = (given: Alternatives | undefined) => asList(given).map((item) => (typeof item === "string" ? { scope: item } : item)).filter((grant) => grant.scope !== "none");

export const holdsSystem = (who: Who, right: string): boolean => rolesOf(who).some((role) => role.system?.includes(right));

/** Value at the end of a path, read over references; nothing behind an empty hop. */
function at(world: MatrixWorld, row: MatrixRow, path: string): Cell {
  const [head, ...rest] = path.split(".");
  const value = row.cells[head!] ?? null;
  if (rest.length === 0) return value;
  if (typeof value !== "string") return null;
  const target = world.rows.find((candidate) => candidate.id === value);
  return target ? at(world, target, rest.join(".")) : null;
}

const isEmpty = (value: Cell): boolean => value === null || value === "" || (Array.isArray(value) && value.length === 0);

function operandOf(world: MatrixWorld, who: Who, row: MatrixRow, given: unknown): Cell {
  if (given === null || typeof given !== "object" || Array.isArray(given)) return given as Cell;
  if ("user" in given) return who[given.user as "id" | "teams"] as Cell;
  if ("field" in given) return at(world, row, String(given.field));
  if ("now" in given) return new Date(Date.now() - 86_400_000).toISOString(); // the documents know -P1D only
  throw new Error(`operand ${JSON.stringify(given)} is not known to the oracle`);
}

/** Two-valued: a comparison with an empty value is false, ne and notIn are negations. */
function test(value: Cell, op: string, operand: Cell): boolean {
  if (op === "isEmpty") return isEmpty(value);
  if (op === "isNotEmpty") return !isEmpty(value);
  if (operand === null || operand === undefined) return false;
  if (op === "ne") return !test(value, "eq", operand);
  if (op === "notIn") return !test(value, "in", operand);
  if (isEmpty(value)) return false;
  const [low, high] = Array.isArray(operand) ? (operand as [string, string]) : ["", ""];
  switch (op) {
    case "eq": return value === operand;
    case "in": return (operand as Cell[]).includes(value);
    case "has": return (value as readonly string[]).includes(operand as string);
    case "gt": return value! > operand;
    case "gte": return value! >= operand;
    case "lt": return value! < operand;
    case "lte": return value! <= operand;
    case "between": return value! >= low && value! <= high;
    default: throw new Error(`operator ${op} is not known to the oracle`);
  }
}

/** Does the tree hold on the row? Rules see every field and row. `read` and `counts` say what a filter sees: what the reader does. */
export function holds(world: MatrixWorld, who: Who, row: MatrixRow, tree: Tree, read: (row: MatrixRow, path: string) => Cell = (of, path) => at(world, of, path), counts: (row: MatrixRow) => boolean = () => true): boolean {
  if ("all" in tree) return (tree["all"] as Tree[]).every((child) => holds(world, who, row, child, read, counts));
  if ("any" in tree) return (tree["any"] as Tree[]).some((child) => holds(world, who, row, child, read, counts));
  if ("not" in tree) return !holds(world, who, row, tree["not"] as Tree, read, counts);
  if ("some" in tree) return related(world, row, tree["some"] as Relation, read).filter(counts).some((one) => holds(world, who, one, tree["where"] as Tree, read, counts));
  return test(read(row, String(tree["field"])), String(tree["op"]), operandOf(world, who, row, tree["value"]));
}

/** The items of a paper, or a field of other rows that names this one. */
export type Relation = string | { readonly entity: string; readonly field: string };

function related(world: MatrixWorld, row: MatrixRow, relation: Relation, read: (row: MatrixRow, path: string) => Cell): readonly MatrixRow[] {
  if (typeof relation === "string") return itemsOf(world, row);
  return world.rows.filter((other) => other.entity === relation.entity && !other.deleted && read(other, relation.field) === row.id);
}

export const itemsOf = (world: MatrixWorld, paper: MatrixRow): MatrixRow[] => world.rows.filter((row) => row.entity === "item" && row.cells["paper"] === paper.id && !row.deleted);
const parentOf = (world: MatrixWorld, row: MatrixRow): MatrixRow | undefined => world.rows.find((candidate) => candidate.id === row.cells["paper"]);

/** A record role that says nothing of comments, notes or files lets read them with the record. */
const INNER = new Set(["comments", "notes", "files"]);

function isMember(world: MatrixWorld, who: Who, paper: string, thing: string, verb: Verb): boolean {
  for (const member of world.members) {
    if (member.paper !== paper || member.user !== who.id) continue;
    const grants = PAPER.memberRoles.find((candidate) => candidate.name === member.role)?.grants ?? {};
    const usual = INNER.has(thing) && verb === "read" && grants["record"]?.includes("r") ? "r" : "";
    if ((grants[thing] ?? usual).includes(LETTERS[verb])) return true;
  }
  return false;
}

function inScope(world: MatrixWorld, who: Who, row: MatrixRow, scope: string, member: () => boolean): boolean {
  const cell = (name: string) => row.cells[name];
  switch (scope) {
    case "own": return cell("owner") === who.id;
    case "team": return who.teams.includes(String(cell("team")));
    case "unit": return who.units.includes(String(cell("unit")));
    case "unitTree": return who.unitTree.includes(String(cell("unit")));
    case "member": return member();
    case "all": return true;
    default: return false;
  }
}

/** Is the row (or, for an item, its paper) shared with him? Update includes read. */
function isShared(world: MatrixWorld, who: Who, paper: string, level: "read" | "update"): boolean {
  return world.shares.some((share) => share.paper === paper && !share.expired && (level === "read" || share.level === "update")
    && ((share.kind === "user" && share.to === who.id) || (share.kind === "team" && who.teams.includes(share.to)) || (share.kind === "unit" && who.units.includes(share.to))));
}

function anyGrantHolds(world: MatrixWorld, who: Who, row: MatrixRow, grants: ReturnType<typeof grantsOf>, member: () => boolean): boolean {
  return grants.some((grant) => (grant.scope === undefined || inScope(world, who, row, grant.scope, member)) && (grant.condition === undefined || holds(world, who, row, grant.condition)));
}

/** Does this one role allow the verb on the row? */
function roleAllows(world: MatrixWorld, who: Who, role: Role, verb: Verb, row: MatrixRow): boolean {
  if (who.importing === row.entity && verb !== "read" && !passes(role, row.entity, "import")) return false;
  const subject = row.entity === "item" ? parentOf(world, row) : row;
  if (!subject) return false;
  const asked = row.entity === "item" ? PARENT_VERB[verb] : verb;
  const grants = grantsOf(rightsOf(role, subject.entity)?.[asked]);
  if (grants.length === 0) return false;
  if (anyGrantHolds(world, who, subject, grants, () => subject.entity === "paper" && isMember(world, who, subject.id, row.entity === "item" ? "item" : "record", verb))) return true;
  return subject.entity === "paper" && (asked === "read" || asked === "update") && isShared(world, who, subject.id, asked);
}

/** For the rights inside records: a role's own letters for comments, notes or files; undefined where it names none. */
export const thingLetters = (role: Role, entity: string, thing: "comments" | "notes" | "files"): string | undefined => (entity === "item" ? rightsOf(role, "item") ?? rightsOf(role, "paper") : rightsOf(role, entity))?.[thing];

export const roleReads = (world: MatrixWorld, who: Who, role: Role, row: MatrixRow): boolean => roleAllows(world, who, role, "read", row);

/** As roleAllows, by everything but membership. */
export function roleAllowsWithoutMembership(world: MatrixWorld, who: Who, role: Role, verb: Verb, row: MatrixRow): boolean {
  const subject = row.entity === "item" ? parentOf(world, row) : row;
  if (!subject) return false;
  const asked = row.entity === "item" ? PARENT_VERB[verb] : verb;
  const grants = grantsOf(rightsOf(role, subject.entity)?.[asked]);
  if (anyGrantHolds(world, who, subject, grants.filter((grant) => grant.scope !== "member"), () => false)) return true;
  return grants.length > 0 && subject.entity === "paper" && (asked === "read" || asked === "update") && isShared(world, who, subject.id, asked);
}

export const readGrantsOf = (role: Role, row: MatrixRow): ReturnType<typeof grantsOf> => grantsOf(rightsOf(role, row.entity === "item" ? "paper" : row.entity)?.read);

/** Does the membership grant hold on the row (or its paper), asked for a thing inside it? */
export function memberHolds(world: MatrixWorld, who: Who, row: MatrixRow, grant: ReturnType<typeof grantsOf>[number], thing: string, verb: Verb): boolean {
  const subject = row.entity === "item" ? parentOf(world, row) : row;
  return subject?.entity === "paper" && anyGrantHolds(world, who, subject, [grant], () => isMember(world, who, subject.id, thing, verb));
}

/** Some role allows the verb on the row. What one cannot read one cannot name: other verbs need the right to read too. */
export const allows = (world: MatrixWorld, who: Who, verb: Verb, row: MatrixRow): boolean => rolesOf(who, row.entity).some((role) => roleAllows(world, who, role, verb, row));

export const sees = (world: MatrixWorld, who: Who, row: MatrixRow): boolean => DIRECTORY.has(row.entity) || allows(world, who, "read", row);

/** The same person while he exports: he takes along what his exporting roles read, and no field that only another role shows. */
export const asExporter = (who: Who, entity: string): Who => ({ ...who, exporting: entity });

export const asImporter = (who: Who, entity: string): Who => ({ ...who, importing: entity });

/** Some role that imports the entity lets records of it be created or changed. */
export const mayImport = (who: Who, entity: string): boolean => rolesOf(who).some((role) => passes(role, entity, "import") && mayEver({ ...who, roles: [role.name] }, entity, "create"));

/** May he have the verb on any record of the entity at all? */
export function mayEver(who: Who, entity: string, verb: Verb): boolean {
  const [subject, asked] = entity === "item" ? ["paper", PARENT_VERB[verb]] as const : [entity, verb] as const;
  return rolesOf(who, entity).some((role) => grantsOf(rightsOf(role, subject)?.[asked]).length > 0);
}

function fieldRight(role: Role, entity: string, field: string): string {
  if (entity === "item" && !rightsOf(role, "item")) return "write";
  const fields = rightsOf(role, entity)?.fields;
  const right = fields?.[field] ?? fields?.["*"] ?? "write";
  return (field === "id" || field === "version") && (right === "hidden" || right === "masked") ? "read" : right;
}

function best(rights: readonly string[]): Shown {
  if (rights.some((right) => right === "read" || right === "write")) return "full";
  return rights.includes("masked") ? "masked" : "none";
}

/** How the field appears on this row: by the roles that let this row be read. */
export function shown(world: MatrixWorld, who: Who, row: MatrixRow, field: string): Shown {
  if (DIRECTORY.has(row.entity)) return field === "name" || field === "id" ? "full" : "none";
  return best(rolesOf(who, row.entity).filter((role) => roleAllows(world, who, role, "read", row)).map((role) => fieldRight(role, row.entity, field)));
}

/** Is the field there for him at all, on whatever row? "full": may be filtered, sorted, searched, grouped by. */
export function known(who: Who, entity: string, field: string): Shown {
  const subject = entity === "item" ? "paper" : entity;
  if (DIRECTORY.has(entity)) {
    const grants = best(rolesOf(who, entity).filter((role) => grantsOf(rightsOf(role, entity)?.read).length > 0).map((role) => fieldRight(role, entity, field)));
    return field === "name" || field === "id" ? "full" : grants;
  }
  return best(rolesOf(who, entity).filter((role) => grantsOf(rightsOf(role, subject)?.read).length > 0).map((role) => fieldRight(role, entity, field)));
}

/** Fields he may write on the row: of each role whose grant holds, exactly those this role may write. */
export function mayWrite(world: MatrixWorld, who: Who, verb: "create" | "update", row: MatrixRow, field: string): boolean {
  return rolesOf(who).some((role) => roleAllows(world, who, role, verb, row) && fieldRight(role, row.entity, field) === "write");
}

export function mayAct(world: MatrixWorld, who: Who, row: MatrixRow, action: string): boolean {
  return rolesOf(who).some((role) => {
    const actions = rightsOf(role, row.entity)?.actions;
    return anyGrantHolds(world, who, row, grantsOf(actions?.[action] ?? actions?.["*"]), () => isMember(world, who, row.id, "record", "update"));
  });
}

/** A path as this reader may use it in a question: every hop known in full, as far as the target's entity. */
export function knownPath(who: Who, entity: string, path: string): Shown {
  const [head, ...rest] = path.split(".");
  const right = known(who, entity, head!);
  if (rest.length === 0) return right;
  const target = TARGETS[`${entity}.${head}`] ?? (head === "owner" || head === "createdBy" ? "user" : head === "team" ? "team" : head === "unit" ? "unit" : undefined);
  return right === "full" && target ? knownPath(who, target, rest.join(".")) : "none";
}

const TARGETS: Readonly<Record<string, string>> = { "paper.client": "client", "paper.rival": "client", "item.paper": "paper" };

/** The value of a path as the reader sees it: nothing where a field is not shown in full or a record on the way is not his to see. */
export function seen(world: MatrixWorld, who: Who, row: MatrixRow, path: string): Cell {
  const [head, ...rest] = path.split(".");
  if (shown(world, who, row, head!) !== "full") return null;
  const value = row.cells[head!] ?? null;
  if (rest.length === 0) return value;
  const target = world.rows.find((candidate) => candidate.id === value);
  return target && !target.deleted && sees(world, who, target) ? seen(world, who, target, rest.join(".")) : null;
}
