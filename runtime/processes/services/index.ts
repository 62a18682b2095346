/**
 * Services: the hands of runtime/workflow/services. What works on records is done in the transaction of the step, in a savepoint: it
 * happens exactly once, and a failure is an incident with nothing half done. Letters go to the outbox, requests to a job.
 */
import { isAppError } from "../../kernel/errors";
import type { Json, Values } from "../../workflow/definition/types";
import type { ProcessEvent } from "../../workflow/engine/events";
import { StepFailure } from "../../workflow/engine/compiled";
import type { ServiceName } from "../../workflow/services";
import { textOf, valueOf, variablesAt } from "../formula";
import { Spoilt, type Run } from "../running";
import { readRecord } from "../snapshot";
import { callWebhook } from "./call-webhook";
import { createRecord } from "./create-record";
import { deleteRecord } from "./delete-record";
import { findRecords } from "./find-records";
import { runNamedAction } from "./run-action";
import { sendMail } from "./send-mail";
import { startProcess } from "./start-process";
import { updateRecord } from "./update-record";
import type { Service, ServiceCall } from "./service";

const services: Readonly<Record<ServiceName, Service>> = {
  createRecord, updateRecord, deleteRecord, findRecords, runAction: runNamedAction, sendMail, callWebhook, startProcess,
  setVariables: (call) => ({ done: call.values("set") }),
};

/** What happens to the instance next; undefined when a job will say. */
export async function performService(run: Run, { token, options, input }: Run["services"][number]): Promise<ProcessEvent | undefined> {
  try {
    const work = async () => services[options!.service as ServiceName](await callOf(run, token, options?.settings ?? {}, input));
    const answer = await (run.hand.together ? work() : run.tx.savepoint(work));
    // It may have changed who is responsible for what.
    run.hand.together?.clear();
    return "later" in answer ? undefined : { type: "done", token, variables: answer.done };
  } catch (error) {
    if (run.hand.together) throw new Spoilt(error);
    if (error instanceof StepFailure) return { type: "failure", token, code: error.code, message: error.message };
    if (!isAppError(error) || error.code === "unavailable:database") throw error;
    const issues = error.issues.slice(0, 3).map((issue) => issue.message).join(" ");
    return { type: "failure", token, code: error.code, message: [error.message, issues, error.remedy].filter(Boolean).join(" ") };
  }
}

async function callOf(run: Run, token: number, settings: Values, input: Values): Promise<ServiceCall> {
  const variables: Values = { ...variablesAt(run.state, token), record: await readRecord(run), ...input };
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
