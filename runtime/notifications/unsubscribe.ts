/** The link at the end of a letter: who holds it may end letters of these rules for their reader, and nothing else. It stays good. */
import { AppError } from "../kernel/errors";
import type { Queryable } from "../db/pool";
import type { SecretBox } from "../kernel/secret-box";
import { saveMode } from "./settings";

interface Ended {
  readonly userId: string;
  /** Ids of rules. */
  readonly rules: readonly string[];
}

const PLACE = "unsubscribe/1";

export const sealUnsubscribe = (box: SecretBox, ended: Ended): string => box.seal(JSON.stringify(ended), PLACE).toString("base64url");

/** @throws AppError input:invalid for a link that is not ours. */
export async function unsubscribe(db: Queryable, box: SecretBox, token: string): Promise<void> {
  const { userId, rules } = opened(box, token);
  for (const rule of rules) await saveMode(db, userId, rule, "email", "off");
}

function opened(box: SecretBox, token: string): Ended {
  try {
    return JSON.parse(box.open(Buffer.from(token, "base64url"), PLACE)) as Ended;
  } catch {
    // Damaged on its way, or made up.
    throw new AppError("input:invalid", "This link is not complete.", { issues: [{ pointer: "/token", code: "token", message: "This link is not complete.", remedy: "Open it from the letter, or change your settings." }] });
  }
}
