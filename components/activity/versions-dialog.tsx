"use client";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { FileItem } from "../data/activity";
import { api } from "../data/api";
import { fileHref, fileSize } from "../fields/kinds/file-cell";
import { useLocale, useT } from "../i18n/provider";
import { Badge, Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Notice } from "../ui/states";
import { When } from "./when";

/** All versions of a file, newest first; each can be opened and downloaded. */
export function VersionsDialog({ path, onClose, onOpen }: { path: string; onClose(): void; onOpen(file: FileItem): void }) {
  const t = useT();
  const { language } = useLocale();
  const { data, error } = useQuery({ queryKey: ["versions", path], staleTime: 0, queryFn: ({ signal }) => api<{ items: readonly FileItem[] }>(`${path}/versions`, { signal }) });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t("activity.versions")}>
        {error && <Notice tone="danger">{error.message}</Notice>}
        {!data && !error && <Skeleton className="h-16 w-full" />}
        <ul className="grid gap-1">
          {data?.items.map((file) => (
            <li key={file.file} className="flex items-center gap-2.5 rounded-md py-1.5">
              <Badge>{t("activity.versionShort", { number: file.number })}</Badge>
              <button type="button" onClick={() => onOpen(file)} className="min-w-0 flex-1 rounded-sm text-left">
                <span className="block truncate text-sm font-medium hover:underline">{file.name}</span>
                <span className="flex gap-1.5 text-xs text-ink-3">
                  {file.author?.title} · {fileSize(file.size, language)} · <When at={file.at} />
                </span>
              </button>
              <Button asChild variant="ghost" size="iconSm">
                <a href={fileHref(file.file)} download={file.name} aria-label={t("activity.download")}>
                  <Download />
                </a>
              </Button>
            </li>
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  );
}
