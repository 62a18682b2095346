import { StepFailure } from "../../workflow/engine/compiled";
import { PROCESS_STORE_LIMITS } from "../limits";
import type { Service } from "./service";

export const startProcess: Service = (call) => {
  const { run, settings } = call;
  const generation = run.row.generation + 1;
  if (generation > PROCESS_STORE_LIMITS.generations) throw new StepFailure("endless", `${PROCESS_STORE_LIMITS.generations} processes have started one another before this one.`, "Look for processes that start each other in a circle.");
  run.jobs.push({ payload: { kind: "start", process: String(settings["process"]), variables: call.values("variables"), startedBy: run.row.started_by, generation } });
  return { done: {} };
};
