"use client";
import { ArchiveRestore, Download, Merge, PencilLine, Trash2, X, Zap } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { ClientAction, ClientEntity } from "../../runtime/model/client";
import { ApiError, queryString } from "../data/api";
import { allIds, deleteRecords, restoreRecords, runActions, updateRecords, type BulkOutcome } from "../data/bulk";
import { sortText, useRecordsChanged, type RecordsQuery } from "../data/records";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Icon } from "../ui/icon";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/menu";
import { useToast } from "../ui/toast";
import { BulkEdit } from "./bulk-edit";
import { bulkFields } from "./list-columns";

// Asked for rarely.
const BulkAction = dynamic(() => import("./bulk-action").then((module) => module.BulkAction), { ssr: false });
const MergeDialog = dynamic(() => import("../records/merge-dialog").then((module) => module.MergeDialog), { ssr: false });

/** On a phone the deeds stand below the count, an icon over its word. */
const DEED = "max-sm:h-12 max-sm:min-w-0 max-sm:flex-1 max-sm:flex-col max-sm:gap-0.5 max-sm:px-1 max-sm:text-xs";

interface BulkBarProps {
  entity: ClientEntity;
  /** Rows chosen by hand. */
  ids: readonly string[];
  /** Records of the whole filter, once known. */
  total: number | undefined;
  /** All records of the filter are meant, loaded or not. */
  whole: boolean;
  onWhole(): void;
  query: RecordsQuery;
  /** Paths of the columns, as they stand. */
  columns: readonly string[];
  trash: boolean;
  onDone(): void;
  /** Records came back: they are not among the rows. */
  onRestored(): void;
}

/** Records whose ids an address has room for. */
const EXPORTED = 200;
const FORMATS = [["csv", "list.exportCsv"], ["xlsx", "list.exportXlsx"]] as const;

/** What can be done with the selected records. */
export function BulkBar({ entity, ids, total, whole, onWhole, query, columns, trash, onDone, onRestored }: BulkBarProps) {
  const t = useT();
  const toast = useToast();
  const changed = useRecordsChanged();
  const [asking, setAsking] = useState<"delete" | "edit" | "merge">();
  const [action, setAction] = useState<ClientAction>();
  const [busy, setBusy] = useState(false);
  const count = whole ? (total ?? ids.length) : ids.length;
  const mayEdit = entity.rights.update && bulkFields(entity).length > 0;

  const tell = (outcome: BulkOutcome, done: "bulk.deleted" | "bulk.restored" | "bulk.changed" | "bulk.ran", undo?: () => void) => {
    changed(entity.name);
    if (outcome.failed.length > 0) toast({ tone: "danger", title: t("bulk.failed", { count: outcome.failed.length }), text: outcome.failed[0]?.message });
    if (outcome.done.length > 0) toast({ title: t(done, { count: outcome.done.length }), action: undo && { label: t("common.undo"), run: undo } });
  };
  /** Runs one thing over the chosen records; a refusal of everything is told. */
  const run = async (work: (chosen: readonly string[]) => Promise<void>) => {
    setBusy(true);
    try {
      await work(whole ? await allIds(entity.name, query) : ids);
      onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast({ tone: "danger", title: t("record.notDone"), text: error.status === 0 ? t("error.network") : (error.issues[0]?.message ?? error.message) });
    } finally {
      setBusy(false);
    }
  };
  const restore = (chosen: readonly string[]) =>
    restoreRecords(entity.name, chosen).then((outcome) => {
    tell(outcome, "bulk.restored");
    onRestored();
  });
  const remove = async (chosen: readonly string[]) => {
    const outcome = await deleteRecords(entity.name, chosen);
    tell(outcome, "bulk.deleted", () => void restore(outcome.done));
  };
  const update = async (chosen: readonly string[], set: Readonly<Record<string, unknown>>) => tell(await updateRecords(entity.name, chosen, set), "bulk.changed");

  const act = async (chosen: readonly string[], name: string, parameters: Readonly<Record<string, unknown>>) => tell(await runActions(entity.name, chosen, name, parameters), "bulk.ran");

  const { filter, q, sort } = query;
  const exported = queryString({ fields: columns.join(","), sort: sort && sortText(sort), ...(whole ? { filter, q } : { filter: { field: "id", op: "in", value: ids } }), recordId: false });

  return (
    <div role="toolbar" aria-label={t("bulk.toolbar")} aria-busy={busy} className="fixed bottom-5 left-1/2 z-30 flex max-w-[calc(100vw-2rem)] -translate-x-1/2 items-center gap-1 rounded-xl bg-raised px-2 py-1.5 shadow-pop animate-rise max-sm:inset-x-2 max-sm:bottom-2 max-sm:max-w-none max-sm:translate-x-0 max-sm:flex-wrap">
      <span className="px-2 text-sm font-medium whitespace-nowrap tabular-nums max-sm:-order-1 max-sm:mr-auto" role="status">
        {t("bulk.selected", { count })}
      </span>
      {!whole && total !== undefined && total > ids.length && (
        <Button variant="link" onClick={onWhole} className="px-2 max-sm:-order-1 max-sm:h-10">
          {t("bulk.whole", { count: total })}
        </Button>
      )}
      {/* Ends the first line of a phone. */}
      <span aria-hidden className="h-0 w-full sm:hidden" />
      {trash ? (
        entity.rights.delete && (
          <Button variant="ghost" className={DEED} disabled={busy} onClick={() => void run(restore)}>
            <ArchiveRestore />
            {t("common.restore")}
          </Button>
        )
      ) : (
        <>
          {mayEdit && (
            <Button variant="ghost" className={DEED} disabled={busy} onClick={() => setAsking("edit")}>
              <PencilLine />
              {t("common.edit")}
            </Button>
          )}
          {entity.actions.length > 0 && (
            <Menu>
              <MenuTrigger asChild>
                <Button variant="ghost" className={DEED} disabled={busy}>
                  <Zap />
                  {t("bulk.actions")}
                </Button>
              </MenuTrigger>
              <MenuContent>
                {entity.actions.map((one) => (
                  <MenuItem key={one.name} onSelect={() => setAction(one)}>
                    <Icon name={one.icon ?? "zap"} />
                    {one.label}
                  </MenuItem>
                ))}
              </MenuContent>
            </Menu>
          )}
          {entity.rights.export && (whole || ids.length <= EXPORTED) && (
            <Menu>
              <MenuTrigger asChild>
                <Button variant="ghost" className={DEED} disabled={busy}>
                  <Download />
                  {t("bulk.export")}
                </Button>
              </MenuTrigger>
              <MenuContent>
                {FORMATS.map(([format, label]) => (
                  <MenuItem key={format} asChild>
                    <a href={`/api/v1/export/${entity.name}.${format}${exported}`} download>
                      {t(label)}
                    </a>
                  </MenuItem>
                ))}
              </MenuContent>
            </Menu>
          )}
          {entity.rights.update && entity.rights.delete && !entity.system && !whole && ids.length === 2 && (
            <Button variant="ghost" className={DEED} disabled={busy} onClick={() => setAsking("merge")}>
              <Merge />
              {t("merge.open")}
            </Button>
          )}
          {entity.rights.delete && (
            <Button variant="ghost" className={`${DEED} text-danger-ink`} disabled={busy} onClick={() => setAsking("delete")}>
              <Trash2 />
              {t("common.delete")}
            </Button>
          )}
        </>
      )}
      <Button variant="ghost" size="icon" className="max-sm:-order-1" aria-label={t("bulk.clear")} onClick={onDone}>
        <X />
      </Button>
      <Confirm open={asking === "delete"} onOpenChange={(open) => !open && setAsking(undefined)} danger title={t("bulk.deleteTitle", { count })} text={t("record.deleteText")} action={t("common.delete")} onConfirm={() => void run(remove)} />
      {asking === "merge" && (
        <MergeDialog
          entity={entity}
          id={ids[0]!}
          otherId={ids[1]}
          onClose={() => setAsking(undefined)}
          onDone={() => {
            setAsking(undefined);
            changed(entity.name);
            onDone();
          }}
        />
      )}
      {action && <BulkAction action={action} count={count} onClose={() => setAction(undefined)} onRun={(parameters) => void run((chosen) => act(chosen, action.name, parameters))} />}
      {asking === "edit" && <BulkEdit entity={entity} count={count} onClose={() => setAsking(undefined)} onSave={(set) => void run((chosen) => update(chosen, set))} />}
    </div>
  );
}
