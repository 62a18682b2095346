/**
 * Services: the hands of runtime/workflow/services. What works on records is done in the transaction of the step, in a savepoint: it
 * happens exactly once, and a failure is an incident with nothing half done. Letters go to the outbox, requests to a job.
 */
import { isAppError } from "../../kernel/errors";
import type { EntityModel } from "../../model/types";
import type { Json, Values } from "../../workflow/definition/types";
import type { ProcessEvent } from "../../workflow/engine/events";
import { StepFailure } from "../../workflow/engine/compiled";
import type { ServiceName } from "../../workflow/services";
import { textOf, valueOf, variablesAt } from "../formula";
import { speaksOfRecord } from "../asks";
import { entityOf, forgetPeople, Spoilt, type Run } from "../running";
import { entityNamed } from "../former-names";
import { readRecord } from "../snapshot";
import { addressesSeen } from "../web-addresses";
import { callWebhook } from "./call-webhook";
import { createRecord } from "./create-record";
import { deleteRecord } from "./delete-record";
import { findRecords } from "./find-records";
import { generateDocument } from "./generate-document";
import { runNamedAction } from "./run-action";
import { sendMail } from "./send-mail";
import { startProcess } from "./start-process";
import { updateRecord } from "./update-record";
import type { Service, ServiceCall } from "./service";

type ServiceOptions = NonNullable<Run["services"][number]["options"]>;

const services: Readonly<Record<ServiceName, Service>> = {
  createRecord, updateRecord, deleteRecord, findRecords, runAction: runNamedAction, sendMail, callWebhook, startProcess, generateDocument,
  setVariables: (call) => ({ done: call.values("set") }),
};

/** Does it work with variables alone? It can have done nothing by halves then. */
export const asksNothing = (options: Run["services"][number]["options"]): boolean => options?.service === "setVariables" && !speaksOfRecord(options.settings ?? {});

/** What happens to the instance next; undefined when a job will say. */
export async function performService(run: Run, { token, options, input }: Run["services"][number]): Promise<ProcessEvent | undefined> {
  try {
    const work = async () => services[options!.service as ServiceName](await callOf(run, token, options!, input));
    const answer = await (run.hand.together || asksNothing(options) ? work() : run.tx.savepoint(work));
    if (WRITES.includes(options!.service)) forgetPeople(run.hand, writtenBy(run, options!));
    return "later" in answer ? undefined : { type: "done", token, variables: answer.done };
  } catch (error) {
    if (run.hand.together) throw new Spoilt(error);
    if (error instanceof StepFailure) return { type: "failure", token, code: error.code, message: error.message };
    if (!isAppError(error) || error.code === "unavailable:database") throw error;
    const issues = error.issues.slice(0, 3).map((issue) => issue.message).join(" ");
    return { type: "failure", token, code: error.code, message: [error.message, issues, error.remedy].filter(Boolean).join(" ") };
  }
}

const WRITES: readonly (string | undefined)[] = ["createRecord", "updateRecord", "deleteRecord", "runAction"];
/** The entity a service writes to; an action may write to any. */
function writtenBy(run: Run, { service, settings }: ServiceOptions): EntityModel | undefined {
  const named = settings?.["entity"];
  return service === "runAction" ? undefined : typeof named === "string" ? entityNamed(run.model, named) : entityOf(run);
}

/** Their settings say all that they need to know. */
const PLAIN: readonly string[] = ["createRecord", "updateRecord", "deleteRecord", "setVariables"];

async function callOf(run: Run, token: number, { service, settings = {} }: ServiceOptions, input: Values): Promise<ServiceCall> {
  const needsRecord = !PLAIN.includes(service ?? "") || speaksOfRecord(settings);
  const variables: Values = { ...variablesAt(run.state, token), ...(needsRecord && { record: await readRecord(run) }), ...addressesSeen(run), ...input };
  const zone = run.version.model.definition.timeZone ?? "UTC";
  const sourceOf = (source: Json): Json => {
    const { formula, value = null } = (source ?? {}) as { readonly formula?: string; readonly value?: Json };
    return formula === undefined ? value : valueOf(formula, variables, run.now, zone);
  };
  return {
    run, token, settings, variables,
    value: (name) => (typeof settings[name] === "string" ? valueOf(settings[name], variables, run.now, zone) : undefined),
    text: (name) => (settings[name] === undefined ? undefined : textOf(settings[name] as string, variables, run.now, zone)),
    values: (name) => Object.fromEntries(Object.entries((settings[name] ?? {}) as Record<string, Json>).map(([key, source]) => [key, sourceOf(source)])),
  };
}
