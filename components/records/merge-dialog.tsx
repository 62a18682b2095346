"use client";
import { useState } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { ApiError } from "../data/api";
import { once } from "../data/once";
import { useRecord, useRecordsChanged, type RecordData, type RefValue } from "../data/records";
import { FieldCell } from "../fields/field-cell";
import { Lookup } from "../fields/kinds/reference";
import { useT } from "../i18n/provider";
import { rowTitle } from "../lists/list-state";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Notice } from "../ui/states";
import { useToast } from "../ui/toast";
import { Version } from "./conflict-dialog";
import { comparedValues, useDuplicates } from "./duplicate-notice";
import { differingFields, mergeBody, takenAtFirst } from "./merge-values";

interface MergeProps {
  entity: ClientEntity;
  /** The record that stays. */
  id: string;
  /** The one that goes into it; chosen here when it is not known. */
  otherId?: string;
  onClose(): void;
  onDone(record: string): void;
}

/** Makes one record of two: which other, then field by field which value stays. The other goes to the trash, what points at it follows. */
export function MergeDialog({ entity, id, otherId, onClose, onDone }: MergeProps) {
  const t = useT();
  const [chosen, setChosen] = useState<RefValue | undefined>(otherId === undefined ? undefined : { id: otherId });
  const kept = useRecord(entity.name, id);
  const other = useRecord(entity.name, chosen?.id);
  const isReady = kept.data && other.data && !kept.isPlaceholderData && !other.isPlaceholderData;
  return (
    <Dialog open onOpenChange={onClose}>
      {kept.data && other.data && isReady ? (
        <Choices key={other.data.id} entity={entity} kept={kept.data} other={other.data} onClose={onClose} onDone={onDone} />
      ) : (
        <DialogContent title={t("merge.title")} description={t("merge.text")} footer={<Button onClick={onClose}>{t("common.cancel")}</Button>}>
          {kept.error || other.error ? (
            <Notice tone="danger">{(kept.error ?? other.error)!.message}</Notice>
          ) : chosen || !kept.data ? (
            <Skeleton className="h-24 w-full" />
          ) : (
            <Partner entity={entity} record={kept.data} onChoose={setChosen} />
          )}
        </DialogContent>
      )}
    </Dialog>
  );
}

/** The other record: one of the likely duplicates, or any that is looked up. */
function Partner({ entity, record, onChoose }: { entity: ClientEntity; record: RecordData; onChoose(other: RefValue): void }) {
  const t = useT();
  const likely = useDuplicates(entity.name, comparedValues(entity, record), record.id);
  return (
    <div className="grid gap-4">
      {likely.length > 0 && (
        <div>
          <p className="mb-1 text-xs font-medium text-ink-2">{t("merge.likely")}</p>
          <ul className="grid gap-1">
            {likely.map(({ id, title }) => (
              <li key={id}>
                <Button className="w-full justify-start" onClick={() => onChoose({ id })}>
                  <span className="truncate">{rowTitle(entity, { id, [entity.titleField]: title })}</span>
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div>
        <p id="merge-other" className="mb-1 text-xs font-medium text-ink-2">
          {t("merge.other")}
        </p>
        <Lookup entity={entity.name} values={[]} filter={{ field: "id", op: "ne", value: record.id }} onChange={([other]) => other && onChoose(other)} aria={{ "aria-labelledby": "merge-other" }} />
      </div>
    </div>
  );
}

function Choices({ entity, kept, other, onClose, onDone }: { entity: ClientEntity; kept: RecordData; other: RecordData; onClose(): void; onDone(record: string): void }) {
  const t = useT();
  const toast = useToast();
  const changed = useRecordsChanged();
  const fields = differingFields(entity.fields, kept, other);
  const [taken, setTaken] = useState(() => takenAtFirst(fields, kept));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const take = (name: string, isTaken: boolean) => setTaken((old) => new Set(isTaken ? [...old, name] : [...old].filter((one) => one !== name)));

  const merge = async () => {
    setBusy(true);
    try {
      await once(`/records/${entity.name}/${kept.id}/merge`, { body: mergeBody(other, taken) });
      changed(entity.name);
      toast({ title: t("merge.done") });
      onDone(kept.id);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      setError(failure.status === 0 ? t("error.network") : [failure.message, ...failure.issues.map((issue) => issue.message), failure.remedy].filter(Boolean).join(" "));
      setBusy(false);
    }
  };

  return (
    <DialogContent
      title={t("merge.title")}
      description={t("merge.keeps", { kept: rowTitle(entity, kept), other: rowTitle(entity, other) })}
      className="max-w-2xl"
      footer={
        <>
          <Button onClick={onClose} disabled={busy}>
            {t("common.cancel")}
          </Button>
          <Button variant="primary" onClick={() => void merge()} disabled={busy}>
            {busy ? t("common.saving") : t("merge.action")}
          </Button>
        </>
      }
    >
      {error !== undefined && (
        <Notice tone="danger" className="mb-4">
          {error}
        </Notice>
      )}
      <div className="grid gap-4">
        {fields.length === 0 && <p className="text-sm text-ink-2">{t("merge.same")}</p>}
        {fields.map((field, index) => (
          <fieldset key={field.name}>
            <legend className="mb-1 text-sm font-medium">{field.label}</legend>
            <div className="grid grid-cols-2 gap-2 max-sm:grid-cols-1">
              {[kept, other].map((record) => (
                <Version key={record.id} name={field.name} word={t(record === kept ? "merge.kept" : "merge.others")} first={index === 0 && record === kept} chosen={taken.has(field.name) === (record === other)} onChoose={() => take(field.name, record === other)}>
                  <FieldCell field={field} value={record[field.name]} />
                </Version>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </DialogContent>
  );
}
