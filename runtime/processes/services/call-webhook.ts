import { StepFailure } from "../../workflow/engine/compiled";
import type { Service } from "./service";

/** Asked by a job after the step is kept: nothing of the network happens inside a transaction. */
export const callWebhook: Service = (call) => {
  const { run, token, settings } = call;
  const url = call.text("url") ?? "";
  if (!URL.canParse(url)) throw new StepFailure("address", `“${url.slice(0, 200)}” is no web address.`, "Write it like https://example.com/hook.");
  const body = settings["body"] === undefined ? {} : { body: call.values("body") };
  run.jobs.push({ token, instance: run.row.id, payload: { kind: "webhook", token, url, method: String(settings["method"] ?? "POST"), ...body, ...(typeof settings["as"] === "string" && { as: settings["as"] }) } });
  return { later: true };
};
