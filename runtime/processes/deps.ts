/**
 * Processes alive: instances in tables, advanced by the pure engine. The *hands* do what its effects ask for, in the transaction that
 * keeps the new state; what leaves the database is a *job*, done after it.
 */
import type { Database, Queryable, Tx } from "../db/pool";
import type { Egress, EgressOptions } from "../egress/egress";
import type { Records } from "../entities/records";
import type { Ctx } from "../kernel/context";
import type { Principal } from "../kernel/principal";
import type { AppModel, EntityModel, Label } from "../model/types";
import type { Queries } from "../queries";
import type { StepNotification } from "../workflow/definition/step-card";

export interface CollegialStep {
  readonly kind: "vote" | "approve" | "sign" | "acquaint";
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

export interface CollegialSteps {
  begin(tx: Tx, now: Date, step: CollegialStep): Promise<void>;
  /** What still waits of this step, or of the whole instance. */
  cancel(tx: Tx, now: Date, instance: string, token?: number): Promise<void>;
}

/** What somebody is told of a step. */
export interface StepNews {
  readonly userId: string;
  /** Id of the entity. */
  readonly entity: string;
  readonly recordId: string;
  readonly about: "workBegun" | "workSoon" | "workOverdue" | "workEnded";
  readonly title: Label;
  readonly text?: Label;
  readonly channels?: StepNotification["channels"];
}

/** Seals of web addresses. */
export interface ProcessHooks {
  /** Where the product answers, without a slash at the end. */
  origin(): string;
  sign(text: string): string;
  /** Are they the same? Takes as long for any two. */
  same(given: string, wanted: string): boolean;
}

/** Files that steps make. */
export interface ProcessDocuments {
  keep(ctx: Ctx, document: { readonly name: string; readonly mediaType: string; readonly text: string }): Promise<{ readonly id: string; readonly name: string }>;
  /** Hangs a kept file on a record. */
  attach(call: { readonly model: AppModel; readonly ctx: Ctx; readonly tx: Tx }, entityName: string, recordId: string, fileId: string): Promise<unknown>;
}

export interface ProcessDeps {
  readonly db: Database;
  readonly model: () => AppModel;
  readonly queries: Queries;
  readonly records: Records;
  /** A person as he is now, asked on the given connection; undefined when he may not sign in. */
  readonly principalOf: (userId: string, db: Queryable) => Promise<Principal | undefined>;
  /** For whom somebody may do tasks on a day ("2026-07-01"), asked on the given connection. */
  readonly actsFor: (userId: string, day: string, db: Queryable) => Promise<readonly string[]>;
  /** Collegial actions as a step; left out where there are none (simulations). */
  readonly collegial?: CollegialSteps;
  /** People are told of a step, in the transaction given; left out where nobody can be told (simulations). */
  readonly tell?: (tx: Tx, now: Date, news: StepNews) => Promise<void>;
  /** Addresses by which the web calls; left out where nobody can call (simulations). */
  readonly hooks?: ProcessHooks;
  /** Left out where there is no store of files (simulations). */
  readonly documents?: ProcessDocuments;
  /** Origins that steps may call. */
  readonly webhookOrigins?: readonly string[];
  /** The way out to them; that of the product unless told. */
  readonly egress?: (options: EgressOptions) => Egress;
  readonly log?: (level: "info" | "warn" | "error", message: string, details: Readonly<Record<string, unknown>>) => void;
  readonly everyMs?: number;
}
