import type { PostKind } from "../data/activity";
import type { Uploaded } from "./upload";

/** What somebody was about to say, kept on this device until it is sent. */
export interface Draft {
  readonly text: string;
  /** Name in the text → id of the person. */
  readonly people: Readonly<Record<string, string>>;
  readonly kind: PostKind;
  readonly private: boolean;
  readonly files: readonly Uploaded[];
}

export const EMPTY: Draft = { text: "", people: {}, kind: "comment", private: false, files: [] };
const keyOf = (user: string, entity: string, id: string): string => `metaloom.draft.${user}.${entity}.${id}`;

export function readDraft(user: string, entity: string, id: string): Draft {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(user, entity, id)) ?? "null");
    return kept !== null && typeof kept === "object" ? { ...EMPTY, ...(kept as Partial<Draft>) } : EMPTY;
  } catch {
    // Storage may be switched off or hold something foreign; drafts are a comfort only.
    return EMPTY;
  }
}

export function keepDraft(user: string, entity: string, id: string, draft: Draft): void {
  try {
    if (draft.text.trim() === "" && draft.files.length === 0) localStorage.removeItem(keyOf(user, entity, id));
    else localStorage.setItem(keyOf(user, entity, id), JSON.stringify(draft));
  } catch {
    // Storage is full or switched off: see above.
  }
}
