"use client";
import { CircleCheck, Undo2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { EntityAnswer } from "../../../runtime/studio/answers";
import { ApiError } from "../../data/api";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Icon } from "../../ui/icon";
import { Notice } from "../../ui/states";
import { useToast } from "../../ui/toast";
import { useRollback } from "../use-publish";

export interface Done {
  readonly label: string;
  readonly pack: string;
  /** Revision before, for the way back. */
  readonly before: number;
  readonly entities: readonly EntityAnswer[];
  /** Rows that were made, and those that could not be. */
  readonly rows: number;
  readonly failed: readonly string[];
}

/** The module is there: where it is, and the way back. */
export function DoneStep({ done }: { done: Done }) {
  const t = useT();
  const router = useRouter();
  const toast = useToast();
  const rollback = useRollback();
  const [asking, setAsking] = useState(false);
  const undo = async () => {
    try {
      await rollback.mutateAsync(done.before);
      toast({ title: t("studio.undone") });
      router.push("/studio");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast({ tone: "danger", title: error.message, text: error.remedy });
    }
  };
  return (
    <div className="mx-auto max-w-xl py-8 text-center">
      <CircleCheck className="mx-auto size-10 text-success-ink" aria-hidden />
      <h1 className="mt-3 text-xl font-semibold">{t("studio.done", { module: done.label })}</h1>
      <p className="mt-1 text-sm text-ink-2">{t("studio.doneText")}</p>
      {done.rows > 0 && <p className="mt-1 text-sm text-ink-2">{t("studio.rowsMade", { count: done.rows })}</p>}
      {done.failed.length > 0 && <Notice tone="warning" className="mt-4 text-left">{t("studio.rowsFailed", { count: done.failed.length })} {done.failed[0]}</Notice>}
      <ul className="mt-5 grid gap-2 text-left sm:grid-cols-2">
        {done.entities.map((entity) => (
          <li key={entity.name}>
            <Link href={`/${entity.name}`} className="flex items-center gap-3 rounded-lg border border-line p-3 hover:bg-hover">
              <Icon name={entity.icon} className="size-5 text-ink-3" />
              <span className="min-w-0 flex-1 truncate font-medium">{entity.plural}</span>
            </Link>
          </li>
        ))}
      </ul>
      <div className="mt-6 flex flex-wrap justify-center gap-2">
        <Button asChild variant="primary"><Link href={`/studio/${done.pack}`}>{t("studio.goOnBuilding")}</Link></Button>
        <Button disabled={rollback.isPending} onClick={() => setAsking(true)}><Undo2 />{t("studio.undo")}</Button>
      </div>
      <Confirm open={asking} onOpenChange={setAsking} danger title={t("studio.undoTitle")} text={t("studio.undoText")} action={t("studio.undo")} onConfirm={() => void undo()} />
    </div>
  );
}
