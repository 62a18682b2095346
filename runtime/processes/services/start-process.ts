import type { Service } from "./service";

export const startProcess: Service = (call) => {
  const { run, settings } = call;
  run.jobs.push({ payload: { kind: "start", process: String(settings["process"]), variables: call.values("variables"), startedBy: run.row.started_by } });
  return { done: {} };
};
