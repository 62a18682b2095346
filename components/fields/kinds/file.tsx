"use client";
import { FileText, Trash2, Upload } from "lucide-react";
import { useRef, useState, type DragEvent } from "react";
import { api, ApiError } from "../../data/api";
import { useLocale, useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import type { CellProps, ControlProps } from "../contract";
import { filterInput } from "./filter";

interface FileValue {
  readonly id: string;
  readonly name?: string;
  readonly size?: number;
  readonly mediaType?: string;
}

const filesOf = (value: unknown): readonly FileValue[] => (Array.isArray(value) ? (value as FileValue[]) : typeof value === "object" && value !== null && "id" in value ? [value as FileValue] : []);

export const fileHref = (id: string): string => `/api/v1/files/${encodeURIComponent(id)}`;

/** "1.4 MB" in the person's language. */
export function fileSize(bytes: number, language: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(language, { style: "unit", unit: units[power], unitDisplay: "short", maximumFractionDigits: power > 1 ? 1 : 0 }).format(bytes / 1000 ** power);
}

function upload(file: File): Promise<FileValue> {
  const form = new FormData();
  form.set("file", file);
  return api<FileValue>("/files", { method: "POST", body: form });
}

/** Choose or drop files; they are sent at once and belong to the record when it is saved. */
export function fileUi({ pictures }: { pictures: boolean }) {
  function Control({ id, field, value, onChange, disabled, invalid, describedBy }: ControlProps) {
    const t = useT();
    const input = useRef<HTMLInputElement>(null);
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<string>();
    const [over, setOver] = useState(false);
    const multiple = field.options.multiple === true;
    const files = filesOf(value);
    const accept = Array.isArray(field.options.accept) ? field.options.accept.join(",") : pictures ? "image/*" : undefined;

    const add = async (list: FileList | null) => {
      const chosen = [...(list ?? [])].slice(0, multiple ? undefined : 1);
      if (chosen.length === 0) return;
      setBusy(true);
      setError(undefined);
      try {
        const sent = await Promise.all(chosen.map(upload));
        onChange(multiple ? [...files, ...sent] : sent[0]);
      } catch (failure) {
        setError(failure instanceof ApiError && failure.status > 0 ? failure.message : t("error.network"));
      } finally {
        setBusy(false);
      }
    };
    const remove = (file: FileValue) => {
      const rest = files.filter((other) => other.id !== file.id);
      onChange(multiple && rest.length > 0 ? rest : null);
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (!disabled) void add(event.dataTransfer.files);
    };

    return (
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={cn("rounded-md", over && "outline-2 outline-accent")}
      >
        {files.map((file) => (
          <div key={file.id} className="mb-1 flex items-center gap-2">
            <span className="min-w-0 flex-1">
              <FileLink file={file} picture={pictures} />
            </span>
            {!disabled && (
              <Button variant="ghost" size="iconSm" aria-label={t("file.remove", { name: file.name ?? "" })} onClick={() => remove(file)}>
                <Trash2 />
              </Button>
            )}
          </div>
        ))}
        {(multiple || files.length === 0) && (
          <Button id={id} disabled={disabled || busy} aria-describedby={describedBy} aria-invalid={invalid} onClick={() => input.current?.click()}>
            <Upload />
            {busy ? t("file.sending") : t("file.choose")}
          </Button>
        )}
        <input ref={input} type="file" hidden multiple={multiple} accept={accept} onChange={(event) => void add(event.target.files)} />
        {error && (
          <p role="alert" className="mt-1 text-xs text-danger-ink">
            {error}
          </p>
        )}
      </div>
    );
  }

  function Cell({ value, compact }: CellProps) {
    const files = filesOf(value);
    return (
      <span className={compact ? "flex gap-2 overflow-hidden" : "flex flex-col gap-1"}>
        {files.map((file) => (
          <FileLink key={file.id} file={file} picture={pictures && !compact} />
        ))}
      </span>
    );
  }

  return { Control, Cell, FilterInput: filterInput(() => null) };
}

function FileLink({ file, picture }: { file: FileValue; picture: boolean }) {
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
