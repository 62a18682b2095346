/** Notifications put together: what requests ask for, what the worker does, what letters say. */
import { sql } from "kysely";
import type { Database, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { AppError } from "../kernel/errors";
import { createLoop } from "../kernel/loop";
import { actorId, type Principal } from "../kernel/principal";
import type { SecretBox } from "../kernel/secret-box";
import type { MailTask } from "../mail/outbox";
import type { NotificationMode } from "../model/kinds/notification/model";
import type { AppModel } from "../model/types";
import type { Queryable } from "../db/pool";
import type { QueryContext, Queries } from "../queries";
import { readingOf } from "../queries/caller";
import { CHANNEL_NAMES, channels } from "./channels/index";
import { consumeActivity, consumeJournal, type ConsumeDeps } from "./consume";
import { gatherDigests } from "./digest";
import { tellDue } from "./due";
import { inboxOf, markRead } from "./inbox";
import { writeNotificationLetter, type LetterDeps } from "./letters";
import { NOTIFICATION_LIMITS } from "./limits";
import type { Occurrence, Reader, Telling } from "./occurrence";
import { addReminder, fireReminder, listReminders, removeReminder, type NewReminder } from "./reminders";
import { wordsIn } from "./render";
import { chosenModes, hoursOf, REMINDER_MODES, REMINDER_RULE, saveHours, saveMode, WORK_MODES, WORK_RULE, type Hours, type Modes } from "./settings";
import { tell } from "./tell";
import { unsubscribe } from "./unsubscribe";
import { word } from "./words";
import { tellWork, wantsWorkLetters, type WorkLine } from "./work";

export interface NotificationDeps {
  readonly db: Database;
  readonly model: () => AppModel;
  readonly queries: Queries;
  readonly box: SecretBox;
  /** A person as he is now; undefined when he may not sign in. Asked on the given connection. */
  readonly readerOf: (userId: string, db: Queryable) => Promise<Reader | undefined>;
  readonly origin: () => string;
  readonly asked?: LetterDeps["asked"];
  readonly log?: (level: "info" | "warn" | "error", message: string, details: Readonly<Record<string, unknown>>) => void;
  /** Events within so many seconds become one notification; 60. */
  readonly mergeSeconds?: number;
  readonly everyMs?: number;
}

export interface RuleSettings {
  readonly rule: string;
  readonly entity: string | null;
  readonly label: string;
  readonly description: string;
  readonly channels: Readonly<Record<string, { readonly mode: NotificationMode; readonly modes: readonly NotificationMode[] }>>;
}

export interface Settings extends Hours {
  readonly rules: readonly RuleSettings[];
}

export interface SettingsChange extends Partial<Hours> {
  readonly rules?: readonly { readonly rule: string; readonly channels: Readonly<Partial<Modes>> }[];
}

export type Notifications = ReturnType<typeof createNotifications>;

export function createNotifications(deps: NotificationDeps) {
  const { db, queries, box, log = () => undefined, mergeSeconds = NOTIFICATION_LIMITS.mergeSeconds, everyMs = 1000 } = deps;
  let letters = true;
  const telling = (tx: Tx, now: Date): Telling => {
    const known = new Map<string, Promise<Reader | undefined>>();
    const reader = (userId: string): Promise<Reader | undefined> => {
      const found = known.get(userId) ?? deps.readerOf(userId, tx);
      known.set(userId, found);
      return found;
    };
    return { db: tx, model: deps.model(), queries, now, reader, letters };
  };
  const consume: ConsumeDeps = { db, telling, mergeSeconds, log };

  /** All that waits; how much it was. */
  async function pass(now: Date): Promise<number> {
    let done = 0;
    for (let rows = 1; rows > 0; done += rows) rows = await consumeJournal(consume, now);
    while (await consumeActivity(consume, now)) done++;
    for (const rule of deps.model().parts.notification) if (rule.on.event === "due") done += await tellDue(db, telling, rule, now, mergeSeconds);
    while (await fireReminder(db, telling, now)) done++;
    return done + (await gatherDigests(db, now));
  }

  const loop = createLoop(pass, { everyMs, failed: (error) => log("error", "People could not be told of what happened; it is tried again.", { error: error instanceof Error ? error.message : "unknown" }) });

  async function settings(call: QueryContext): Promise<Settings> {
    const me = personIn(call.ctx.principal);
    const chosen = await chosenModes(call.db, me);
    const reading = readingOf(call.model, call.ctx.principal);
    const { language } = call.ctx;
    const one = (rule: string, entity: string | null, label: string, description: string, usual: Modes): RuleSettings => ({ rule, entity, label, description, channels: Object.fromEntries(CHANNEL_NAMES.map((name) => [name, { mode: chosen.get(rule)?.[name] ?? usual[name], modes: channels[name].modes }])) });
    const rules = call.model.parts.notification.filter((rule) => reading.access(rule.entity).rows.read.length > 0)
      .map((rule) => one(rule.id, rule.entity, wordsIn(rule.label, language), rule.description ? wordsIn(rule.description, language) : "", rule.channels));
    return { ...(await hoursOf(call.db, me)), rules: [...rules, one(REMINDER_RULE, null, word(language, "reminders"), word(language, "remindersHelp"), REMINDER_MODES), one(WORK_RULE, null, word(language, "work"), word(language, "workHelp"), WORK_MODES)] };
  }

  return {
    inbox: (call: QueryContext, query: Parameters<typeof inboxOf>[3]) => inboxOf(queries, call, personIn(call.ctx.principal), query),
    markRead: (call: QueryContext, which: Parameters<typeof markRead>[2]) => markRead(call, personIn(call.ctx.principal), which),
    settings,
    async saveSettings(call: QueryContext, change: SettingsChange): Promise<Settings> {
      const me = personIn(call.ctx.principal);
      const before = await settings(call);
      (change.rules ?? []).forEach(({ rule, channels: wanted }, i) => Object.entries(wanted).forEach(([name, mode]) => {
        const known = before.rules.find((candidate) => candidate.rule === rule);
        if (!known?.channels[name]?.modes.includes(mode)) throw new AppError("input:invalid", "These settings cannot be kept.", { issues: [{ pointer: `/rules/${i}/channels/${name}`, code: "choice", message: known ? `"${name}" cannot be "${mode}".` : "There is no such rule.", remedy: "Read the settings again." }] });
      }));
      const hours: Hours = { digestTime: change.digestTime ?? before.digestTime, quietFrom: change.quietFrom === undefined ? before.quietFrom : change.quietFrom, quietTo: change.quietTo === undefined ? before.quietTo : change.quietTo };
      if ((hours.quietFrom === null) !== (hours.quietTo === null)) throw new AppError("input:invalid", "These settings cannot be kept.", { issues: [{ pointer: "/quietTo", code: "missing", message: "Quiet hours have a beginning and an end.", remedy: "Give both, or neither." }] });
      await saveHours(call.db, me, hours);
      for (const { rule, channels: wanted } of change.rules ?? []) for (const name of CHANNEL_NAMES) if (wanted[name] !== undefined) await saveMode(call.db, me, rule, name, wanted[name]);
      return settings(call);
    },
    unsubscribe: (on: Queryable, token: string) => unsubscribe(on, box, token),
    reminders: (call: QueryContext, entity: string, id: string) => listReminders(queries, call, personIn(call.ctx.principal), entity, id),
    addReminder: (call: QueryContext, entity: string, id: string, given: NewReminder) => addReminder(queries, call, personIn(call.ctx.principal), entity, id, given),
    removeReminder: (call: QueryContext, record: string, id: string) => removeReminder(call.db, personIn(call.ctx.principal), record, id),
    /** Tells by one rule of a record, in the transaction in which it happened. */
    tellRule: (tx: Tx, now: Date, rule: string, on: Pick<Occurrence, "entity" | "recordId">) => tell(telling(tx, now), { ...on, verb: "clock", changes: {}, actorId: null, at: now, mentions: [], rule }, mergeSeconds),
    writeLetter: (task: Extract<MailTask, { kind: "notification" | "digest" }>) => writeNotificationLetter({ db, model: deps.model, queries, box, origin: deps.origin, ...(deps.asked && { asked: deps.asked }), reader: (userId) => deps.readerOf(userId, db) }, task),
    /** In the transaction of what it is about. */
    tellWork: (tx: Tx, now: Date, line: WorkLine) => tellWork(telling(tx, now), line),
    /** In the bell only; true when the person wants letters about his work, too. */
    async ringWork(tx: Tx, now: Date, line: Omit<WorkLine, "entity" | "recordId"> & { readonly entity: string | null; readonly recordId: string | null }): Promise<boolean> {
      const { entity, recordId } = line;
      if (entity !== null && recordId !== null) await tellWork(telling(tx, now), { ...line, entity, recordId }, { letter: false });
      return wantsWorkLetters(telling(tx, now), line.userId);
    },
    runOnce: loop.runOnce,
    /** Works until stopped. Without `letters` (nobody could send them) none are written: they would only pile up. */
    start(options: { readonly letters: boolean }): void {
      letters = options.letters;
      loop.start();
    },
    stop: loop.stop,
    /** Forgets what is old. */
    async tidy(now: Date): Promise<void> {
      const before = new Date(now.getTime() - NOTIFICATION_LIMITS.keptDays * 86_400_000);
      await db.change(sql`delete from ${sys("notifications")} where at < ${before}::timestamptz`);
      await db.change(sql`delete from ${sys("reminders")} where done_at < ${before}::timestamptz`);
    },
  };
}

/** The person behind a request. */
function personIn(principal: Principal): string {
  const id = actorId(principal);
  if (id === null) throw new AppError("right:missing", "Only people have notifications.");
  return id;
}
