/**
 * Permission matrix (G02): entity × field × verb × role set × reader × channel. Each case is put to the product through one channel and
 * judged by an oracle of its own (matrix-rights.ts). A refused write must leave every table as it was (G03); a write that was taken
 * must stand in the journal once, with actor, channel and before/after (G12).
 */
import { sql } from "kysely";
import { newId } from "../../runtime/kernel/ids";
import type { Database } from "../../runtime/db/pool";
import type { Runtime } from "../../runtime/server";
import { startServer } from "../../server/main";
import { openTestRuntime, TEST_SECRET } from "../helpers/runtime";
import type { TestDatabaseKind } from "../helpers/test-databases";
import { isRead, readCase, writeCase, type Case, type ReadCase, type WriteCase } from "./matrix-cases";
import { byGateway, byHttp, JOURNAL_OF, type ChannelName, type Outcome } from "./matrix-channels";
import { isDashboardCase, judgeDashboard } from "./matrix-dashboards";
import { isToldCase, judgeTold, writeTold } from "./matrix-notifications";
import { equal, judgeRead, RELATIONS } from "./matrix-reads";
import { AUDITED, itemsOf, ROLE_NAMES, sees, type Who } from "./matrix-rights";
import { differing, digest, matrixWorld, repair, writeWorld, type MatrixRow, type MatrixWorld } from "./matrix-world";
import { judgeWrite, leakedNames, type WriteVerdict } from "./matrix-writes";
import { judgeProcesses, writeProcesses } from "./matrix-processes";
import { judgeStream } from "./matrix-stream";
import { random, type Random } from "./random";
import { TEAMS, UNITS, USERS } from "./worlds";

export interface MatrixResult {
  readonly goal: "G02";
  readonly n: number;
  readonly failures: number;
  readonly seed: number;
  readonly examples: readonly unknown[];
  /** How many cases each verb and channel had, and how many of them were granted. */
  readonly counts: Readonly<Record<string, number>>;
}

const PLACES = [
  { id: USERS[0]!, teams: [TEAMS[0]!], units: [UNITS[0]!], unitTree: [UNITS[0]!, UNITS[1]!] },
  { id: USERS[2]!, teams: [], units: [], unitTree: [] },
];

/** Every role alone, every pair, some triples; nobody's roles and a role that does not exist. */
function roleSets(r: Random): string[][] {
  const pairs = ROLE_NAMES.flatMap((a, i) => ROLE_NAMES.slice(i + 1).map((b) => [a, b]));
  const triples = Array.from({ length: 12 }, () => [...new Set([r.pick(ROLE_NAMES), r.pick(ROLE_NAMES), r.pick(ROLE_NAMES)])]);
  return [...ROLE_NAMES.map((name) => [name]), [], ["ghost"], ...pairs, ...triples];
}

interface Stage {
  readonly db: Database;
  readonly runtime: Runtime;
  readonly origin: string;
  readonly server: Runtime;
  readonly world: MatrixWorld;
  readonly keys: readonly string[];
  readonly cookies: readonly string[];
  base: string;
  roles: string;
}

export async function runMatrix(kind: TestDatabaseKind, options: { n: number; seed: number }): Promise<MatrixResult> {
  const test = await kind.open();
  const runtime = await openTestRuntime(test.database, ["vault"]);
  await writeProcesses(test.database, runtime, matrixWorld());
  await writeWorld(test.database);
  await writeTold(test.database, matrixWorld(), PLACES.map(({ id }) => id));
  const server = await startServer({ worker: false, pages: false, env: { mode: "test", databaseUrl: test.url, dataDir: test.dataDir, port: 0, secret: TEST_SECRET, smtpFrom: "matrix@example.com", oidc: [], logLevel: "fatal", workspace: "default", trustProxy: false, requestsPerMinute: 1_000_000 } });
  try {
    const credentials: { key: string; cookie: string }[] = [];
    for (const place of PLACES) credentials.push(await credentialsOf(test.database, runtime, place.id));
    await test.database.run(sql`delete from metaloom.event_log`);
    await test.database.run(sql`delete from matrix_keep.metaloom_event_log`);
    const stage: Stage = { db: test.database, runtime, server: server.runtime, origin: server.url.replace("localhost", "127.0.0.1"), world: matrixWorld(), keys: credentials.map(({ key }) => key), cookies: credentials.map(({ cookie }) => cookie), base: "", roles: "" };
    return await run(stage, options);
  } finally {
    await server.close();
    await runtime.live.close();
    await runtime.auth.close();
    await test.close();
  }
}

/** A key bound to every role (it acts with those its owner holds at the time) and a session. */
async function credentialsOf(db: Database, runtime: Runtime, id: string): Promise<{ key: string; cookie: string }> {
  for (const role of ROLE_NAMES) await db.run(sql`insert into metaloom.user_roles (user_id, role) values (${id}::uuid, ${role})`);
  const actor = { kind: "staff" as const, userId: id, name: "Reader", sessionId: newId(), roles: ROLE_NAMES, teams: [], units: [], unitTree: [], sharedEntities: [] };
  const { key } = await runtime.auth.createApiKey(actor, { name: "matrix", roles: ROLE_NAMES });
  const { token } = await runtime.auth.startSession(id, {}, "test");
  return { key, cookie: `metaloom=${token}` };
}

async function run(stage: Stage, { n, seed }: { n: number; seed: number }): Promise<MatrixResult> {
  const r = random(seed);
  const sets = roleSets(r);
  const each = Math.max(1, Math.ceil(n / sets.length));
  const examples: unknown[] = [];
  const counts: Record<string, number> = {};
  let failures = 0;
  let done = 0;
  let atProcesses = 0;
  for (const [index, roles] of sets.entries()) {
    for (let i = 0; i < each && done < n; i++) {
      // The second reader (no team, no unit) has every fourth role set, and sets change readers between the rounds of seeds.
      const who: Who = { ...PLACES[(index + seed) % 4 === 0 ? 1 : 0]!, roles };
      const door = r.pick(["gateway", "gateway", "key", "cookie"] as const);
      const asked: Case = i === 0 ? { verb: "model", entity: "*" } : r.chance(0.5) ? readCase(r, stage.world) : writeCase(r, stage.world);
      // The server takes 60 exports a minute, its stream never ends, and an import is a job.
      const channel: ChannelName = asked.verb === "stream" || asked.verb === "import" || (asked.verb === "export" && r.chance(0.7)) ? "gateway" : door;
      const { outcome, wrong } = await tryCase(stage, who, channel, asked);
      done++;
      const granted = outcome.status < 300;
      for (const key of [`${asked.verb}${granted ? "" : " refused"}`, channel]) counts[key] = (counts[key] ?? 0) + 1;
      if (!wrong) continue;
      failures++;
      if (examples.length < 25) examples.push({ wrong, roles, reader: who.id === USERS[0] ? "me" : "loner", channel, case: asked, status: outcome.status, answer: JSON.stringify(outcome.body).slice(0, 300) });
    }
    if (index % 3 !== seed % 3) continue;
    const processes = await processCases(stage, { ...PLACES[(index + seed) % 4 === 0 ? 1 : 0]!, roles }, r);
    atProcesses += processes.length;
    for (const { channel, status, wrong } of processes) {
      const key = `${channel}${status < 300 ? "" : " refused"}`;
      counts[key] = (counts[key] ?? 0) + 1;
      if (!wrong) continue;
      failures++;
      if (examples.length < 25) examples.push({ wrong, roles, channel, status });
    }
  }
  return { goal: "G02", n: done + atProcesses, failures, seed, examples, counts };
}

/** Channels of processes, over HTTP; what was refused must have changed nothing. */
async function processCases(stage: Stage, who: Who, r: Random) {
  await giveRoles(stage, who);
  const place = PLACES.findIndex((candidate) => candidate.id === who.id);
  const headers: Record<string, string> = r.chance(0.5) ? { authorization: `Bearer ${stage.keys[place]}` } : { cookie: stage.cookies[place]!, origin: stage.origin };
  const judged = await judgeProcesses(async (method, path, body) => {
    const response = await fetch(`${stage.origin}/api/v1${path}`, { method, headers: { ...headers, ...(body && { "content-type": "application/json" }) }, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    return { status: response.status, body: text ? (JSON.parse(text) as unknown) : null };
  }, stage.world, who, r);
  const changed = differing(stage.base, await digest(stage.db));
  return changed.length === 0 ? judged : [...judged, { channel: "processes", status: 200, wrong: `G03: looking and being refused changed ${changed.join(", ")}` }];
}

async function tryCase(stage: Stage, who: Who, channel: ChannelName, asked: Case): Promise<{ outcome: Outcome; wrong: string | undefined }> {
  await giveRoles(stage, who);
  const items = asked.verb === "addItem" ? stage.world.rows.filter((row) => row.id === asked.id).flatMap((row) => itemsOf(stage.world, row)).filter((item) => sees(stage.world, who, item)).map((item) => item.id) : [];
  const outcome = await ask(stage, who, channel, asked, items);
  if (outcome.status >= 500) return { outcome, wrong: `status ${outcome.status}` };
  return { outcome, wrong: isRead(asked) ? checkRead(stage, who, asked, outcome) : await checkWrite(stage, who, channel, asked, outcome) };
}

async function ask(stage: Stage, who: Who, channel: ChannelName, asked: Case, items: readonly string[]): Promise<Outcome> {
  const place = PLACES.findIndex((candidate) => candidate.id === who.id);
  if (channel === "key") return byHttp(stage.origin, { authorization: `Bearer ${stage.keys[place]}` }, asked, items);
  if (channel === "cookie") return byHttp(stage.origin, { cookie: stage.cookies[place]! }, asked, items);
  const shared = stage.world.shares.some((share) => !share.expired && [who.id, ...who.teams, ...who.units].includes(share.to)) ? ["paper"] : [];
  // Only the server has a store for files.
  return byGateway(asked.verb === "import" ? stage.server : stage.runtime, who, shared, asked, items);
}

/** The reader's roles in the database, for the channels that look there. */
async function giveRoles(stage: Stage, who: Who): Promise<void> {
  const wanted = `${who.id} ${who.roles.join()}`;
  if (stage.roles === wanted) return;
  await stage.db.run(sql`delete from metaloom.user_roles where user_id = ${who.id}::uuid`);
  for (const role of who.roles) await stage.db.run(sql`insert into metaloom.user_roles (user_id, role, granted_at) values (${who.id}::uuid, ${role}, '2026-01-01')`);
  stage.server.auth.invalidate();
  stage.roles = wanted;
  stage.base = await digest(stage.db);
}

function checkRead(stage: Stage, who: Who, asked: ReadCase, outcome: Outcome): string | undefined {
  const verdict = asked.verb === "stream" ? judgeStream(stage.world, who) : isToldCase(asked) ? judgeTold(stage.world, who) : isDashboardCase(asked) ? judgeDashboard(stage.world, who, asked) : judgeRead(stage.world, who, asked);
  const refused = outcome.status >= 400;
  if (verdict.refused === true) return refused ? undefined : "LEAK: answered, should be refused";
  if (refused) return verdict.refused === "perhaps" ? undefined : "DENIED: refused, should be answered";
  const wrong = verdict.wrong(outcome.body);
  return wrong && `WRONG: ${wrong}`;
}

async function checkWrite(stage: Stage, who: Who, channel: ChannelName, asked: WriteCase, outcome: Outcome): Promise<string | undefined> {
  const verdict = judgeWrite(stage.world, who, asked);
  if (outcome.status >= 400) {
    const after = await digest(stage.db);
    if (after !== stage.base) {
      await putBack(stage, differing(stage.base, after));
      return `G03: refused, but changed ${differing(stage.base, after).join(", ")}`;
    }
    return verdict.verdict === "taken" && verdict.done !== 0 ? "DENIED: refused, should be taken" : undefined;
  }
  const wrong = verdict.verdict === "refused" ? "LEAK: taken, should be refused" : await wrongEffect(stage, who, channel, asked, verdict, outcome);
  const changed = differing(stage.base, await digest(stage.db));
  await putBack(stage, changed);
  const foreign = changed.find((table) => !table.startsWith("app.") && !MAY_CHANGE.has(table));
  return wrong ?? (foreign && `taken, and changed ${foreign}`);
}

/** Tables that writing records may change beside those of records. */
const MAY_CHANGE = new Set(["journal", "record_members", "record_shares", "outbox", "posts", "post_edits", "post_reactions", "attachments", "files"].map((name) => `metaloom.${name}`));

async function putBack(stage: Stage, changed: readonly string[]): Promise<void> {
  await repair(stage.db, changed);
  stage.server.auth.invalidate();
}

interface Entry { record_id: string; verb: string; actor_kind: string; actor_id: string; channel: string; changes: Record<string, { from: unknown; to: unknown }> | null }

async function wrongEffect(stage: Stage, who: Who, channel: ChannelName, asked: WriteCase, verdict: WriteVerdict, outcome: Outcome): Promise<string | undefined> {
  const body = outcome.body as Record<string, unknown> | null;
  if (asked.verb === "bulk" && body?.["done"] !== verdict.done) return `bulk did ${String(body?.["done"])}, should do ${verdict.done}`;
  if (["create", "update", "copy", "restore"].includes(asked.verb)) {
    const [leaked] = leakedNames(who, asked.entity, body);
    if (leaked) return `LEAK: the answer holds ${leaked}`;
  }
  const entries = await stage.db.run<Entry>(sql`select record_id, verb, actor_kind, actor_id, channel, changes from metaloom.journal where seq > (select max(seq) from matrix_keep.metaloom_journal) and verb <> 'recompute'`);
  const { channel: name, kind } = asked.verb === "import" ? { channel: "import", kind: "staff" } : JOURNAL_OF[channel];
  const stranger = entries.find((entry) => entry.actor_id !== who.id || entry.channel !== name || entry.actor_kind !== kind);
  if (stranger) return `G12: the journal says ${JSON.stringify(stranger)}`;
  if (!verdict.journal) return undefined;
  const known = new Set(stage.world.rows.map((row) => row.id));
  const said = entries.map((entry) => (known.has(entry.record_id) ? entry.record_id : "new")).sort();
  if (JSON.stringify(said) !== JSON.stringify([...verdict.journal].sort())) return `G12: the journal has entries of ${JSON.stringify(said)}, should have of ${JSON.stringify(verdict.journal)}`;
  return asked.verb === "update" && verdict.after ? wrongChanges(stage.world, asked, verdict, entries[0]!) : undefined;
}

/** Before and after of audited fields (owner, team and unit always are), and of those alone; records stand in the journal by id. */
function wrongChanges(world: MatrixWorld, asked: Extract<WriteCase, { verb: "update" | "copy" }>, { after }: WriteVerdict, entry: Entry): string | undefined {
  const before = world.rows.find((row) => row.id === asked.id)!;
  const audited = Object.keys(asked.body).filter((name) => (OWNERSHIP.has(name) || (asked.entity === "paper" && AUDITED.has(name))) && !equal(before.cells[name], after!.cells[name]));
  const cell = (row: MatrixRow, name: string) => (row.cells[name] !== null && RELATIONS.has(name) ? { id: row.cells[name] } : row.cells[name]);
  const expected = Object.fromEntries(audited.map((name) => [name, { from: cell(before, name), to: cell(after!, name) }]));
  return equal(entry.changes ?? {}, expected) ? undefined : `G12: changes are ${JSON.stringify(entry.changes)}, should be ${JSON.stringify(expected)}`;
}

const OWNERSHIP = new Set(["owner", "team", "unit"]);
