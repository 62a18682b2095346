"use client";
import { CircleAlert, X } from "lucide-react";
import { fileSize } from "../fields/kinds/file-cell";
import { useLocale, useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { FileIcon } from "./file-chip";
import type { Upload } from "./use-uploads";

/** Files on their way, arrived, or refused and why. */
export function UploadList({ uploads, onRemove, className }: { uploads: readonly Upload[]; onRemove(key: string): void; className?: string }) {
  const t = useT();
  const { language } = useLocale();
  if (uploads.length === 0) return null;
  return (
    <ul className={cn("grid gap-1", className)}>
      {uploads.map((upload) => (
        <li key={upload.key} className="flex items-center gap-2 rounded-md bg-sunken py-1 pr-1 pl-2 text-sm">
          {upload.error ? <CircleAlert className="size-4 shrink-0 text-danger-ink" aria-hidden /> : <FileIcon mediaType={upload.file?.mediaType ?? ""} />}
          <span className="min-w-0 flex-1">
            <span className="flex items-baseline gap-2">
              <span className="truncate">{upload.name}</span>
              <span className="shrink-0 text-xs text-ink-3">{fileSize(upload.size, language)}</span>
            </span>
            {upload.error && (
              <span role="alert" className="block text-xs text-danger-ink">
                {upload.error}
              </span>
            )}
            {!upload.file && !upload.error && <progress max={1} value={upload.progress} aria-label={t("activity.sendingFile", { name: upload.name })} className="block h-1 w-full appearance-none overflow-hidden rounded-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-active [&::-webkit-progress-value]:bg-accent" />}
          </span>
          <Button variant="ghost" size="iconSm" aria-label={t("file.remove", { name: upload.name })} onClick={() => onRemove(upload.key)}>
            <X />
          </Button>
        </li>
      ))}
    </ul>
  );
}
