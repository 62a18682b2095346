/**
 * The live model: the AppModel of the head revision, on every node. A request takes `current()` once and keeps that object to its
 * end; a new revision is put beside it in one assignment, so nobody ever sees half of one.
 */
import { AppError } from "../kernel";
import type { Database, SchemaPair } from "../db/pool";
import type { Problem } from "../model/problem";
import type { AppModel } from "../model/types";
import type { LoadResult } from "../model/loading";
import { readFiles, readHead, readHeadRevision } from "./store";
import { sourcesOf, type Files } from "./tree";
import { LOCAL_PACK, kindOf, type SourceDocument } from "../model/source";

/** Documents → model; given by the composition root with registries and formula compiler. */
export type ModelLoader = (input: { readonly revision: number; readonly documents: readonly SourceDocument[]; readonly patches: readonly SourceDocument[] }) => LoadResult;

/** Name of the notification that carries the number of a new revision of that workspace. */
export const revisionChannel = ({ system }: SchemaPair): string => `${system}_revision`;

export interface Listener {
  close(): Promise<void>;
}

export interface LiveModelOptions {
  readonly database: Database;
  readonly load: ModelLoader;
  /** LISTEN of PostgreSQL, where it is delivered (not by the embedded database); polling goes on all the same. */
  readonly listen?: (channel: string, heard: () => void) => Listener | Promise<Listener>;
  /** How often the head is looked up; 1,000 unless told. 0 = only `refresh()`. */
  readonly pollMs?: number;
  /** The head could not be read or loaded while following; the former model stays. */
  readonly onError?: (error: unknown) => void;
}

export interface LiveModel {
  /** The newest model of this node. */
  current(): AppModel;
  /** Loads the head if it is newer; the way to be certain before a test or a command goes on. */
  refresh(): Promise<AppModel>;
  /** Takes a model made here by publishing, unless a newer one is there already. */
  take(model: AppModel): void;
  /** Calls back after each swap; returns the way out. */
  onChange(listener: (model: AppModel) => void): () => void;
  close(): Promise<void>;
}

export function loadFiles(load: ModelLoader, revision: number, files: Files): LoadResult {
  const sources = sourcesOf(files);
  const isPatch = (source: SourceDocument): boolean => source.pack === LOCAL_PACK && kindOf(source.path) === "patch";
  return load({ revision, documents: sources.filter((source) => !isPatch(source)), patches: sources.filter(isPatch) });
}

/** @throws AppError metadata:invalid when the published documents do not load with this version of the product. */
export async function openLiveModel(options: LiveModelOptions): Promise<LiveModel> {
  const { database, load } = options;
  const listeners = new Set<(model: AppModel) => void>();
  let model = await loadHead(database, load);
  let closed = false;
  let running: Promise<AppModel> | undefined;
  let waiting = 0;

  function take(next: AppModel): void {
    if (next.revision <= model.revision) return;
    model = next;
    for (const listener of listeners) listener(next);
  }
  async function lookUp(): Promise<AppModel> {
    if ((await readHeadRevision(database)) > model.revision) take(await loadHead(database, load));
    return model;
  }
  /** Whoever asks while a look-up runs gets the one after it: that one surely sees what was committed before. */
  function refresh(): Promise<AppModel> {
    waiting++;
    const next = (running ?? Promise.resolve()).catch(() => undefined).then(lookUp).finally(() => { waiting--; });
    running = next;
    return next;
  }
  function follow(): void {
    if (waiting < 2) refresh().catch((error: unknown) => { if (!closed) options.onError?.(error); });
  }

  const pollMs = options.pollMs ?? 1_000;
  const timer = pollMs > 0 ? setInterval(follow, pollMs) : undefined;
  timer?.unref();
  const listening = await options.listen?.(revisionChannel(database.schemas), follow);

  return {
    current: () => model,
    refresh,
    take,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      closed = true;
      clearInterval(timer);
      await listening?.close();
      await running?.catch(() => undefined);
    },
  };
}

async function loadHead(database: Database, load: ModelLoader): Promise<AppModel> {
  const head = await readHead(database);
  const result = loadFiles(load, head.revision, await readFiles(database, head.tree));
  if (result.ok) return result.model;
  throw invalid(`Revision ${head.revision} does not load`, result.problems, "Start the version of Metaloom that published it, or roll back with that version.");
}

/** Problems of documents as an error of the API. */
export function invalid(message: string, problems: readonly Problem[], remedy?: string): AppError {
  const first = problems[0];
  return new AppError("metadata:invalid", first ? `${message}: ${first.file}${first.pointer}: ${first.message}.` : `${message}.`, {
    remedy: remedy ?? first?.remedy, issues: problems,
  });
}
