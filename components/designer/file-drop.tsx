"use client";
import { FileUp, Upload } from "lucide-react";
import type { DragEvent, ReactNode } from "react";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { useFileDrop } from "../ui/use-file-drop";

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
  const { isOver, zone, choose, input } = useFileDrop(onFile);
  return (
    <div {...zone} className={cn("mt-1 flex flex-col items-center gap-2.5 rounded-xl border border-dashed border-line-strong bg-sunken px-6 py-10 text-center", isOver && "border-accent bg-accent-soft")}>
      <FileUp className="size-7 text-ink-3" aria-hidden />
      <p className="font-medium">{title}</p>
      <p className="max-w-sm text-sm text-ink-2">{text}</p>
      <Button variant="primary" disabled={busy} onClick={choose}><Upload />{busy ? t("import.reading") : t("import.choose")}</Button>
      <input {...input} aria-label={t("import.choose")} accept={accept} />
    </div>
  );
}

/** A part of a page on which a file may be dropped; anything else that is dragged passes by. */
export function FileArea({ onFile, children }: { onFile(file: File): void; children: ReactNode }) {
  const drop = (event: DragEvent) => {
    const file = event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    onFile(file);
  };
  return <div onDragOver={(event) => event.dataTransfer.types.includes("Files") && event.preventDefault()} onDrop={drop}>{children}</div>;
}
