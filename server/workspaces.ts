/**
 * The workspaces of this process. The default one is open from start to end and costs nothing to find; another is opened by the first
 * request or work for it, and closed when it has rested. A *guest* is a request that is going on inside.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../runtime/kernel";
import { workspaceOfHost } from "../runtime/workspaces/host";
import { DEFAULT_WORKSPACE } from "../runtime/workspaces/name";
import { listWorkspaces } from "../runtime/workspaces/registry";
import { WORKSPACE_LIMITS } from "./limits";
import { openWorkspace, type Workspace, type WorkspaceDeps } from "./open-workspace";
import { waitingWork } from "./waiting-work";

declare module "fastify" {
  interface FastifyRequest {
    /** Chosen by the host before anything else happens. */
    workspace: Workspace;
  }
}

/** How long the list of names is believed when a name is not in it. */
const LIST_MS = 2_000;
const SWEEP_MS = 5_000;
const IDLE_MS = WORKSPACE_LIMITS.idleMinutes * 60_000;
/** Each workspace is opened once a day, to be tidied up. */
const VISIT_MS = 24 * 3_600_000;

interface Seat {
  readonly opening: Promise<Workspace>;
  guests: number;
  usedAt: number;
}

export interface Workspaces {
  /** The default one. */
  readonly main: Workspace;
  /** Puts request.workspace there for as long as the request lasts. @throws AppError resource:notFound for a host without one. */
  enter(request: FastifyRequest, reply: FastifyReply): void | Promise<void>;
  /** Looks now for new and removed workspaces and, in a worker, for work; done every five seconds by itself. */
  sweep(): Promise<void>;
  /** Names of the open ones besides the default. */
  open(): readonly string[];
  /** Ends event streams, so that the server can be closed. */
  endStreams(): Promise<void>;
  close(): Promise<void>;
}

const unknown = (): AppError => new AppError("resource:notFound", "There is no workspace at this address.", { remedy: "Check the address; its first part is the name of the workspace." });

export async function openWorkspaces(deps: WorkspaceDeps): Promise<Workspaces> {
  const { services, env, worker } = deps;
  const main = await openWorkspace(deps, DEFAULT_WORKSPACE);
  const { log } = main.runtime;
  const seats = new Map<string, Seat>();
  const visits = new Map<string, number>();
  let names: ReadonlySet<string> = new Set();
  let readAt = -Infinity;
  let reading: Promise<void> | undefined;
  let sweeping: Promise<void> | undefined;
  let closed = false;

  const readNames = (): Promise<void> => (reading ??= listWorkspaces(services.db).then((list) => {
    names = new Set(list.filter(({ isReady }) => isReady).map(({ name }) => name));
    readAt = Date.now();
  }).finally(() => (reading = undefined)));

  async function leave(name: string): Promise<void> {
    const seat = seats.get(name);
    if (!seat) return;
    seats.delete(name);
    const workspace = await seat.opening.catch(() => undefined); // told to who asked for it
    await workspace?.close();
  }

  /** Room for one more. @throws AppError unavailable:feature when all that are open are in use. */
  function makeRoom(): void {
    if (seats.size < WORKSPACE_LIMITS.open) return;
    const resting = [...seats].filter(([, seat]) => seat.guests === 0).sort(([, a], [, b]) => a.usedAt - b.usedAt)[0];
    if (!resting) throw new AppError("unavailable:feature", "Too many workspaces are in use at once.", { remedy: "Try again in a few seconds." });
    leave(resting[0]).catch(report);
  }

  function seatOf(name: string): Seat {
    const known = seats.get(name);
    if (known) return known;
    makeRoom();
    const seat: Seat = { opening: openWorkspace(deps, name), guests: 0, usedAt: Date.now() };
    seats.set(name, seat);
    seat.opening.catch(() => seats.get(name) === seat && seats.delete(name)); // the next one tries again
    return seat;
  }

  async function enterOther(name: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!names.has(name) && Date.now() - readAt > LIST_MS) await readNames();
    if (!names.has(name) || closed) throw unknown();
    const seat = seatOf(name);
    seat.guests++;
    const away = (): void => {
      seat.guests--;
      seat.usedAt = Date.now();
    };
    reply.raw.once("close", away);
    request.workspace = await seat.opening;
  }

  async function work(now: number): Promise<void> {
    const busy = await waitingWork(services.db, [...names], { letters: services.mailer !== undefined });
    for (const name of names) {
      if (!visits.has(name)) visits.set(name, now + Math.random() * VISIT_MS / 24); // spread, not all at the start
      const isVisit = visits.get(name)! <= now;
      if (!isVisit && !busy.has(name)) continue;
      const seat = seatOf(name);
      seat.usedAt = now;
      if (!isVisit) continue;
      visits.set(name, now + VISIT_MS);
      await (await seat.opening).background?.tidy();
    }
  }

  async function look(): Promise<void> {
    await readNames();
    const now = Date.now();
    for (const [name, seat] of seats) if (!names.has(name) || (seat.guests === 0 && now - seat.usedAt > IDLE_MS)) await leave(name);
    if (worker && names.size > 0) await work(now);
  }

  const report = (error: unknown): void => log("warn", "Looking after the workspaces failed; it is tried again.", { error: error instanceof Error ? error.message : String(error) });
  const sweep = (): Promise<void> => (sweeping ??= look().finally(() => (sweeping = undefined)));
  // Without a domain nobody can enter another workspace, but commands may leave work in one.
  const timer = worker || env.workspaceDomain !== undefined ? setInterval(() => void sweep().catch(report), SWEEP_MS) : undefined;
  timer?.unref();

  return {
    main,
    enter(request, reply) {
      const name = workspaceOfHost(request.host, env.workspaceDomain);
      if (name === undefined) throw unknown();
      if (name !== DEFAULT_WORKSPACE) return enterOther(name, request, reply);
      request.workspace = main;
    },
    sweep,
    open: () => [...seats.keys()],
    async endStreams() {
      closed = true;
      const others = await Promise.allSettled([...seats.values()].map((seat) => seat.opening));
      await Promise.all([main, ...others.flatMap((other) => (other.status === "fulfilled" ? [other.value] : []))].map(({ runtime }) => runtime.events.close()));
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await sweeping?.catch(() => undefined); // reported already
      await Promise.all([...seats.keys()].map(leave));
      await main.close();
    },
  };
}
