/** Runs scenarios. Each in one transaction that is undone at its end, so that none sees what another did. */
import { sql } from "kysely";
import { runAction } from "../../actions/run";
import type { Database, Tx } from "../../db/pool";
import { sys } from "../../db/schemas";
import type { Records } from "../../entities/records";
import { AppError, isAppError, systemPrincipal, type Ctx, type StaffPrincipal } from "../../kernel";
import { newId } from "../../kernel/ids";
import { isObject } from "../../model/patch";
import type { AppModel } from "../../model/types";
import type { Scenario, ScenarioStep, Values } from "./scenario";

export interface ScenarioDeps {
  readonly db: Database;
  readonly records: Records;
  readonly model: AppModel;
}

export interface ScenarioResult {
  readonly name: string;
  readonly label: string;
  readonly ok: boolean;
  /** Id of the step that did not give what it must, and how. */
  readonly step?: string;
  readonly message?: string;
  /** For a scenario kept in a process: its name. */
  readonly process?: string;
}

interface Known {
  readonly entity: string;
  readonly id: string;
}

class Undo extends Error {}
class Failed extends Error {
  constructor(readonly step: string, message: string) {
    super(message);
  }
}

/** Does every step; tells the first that does not give what it must. The database is as before. */
export async function runScenario(deps: ScenarioDeps, scenario: Scenario): Promise<ScenarioResult> {
  const head = { name: scenario.name, label: scenario.label };
  try {
    await deps.db.transaction(async (tx) => {
      const run = new Running(deps, tx, scenario);
      for (const step of scenario.steps) await run.step(step);
      throw new Undo();
    });
  } catch (error) {
    if (error instanceof Undo) return { ...head, ok: true };
    if (error instanceof Failed) return { ...head, ok: false, step: error.step, message: error.message };
    throw error;
  }
  return { ...head, ok: true };
}

class Running {
  private readonly records = new Map<string, Known>();
  private readonly people = new Map<string, StaffPrincipal>();
  private readonly now: Date;

  constructor(private readonly deps: ScenarioDeps, private readonly tx: Tx, scenario: Scenario) {
    this.now = scenario.now === undefined ? new Date() : new Date(scenario.now);
  }

  async step(step: ScenarioStep): Promise<void> {
    const refusal = await this.tx.savepoint(() => this.perform(step)).then((record) => this.compare(step, record), (error: unknown) => {
      if (!isAppError(error)) throw error;
      return error;
    });
    if (refusal === undefined) {
      if (step.refused) throw new Failed(step.id, "It was done, but must be refused.");
      return;
    }
    if (!step.refused) throw new Failed(step.id, `It was refused: ${sentence(refusal)}`);
    const { code, pointer } = step.refused;
    if ((code !== undefined && refusal.code !== code) || (pointer !== undefined && !refusal.issues.some((issue) => issue.pointer === pointer))) throw new Failed(step.id, `It was refused for another reason (${refusal.code}): ${sentence(refusal)}`);
  }

  /** The record afterwards, as the one who acts sees it; undefined when it is gone. */
  private async perform(step: ScenarioStep): Promise<Values | undefined> {
    const { records, model } = this.deps;
    const call = { model, ctx: await this.context(step.as), tx: this.tx };
    const given = this.resolved(step.with ?? {}) as Record<string, unknown>;
    if (step.create !== undefined) {
      const record = await records.create(call, step.create, given);
      if (step.call !== undefined) this.records.set(step.call, { entity: step.create, id: String(record["id"]) });
      return record;
    }
    if (step.run !== undefined) {
      const { entity, id } = this.known(step, step.on!);
      const result = await runAction(records, call, entity, id, step.run, given);
      for (const [name, made] of Object.entries(result.created)) this.records.set(name, made);
      return result.record;
    }
    const { entity, id } = this.known(step, (step.read ?? step.update ?? step.delete)!);
    if (step.update !== undefined) return records.update(call, entity, id, given);
    if (step.read !== undefined) return records.get(call, entity, id);
    await records.remove(call, entity, id);
    return undefined;
  }

  private known(step: ScenarioStep, name: string): Known {
    const known = this.records.get(name);
    if (!known) throw new Failed(step.id, `No earlier step made a record called "${name}".`);
    return known;
  }

  private compare(step: ScenarioStep, record: Values | undefined): undefined {
    for (const [name, wanted] of Object.entries(step.expect ?? {})) {
      const found = record?.[name] ?? null;
      if (!fits(this.resolved(wanted), found)) throw new Failed(step.id, `"${name}" is ${JSON.stringify(found)}, but must be ${JSON.stringify(wanted)}.`);
    }
    return undefined;
  }

  /** References to records of earlier steps become their ids. */
  private resolved(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.resolved(item));
    if (!isObject(value)) return value;
    const { ref } = value;
    if (typeof ref === "string" && Object.keys(value).length === 1 && this.records.has(ref)) return { id: this.records.get(ref)!.id };
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.resolved(item)]));
  }

  private async context(role: string | undefined): Promise<Ctx> {
    const principal = role === undefined ? systemPrincipal("install-pack") : await this.person(role);
    return { principal, channel: "cli", now: this.now, timeZone: "UTC", language: "en", requestId: newId() };
  }

  private async person(role: string): Promise<StaffPrincipal> {
    const known = this.people.get(role);
    if (known) return known;
    if (!this.deps.model.roles.has(role)) throw new AppError("input:invalid", `There is no role "${role}".`);
    const userId = newId();
    await this.tx.run(sql`insert into ${sys("users")} (id, email, name) values (${userId}::uuid, ${`${userId}@test.invalid`}, ${role})`);
    const person: StaffPrincipal = { kind: "staff", userId, name: role, sessionId: newId(), roles: [role], teams: [], unitTree: [], units: [], sharedEntities: [] };
    this.people.set(role, person);
    return person;
  }
}

const sentence = (error: AppError): string => [error.message, ...error.issues.slice(0, 3).map((issue) => `${issue.pointer} ${issue.message}`)].join(" ");

/** Equal; of objects, in what is named. */
function fits(wanted: unknown, found: unknown): boolean {
  if (Array.isArray(wanted)) return Array.isArray(found) && wanted.length === found.length && wanted.every((item, i) => fits(item, found[i]));
  if (isObject(wanted)) return isObject(found) && Object.entries(wanted).every(([key, value]) => fits(value, found[key] ?? null));
  return wanted === found || (wanted === null && found === undefined);
}
