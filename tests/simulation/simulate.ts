/**
 * One seed: a few instances of model and random processes, two workers, people, an outer world that answers late or not at all, a clock
 * that jumps; workers die and are replaced. Rules and engine are the product's own; only tables, records and the network are in memory.
 */
import { createHash } from "node:crypto";
import fc from "fast-check";
import type { Ctx } from "../../runtime/kernel/context";
import { isAppError } from "../../runtime/kernel/errors";
import { newId } from "../../runtime/kernel/ids";
import type { ProcessModel } from "../../runtime/model/kinds/process/model";
import type { AppModel } from "../../runtime/model/types";
import { beginInstance } from "../../runtime/processes/begin";
import type { ProcessCall } from "../../runtime/processes/call";
import { deliverMessage } from "../../runtime/processes/deliver";
import { doJob } from "../../runtime/processes/jobs";
import type { Hand } from "../../runtime/processes/running";
import { complete } from "../../runtime/processes/tasks";
import { fireTimers } from "../../runtime/processes/timers";
import type { ProcessVersion, Versions } from "../../runtime/processes/versions";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import { MODEL_PROCESSES, type ModelProcess } from "../helpers/model-processes";
import { randomProcess } from "../helpers/random-process";
import { random, type Random } from "../security/random";
import { brokenAtEnd, brokenBy, type DefinitionOf } from "./invariants";
import { copyOf, Dead, emptyTables, memoryStore, Worker, type Fault, type Memory } from "./memory";

const HOUR = 3_600_000;
const ORIGIN = "http://hook.example";
/** Those that need nothing but what is in memory here. */
const MODELS = MODEL_PROCESSES.filter(({ name }) => name !== "posts");
const BEGUN = MODELS.filter(({ helper }) => !helper);

interface SimOptions {
  readonly fault?: Fault;
}

interface Simulated {
  readonly seed: number;
  readonly broken: readonly string[];
  /** Of all that happened: two runs of a seed give the same. */
  readonly digest: string;
  readonly trace: readonly string[];
}

/** A request of a step, under way in the outer world. */
interface Parked {
  readonly worker: Worker;
  readonly key: string;
  readonly tag: string;
  answer(response: Response | Error): void;
  readonly done: Promise<unknown>;
}

const partOf = (definition: ProcessDefinition): ProcessModel => ({
  id: definition.name, name: definition.name, pack: "sim", label: { en: definition.label }, starts: [], journal: "steps", definition,
  words: { variables: {}, pools: {}, lanes: {}, flows: {}, nodes: {}, descriptions: {}, decisions: {} },
});

/** People of a role do its tasks; plain tasks make a record, so that each of their visits can be counted. */
const withWork = (definition: ProcessDefinition, name: string): ProcessDefinition => ({
  ...definition, id: name, name, nodes: definition.nodes.map((node) => {
    if (node.type === "userTask") return { ...node, options: { responsible: [{ kind: "role", value: "judge" }] } };
    if (node.type !== "task") return node;
    return { ...node, type: "serviceTask", options: { service: "createRecord", settings: { entity: "request", set: { name: { formula: "tag" } } } } };
  }),
});

const RANDOM_PROCESSES = fc.sample(randomProcess, { seed: 7, numRuns: 120 }).map((definition, at) => partOf(withWork(definition, `random${at}`)));
const PARTS = [...MODELS.map(({ definition }) => partOf({ ...definition, nodes: definition.nodes })), ...RANDOM_PROCESSES];
const MODEL = { revision: 1, roles: new Map(), entities: new Map(), parts: { process: PARTS, decision: [], workingCalendar: [] } } as unknown as AppModel;
const VERSIONS = new Map(PARTS.map((part): [string, ProcessVersion] => [part.id, { id: part.id, number: 1, model: part }]));
const versions: Versions = { byId: async (_db, id) => VERSIONS.get(id)!, current: async (_db, part) => VERSIONS.get(part.id)!, numbered: async (_db, process) => VERSIONS.get(process) };
const definitionOf: DefinitionOf = (row) => VERSIONS.get(row.version_id)!.model.definition;
const PERSON = newId();

class World implements Memory {
  tables = emptyTables();
  readonly broken: string[] = [];
  readonly trace: string[] = [];
  readonly fault: Fault | undefined;
  private readonly store = memoryStore();
  private readonly random: Random;
  private clock = Date.UTC(2026, 0, 5);
  private workers: { worker: Worker; hand: Hand }[] = [];
  private parked: Parked[] = [];
  /** Key → how often it was asked; a key belongs to one step. */
  private readonly asked = new Map<string, { readonly tag: string; times: number }>();
  private begun: { readonly tag: string; readonly process: string; readonly model?: ModelProcess }[] = [];
  private deaths = true;

  constructor(seed: number, { fault }: SimOptions) {
    this.random = random(seed);
    this.fault = fault;
    this.workers = [this.hire(), this.hire()];
  }

  committed(before: Memory["tables"]): void {
    this.broken.push(...brokenBy(before, this.tables, definitionOf));
  }

  private hire(): { worker: Worker; hand: Hand } {
    const worker = new Worker(this);
    const hand: Hand = {
      db: worker.db, store: this.store, versions, model: () => MODEL, queries: {} as Hand["queries"], principalOf: async () => undefined, actsFor: async () => [], webhookOrigins: [ORIGIN],
      records: { create: async (call: { ctx: Ctx }, _entity: string, values: { name: string }) => this.record(worker, call.ctx, values.name) } as unknown as Hand["records"],
      egress: () => ({ ask: (request) => this.ask(worker, request) }),
    };
    return { worker, hand };
  }

  private async record(worker: Worker, { principal }: Ctx, name: string): Promise<{ id: string }> {
    worker.step().tables.records.push({ instance: principal.kind === "process" ? principal.instanceId : "", name });
    return { id: newId() };
  }

  /** The request is on its way; the world answers when it likes. */
  private async ask(worker: Worker, request: Request): Promise<Response> {
    const key = request.headers.get("idempotency-key")!;
    const { tag } = (await request.json()) as { tag: string };
    const known = this.asked.get(key) ?? { tag, times: 0 };
    known.times++;
    this.asked.set(key, known);
    return new Promise((resolve, reject) => {
      this.parked.push({ worker, key, tag, answer: (answer) => (answer instanceof Error ? reject(answer) : resolve(answer)), done: this.working });
      this.onPark?.();
    });
  }
  private onPark: (() => void) | undefined;
  private working: Promise<unknown> = Promise.resolve();

  /** Lets somebody do something until it is done, he dies, or a request is on its way. */
  private async doing(worker: Worker, work: () => Promise<unknown>): Promise<boolean> {
    let failure: unknown;
    const parked = new Promise<void>((resolve) => (this.onPark = resolve));
    const run = work().catch((error: unknown) => { failure = error; });
    this.working = run;
    await Promise.race([run, parked]);
    if (worker.dead) this.replace(worker);
    if (failure === undefined || failure instanceof Dead) return failure === undefined;
    if (!isAppError(failure)) this.broken.push(`Something was thrown: ${failure instanceof Error ? failure.stack : String(failure)}`);
    return false;
  }

  private replace(worker: Worker): void {
    this.note("a worker died");
    this.workers = this.workers.map((one) => (one.worker === worker ? this.hire() : one));
  }

  private note(what: string): void {
    this.trace.push(`${this.clock} ${what}`);
  }

  private someone(): { worker: Worker; hand: Hand } {
    const one = this.random.pick(this.workers);
    if (this.deaths && this.random.chance(0.15)) one.worker.fuse = 1 + this.random.int(30);
    return one;
  }

  private get now(): Date {
    return new Date(this.clock);
  }

  private call(hand: Hand): ProcessCall {
    const principal = { kind: "staff", userId: PERSON, name: "Judge", sessionId: "", roles: ["judge"], teams: [], units: [], unitTree: [], sharedEntities: [] } as const;
    return { model: MODEL, db: hand.db, ctx: { principal, channel: "api", now: this.now, timeZone: "UTC", language: "en", requestId: "" } };
  }

  /** By whoever got no answer again, and once: the API keeps the key of the request with the instance. */
  private async begin(): Promise<void> {
    const model = this.random.chance(0.75) ? this.random.pick(BEGUN) : undefined;
    const part = model ? PARTS.find(({ name }) => name === model.name)! : this.random.pick(RANDOM_PROCESSES);
    const tag = `t${this.begun.length + 1}`;
    this.begun.push({ tag, process: part.id, ...(model && { model }) });
    const choices = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`c${n}`, this.random.int(4)]));
    this.note(`begin ${part.name} as ${tag}`);
    const known = (): boolean => [...this.tables.instances.values()].some(({ key }) => key === tag);
    while (!known()) {
      const { worker, hand } = this.someone();
      await this.doing(worker, () => hand.db.transaction((tx) => beginInstance({ hand, tx, now: this.now }, { version: VERSIONS.get(part.id)!, variables: { tag, pause: "PT1H", address: ORIGIN, ...choices }, startedBy: PERSON, key: tag })));
    }
  }

  private readonly deeds: readonly (() => Promise<void>)[] = [
    () => this.begin(),
    async () => {
      const { worker, hand } = this.someone();
      await this.doing(worker, () => doJob(hand, this.now));
    },
    async () => {
      const { worker, hand } = this.someone();
      await this.doing(worker, () => doJob(hand, this.now));
    },
    async () => {
      const { worker, hand } = this.someone();
      await this.doing(worker, () => fireTimers(hand, this.now));
    },
    async () => {
      // Any task, also one that is done: twice the same letter, two tabs.
      const task = this.random.pick([...this.tables.tasks.values()]);
      if (task) for (let times = this.random.chance(0.3) ? 2 : 1; times > 0; times--) await this.finish(task.id);
    },
    async () => this.speak(),
    async () => {
      // Clocks of machines are set back, too.
      this.clock += this.random.chance(0.1) ? -this.random.int(HOUR) : this.random.int(2 * HOUR);
    },
    async () => this.answerOne(),
  ];

  private async finish(id: string): Promise<void> {
    const { worker, hand } = this.someone();
    const task = this.tables.tasks.get(id)!;
    const open = task.status === "open";
    const decisions = definitionOf(this.tables.instances.get(task.instance_id)!).nodes.find((node) => node.id === task.node)?.options as { readonly decisions?: unknown[] } | undefined;
    this.note(`finish ${task.node} of ${task.process}, ${task.status}`);
    const done = await this.doing(worker, () => complete(hand, this.call(hand), id, decisions?.decisions ? { decision: "yes" } : {}));
    if (done && !open) this.broken.push(`The task ${task.node} of ${task.process} was done twice.`);
  }

  /** The message an instance waits for, sometimes twice. */
  private async speak(): Promise<void> {
    const wait = this.random.pick([...this.tables.waits.values()].filter(({ kind, name }) => kind === "message" && name === "paid"));
    if (!wait) return;
    const { key } = this.tables.instances.get(wait.instance)!;
    this.note(`message for ${key}`);
    for (let times = this.random.chance(0.2) ? 2 : 1; times > 0; times--) {
      const { worker, hand } = this.someone();
      await this.doing(worker, () => hand.db.transaction((tx) => deliverMessage({ hand, tx, now: this.now }, { name: "paid", key, payload: {} })));
    }
  }

  /** A request comes back: well, badly, or to a worker who has lost it to another meanwhile. */
  private async answerOne(well = false): Promise<void> {
    if (this.parked.length === 0) return;
    const [parked] = this.parked.splice(this.random.int(this.parked.length), 1) as [Parked];
    const how = well ? 0 : this.random.int(10);
    const [instance, token] = parked.key.split(":");
    const before = copyOf(this.tables);
    const late = parked.worker.dead || [...this.tables.jobs.values()].every((job) => job.instance_id !== instance || job.token !== Number(token) || job.leasedUntil === undefined);
    this.note(`answer ${how} for ${parked.tag}${late ? ", too late" : ""}`);
    parked.answer(how < 7 ? Response.json({ ok: true }) : how < 9 ? new Response("", { status: 503 }) : new Error("The connection broke."));
    await parked.done;
    if (parked.worker.dead && this.workers.some(({ worker }) => worker === parked.worker)) this.replace(parked.worker);
    if (late && this.changedSince(before)) this.broken.push(`A worker who came back too late changed something for ${parked.tag}.`);
  }

  private changedSince(before: Memory["tables"]): boolean {
    const { instances, jobs, waits, tasks } = this.tables;
    return ([[before.instances, instances], [before.jobs, jobs], [before.waits, waits], [before.tasks, tasks]] as const).some(([old, fresh]) => old.size !== fresh.size || [...fresh].some(([id, row]) => (old as Map<string, unknown>).get(id) !== row));
  }

  /** Operators mend what stopped for want of a variable. */
  private async mend(): Promise<void> {
    for (const { instance, token, solved } of [...this.tables.incidents]) {
      if (solved) continue;
      const [{ hand, worker }] = this.workers as [{ hand: Hand; worker: Worker }];
      await this.doing(worker, () => hand.db.transaction((tx) => hand.store.addJobs(tx, [{ type: "variables", values: { missing: 1 } } as const, { type: "retry", token } as const].map((event) => ({ instance, payload: { kind: "event", event } })), this.now)));
    }
  }

  private get quiet(): boolean {
    const { instances, jobs } = this.tables;
    return jobs.size === 0 && this.parked.length === 0 && [...instances.values()].every(({ status }) => status !== "running");
  }

  /** Nobody dies any more: all must come to its end. */
  private async calm(): Promise<void> {
    this.deaths = false;
    for (const { worker } of this.workers) worker.fuse = Infinity;
    for (let round = 0; round < 60 && !this.quiet; round++) {
      const [{ hand, worker }] = this.workers as [{ hand: Hand; worker: Worker }];
      while (this.parked.length > 0) await this.answerOne(true);
      for (let more = true; more; ) {
        await this.doing(worker, async () => { more = await doJob(hand, this.now); });
        while (this.parked.length > 0) await this.answerOne(true);
      }
      await this.doing(worker, () => fireTimers(hand, this.now));
      for (const task of [...this.tables.tasks.values()]) if (task.status === "open") await this.finish(task.id);
      await this.speak();
      await this.mend();
      this.clock += HOUR;
    }
  }

  async live(): Promise<void> {
    await this.begin();
    for (let left = 20 + this.random.int(40); left > 0; left--) await (this.begun.length < 4 ? this.random.pick(this.deeds) : this.random.pick(this.deeds.slice(1)))();
    await this.calm();
    this.broken.push(...brokenAtEnd(this.tables, definitionOf));
    for (const { tag, model } of this.begun) if (model) this.count(tag, model);
    for (const [key, { tag }] of this.asked) if ([...this.asked].some(([other, one]) => other !== key && one.tag === tag)) this.broken.push(`${tag} asked the outer world under two keys.`);
  }

  private count(tag: string, model: ModelProcess): void {
    const made = this.tables.records.filter(({ name }) => name === tag).length;
    if (made !== model.effects.records) this.broken.push(`${model.name} made ${made} records instead of ${model.effects.records}.`);
    if (model.effects.calls && ![...this.asked.values()].some((one) => one.tag === tag)) this.broken.push(`${model.name} did not ask the outer world.`);
    const row = [...this.tables.instances.values()].find(({ key }) => key === tag);
    if (row?.outcome?.variables["tag"] !== tag) this.broken.push(`${model.name} ended with the variables of another.`);
  }
}

/** The same seed gives the same world. */
export async function simulate(seed: number, options: SimOptions = {}): Promise<Simulated> {
  const world = new World(seed, options);
  await world.live();
  return { seed, broken: world.broken, trace: world.trace, digest: createHash("sha256").update(world.trace.join("\n")).digest("hex").slice(0, 16) };
}
