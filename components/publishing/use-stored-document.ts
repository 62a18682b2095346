"use client";
import { useRouter } from "next/navigation";
import { useState, type ReactNode } from "react";
import { api, ApiError, queryString } from "../data/api";
import { useT } from "../i18n/provider";
import { useToast } from "../ui/toast";
import { usePublishing } from "./use-publishing";

interface Named {
  readonly name: string;
}

interface Editing<D> {
  readonly kind: string;
  readonly first: D;
  /** The module a new one is a part of. */
  readonly pack?: string;
  /** The revision the document was read at. */
  readonly revision: number | undefined;
  /** Told when the document is published. */
  readonly published: string;
  /** What is published is not what was sent: somebody else had changed it, too. */
  onMerged(document: D): void;
  onRefused(error: ApiError): void;
}

/** A document in an editor: kept as the author's draft, and published over the revision it was read at. */
export function useStoredDocument<D extends Named>({ kind, first, pack, revision, published, onMerged, onRefused }: Editing<D>) {
  const t = useT();
  const router = useRouter();
  const toast = useToast();
  const { publish: send, questions } = usePublishing();
  const [saved, setSaved] = useState(first);
  const [base, setBase] = useState(revision);
  const [isBusy, setBusy] = useState(false);
  const attempt = async (work: () => Promise<boolean>): Promise<boolean> => {
    setBusy(true);
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      onRefused(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    saved, isBusy,
    /** The dialogue of `publish`, to be shown by the screen. */
    questions: questions as ReactNode,
    /** True when it is kept. */
    keep: (now: D) => attempt(async () => {
      await api(`/metadata/${kind}/${now.name}${queryString({ pack, baseRevision: base })}`, { method: "PUT", body: now });
      setSaved(now);
      toast({ title: t("builder.saved"), tone: "success" });
      return true;
    }),
    /** True when it is published. */
    publish: (now: D) => attempt(async () => {
      const answer = await send({ changes: [{ kind, name: now.name, document: now, ...(pack !== undefined && { pack }) }], ...(base !== undefined && { baseRevision: base }) });
      if (!answer) return false;
      const merged = answer.merged?.[0]?.document as D | null | undefined;
      setBase(answer.revision);
      setSaved(merged ?? now);
      if (merged) onMerged(merged);
      toast({ title: published, tone: "success" });
      router.refresh();
      return true;
    }),
  };
}
