/** What collegial actions are given. */
import type { Database, Queryable, Tx } from "../db/pool";
import type { Ctx } from "../kernel/context";
import type { Principal } from "../kernel/principal";
import type { AppModel, EntityModel } from "../model/types";
import type { Queries } from "../queries";
import type { CollegialKindName } from "./kinds/index";

/** What a person is told of: his turn, a term that comes near, one that is over, the end. */
export type NewsOf = "workAsked" | "workAskedFor" | "workSoon" | "workLate" | "workEnded";

/** A voice somebody is asked for. */
export interface AskedVoice {
  readonly resolution: string;
  /** Whose voice it is. */
  readonly participant: string;
}

export interface WorkNews {
  readonly userId: string;
  /** Id of the entity. */
  readonly entity: string;
  readonly recordId: string;
  readonly about: NewsOf;
  readonly title: string;
  readonly text: string;
  /** What he may answer at once. */
  readonly asks?: AskedVoice;
  /** Name of the person he stands in for. */
  readonly person?: string;
}

export interface FinishedWork {
  readonly instance: string;
  readonly token: number;
  readonly outcome: string;
  readonly decision?: string;
  /** Who answered what; left out of secret votes. */
  readonly answers?: Readonly<Record<string, string | null>>;
}

export interface CollegialDeps {
  readonly db: Database;
  readonly model: () => AppModel;
  readonly queries: Queries;
  /** A person as he is now; undefined when he may not sign in. */
  readonly principalOf: (userId: string, db: Queryable) => Promise<Principal | undefined>;
  /** For whom somebody may act on a day ("2026-07-01") by this kind of action. */
  readonly actsFor: (userId: string, day: string, kind: string, db: Queryable) => Promise<readonly string[]>;
  /** Who may act for somebody on a day by this kind of action. */
  readonly deputiesOf: (userId: string, day: string, kind: string, db: Queryable) => Promise<readonly string[]>;
  /** A process waited for it. */
  readonly finished: (tx: Tx, end: FinishedWork) => Promise<void>;
  readonly tell: (tx: Tx, now: Date, news: WorkNews) => Promise<void>;
  /** Asks for the password or a code of the second factor once more, outside any transaction; how it was confirmed. @throws AppError when it is wrong. */
  readonly confirm: (userId: string, proof: Proof) => Promise<"password" | "code">;
  readonly log?: (level: "info" | "warn" | "error", message: string, details: Readonly<Record<string, unknown>>) => void;
  readonly everyMs?: number;
}

/** A step of a process that everybody named answers. */
export interface CollegialStep {
  readonly kind: CollegialKindName;
  readonly title: string;
  readonly entity: EntityModel;
  readonly recordId: string;
  /** Those of a lower place are asked first; a voice counts its weight. */
  readonly people: readonly { readonly user: string; readonly place: number; readonly weight: number }[];
  readonly quorum?: number;
  readonly secret?: boolean;
  /** What is asked. */
  readonly words?: string;
  readonly due: Date | null;
  readonly startedBy: string | null;
  readonly instance: string;
  readonly token: number;
}

export interface Proof {
  readonly password?: string;
  readonly code?: string;
}

export interface CollegialCall {
  readonly model: AppModel;
  readonly ctx: Ctx;
  readonly db: Queryable;
  /** The transaction of the request, when it has one. */
  readonly tx?: Tx;
}
