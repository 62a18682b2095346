import type { TaskAttachment } from "../data/processes";

/** Attachment id → files that were sent; undefined while some are on their way. */
export type GivenFiles = Readonly<Record<string, readonly string[] | undefined>>;

/** Labels of what a decision needs and is not there yet. */
export function missingFiles(attachments: readonly TaskAttachment[], given: GivenFiles, decision: string | undefined): readonly string[] {
  const needs = ({ needed }: TaskAttachment): boolean => (typeof needed === "boolean" ? needed : decision !== undefined && needed.includes(decision));
  return attachments.filter((one) => needs(one) && one.files.length + (given[one.id]?.length ?? 0) === 0).map(({ label }) => label);
}

/** What is sent with the decision; undefined when there is nothing. */
export function filesToSend(given: GivenFiles): Readonly<Record<string, readonly string[]>> | undefined {
  const some = Object.entries(given).filter((one): one is [string, readonly string[]] => (one[1]?.length ?? 0) > 0);
  return some.length > 0 ? Object.fromEntries(some) : undefined;
}
