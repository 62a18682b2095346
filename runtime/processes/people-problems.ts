/** What only the database tells of the people a process names: who is not there, and who may not read what his step is about. */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import type { Sql } from "../fields/storage";
import { readingRoles, rightsMissing } from "../model/kinds/process/rights";
import type { ProcessModel } from "../model/kinds/process/model";
import type { Problem } from "../model/problem";
import type { AppModel } from "../model/types";
import { personSteps } from "../workflow/definition/responsible";
import type { StepCardOptions, StepRecipient } from "../workflow/definition/step-card";
import type { ProcessDefinition, Responsible } from "../workflow/definition/types";

type Kind = "user" | "team" | "unitHead";
interface Place {
  readonly pointer: string;
  readonly kind: Kind;
  readonly value: string;
}
/** By kind and value; undefined: there is no such thing. */
type Found = ReadonlyMap<string, readonly string[]>;

const keyOf = ({ kind, value = "" }: StepRecipient): string => `${kind} ${value}`;
const active = sql`u.status = 'active' and u.deleted_at is null`;

/** Rows of value and person; without a person when the thing is there and nobody in it. */
const LOOKS: Readonly<Record<Kind, (values: Sql) => Sql>> = {
  user: (values) => sql`select w.value, u.id as person from ${values} w(value) join ${sys("users")} u on (u.id::text = w.value or lower(u.email) = lower(w.value)) and ${active}`,
  team: (values) => sql`select w.value, u.id as person from ${values} w(value) join ${sys("teams")} t on (t.id::text = w.value or t.name = w.value) and t.deleted_at is null
    left join ${sys("users")} u on ${active} and (u.team_id = t.id or exists (select 1 from ${sys("team_members")} m where m.team_id = t.id and m.user_id = u.id))`,
  unitHead: (values) => sql`select w.value, u.id as person from ${values} w(value) join ${sys("units")} n on (n.id::text = w.value or n.name = w.value or n.code = w.value) and n.deleted_at is null left join ${sys("users")} u on u.id = n.head_id and ${active}`,
};

const SAYS: Readonly<Record<Kind, { readonly unknown: readonly [string, (value: string) => string]; readonly empty: (value: string) => string; readonly called: (value: string, some: boolean) => string }>> = {
  user: { unknown: ["unknownUser", (value) => `There is no active user "${value}"`], empty: (value) => value, called: (value) => `"${value}"` },
  team: { unknown: ["unknownTeam", (value) => `There is no team "${value}"`], empty: (value) => `Nobody is in the team "${value}"`, called: (value, some) => `${some ? "some of the" : "the"} team "${value}"` },
  unitHead: { unknown: ["unknownUnit", (value) => `There is neither a unit nor a field "${value}"`], empty: (value) => `The unit "${value}" has no head`, called: (value) => `the head of "${value}"` },
};

/** Of the processes of these names. Warnings: people come and go without anything being published. */
export async function peopleProblems(db: Queryable, model: AppModel, names: readonly string[]): Promise<readonly Problem[]> {
  const parts = model.parts.process.filter(({ name }) => names.includes(name));
  const places = new Map(parts.map((part) => [part, placesOf(part, model)]));
  const found = await find(db, [...places.values()].flat());
  const roles = await rolesOf(db, [...new Set([...found.values()].flat())]);
  return parts.flatMap((part) => {
    const problem = (pointer: string, code: string, message: string, remedy: string): Problem => ({ file: `${part.pack}/processes/${part.name}.json`, pointer, code, message, remedy });
    const missing = places.get(part)!.flatMap(({ pointer, kind, value }) => {
      const people = found.get(keyOf({ kind, value }));
      const { unknown: [code, says], empty } = SAYS[kind];
      if (people === undefined) return [problem(pointer, code, says(value), "Choose one that is there.")];
      return people.length === 0 ? [problem(pointer, "nobody", empty(value), "Add somebody, or choose others.")] : [];
    });
    return [...missing, ...blindSteps(part, model, found, roles).map(({ index, who }) => problem(`/nodes/${index}`, "mayNotRead", `${who} may not read the records of "${part.entity}" that this task is about`, "Give them a role that may, or have others do it."))];
  });
}

/** Where people are named by what is data. */
function placesOf({ definition, entity }: ProcessModel, model: AppModel): readonly Place[] {
  const fields = entity === undefined ? undefined : model.entities.get(entity)?.fieldByName;
  const isData = ({ kind, value }: StepRecipient): boolean => value !== undefined && kind in LOOKS && !(kind === "unitHead" && fields?.has(value));
  const within = (people: readonly StepRecipient[] = [], pointer: string): readonly Place[] => people.flatMap((one, i) => (isData(one) ? [{ pointer: `${pointer}/${i}/value`, kind: one.kind as Kind, value: one.value! }] : []));
  return [...(definition.lanes ?? []).flatMap((lane, i) => within(lane.responsible, `/lanes/${i}/responsible`)), ...definition.nodes.flatMap((node, i) => inCard(node, `/nodes/${i}/options`, within))];
}

function inCard(node: ProcessDefinition["nodes"][number], pointer: string, within: (people: readonly StepRecipient[] | undefined, pointer: string) => readonly Place[]): readonly Place[] {
  const { responsible, notifications = [] } = (node.options ?? {}) as StepCardOptions & { readonly responsible?: readonly Responsible[] };
  return [...within(responsible, `${pointer}/responsible`), ...notifications.flatMap(({ to }, n) => within(to, `${pointer}/notifications/${n}/to`))];
}

async function find(db: Queryable, places: readonly Place[]): Promise<Found> {
  const found = new Map<string, string[]>();
  for (const kind of Object.keys(LOOKS) as Kind[]) {
    const values = [...new Set(places.filter((one) => one.kind === kind).map(({ value }) => value))];
    if (values.length === 0) continue;
    for (const { value, person } of await db.run<{ value: string; person: string | null }>(sql`${LOOKS[kind](sql`unnest(${values}::text[])`)}`)) found.set(keyOf({ kind, value }), [...(found.get(keyOf({ kind, value })) ?? []), ...(person === null ? [] : [person])]);
  }
  return found;
}

async function rolesOf(db: Queryable, people: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (people.length === 0) return new Map();
  const rows = await db.run<{ person: string; roles: string[] }>(sql`select user_id as person, array_agg(role) as roles from ${sys("user_roles")} where user_id = any(${people}::uuid[]) group by user_id`);
  return new Map(rows.map(({ person, roles }) => [person, roles]));
}

/** Steps some of whose people hold no role that reads the record; what the documents tell already is not told again. */
function blindSteps({ definition, entity: name }: ProcessModel, model: AppModel, found: Found, roles: ReadonlyMap<string, readonly string[]>): readonly { readonly index: number; readonly who: string }[] {
  const entity = name === undefined ? undefined : model.entities.get(name);
  if (!entity || entity.system) return [];
  const readers = readingRoles(entity, model);
  const isBlind = (person: string): boolean => !roles.get(person)?.some((role) => readers.has(role));
  return personSteps(definition).flatMap((step) => {
    if (rightsMissing(step, { entity, readers, roles: model.roles })) return [];
    const who = step.named.flatMap((one) => {
      const people = found.get(keyOf(one)) ?? [];
      const blind = people.filter(isBlind).length;
      return blind > 0 ? [SAYS[one.kind as Kind].called(one.value ?? "", blind < people.length)] : [];
    });
    return who.length > 0 ? [{ index: step.index, who: `${who[0]![0]!.toUpperCase()}${[...new Set(who)].join(", ").slice(1)}` }] : [];
  });
}
