/**
 * Processes in the matrix: an instance about each of some papers, with a task, an incident and a variable that holds a secret. Whoever
 * operates the process sees all of it; whoever reads the paper, or began the instance, sees where it stands; nobody else learns of it.
 */
import { sql } from "kysely";
import type { Database } from "../../runtime/db/pool";
import { createVersions } from "../../runtime/processes/versions";
import { commit } from "../../runtime/publish/commit";
import { modelLoader, type Runtime } from "../../runtime/server";
import { advance, initialState } from "../../runtime/workflow/engine/advance";
import { draw } from "../../runtime/workflow/simulate/draw";
import type { Outcome } from "./matrix-channels";
import { sees, type Who } from "./matrix-rights";
import type { MatrixRow, MatrixWorld } from "./matrix-world";
import type { Random } from "./random";
import { id, USERS } from "./worlds";

const [me, other] = USERS as [string, string];
/** Those who may operate it, and who may do its tasks; the other papers of the pack know neither. */
const OPERATOR = "keeper";
const DOER = "judge";
const COUNT = 16;
const REVIEW = draw({ s: "startEvent", p: "parallelGateway", look: { type: "userTask", options: { responsible: [{ kind: "role", value: DOER }] } }, sum: { type: "task", inputs: [{ to: "x", from: "missing" }] }, e: "endEvent" }, "s p look e", "p sum e");

interface Instance {
  readonly id: string;
  readonly task: string;
  readonly paper: MatrixRow;
  readonly startedBy: string;
}

/** About papers that are not in the trash; I began every fourth. */
const instancesOf = (world: MatrixWorld): Instance[] =>
  world.rows.filter(({ entity, deleted }) => entity === "paper" && !deleted).slice(0, COUNT).map((paper, n) => ({ id: id("70", n), task: id("71", n), paper, startedBy: n % 4 === 0 ? me : other }));
const secretOf = (instance: Instance): string => `canary of ${instance.id}`;

export async function writeProcesses(db: Database, runtime: Runtime, world: MatrixWorld): Promise<void> {
  const grant = (text: string): string => JSON.stringify({ ...(JSON.parse(text) as object), processes: { review: { start: true, operate: true } } });
  await commit({ database: db, live: runtime.live, load: modelLoader }, {
    summary: "review", author: { id: null, kind: "system" },
    edit: (files) => new Map([...[...files].map(([path, text]): [string, string] => [path, path.endsWith(`vault/roles/${OPERATOR}.json`) ? grant(text) : text]), ["packs/vault/processes/review.json", JSON.stringify({ ...REVIEW, id: "review", name: "review", label: "Review", entity: "paper" })]]),
  });
  const part = runtime.live.current().parts.process.find(({ name }) => name === "review")!;
  const version = await createVersions().current(db, part, runtime.live.current().revision);
  const now = new Date("2026-02-03T00:00:00Z");
  const at = now.toISOString();
  for (const instance of instancesOf(world)) {
    const variables = { note: secretOf(instance) };
    const { state } = advance(part.definition, initialState(part.definition), { type: "start", variables }, now);
    const { id: token } = Object.values(state.tokens).find(({ node }) => node === "look")!;
    const detail = JSON.stringify(variables);
    await db.run(sql`insert into metaloom.process_instances (id, version_id, process, pool, entity, record_id, root_id, state, started_at, started_by) values (${instance.id}::uuid, ${version.id}::uuid, 'review', ${state.pool}, 'paper', ${instance.paper.id}::uuid, ${instance.id}::uuid, ${JSON.stringify(state)}::jsonb, ${at}::timestamptz, ${instance.startedBy}::uuid)`);
    await db.run(sql`insert into metaloom.process_tasks (id, instance_id, version_id, process, token, node, entity, record_id, roles, created_at) values (${instance.task}::uuid, ${instance.id}::uuid, ${version.id}::uuid, 'review', ${token}::int, 'look', 'paper', ${instance.paper.id}::uuid, ${[DOER]}::text[], ${at}::timestamptz)`);
    await db.run(sql`insert into metaloom.process_incidents (id, instance_id, token, node, code, message, variables, at) values (${instance.id}::uuid, ${instance.id}::uuid, 0, 'sum', 'x', ${secretOf(instance)}, ${detail}::jsonb, ${at}::timestamptz)`);
    await db.run(sql`insert into metaloom.process_journal (instance_id, at, event, node, token, detail) values (${instance.id}::uuid, ${at}::timestamptz, 'entered', 'look', 0, ${detail}::jsonb), (${instance.id}::uuid, ${at}::timestamptz, 'variables', '', 0, ${detail}::jsonb)`);
  }
}

type Ask = (method: "GET" | "POST", path: string, body?: object) => Promise<Outcome>;

interface Judged {
  readonly channel: string;
  readonly status: number;
  readonly wrong: string | undefined;
}

interface Rights {
  readonly operates: boolean;
  readonly does: boolean;
  readonly reads: boolean;
  readonly knows: boolean;
}

function rightsOn(world: MatrixWorld, who: Who, { paper, startedBy }: Instance): Rights {
  const operates = who.roles.includes(OPERATOR);
  const reads = sees(world, who, paper);
  return { operates, does: who.roles.includes(DOER), reads, knows: operates || reads || startedBy === who.id };
}

/** One reader at the doors of some instances, and at the lists of all. */
export async function judgeProcesses(ask: Ask, world: MatrixWorld, who: Who, r: Random): Promise<Judged[]> {
  const all = instancesOf(world);
  const judged: Judged[] = [];
  const say = (channel: string, { status, body }: Outcome, expected: number, look?: () => string | undefined): void => {
    const wrong = status !== expected ? `${status < 300 ? "LEAK" : "DENIED"}: answered ${status}, should be ${expected}` : status < 300 ? look?.() : undefined;
    judged.push({ channel, status, wrong: wrong ?? (status >= 300 && JSON.stringify(body).includes("canary") ? "LEAK: the refusal holds a value" : undefined) });
  };
  for (const instance of [r.pick(all), r.pick(all)]) {
    const { operates, does, reads, knows } = rightsOn(world, who, instance);
    const secret = (body: unknown): string | undefined => (JSON.stringify(body).includes(secretOf(instance)) === operates ? undefined : operates ? "the operator does not see its values" : "LEAK: its values are seen");
    const record = (body: unknown): string | undefined => (((body as { record: unknown }).record !== null) === reads ? undefined : `the record is ${reads ? "not named" : "named"}`);
    const base = `/processes/instances/${instance.id}`;
    const one = await ask("GET", base);
    say("process", one, knows ? 200 : 404, () => secret(one.body) ?? record(one.body));
    const journal = await ask("GET", `${base}/journal`);
    say("journal", journal, knows ? 200 : 404, () => secret(journal.body));
    const diagram = await ask("GET", `${base}/diagram`);
    say("diagram", diagram, knows ? 200 : 404, () => (JSON.stringify(diagram.body).includes("canary") || JSON.stringify(diagram.body).includes(DOER) ? "LEAK: the drawing holds values or people" : undefined));
    say("migration", await ask("GET", `${base}/migration`), operates ? 409 : knows ? 403 : 404);
    const about = await ask("GET", `/records/paper/${instance.paper.id}/processes`);
    say("record's processes", about, reads ? 200 : 404, () => ((about.body as { items: { id: string }[] }).items.some((item) => item.id === instance.id) ? secret(about.body) : "it is not listed"));
    const task = await ask("GET", `/tasks/${instance.task}`);
    say("task", task, does || operates ? 200 : 404, () => record(task.body));
    if (!does) say("complete", await ask("POST", `/tasks/${instance.task}/complete`, {}), operates ? 403 : 404);
    if (!operates) say("operate", await ask("POST", `${base}/operations`, { do: "cancel" }), knows ? 403 : 404);
  }
  const ids = (body: unknown): string => (body as { items: { id: string }[] }).items.map((item) => item.id).sort().join();
  const list = await ask("GET", "/processes/instances?limit=100");
  const mine = all.filter((instance) => who.roles.includes(OPERATOR) || instance.startedBy === who.id);
  say("instances", list, 200, () => (ids(list.body) === mine.map((instance) => instance.id).sort().join() ? undefined : "other instances are listed"));
  const tasks = await ask("GET", "/tasks?limit=100");
  say("tasks", tasks, 200, () => (ids(tasks.body) === (who.roles.includes(DOER) ? all : []).map((instance) => instance.task).sort().join() ? undefined : "other tasks are listed"));
  return judged;
}
