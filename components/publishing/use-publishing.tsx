"use client";
import dynamic from "next/dynamic";
import { useCallback, useState, type ReactNode } from "react";
import { api, ApiError } from "../data/api";
import type { Choice, Conflict } from "./conflict-choice";

const MeetingDialog = dynamic(() => import("./meeting-dialog").then((part) => part.MeetingDialog), { ssr: false });

export interface Wish {
  readonly changes: readonly { readonly kind: string; readonly name: string; readonly pack?: string; readonly document: unknown }[];
  /** The revision the author began from; nothing is merged without one. */
  readonly baseRevision?: number;
  readonly summary?: string;
  readonly confirmDestructive?: boolean;
}

export interface Outcome {
  readonly revision: number;
  readonly changed: boolean;
  /** Documents as they are published, where they are not what was sent: somebody else had changed them, too. */
  readonly merged?: readonly { readonly kind: string; readonly name: string; readonly document: unknown }[];
}

interface Question {
  readonly conflicts: readonly Conflict[];
  readonly taken: readonly string[];
  answer(decisions: Readonly<Record<string, Choice>> | undefined): void;
}

/**
 * Publishes documents. What others published since is merged; what both changed differently is asked in `questions`, which the screen
 * shows. Resolves to undefined when the author would rather not. @throws ApiError
 */
export function usePublishing(): { readonly publish: (wish: Wish) => Promise<Outcome | undefined>; readonly questions: ReactNode } {
  const [question, setQuestion] = useState<Question>();
  const publish = useCallback(async (wish: Wish): Promise<Outcome | undefined> => {
    let decisions: Readonly<Record<string, Choice>> = {};
    for (;;) {
      try {
        return await api<Outcome>("/metadata/publish", { method: "POST", body: { ...wish, ...(wish.baseRevision !== undefined && { merge: true, decisions }) } });
      } catch (error) {
        const conflicts = error instanceof ApiError ? (error.problem["conflicts"] as readonly (Conflict & { choice?: Choice })[] | undefined) : undefined;
        if (!conflicts) throw error;
        const taken = (error as ApiError).problem["taken"] as readonly string[];
        const answers = await new Promise<Readonly<Record<string, Choice>> | undefined>((answer) => setQuestion({ conflicts: conflicts.filter(({ choice }) => !choice), taken, answer }));
        setQuestion(undefined);
        if (!answers) return undefined;
        decisions = { ...decisions, ...answers };
      }
    }
  }, []);
  return { publish, questions: question && <MeetingDialog {...question} onDecide={question.answer} onCancel={() => question.answer(undefined)} /> };
}
