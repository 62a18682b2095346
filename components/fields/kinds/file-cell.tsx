"use client";
import { FileText } from "lucide-react";
import { useLocale, useT } from "../../i18n/provider";
import type { CellProps } from "../contract";

/** A file as a record gives it. */
export interface FileValue {
  readonly id: string;
  readonly name?: string;
  readonly size?: number;
  readonly mediaType?: string;
}

/** One file or a list of them, as a list. */
export const filesOf = (value: unknown): readonly FileValue[] => (Array.isArray(value) ? (value as FileValue[]) : typeof value === "object" && value !== null && "id" in value ? [value as FileValue] : []);

export const fileHref = (id: string): string => `/api/v1/files/${encodeURIComponent(id)}`;

/** "1.4 MB" in the person's language. */
export function fileSize(bytes: number, language: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(language, { style: "unit", unit: units[power], unitDisplay: power === 0 ? "narrow" : "short", maximumFractionDigits: power > 1 ? 1 : 0 }).format(bytes / 1000 ** power);
}

/** Cell of files; `pictures` are drawn small where there is room. */
export function fileCell({ pictures }: { pictures: boolean }) {
  return function FileCell({ value, compact }: CellProps) {
    return (
      <span className={compact ? "flex gap-2 overflow-hidden" : "flex flex-col gap-1"}>
        {filesOf(value).map((file) => (
          <FileLink key={file.id} file={file} picture={pictures && !compact} />
        ))}
      </span>
    );
  };
}

/** Name, kind and size of a file; opens it. */
export function FileLink({ file, picture }: { file: FileValue; picture: boolean }) {
  const { language } = useLocale();
  const t = useT();
  return (
    <a href={fileHref(file.id)} target="_blank" rel="noopener" onClick={(event) => event.stopPropagation()} className="inline-flex max-w-full items-center gap-2 rounded-sm text-accent-ink underline-offset-2 hover:underline">
      {/* A plain <img>: the file is behind the session, an image service could not read it. */}
      {picture ? <img src={fileHref(file.id)} alt="" width={48} height={48} className="size-12 rounded-md border border-line object-cover" /> : <FileText className="size-4 shrink-0 text-ink-3" aria-hidden />}
      <span className="truncate">{file.name ?? t("file.unnamed")}</span>
      {file.size !== undefined && <span className="shrink-0 text-xs text-ink-3">{fileSize(file.size, language)}</span>}
    </a>
  );
}
