"use client";
import { Trash2, Upload } from "lucide-react";
import { useRef, useState, type DragEvent } from "react";
import type { AttachmentOptions } from "../../../runtime/fields/families/attachment";
import { api, ApiError } from "../../data/api";
import { checkFile } from "../../data/file-check";
import { whileSending } from "../../data/uploads";
import { useProblemText } from "../../forms/problem-text";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import type { ControlProps } from "../contract";
import { FileLink, filesOf, type FileValue } from "./file-cell";
import { filterInput } from "./filter";

async function upload(file: File, options: AttachmentOptions): Promise<FileValue> {
  checkFile(file, options);
  const form = new FormData();
  form.set("file", file);
  return api<FileValue>("/files", { method: "POST", body: form });
}

/** Choose or drop files; they are sent at once and belong to the record when it is saved. */
export function fileUi({ pictures }: { pictures: boolean }) {
  function Control({ id, field, value, onChange, disabled, invalid, describedBy }: ControlProps) {
    const t = useT();
    const problemText = useProblemText();
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
        await whileSending(Promise.all(chosen.map((file) => upload(file, field.options))).then((sent) => onChange(multiple ? [...files, ...sent] : sent[0])));
      } catch (failure) {
        if (!(failure instanceof ApiError)) throw failure;
        setError(problemText(failure));
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

  return { Control, FilterInput: filterInput(() => null) };
}

