/**
 * An *occurrence* is one thing that happened to one record and that rules may tell of. A *rule* is a document of the kind notification.
 * A *reader* is a person who may be told, with his rights as they are now.
 */
import type { PartKind } from "../activity/record-event";
import type { Queryable } from "../db/pool";
import type { LetterReader } from "../mail/reader";
import type { AppModel, EntityModel } from "../model/types";
import type { Queries } from "../queries";

export interface Occurrence {
  readonly entity: EntityModel;
  readonly recordId: string;
  /** Of the journal, of a part, or "due". */
  readonly verb: "create" | "update" | "delete" | "part" | "due" | "clock";
  /** By id of the audited field. */
  readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
  readonly actorId: string | null;
  readonly at: Date;
  readonly part?: { readonly kind: PartKind; readonly id: string; readonly added: boolean };
  readonly mentions: readonly string[];
  /** Id of the one rule that sees it (a date that is reached, a clock). */
  readonly rule?: string;
}

export interface Reader extends LetterReader {
  readonly userId: string;
}

/** What telling needs: everything runs on one connection, that of the transaction. */
export interface Telling {
  readonly db: Queryable;
  readonly model: AppModel;
  readonly queries: Queries;
  readonly now: Date;
  /** Letters can be sent. */
  readonly letters: boolean;
  /** Undefined for whoever may not sign in. */
  reader(userId: string): Promise<Reader | undefined>;
}
