/** Whoever gets a letter. */
import type { Ctx } from "../kernel/context";
import { newId } from "../kernel/ids";
import type { Principal } from "../kernel/principal";

/** With his rights as they are now. */
export interface LetterReader {
  readonly principal: Principal;
  readonly email: string;
  readonly language: string;
  readonly timeZone: string;
}

/** The context in which something is read for him, or done by him through a letter. */
export const contextOf = (reader: LetterReader, now: Date): Ctx => ({ principal: reader.principal, channel: "system", now, timeZone: reader.timeZone, language: reader.language, requestId: newId() });
