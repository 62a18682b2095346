import { generateDocument as fillIn } from "../../documents/generate";
import { StepFailure } from "../../workflow/engine/compiled";
import { servant } from "../running";
import { targetOf, type Service } from "./service";

/** Filled in with the step, as the record is then; its bytes are kept and hung on the record by a job, for a store of files is no part of a transaction. */
export const generateDocument: Service = async (call) => {
  const { run, token, settings, variables } = call;
  const template = run.model.parts.template.find(({ name }) => name === settings["template"]);
  if (!template) throw new StepFailure("unknownTemplate", `There is no template “${String(settings["template"])}” any more.`, "Mend the process in a new version.");
  if (!run.hand.documents) throw new StepFailure("unavailable", "This process has no store of files.");
  const { entity, id } = targetOf({ ...call, settings: { ...settings, entity: template.entity } });
  const document = await fillIn(run.hand.queries, { model: run.model, ctx: await servant(run), db: run.tx }, template, id, variables);
  const { field, as } = settings;
  run.jobs.push({ token, instance: run.row.id, payload: { kind: "document", token, document, entity: entity.name, record: id, ...(typeof field === "string" && { field }), ...(typeof as === "string" && { as }) } });
  return { later: true };
};
