/**
 * A world for processes without a database: instances, a movable clock, messages and signals between them. The hands of the
 * simulator in the browser, of conformance runs and of tests; the server has its own over tables. The engine is the same.
 */
import type { ProcessDefinition, Trigger, Values } from "../definition/types";
import { advance, initialState } from "../engine/advance";
import type { WorkingCalendar } from "../../calendars/calendar";
import { calendarAt, NO_CALENDARS, type CalendarNamed } from "../engine/calendars";
import { poolsOf } from "../engine/compile";
import type { Effect } from "../engine/effects";
import type { ProcessEvent } from "../engine/events";
import { hasPlainStart, startTriggers } from "../engine/starts";
import type { ErrorValue, ProcessState } from "../engine/state";
import { addTo, readCycle, readDate, readDuration } from "../engine/timers";

export interface Instance {
  readonly id: number;
  readonly definition: ProcessDefinition;
  readonly pool: string;
  readonly parent?: { readonly instance: number; readonly token: number };
  state: ProcessState;
}

export type Work = Extract<Effect, { type: "createTask" | "callService" | "runScript" | "decide" }>;

/** What work brings: nothing yet (somebody will finish it), a result, an error; `afterMs` of the world's clock later. */
export type WorkResult = undefined | { readonly variables?: Values; readonly error?: ErrorValue; readonly failure?: string; readonly afterMs?: number };

export interface WorldOptions {
  readonly perform: (work: Work, instance: Instance) => WorkResult;
  readonly seen?: (effect: Effect, instance: Instance) => void;
  readonly startsAt?: Date;
  /** Working calendars by name; without them terms are plain time. */
  readonly calendars?: CalendarNamed;
}

interface Due {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

type Message = Extract<Effect, { type: "sendMessage" }>;

export class World {
  readonly instances: Instance[] = [];
  private readonly queue: (() => void)[] = [];
  private due: Due[] = [];
  private kept: Message[] = [];
  private order = 0;
  private clock: number;

  constructor(
    readonly definitions: readonly ProcessDefinition[],
    private readonly options: WorldOptions,
  ) {
    this.clock = (options.startsAt ?? new Date(0)).getTime();
  }

  get now(): Date {
    return new Date(this.clock);
  }

  /** Starts a process by its name (of the pool or the document); one without a plain start is armed, to begin by its triggers. */
  start(process: string, variables: Values = {}): Instance | undefined {
    const found = this.find(process);
    if (!found) throw new Error(`There is no process “${process}”.`);
    if (hasPlainStart(found.definition, found.pool)) return this.begin(found.definition, found.pool, { type: "start", variables });
    for (const start of startTriggers(found.definition, found.pool)) {
      const act = (): void => void this.begin(found.definition, found.pool, { type: "start", node: start.node, variables });
      const at = timeOf(start.trigger, this.now, found.definition.timeZone ?? "UTC", calendarAt(found.definition, start.node, this.options.calendars ?? NO_CALENDARS));
      if (at) this.later(at.getTime(), act);
      else if (start.trigger.type === "conditional") this.queue.push(act);
    }
    this.run();
    return undefined;
  }

  /** Gives an instance an event and lets everything that follows happen. */
  send(instance: Instance, event: ProcessEvent): void {
    this.queue.push(() => this.step(instance, event));
    this.run();
  }

  /** Moves the clock; whatever is due on the way happens in order. */
  pass(ms: number): void {
    const until = this.clock + ms;
    for (let next = this.nextDue(until); next; next = this.nextDue(until)) {
      this.clock = Math.max(this.clock, next.at);
      this.due = this.due.filter((one) => one !== next);
      next.act();
      this.run();
    }
    this.clock = until;
  }

  private nextDue(until: number): Due | undefined {
    return this.due.filter((one) => one.at <= until).sort((a, b) => a.at - b.at || a.order - b.order)[0];
  }

  private later(at: number, act: () => void): void {
    this.due.push({ at, order: this.order++, act });
  }

  private run(): void {
    for (let act = this.queue.shift(); act; act = this.queue.shift()) act();
  }

  private begin(definition: ProcessDefinition, pool: string, event: ProcessEvent, parent?: Instance["parent"]): Instance {
    const instance: Instance = { id: this.instances.length + 1, definition, pool, state: initialState(definition, pool), ...(parent && { parent }) };
    this.instances.push(instance);
    this.send(instance, event);
    return instance;
  }

  private step(instance: Instance, event: ProcessEvent): void {
    const { state, effects } = advance(instance.definition, instance.state, event, this.now, this.options.calendars);
    instance.state = state;
    for (const effect of effects) {
      this.options.seen?.(effect, instance);
      (this.hands[effect.type] as ((effect: Effect, instance: Instance) => void) | undefined)?.(effect, instance);
    }
  }

  private readonly hands: { readonly [T in Effect["type"]]?: (effect: Extract<Effect, { type: T }>, instance: Instance) => void } = {
    createTask: (work, instance) => this.work(work, instance),
    callService: (work, instance) => this.work(work, instance),
    runScript: (work, instance) => this.work(work, instance),
    decide: (work, instance) => this.work(work, instance),
    wait: (wait, instance) => {
      if (wait.due !== undefined) this.later(Date.parse(wait.due), () => this.timer(instance, wait.wait, wait.due!));
      const message = wait.kind === "message" ? this.kept.find((one) => fits(one, wait.name, wait.key)) : undefined;
      if (!message) return;
      this.kept = this.kept.filter((one) => one !== message);
      this.queue.push(() => this.step(instance, { type: "message", wait: wait.wait, payload: message.payload }));
    },
    sendMessage: (message) => this.queue.push(() => this.deliver(message)),
    signal: (signal, from) => this.queue.push(() => this.broadcast(signal.name, signal.payload, from)),
    startChild: (call, instance) => {
      const found = this.find(call.process);
      const parent = { instance: instance.id, token: call.token };
      if (!found) this.queue.push(() => this.step(instance, { type: "failure", token: call.token, code: "noProcess", message: `There is no process “${call.process}”.` }));
      else this.queue.push(() => void this.begin(found.definition, found.pool, { type: "start", variables: call.variables }, parent));
    },
    cancelWork: (effect, instance) => {
      const child = this.instances.find((one) => one.parent?.instance === instance.id && one.parent.token === effect.token && one.state.status === "running");
      if (child) this.queue.push(() => this.step(child, { type: "cancel" }));
    },
    raise: (effect, instance) => this.tellParent(instance, (token) => ({ type: "escalation", token, code: effect.code, ...(effect.data !== undefined && { data: effect.data }) })),
    endInstance: (effect, instance) => this.tellParent(instance, (token) => ({ type: "childEnded", token, outcome: effect.status, variables: effect.variables, ...(effect.error && { error: effect.error }) })),
    continue: (_effect, instance) => this.queue.push(() => this.step(instance, { type: "continue" })),
  };

  private work(work: Work, instance: Instance): void {
    const result = this.options.perform(work, instance);
    if (!result) return;
    const event: ProcessEvent = result.error ? { type: "error", token: work.token, error: result.error }
      : result.failure !== undefined ? { type: "failure", token: work.token, message: result.failure }
      : { type: "done", token: work.token, ...(result.variables && { variables: result.variables }) };
    if (result.afterMs === undefined) this.queue.push(() => this.step(instance, event));
    else this.later(this.clock + result.afterMs, () => this.step(instance, event));
  }

  private timer(instance: Instance, wait: number, due: string): void {
    if (instance.state.waits[wait]?.due === due) this.step(instance, { type: "timer", wait });
  }

  private deliver(message: Message): void {
    const waiting = this.instances.flatMap((instance) => Object.values(instance.state.waits).filter((wait) => wait.kind === "message" && !wait.met && fits(message, wait.name, wait.key)).map((wait) => ({ instance, wait })));
    const chosen = waiting.find(({ instance, wait }) => message.to?.includes(wait.node) || message.to?.includes(instance.pool)) ?? waiting[0];
    if (chosen) return this.step(chosen.instance, { type: "message", wait: chosen.wait.id, payload: message.payload });
    const started = this.startsBy((trigger) => trigger.type === "message" && trigger.message === message.name).find((start) => !message.to || message.to.includes(start.node) || message.to.includes(start.pool));
    if (started) return void this.begin(started.definition, started.pool, { type: "start", node: started.node, payload: message.payload });
    this.kept.push(message);
  }

  private broadcast(name: string, payload: Values, from: Instance): void {
    for (const instance of [...this.instances]) {
      if (instance !== from && instance.state.status === "running") this.step(instance, { type: "signal", name, payload });
    }
    for (const start of this.startsBy((trigger) => trigger.type === "signal" && trigger.signal === name)) this.begin(start.definition, start.pool, { type: "start", node: start.node, payload });
  }

  private startsBy(which: (trigger: Trigger) => boolean): readonly { readonly definition: ProcessDefinition; readonly pool: string; readonly node: string }[] {
    return this.definitions.flatMap((definition) => poolsOf(definition).filter((pool) => pool.executable !== false)
      .flatMap((pool) => startTriggers(definition, pool.id).filter((start) => which(start.trigger)).map((start) => ({ definition, pool: start.pool, node: start.node }))));
  }

  private tellParent(instance: Instance, event: (token: number) => ProcessEvent): void {
    const parent = this.instances.find((one) => one.id === instance.parent?.instance);
    if (parent) this.queue.push(() => this.step(parent, event(instance.parent!.token)));
  }

  private find(process: string): { readonly definition: ProcessDefinition; readonly pool: string } | undefined {
    for (const definition of this.definitions) {
      const pools = poolsOf(definition);
      const pool = pools.find((one) => one.process === process || one.id === process) ?? (definition.name === process ? pools[0] : undefined);
      if (pool) return { definition, pool: pool.id };
    }
    return undefined;
  }
}

const fits = (message: Message, name: string | undefined, key: unknown): boolean => message.name === name && (message.key === undefined || key === undefined || JSON.stringify(message.key) === JSON.stringify(key));

function timeOf(trigger: Trigger, now: Date, zone: string, calendar: WorkingCalendar | undefined): Date | undefined {
  if (trigger.type !== "timer") return undefined;
  const text = trigger.date ?? trigger.duration ?? trigger.cycle;
  if (typeof text !== "string") return undefined;
  const duration = readDuration(text) ?? readDuration(readCycle(text)?.every ?? "");
  return duration ? addTo(now, duration, zone, calendar) : readDate(text, zone);
}
