"use client";
import { FileUp, Upload } from "lucide-react";
import { useRef, useState, type DragEvent } from "react";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";

interface FileDropProps {
  accept: string;
  busy: boolean;
  title: string;
  text: string;
  onFile(file: File): void;
}

/** A place for one file: dropped or chosen. */
export function FileDrop({ accept, busy, title, text, onFile }: FileDropProps) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer.files[0]) onFile(event.dataTransfer.files[0]);
  };
  return (
    <div onDragOver={(event) => (event.preventDefault(), setOver(true))} onDragLeave={() => setOver(false)} onDrop={drop} className={cn("mt-1 flex flex-col items-center gap-2.5 rounded-xl border border-dashed border-line-strong bg-sunken px-6 py-10 text-center", over && "border-accent bg-accent-soft")}>
      <FileUp className="size-7 text-ink-3" aria-hidden />
      <p className="font-medium">{title}</p>
      <p className="max-w-sm text-sm text-ink-2">{text}</p>
      <Button variant="primary" disabled={busy} onClick={() => input.current?.click()}><Upload />{busy ? t("import.reading") : t("import.choose")}</Button>
      <input ref={input} type="file" className="sr-only" tabIndex={-1} aria-label={t("import.choose")} accept={accept} onChange={(event) => {
        const file = event.target.files?.[0];
        // The same file may be chosen again after it was mended.
        event.target.value = "";
        if (file) onFile(file);
      }} />
    </div>
  );
}
