import { enqueueMail } from "../../mail/outbox";
import { StepFailure } from "../../workflow/engine/compiled";
import type { Service } from "./service";

const ADDRESS = /^[^\s@,;<>]{1,64}@[^\s@,;<>]{1,190}$/;
const RECIPIENTS = 50;

/** The letter lies in the outbox with the step; its key keeps it single. */
export const sendMail: Service = async (call) => {
  const { run, token } = call;
  const to = (call.text("to") ?? "").split(/[,;\s]+/).filter(Boolean);
  const wrong = to.find((address) => !ADDRESS.test(address));
  if (to.length === 0 || wrong !== undefined || to.length > RECIPIENTS) throw new StepFailure("address", to.length === 0 ? "The letter has no recipient." : wrong === undefined ? `The letter has more than ${RECIPIENTS} recipients.` : `“${wrong.slice(0, 100)}” is no e-mail address.`, "Mend the recipient and try again.");
  const [subject, text] = [(call.text("subject") ?? "").replace(/\s+/g, " ").slice(0, 200), (call.text("text") ?? "").slice(0, 20_000)];
  for (const address of new Set(to)) await enqueueMail(run.tx, { kind: "process", to: address, subject, text }, `process:${run.row.id}:${token}:${address}`);
  return { done: {} };
};
