"use client";
import { FileArchive, FileAudio, FileImage, FileSpreadsheet, FileText, FileVideo, type LucideIcon } from "lucide-react";
import { previewKind, type PreviewKind } from "../../runtime/files/preview";
import type { FileItem } from "../data/activity";
import { fileHref, fileSize } from "../fields/kinds/file-cell";
import { useLocale, useT } from "../i18n/provider";
import { Badge } from "../ui/badge";
import { cn } from "../ui/cn";

export const viewHref = (file: string): string => `${fileHref(file)}/view`;

const ICONS: Readonly<Record<PreviewKind, LucideIcon>> = { image: FileImage, pdf: FileText, video: FileVideo, audio: FileAudio, text: FileText };
const SHEETS = /spreadsheet|csv|excel/;
const ARCHIVES = /zip|7z|rar|gzip/;

/** A picture of what a file holds. */
export function FileIcon({ mediaType, className }: { mediaType: string; className?: string }) {
  const kind = previewKind(mediaType);
  const Icon = SHEETS.test(mediaType) ? FileSpreadsheet : kind ? ICONS[kind] : ARCHIVES.test(mediaType) ? FileArchive : FileText;
  return <Icon aria-hidden className={cn("size-4 shrink-0 text-ink-3", className)} />;
}

/** A file in a post or in the timeline: a small picture of it, or its kind and name. Opens the preview. */
export function FileChip({ file, onOpen, children }: { file: FileItem; onOpen(): void; children?: React.ReactNode }) {
  const t = useT();
  const { language } = useLocale();
  const image = previewKind(file.mediaType) === "image";
  return (
    <div className="group/chip flex max-w-full min-w-0 items-center rounded-md border border-line bg-raised hover:border-line-strong">
      <button type="button" onClick={onOpen} className="flex min-w-0 flex-1 items-center gap-2.5 rounded-md py-1 pr-2.5 pl-1 text-left">
        <span className="flex size-9 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-sunken">
          {/* A plain <img>: the file is behind the session, an image service could not read it. */}
          {image ? <img src={viewHref(file.file)} alt="" loading="lazy" width={36} height={36} className="size-9 object-cover" /> : <FileIcon mediaType={file.mediaType} />}
        </span>
        <span className="min-w-0">
          <span className="block truncate text-sm font-medium">{file.name}</span>
          <span className="flex items-center gap-1.5 text-xs text-ink-3">
            {fileSize(file.size, language)}
            {file.number > 1 && <Badge>{t("activity.versionShort", { number: file.number })}</Badge>}
          </span>
        </span>
      </button>
      {children}
    </div>
  );
}
