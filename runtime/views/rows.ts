/** Views of persons and teams as rows. Whoever may not see a view is told the same as for one that is not there. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import type { Queryable } from "../db/transaction";
import { actorId, AppError, type Ctx } from "../kernel";
import { newId } from "../kernel/ids";
import type { EntityModel } from "../model/types";
import { VIEW_LIMITS, type Reach, type ViewDocument, type ViewInput } from "./shape";

export interface View {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly document: ViewDocument;
  readonly reach: Reach & { readonly to: "own" | "team" };
  /** May the caller change it? A team's view belongs to who made it. */
  readonly mine: boolean;
  readonly version: number;
}

interface Row {
  id: string;
  label: string;
  kind: string;
  document: ViewDocument;
  owner_id: string;
  team_id: string | null;
  version: number;
}

type Who = Pick<Ctx, "principal">;

/** @throws AppError right:missing for callers who are no persons of their own. */
function personOf(ctx: Who): { id: string; teams: readonly string[] } {
  const id = actorId(ctx.principal);
  if (id === null || ctx.principal.kind === "system" || ctx.principal.kind === "portal") throw new AppError("right:missing", "A view belongs to a person.", { remedy: "Sign in as a user." });
  return { id, teams: ctx.principal.teams };
}

const viewOf = (me: string, row: Row): View => ({
  id: row.id, label: row.label, kind: row.kind, document: row.document, version: row.version, mine: row.owner_id === me,
  reach: row.team_id === null ? { to: "own" } : { to: "team", team: row.team_id },
});

const COLUMNS = sql`id, label, kind, document, owner_id, team_id, version`;
const visible = (me: { id: string; teams: readonly string[] }) => sql`(owner_id = ${me.id} or team_id = any(${me.teams}::uuid[]))`;
const notFound = (): AppError => new AppError("resource:notFound", "There is no such view.", { remedy: "GET /api/v1/views/{entity} lists them." });

/** One's own views and those of one's teams, by their words. */
export async function listViews(db: Queryable, ctx: Who, entity: EntityModel): Promise<readonly View[]> {
  const me = personOf(ctx);
  const rows = await db.run<Row>(sql`select ${COLUMNS} from ${sys("views")} where entity_id = ${entity.id} and ${visible(me)} order by lower(label), id limit ${VIEW_LIMITS.perPerson * 5}`);
  return rows.map((row) => viewOf(me.id, row));
}

/** A view among those of all entities. */
export interface NamedView {
  readonly id: string;
  /** Name of the entity. */
  readonly entity: string;
  readonly label: string;
}

/** One's own views and those of one's teams, of all these entities, by their words. */
export async function listAllViews(db: Queryable, ctx: Who, entities: readonly EntityModel[]): Promise<readonly NamedView[]> {
  const me = personOf(ctx);
  const names = new Map(entities.map(({ id, name }) => [id, name]));
  const rows = await db.run<{ id: string; entity: string; label: string }>(sql`select id, entity_id as entity, label from ${sys("views")} where entity_id = any(${[...names.keys()]}::text[]) and ${visible(me)} order by lower(label), id limit ${VIEW_LIMITS.named}`);
  return rows.map(({ id, entity, label }) => ({ id, entity: names.get(entity)!, label }));
}

/** @throws AppError resource:notFound */
export async function readView(db: Queryable, ctx: Ctx, entity: EntityModel, id: string): Promise<View> {
  const me = personOf(ctx);
  const [row] = await db.run<Row>(sql`select ${COLUMNS} from ${sys("views")} where id = ${id}::uuid and entity_id = ${entity.id} and ${visible(me)}`);
  if (!row) throw notFound();
  return viewOf(me.id, row);
}

function teamOf(reach: Reach, teams: readonly string[]): string | null {
  if (reach.to !== "team") return null;
  if (!teams.includes(reach.team)) throw new AppError("input:invalid", "You are not in this team.", { remedy: "Share with a team of your own.", issues: [{ pointer: "/reach/team", code: "notMember", message: "You are not in this team." }] });
  return reach.team;
}

export async function createView(db: Queryable, ctx: Ctx, entity: EntityModel, input: ViewInput): Promise<View> {
  const me = personOf(ctx);
  const [count] = await db.run<{ n: number }>(sql`select count(*)::int as n from ${sys("views")} where owner_id = ${me.id} and entity_id = ${entity.id}`);
  if ((count?.n ?? 0) >= VIEW_LIMITS.perPerson) throw new AppError("state:wrong", `You have ${VIEW_LIMITS.perPerson} views here already.`, { remedy: "Delete some you no longer need." });
  const [row] = await db.run<Row>(sql`insert into ${sys("views")} (id, entity_id, label, kind, document, owner_id, team_id)
    values (${newId()}::uuid, ${entity.id}, ${input.label}, ${input.kind}, ${JSON.stringify(input.document)}::jsonb, ${me.id}::uuid, ${teamOf(input.reach, me.teams)}::uuid) returning ${COLUMNS}`);
  return viewOf(me.id, row!);
}

/** Replaces what is given. @throws AppError resource:notFound, right:missing (somebody else's), conflict:version. */
export async function updateView(db: Queryable, ctx: Ctx, entity: EntityModel, id: string, change: Partial<ViewInput>, version: number | undefined): Promise<View> {
  const me = personOf(ctx);
  const view = await readView(db, ctx, entity, id);
  if (!view.mine) throw new AppError("right:missing", "This view belongs to somebody else.", { remedy: "Save it as a view of your own." });
  if (version !== undefined && version !== view.version) throw new AppError("conflict:version", "The view was changed meanwhile.", { remedy: "Load it again." });
  const next = { ...view, ...change };
  const [row] = await db.run<Row>(sql`update ${sys("views")} set label = ${next.label}, kind = ${next.kind}, document = ${JSON.stringify(next.document)}::jsonb, team_id = ${teamOf(next.reach, me.teams)}::uuid,
    version = version + 1, updated_at = now() where id = ${id}::uuid and version = ${view.version} returning ${COLUMNS}`);
  if (!row) throw new AppError("conflict:version", "The view was changed meanwhile.", { remedy: "Load it again." });
  return viewOf(me.id, row);
}

/** @throws AppError resource:notFound, right:missing. */
export async function deleteView(db: Queryable, ctx: Ctx, entity: EntityModel, id: string): Promise<void> {
  const view = await readView(db, ctx, entity, id);
  if (!view.mine) throw new AppError("right:missing", "This view belongs to somebody else.", { remedy: "Ask the owner." });
  await db.run(sql`delete from ${sys("views")} where id = ${id}::uuid`);
  await db.run(sql`delete from ${sys("view_defaults")} where entity_id = ${entity.id} and view = ${id}`);
}

/** What the person opens first: id of a view or name of a list; null = what the metadata says. */
export async function readDefault(db: Queryable, ctx: Who, entity: EntityModel): Promise<string | null> {
  const [row] = await db.run<{ view: string }>(sql`select view from ${sys("view_defaults")} where user_id = ${personOf(ctx).id}::uuid and entity_id = ${entity.id}`);
  return row?.view ?? null;
}

export async function saveDefault(db: Queryable, ctx: Ctx, entity: EntityModel, view: string | null): Promise<void> {
  const { id } = personOf(ctx);
  if (view === null) await db.run(sql`delete from ${sys("view_defaults")} where user_id = ${id}::uuid and entity_id = ${entity.id}`);
  else await db.run(sql`insert into ${sys("view_defaults")} (user_id, entity_id, view) values (${id}::uuid, ${entity.id}, ${view}) on conflict (user_id, entity_id) do update set view = excluded.view`);
}

/** Views and default of a person, for a page; none where the entity is unknown. */
export async function personalViews(db: Queryable, principal: Ctx["principal"], entity: EntityModel | undefined): Promise<{ items: readonly View[]; default: string | null }> {
  if (!entity) return { items: [], default: null };
  const [items, first] = await Promise.all([listViews(db, { principal }, entity), readDefault(db, { principal }, entity)]);
  return { items, default: first };
}
