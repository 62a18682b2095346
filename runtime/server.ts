/**
 * The composition root: everything that runs, put together once per process. Values of the environment, the database and the
 * logger come in; nothing below this file reads them by itself.
 */
import { createActivity, type Activity } from "./activity/activity";
import { seesAttachment } from "./activity/attachments";
import { deputiesOf, personsActedFor, personsLeftTo } from "./auth/deputies";
import { createPrincipals } from "./auth/principal";
import { linkOrigin } from "./auth/links";
import { createAuth, type Auth, type AuthConfig } from "./auth/service";
import { createClocks, type Clocks } from "./clocks/clocks";
import { followClocks, hasClocks } from "./clocks/follow";
import { lookAgain } from "./clocks/worker";
import { createDashboards, type Dashboards } from "./dashboards/dashboards";
import { writeReportLetter } from "./dashboards/letter";
import { createReports, type Reports } from "./dashboards/reports";
import { writeDashboardLetter } from "./dashboards/dashboard-letter";
import { createReportSchedules, type ReportSchedules } from "./dashboards/schedule";
import type { Database, Queryable } from "./db/pool";
import { createIdempotency, type Idempotency } from "./entities/idempotency";
import { createRecords, type Records } from "./entities/records";
import { createEventHub, type EventHub } from "./events/hub";
import { createImports, type Imports } from "./exchange/imports";
import { createFiles, type Files } from "./files/files";
import { noFileStore } from "./files/open";
import type { FileStore } from "./files/store";
import { backfill } from "./entities/backfill";
import { recomputeAll } from "./entities/recompute-all";
import { loadAppModel } from "./model/server";
import type { Principal } from "./kernel";
import { newId } from "./kernel/ids";
import { createLetterLinks, type LetterLinks } from "./mail/letter-links";
import type { Mail } from "./mail/mailer";
import type { MailTask } from "./mail/outbox";
import type { ClientModel, ClientUser } from "./model/client";
import { createAnswerLetters } from "./collegial/answer-letters";
import { createCollegial, type Collegial } from "./collegial/collegial";
import { createBackups, type Backups } from "./backup/backups";
import { createNotifications, type Notifications } from "./notifications/notifications";
import type { Reader } from "./notifications/occurrence";
import { peopleProblems } from "./processes/people-problems";
import { createProcesses, type Processes } from "./processes/processes";
import { webHooks } from "./processes/web-seals";
import { countMoves } from "./processes/terms";
import { createTaskLetters, type TaskLetters } from "./processes/task-letters";
import { clientModelOf } from "./permissions/client-model";
import type { AppModel } from "./model/types";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { lock } from "./publish/commit";
import { createPacks, createPublisher, openLiveModel, type Listener, type LiveModel, type ModelLoader, type Packs, type PublishDeps, type Publisher } from "./publish";
import { statementCache } from "./queries/cache";
import { readingOf } from "./queries/caller";
import { applySeeds, type Seeded } from "./seed";
import { createQueries, type Queries } from "./queries";
import { cursorSeal } from "./queries/cursor";

export interface RuntimeOptions {
  readonly db: Database;
  /** METALOOM_SECRET. */
  readonly secret: string;
  readonly auth: Omit<AuthConfig, "db" | "secret" | "roles">;
  /** LISTEN of PostgreSQL; absent for the embedded database, whose head is polled. */
  readonly listen?: (channel: string, heard: () => void) => Promise<Listener>;
  readonly log?: (level: "info" | "warn" | "error", message: string, details: Readonly<Record<string, unknown>>) => void;
  /** Where bytes of files lie; without one, files and imports are not available in this process. */
  readonly fileStore?: FileStore;
  /** Folder of the workspace on this machine; without one, backups are not made in this process. */
  readonly dataFolder?: string;
  /** Origins that steps of processes may call. */
  readonly webhookOrigins?: readonly string[];
  /** Events of a record within so many seconds become one notification; 60. */
  readonly mergeSeconds?: number;
  /** How often other nodes' revisions are looked for; 1,000 ms. */
  readonly pollMs?: number;
}

export interface Runtime {
  readonly db: Database;
  readonly live: LiveModel;
  readonly publisher: Publisher;
  readonly packs: Packs;
  /** Folder of the packs that lie ready to be installed. */
  readonly packsFolder: string;
  readonly backups?: Backups;
  readonly queries: Queries;
  readonly records: Records;
  readonly idempotency: Idempotency;
  readonly files: Files;
  readonly activity: Activity;
  readonly imports: Imports;
  readonly events: EventHub;
  readonly dashboards: Dashboards;
  readonly reports: Reports;
  readonly reportSchedules: ReportSchedules;
  readonly notifications: Notifications;
  readonly processes: Processes;
  readonly clocks: Clocks;
  readonly collegial: Collegial;
  readonly taskLetters: TaskLetters;
  readonly letterLinks: LetterLinks;
  /** Loads the demo data of installed packs; what is there already is left as it is. */
  loadDemo(packs: readonly string[]): Promise<Seeded>;
  readonly auth: Auth;
  /** Writes the letter of a row of the outbox; undefined when there is nobody to write to. */
  writeLetter(task: MailTask): Promise<Mail | undefined>;
  readonly log: NonNullable<RuntimeOptions["log"]>;
  /** The model (the live one unless told) as one person's screens may know it. */
  clientModel(principal: Principal, user: ClientUser, language: string, model?: AppModel): ClientModel;
  close(): Promise<void>;
}

/** Who writes a letter of each kind. */
type LetterWriters = { readonly [K in MailTask["kind"]]: (task: Extract<MailTask, { kind: K }>) => Promise<Mail | undefined> };

/** metadata/packs of the installation: beside runtime/ in the source tree, beside dist/ when built. */
const PACKS_FOLDER = fileURLToPath(new URL("../metadata/packs/", import.meta.url));

/** Documents → model, with the registries of this build. */
export const modelLoader: ModelLoader = (input) => loadAppModel(input);

/** @throws AppError metadata:invalid when what is published does not load; unavailable:database when the database is away. */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { db, secret } = options;
  const log = options.log ?? (() => undefined);
  const live = await openLiveModel({ database: db, load: modelLoader, listen: options.listen, pollMs: options.pollMs, onError: (error) => log("error", "The newest revision could not be loaded.", { error: String(error) }) });
  const queries = createQueries({ seal: cursorSeal(`${secret}/${db.schemas.system}`) });
  const auth = createAuth({ ...options.auth, db, secret, roles: () => live.current().roles, log });
  const records = createRecords({ db, queries, box: auth.secretBox, follower: { concerns: hasClocks, written: followClocks } });
  const files = createFiles({ db, store: options.fileStore ?? noFileStore, queries, seesAttachment: (call, entity, record, attachment) => seesAttachment(queries, call, entity, record, attachment) });
  const activity = createActivity({ db, queries, seal: cursorSeal(`${secret}/${db.schemas.system}`), principalOf });
  const imports = createImports({ db, records, queries, files, model: live.current, actAs: (actor) => actAs(auth, actor) }, { log });
  const events = createEventHub({ db, queries, model: live.current, box: auth.secretBox, log });
  const publishing: PublishDeps = {
    database: db, live, load: modelLoader,
    hooks: {
      backfill: (tx, model, added) => backfill({ tx, model, queries }, added),
      moves: (before, after) => countMoves(db, before, after, new Date()),
      notes: (model, changes) => peopleProblems(db, model, changes.flatMap(({ kind, name }) => (kind === "process" ? [name] : []))),
      recompute: (tx, model, entities) => recomputeAll({ tx, model, queries }, entities),
      seed: async (tx, model, packs, { demo, before }) => {
        await applySeeds({ db, queries, box: auth.secretBox }, { tx, model, packs, which: demo ? "all" : "reference", before });
        await lookAgain(tx);
      },
    },
  };
  const reports = createReports({ queries });
  const notifications = createNotifications({ db, model: live.current, queries, box: auth.secretBox, readerOf, origin: () => linkOrigin(options.auth), log, mergeSeconds: options.mergeSeconds, asked: (on, reader, voice) => answerLetters.asked(on, reader, voice) });
  const processes = createProcesses({
    db, model: live.current, queries, records, principalOf, collegial: { begin: (tx, now, step) => collegial.beginStep(tx, now, step), cancel: (tx, now, instance, token) => collegial.cancelOf(tx, now, instance, token) }, webhookOrigins: options.webhookOrigins, log,
    tell: (tx, now, news) => notifications.tellWork(tx, now, { text: "", ...news }),
    hooks: webHooks({ secret: `${secret}/${db.schemas.system}`, origin: () => linkOrigin(options.auth) }),
    documents: {
      keep: (ctx, { name, mediaType, text }) => files.stage(ctx, { name, bytes: Readable.from([Buffer.from(text)]), kindOf: () => ({ mediaType, extensions: [name.split(".").at(-1)!] }) }),
      attach: (call, entity, record, file) => activity.addFiles({ ...call, db: call.tx }, entity, record, [file]),
    },
    actsFor: async (userId, day, on) => (await personsActedFor({ db: on }, userId, { day, kind: "task" })).map(({ person }) => person),
  });
  const collegial = createCollegial({
    db, model: live.current, queries, principalOf, log, tell: notifications.tellWork, confirm: auth.confirmIdentity,
    actsFor: async (userId, day, kind, on) => [...new Set([...(await personsActedFor({ db: on }, userId, { day, kind })).map(({ person }) => person), ...(await personsLeftTo(on, userId))])],
    deputiesOf: (userId, day, kind, on) => deputiesOf(on, userId, { day, kind }),
    finished: (tx, { instance, token, outcome, decision, answers }) => processes.stepDone(tx, { instance, token, variables: { decision: decision ?? outcome, outcome, decisions: Object.entries(answers ?? {}).map(([who, answer]) => ({ who, decision: answer })) } }),
  });
  const clocks = createClocks({ db, model: live.current, queries, records, log, tell: notifications.tellRule, begin: processes.beginFor });
  const taskLetters = createTaskLetters({ db, model: live.current, processes, readerOf, origin: () => linkOrigin(options.auth), log, tell: (tx, now, task) => notifications.ringWork(tx, now, { ...task, about: "workAsked", text: "" }) });
  const answerLetters = createAnswerLetters({ model: live.current, collegial, origin: () => linkOrigin(options.auth) });
  const letterLinks = createLetterLinks({ db, readerOf, questions: { task: taskLetters.question, resolution: answerLetters.question } });
  const dashboards = createDashboards({ queries, log });
  const actsNow = (userId: string) => actAs(auth, { userId, place: newId() });
  const writers: LetterWriters = {
    task: taskLetters.write,
    process: processes.writeLetter,
    resetPassword: auth.writeLetter, invite: auth.writeLetter, notification: notifications.writeLetter, digest: notifications.writeLetter,
    report: (task) => writeReportLetter({ db, model: live.current, reports, actAs: actsNow, origin: () => linkOrigin(options.auth) }, task),
    dashboard: (task) => writeDashboardLetter({ db, model: live.current, dashboards, actAs: actsNow, origin: () => linkOrigin(options.auth) }, task),
  };
  return {
    db, live, queries, records, files, activity, imports, events, auth, log, reports, notifications, processes, clocks, collegial, taskLetters, letterLinks, dashboards, reportSchedules: createReportSchedules({ db, model: live.current, log }),
    writeLetter: (task) => (writers[task.kind] as (task: MailTask) => Promise<Mail | undefined>)(task), packsFolder: PACKS_FOLDER,
    publisher: createPublisher(publishing),
    packs: createPacks(publishing),
    idempotency: createIdempotency(db),
    backups: options.dataFolder === undefined ? undefined : createBackups({ db, folder: options.dataFolder, log }),
    loadDemo: (packs) => db.transaction(async (tx) => {
      await lock(tx); // of two loads at once, the second finds everything there
      const seeded = await applySeeds({ db, queries, box: auth.secretBox }, { tx, model: live.current(), packs, which: "demo" });
      await lookAgain(tx);
      return seeded;
    }, { statementTimeoutMs: 0 }),
    clientModel(principal, user, language, model = live.current()) {
      const reading = readingOf(model, principal);
      // All persons with the same rights and language share it; only who they are differs.
      const key = `client;${principal.kind};${reading.key};${principal.kind === "system" ? "" : principal.roles.join()};${language}`;
      const shared = statementCache(model, key, () => clientModelOf({ model, principal, user, language, access: (entity) => reading.access(entity) }));
      return { ...shared, user };
    },
    async close() {
      await imports.stopWorker();
      await processes.stop();
      await clocks.stop();
      await collegial.stop();
      await taskLetters.stop();
      await events.close();
      await live.close();
      await auth.close();
      await db.close();
    },
  };
}

/** Somebody's rights as they are now, asked on the connection of whoever wants to know. */
async function principalOf(userId: string, db: Queryable): Promise<Principal | undefined> {
  const result = await createPrincipals(db).principalOf({ userId, place: newId() });
  return result.kind === "ok" ? result.principal : undefined;
}

/** Somebody who may be told something, as he is now. */
async function readerOf(userId: string, db: Queryable): Promise<Reader | undefined> {
  const result = await createPrincipals(db).principalOf({ userId, place: newId() });
  return result.kind === "ok" ? { ...result, userId } : undefined;
}

/** Rights of somebody who left work behind, as they are now. */
async function actAs(auth: Auth, actor: Parameters<Auth["principalOf"]>[0]) {
  const result = await auth.principalOf(actor);
  return result.kind === "ok" ? result : undefined;
}
