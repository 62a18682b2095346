import type { TaskItem } from "../data/processes";

interface Decision {
  /** Undefined: finished without a decision. */
  readonly name?: string;
  readonly label?: string;
}

/** What can be decided for all of them at once: the buttons every one has; undefined for none chosen. */
export function commonDecisions(tasks: readonly Pick<TaskItem, "decisions">[]): readonly Decision[] | undefined {
  const [first] = tasks;
  if (!first) return undefined;
  if (tasks.every(({ decisions }) => decisions.length === 0)) return [{}];
  return first.decisions.filter(({ name }) => tasks.every(({ decisions }) => decisions.some((one) => one.name === name)));
}
