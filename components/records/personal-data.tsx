"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { api, ApiError } from "../data/api";
import { fieldOf, useModel } from "../data/model";
import { useRecordsChanged, type RecordData } from "../data/records";
import { FieldCell } from "../fields/field-cell";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Dialog, DialogContent } from "../ui/dialog";
import { Notice } from "../ui/states";
import { useToast } from "../ui/toast";

/** What the server keeps of a person in a record; see runtime/entities/personal-data.ts. */
interface Report {
  readonly entity: string;
  readonly id: string;
  readonly fields: readonly { readonly name: string; readonly label: string; readonly value: unknown; readonly history: number; readonly imports: number }[];
  /** Comments and notes that hold one of the values. */
  readonly posts: number;
  readonly lines: readonly Report[];
}

const ERASE_RIGHT = "personalData.erase";

/** Data about a person that is kept of a record, and, for those who may, its erasure. */
export function PersonalData({ entity, record, onClose }: { entity: ClientEntity; record: RecordData; onClose(): void }) {
  const t = useT();
  const toast = useToast();
  const changed = useRecordsChanged();
  const queries = useQueryClient();
  const { system } = useModel();
  const [asking, setAsking] = useState(false);
  const path = `/records/${entity.name}/${record.id}`;
  const { data, error } = useQuery({ queryKey: ["personalData", entity.name, record.id], queryFn: () => api<Report>(`${path}/personal-data`) });
  const isEmpty = data !== undefined && data.fields.length + data.lines.length + data.posts === 0;
  const erase = () =>
    api(`${path}/erase-personal-data`, { method: "POST", body: {} })
      .then(() => {
        changed(entity.name);
        void queries.invalidateQueries();
        toast({ title: t("personal.erased") });
        onClose();
      })
      .catch((failure: unknown) => {
        if (!(failure instanceof ApiError)) throw failure;
        toast({ tone: "danger", title: t("record.notDone"), text: failure.status === 0 ? t("error.network") : failure.message });
      });

  return (
    <>
      <Dialog open onOpenChange={onClose}>
        <DialogContent
          title={t("personal.title")}
          description={t("personal.text")}
          footer={
            <>
              {system.includes(ERASE_RIGHT) && !isEmpty && (
                <Button variant="danger" className="mr-auto" disabled={data === undefined} onClick={() => setAsking(true)}>
                  {t("personal.erase")}
                </Button>
              )}
              <Button onClick={onClose}>{t("common.close")}</Button>
            </>
          }
        >
          {error && <Notice tone="danger">{error.message}</Notice>}
          {!data && !error && <Skeleton className="h-24 w-full" />}
          {isEmpty && <p className="py-4 text-sm text-ink-2">{t("personal.none")}</p>}
          {data && !isEmpty && <Kept report={data} />}
        </DialogContent>
      </Dialog>
      <Confirm open={asking} onOpenChange={setAsking} danger title={t("personal.askTitle")} text={t("personal.askText")} action={t("personal.erase")} onConfirm={() => void erase()} />
    </>
  );
}

function Kept({ report }: { report: Report }) {
  const t = useT();
  const { entities } = useModel();
  const entity = entities[report.entity];
  return (
    <>
      <dl className="grid gap-3 text-sm">
        {report.fields.map(({ name, label, value, history, imports }) => {
          const field = entity && fieldOf(entity, name);
          const places = [history > 0 && t("personal.inHistory", { count: history }), imports > 0 && t("personal.inImports", { count: imports })].filter(Boolean);
          return (
            <div key={name} className="grid gap-0.5">
              <dt className="text-xs font-medium text-ink-2">{label}</dt>
              <dd className="min-w-0">
                {field && value !== null ? <FieldCell field={field} value={value} /> : <span className="text-ink-3">—</span>}
                {places.length > 0 && <span className="ml-2 text-xs text-ink-3">{places.join(" · ")}</span>}
              </dd>
            </div>
          );
        })}
      </dl>
      {report.posts > 0 && <p className="mt-3 text-sm text-ink-2">{t("personal.inPosts", { count: report.posts })}</p>}
      {report.lines.map((line) => (
        <section key={line.id} className="mt-4 border-t border-line pt-3">
          <h3 className="mb-2 text-xs font-medium text-ink-3">{entities[line.entity]?.label}</h3>
          <Kept report={line} />
        </section>
      ))}
    </>
  );
}
