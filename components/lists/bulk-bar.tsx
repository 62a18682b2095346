"use client";
import { ArchiveRestore, Trash2, X } from "lucide-react";
import { useState } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { deleteRecords, restoreRecords, type BulkOutcome } from "../data/bulk";
import { ApiError } from "../data/api";
import { useRecordsChanged } from "../data/records";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { useToast } from "../ui/toast";

interface BulkBarProps {
  entity: ClientEntity;
  ids: readonly string[];
  trash: boolean;
  onDone(): void;
}

/** What can be done with the selected rows. */
export function BulkBar({ entity, ids, trash, onDone }: BulkBarProps) {
  const t = useT();
  const toast = useToast();
  const changed = useRecordsChanged();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);

  const tell = (outcome: BulkOutcome, done: "bulk.deleted" | "bulk.restored", undo?: () => void) => {
    changed(entity.name);
    if (outcome.failed.length > 0) toast({ tone: "danger", title: t("bulk.failed", { count: outcome.failed.length }), text: outcome.failed[0]?.message });
    if (outcome.done.length > 0) toast({ title: t(done, { count: outcome.done.length }), action: undo && { label: t("common.undo"), run: undo } });
  };
  const restore = async (records: readonly string[]) => {
    setBusy(true);
    tell(await restoreRecords(entity.name, records), "bulk.restored");
    setBusy(false);
    onDone();
  };
  const remove = async () => {
    setBusy(true);
    try {
      const outcome = await deleteRecords(entity.name, ids);
      tell(outcome, "bulk.deleted", () => void restore(outcome.done));
      onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast({ tone: "danger", title: t("record.notDone"), text: error.status === 0 ? t("error.network") : error.message });
    } finally {
      setBusy(false);
    }
  };

  return (
    <div role="toolbar" aria-label={t("bulk.toolbar")} className="fixed bottom-5 left-1/2 z-30 flex -translate-x-1/2 items-center gap-1 rounded-xl bg-raised px-2 py-1.5 shadow-pop animate-rise">
      <span className="px-2 text-sm font-medium tabular-nums" role="status">
        {t("bulk.selected", { count: ids.length })}
      </span>
      {trash
        ? entity.rights.delete && (
            <Button variant="ghost" disabled={busy} onClick={() => void restore(ids)}>
              <ArchiveRestore />
              {t("common.restore")}
            </Button>
          )
        : entity.rights.delete && (
            <Button variant="ghost" className="text-danger-ink" disabled={busy} onClick={() => setAsking(true)}>
              <Trash2 />
              {t("common.delete")}
            </Button>
          )}
      <Button variant="ghost" size="icon" aria-label={t("bulk.clear")} onClick={onDone}>
        <X />
      </Button>
      <Confirm open={asking} onOpenChange={setAsking} danger title={t("bulk.deleteTitle", { count: ids.length })} text={t("record.deleteText")} action={t("common.delete")} onConfirm={() => void remove()} />
    </div>
  );
}
