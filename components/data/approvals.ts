"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type ApiError } from "./api";

export type ApprovalKind = "vote" | "approve" | "sign" | "acquaint";
export const APPROVAL_KINDS: readonly ApprovalKind[] = ["approve", "vote", "sign", "acquaint"];

export type AnswerName = "approve" | "reject" | "sendBack" | "abstain" | "for" | "against" | "sign" | "refuse" | "acknowledge";

export interface Person {
  readonly id: string;
  readonly title: string;
}

export interface Participant {
  readonly person: Person;
  readonly place: number;
  readonly weight: number;
  readonly asked: boolean;
  readonly answered: boolean;
  /** Null: not yet, or secret. */
  readonly answer: AnswerName | null;
  readonly words: string | null;
  /** Who acted for the person. */
  readonly doneBy: Person | null;
  readonly at: string | null;
  readonly signature: { readonly method: "password" | "code"; readonly seal: string; readonly valid: boolean; readonly changed: readonly string[]; readonly hidden: number } | null;
}

export interface ApprovalAnswer {
  readonly name: AnswerName;
  readonly reasoned: boolean;
  readonly confirmed: boolean;
}

/** An answer that was taken back. */
export interface WithdrawnAnswer {
  readonly person: Person;
  readonly answer: AnswerName;
  readonly words: string | null;
  readonly doneBy: Person | null;
  readonly at: string;
  readonly signature: { readonly method: "password" | "code"; readonly seal: string } | null;
  readonly withdrawnBy: Person;
  readonly withdrawnAt: string;
}

/** One vote, approval, signing or acquaintance on a record. */
export interface Approval {
  readonly id: string;
  readonly kind: ApprovalKind;
  readonly title: string;
  readonly words: string;
  readonly record: { readonly entity: string; readonly id: string; readonly title: string } | null;
  readonly status: "open" | "passed" | "refused" | "returned" | "recalled";
  readonly decision: "for" | "against" | "tie" | null;
  readonly quorum: number | null;
  readonly secret: boolean;
  readonly due: string | null;
  readonly startedBy: Person | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly given: Readonly<Partial<Record<AnswerName, number>>> | null;
  readonly participants: readonly Participant[];
  readonly withdrawn: readonly WithdrawnAnswer[];
  /** Those one may answer for now. */
  readonly asks: readonly Person[];
  readonly answers: readonly ApprovalAnswer[];
  readonly mayRecall: boolean;
  /** Whose answers one may take back. */
  readonly mayWithdraw: readonly { readonly id: string; readonly title: string }[];
  readonly mayAdd: boolean;
}

/** With the seal of the record as it is now, where it is signed. */
export interface ApprovalDetail extends Approval {
  readonly seal: string | null;
}

interface OfRecord {
  readonly items: readonly Approval[];
  readonly mayBegin: readonly ApprovalKind[];
  readonly seal: string | null;
}

const KEY = ["approvals"] as const;

export const useApprovalsOf = (entity: string, id: string) => useQuery({ queryKey: [...KEY, "of", entity, id], queryFn: ({ signal }) => api<OfRecord>(`/records/${entity}/${id}/resolutions`, { signal }) });
export const useMyApprovals = () => useQuery({ queryKey: [...KEY, "mine"], queryFn: ({ signal }) => api<{ items: readonly Approval[] }>("/resolutions", { signal }), refetchInterval: 60_000 });
export const useApproval = (id: string) => useQuery({ queryKey: [...KEY, "one", id], queryFn: ({ signal }) => api<ApprovalDetail>(`/resolutions/${id}`, { signal }) });

/** Something is done to one of them; what can be done with the record may be other afterwards. */
export function useApprovalChange() {
  const client = useQueryClient();
  return useMutation<unknown, ApiError, { readonly path: string; readonly body?: unknown }>({
    mutationFn: ({ path, body }) => api(path, { method: "POST", body: body ?? {} }),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: KEY }), client.invalidateQueries({ queryKey: ["processes"] }), client.invalidateQueries({ queryKey: ["record"] })]),
  });
}
