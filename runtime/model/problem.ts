/** Problems: findings in documents. An *error* stops the load, a *warning* is shown beside the model. */
import { locate } from "./json";
import type { SourceDocument } from "./source";
import { documentKey } from "./source";

export interface Problem {
  /** `<pack>/<path>` of the document. */
  readonly file: string;
  /** JSON pointer into the document, "" for the whole. */
  readonly pointer: string;
  /** From 1; absent when the place comes from a patch. */
  readonly line?: number;
  readonly column?: number;
  /** Stable machine word: "unknownKey", "unknownEntity", "cycle" … */
  readonly code: string;
  /** A plain sentence. */
  readonly message: string;
  /** How to mend it, with "Did you mean …?" when something is near. */
  readonly remedy: string;
}

/** Where a node of the model was written. */
export interface Origin {
  readonly file: string;
  readonly pointer: string;
}

/** No list of problems is longer: a broken generator must not fill a screen for ever. */
const MOST = 500;

/** Collects problems, drops repetitions, adds lines at the end. */
export class Problems {
  private readonly found = new Map<string, Problem>();

  get size(): number {
    return this.found.size;
  }

  add(origin: Origin, code: string, message: string, remedy: string): void {
    this.take({ file: origin.file, pointer: origin.pointer, code, message, remedy });
  }

  take(problem: Problem): void {
    const key = [problem.file, problem.pointer, problem.code, problem.message].join("\n");
    if (this.found.size < MOST && !this.found.has(key)) this.found.set(key, problem);
  }

  /** In order of file and place. `changed` are files whose text no longer shows what was checked (patched): they get no line. */
  list(sources: readonly SourceDocument[], changed: ReadonlySet<string>): Problem[] {
    const texts = new Map(sources.map((source) => [documentKey(source), source.text]));
    const offsets = new Map<string, Map<string, number>>();
    const placed = [...this.found.values()].map((problem): Problem => {
      const text = texts.get(problem.file);
      if (problem.line !== undefined || text === undefined || changed.has(problem.file)) return problem;
      if (!offsets.has(problem.file)) offsets.set(problem.file, new Map());
      const place = locate(text, problem.pointer, offsets.get(problem.file));
      return place ? { ...problem, ...place } : problem;
    });
    return placed.sort((a, b) => compareText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || compareText(a.pointer, b.pointer));
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
