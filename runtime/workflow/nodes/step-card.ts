/** What can be wrong with the notifications and files of a task, whatever its type. */
import { lacksValue, type StepCardOptions } from "../definition/step-card";
import { readDate, readDuration } from "../engine/timers";
import type { Finding } from "./facts";

interface Task extends StepCardOptions {
  readonly due?: unknown;
  readonly collegial?: string;
  readonly decisions?: readonly { readonly name: string }[];
}

const finding = (code: string, message: string, remedy: string): Finding => ({ code, area: "completeness", message, remedy });

export function checkStepCard({ notifications = [], attachments = [], due, collegial, decisions = [] }: Task): readonly Finding[] {
  const names = decisions.map(({ name }) => name);
  const stray = [...new Set(attachments.flatMap((one) => one.decisions ?? []))].filter((name) => !names.includes(name));
  const wrong = notifications.map(({ before }) => before).find((before) => before !== undefined && !readDuration(before));
  const isNoTime = typeof due === "string" && !readDuration(due) && !readDate(due, "UTC");
  return [
    ...(isNoTime ? [finding("timeSpan", `The term “${due}” is no time.`, "Write it like P2D (two days) or PT4H, or as a date like 2026-01-31T18:00.")] : []),
    ...(notifications.some(({ to }) => !to?.length || to.some(lacksValue)) ? [finding("noRecipient", "A notification of this task goes to nobody.", "Choose who is told, or take the notification away.")] : []),
    ...(due === undefined && notifications.some(({ on }) => on === "dueSoon" || on === "overdue") ? [finding("noTerm", "A notification waits for the term of this task, and it has none.", "Say until when it has to be done, or choose another moment.")] : []),
    ...(wrong !== undefined ? [finding("timeSpan", `“${wrong}” is no time span.`, "Write it like P1D (a day) or PT4H (four hours).")] : []),
    ...(stray.length > 0 ? [finding("unknownDecision", `Files are needed for a decision “${stray[0]}”, and this task has no such button.`, "Choose one of its buttons.")] : []),
    ...(collegial !== undefined && attachments.length > 0 ? [finding("filesOfCollegial", "A collegial action asks for no files of its own.", "Take the attachments away, or ask for them in a task before it.")] : []),
  ];
}
