/** What must hold after every transaction, and at the end. Each gives sentences about what does not. */
import type { InstanceRow } from "../../runtime/processes/instance";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import type { Token } from "../../runtime/workflow/engine/state";
import type { Tables } from "./memory";

export type DefinitionOf = (row: InstanceRow) => ProcessDefinition;

/** Terminal states and finished tasks never change; a save counts on; an instance that changed rests where something comes. */
export function brokenBy(before: Tables, after: Tables, definitionOf: DefinitionOf): string[] {
  const broken: string[] = [];
  for (const [id, row] of after.instances) {
    const old = before.instances.get(id);
    if (old === row) continue;
    if (old && old.status !== "running") broken.push(`The instance of ${row.process} had ended and was changed.`);
    if (old && row.lock !== old.lock + 1 && row.lock - old.lock > 20) broken.push(`The instance of ${row.process} was saved ${row.lock - old.lock} times in one transaction.`);
    if (old && row.state.next < old.state.next) broken.push(`The instance of ${row.process} went back.`);
    broken.push(...restless(row, after, definitionOf(row)));
  }
  for (const [id, task] of before.tasks) {
    const now = after.tasks.get(id);
    if (now !== task && task.status !== "open") broken.push(`The task ${task.node} of ${task.process} was ${task.status} and was changed.`);
  }
  return broken;
}

/** Every token rests where something that exists will move it, and nothing waits for tokens that are not there. */
function restless(row: InstanceRow, tables: Tables, definition: ProcessDefinition): string[] {
  const broken: string[] = [];
  const { state } = row;
  const say = (what: string): void => void broken.push(`${row.process}: ${what}`);
  const tasks = [...tables.tasks.values()].filter((task) => task.instance_id === row.id && task.status === "open");
  const waits = [...tables.waits.values()].filter(({ instance }) => instance === row.id);
  if (row.status !== state.status) say(`the row says ${row.status}, the state ${state.status}.`);
  if (state.status !== "running") {
    if (tasks.length + waits.length + Object.keys(state.tokens).length > 0) say("it has ended, and something still waits for it.");
    return broken;
  }
  const jobs = [...tables.jobs.values()].filter(({ instance_id }) => instance_id === row.id);
  const open = new Set(Object.values(state.waits).filter((wait) => !wait.met).map(({ id }) => id));
  if (open.size !== waits.length || waits.some(({ wait }) => !open.has(wait))) say(`it waits for ${[...open].join()}, and the table says ${waits.map(({ wait }) => wait).join()}.`);
  for (const task of tasks) if (state.tokens[task.token]?.status !== "active" || state.tokens[task.token]?.node !== task.node) say(`the task ${task.node} is open without its token.`);
  if (Object.keys(state.tokens).length === 0 && open.size === 0) say("it runs without a token.");
  const moved = jobs.some(({ payload }) => payload.kind === "event" || payload.kind === "events");
  for (const token of Object.values(state.tokens)) if (!moved && !rests(token)) say(`the token at ${token.node} is ${token.status}, and nothing will move it.`);
  return broken;

  function rests(token: Token): boolean {
    if (token.status === "joined") return true;
    if (token.status === "failed") return tables.incidents.some((one) => one.instance === row.id && one.token === token.id && !one.solved);
    if (token.status !== "active") return false;
    const held = Object.values(state.frames).some(({ holder }) => holder === token.id);
    const own = tasks.filter((task) => task.token === token.id).length;
    const isTask = definition.nodes.find(({ id }) => id === token.node)?.type === "userTask";
    if (isTask && !held) return own === 1;
    return held || jobs.some((job) => job.token === token.id) || waits.some(({ wait }) => state.waits[wait]?.token === token.id)
      || [...tables.instances.values()].some((child) => child.parent_id === row.id && child.parent_token === token.id && child.ended_at === null);
  }
}

/** When all is over. */
export function brokenAtEnd(tables: Tables, definitionOf: DefinitionOf): string[] {
  const broken: string[] = [];
  const calls = new Set<string>();
  for (const row of tables.instances.values()) {
    if (row.status !== "completed") broken.push(`${row.process} is ${row.status} at the end, at ${Object.values(row.state.tokens).map(({ node, status }) => `${node} (${status})`).join(", ")}.`);
    const call = `${row.parent_id} ${row.parent_token}`;
    if (row.parent_id !== null && calls.has(call)) broken.push(`${row.process} was called twice by one step.`);
    calls.add(call);
    const makers = new Set(definitionOf(row).nodes.filter((node) => node.type === "serviceTask" && node.options?.service === "createRecord").map(({ id }) => id));
    const left = tables.journal.filter((entry) => entry.instance === row.id && makers.has(entry.node) && entry.event === "left").map(({ token }) => token);
    const made = tables.records.filter(({ instance }) => instance === row.id);
    // The token that holds rounds leaves, too, and makes nothing: those are counted by what the model says.
    const repeats = definitionOf(row).nodes.some((node) => node.loop && makers.has(node.id));
    if (!repeats && (made.length !== new Set(left).size || left.length !== made.length)) broken.push(`${row.process} made ${made.length} records in ${left.length} steps.`);
    if (tables.journal.filter((entry) => entry.instance === row.id && entry.event === "started").length !== 1) broken.push(`${row.process} was started more than once.`);
  }
  if (tables.jobs.size > 0) broken.push(`${tables.jobs.size} jobs are left: ${[...tables.jobs.values()].map(({ kind, attempts, failed }) => `${kind} (${attempts}${failed ? ", failed" : ""})`).join(", ")}.`);
  return broken;
}
