"use client";
import { useQuery } from "@tanstack/react-query";
import { Archive, Download, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../data/api";
import { useMoment } from "../i18n/moment";
import { useLocale, useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Notice } from "../ui/states";
import { AdminTable, Loaded } from "./parts";
import { useAdminChange } from "./use-admin";

interface BackupFile {
  readonly name: string;
  readonly bytes: number;
  readonly createdAt: string;
}

interface State {
  readonly items: readonly BackupFile[];
  readonly running: { readonly done: number; readonly of: number } | null;
  readonly problem: string | null;
}

const EVERY_MS = 1000;
const MB = 1048576;

/** Backups made on the server: begin one, see how far it is, download, delete. */
export function Backups() {
  const t = useT();
  const moment = useMoment();
  const { language } = useLocale();
  const change = useAdminChange();
  const [gone, setGone] = useState<BackupFile>();
  const query = useQuery({ queryKey: ["admin", "/admin/backups"], queryFn: ({ signal }) => api<State>("/admin/backups", { signal }), refetchInterval: ({ state }) => (state.data?.running ? EVERY_MS : false) });
  const size = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return (
    <Loaded query={query}>
      {({ items, running, problem }) => (
        <div className="mt-3 grid gap-3">
          {problem && <Notice tone="danger">{problem}</Notice>}
          {running ? (
            <div role="status" className="max-w-md text-sm">
              <p className="mb-1 text-ink-2">{t("backup.running", { done: running.done, of: running.of })}</p>
              <progress className="h-2 w-full accent-accent" aria-label={t("admin.backup")} max={Math.max(running.of, 1)} value={running.done} />
            </div>
          ) : (
            <div><Button variant="primary" disabled={change.isPending} onClick={() => change.mutate({ path: "/admin/backups", done: t("backup.begun") })}><Archive />{t("backup.make")}</Button></div>
          )}
          {items.length > 0 && (
            <AdminTable
              label={t("backup.all")} rows={items} keyOf={({ name }) => name}
              columns={[
                { label: t("backup.file"), cell: ({ name }) => <span className="font-medium">{name}</span> },
                { label: t("admin.when"), className: "whitespace-nowrap text-ink-3", cell: ({ createdAt }) => moment(createdAt) },
                { label: t("backup.size"), className: "tabular-nums whitespace-nowrap", cell: ({ bytes }) => `${size.format(bytes / MB)} MB` },
                { label: "", className: "text-right whitespace-nowrap", cell: (item) => (
                  <>
                    <Button asChild size="sm" variant="ghost"><a href={`/api/v1/admin/backups/${item.name}`} download aria-label={t("backup.downloadOne", { name: item.name })}><Download /><span className="max-sm:sr-only">{t("backup.download")}</span></a></Button>
                    <Button size="sm" variant="ghost" className="text-danger-ink" aria-label={t("backup.deleteOne", { name: item.name })} onClick={() => setGone(item)}><Trash2 /></Button>
                  </>
                ) },
              ]}
            />
          )}
          <Confirm open={gone !== undefined} onOpenChange={() => setGone(undefined)} danger title={gone ? t("backup.deleteOne", { name: gone.name }) : ""} text={t("backup.deleteText")} action={t("common.delete")} onConfirm={() => gone && change.mutate({ method: "DELETE", path: `/admin/backups/${gone.name}`, done: t("admin.removed") })} />
        </div>
      )}
    </Loaded>
  );
}
