"use client";
import { Upload } from "lucide-react";
import { useEffect, useId } from "react";
import { UploadList } from "../activity/upload-list";
import { useUploads } from "../activity/use-uploads";
import type { TaskAttachment } from "../data/processes";
import { FileLink } from "../fields/kinds/file-cell";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { useFileDrop } from "../ui/use-file-drop";

interface FilesProps {
  attachments: readonly TaskAttachment[];
  /** The reader may finish the task. */
  mayGive: boolean;
  /** Ids of files that have arrived; undefined while some are on their way. */
  onGiven(attachment: string, files: readonly string[] | undefined): void;
}

/** Files that go with a task; whoever does it adds to them. They are kept when the task is finished. */
export function TaskFiles({ attachments, mayGive, onGiven }: FilesProps) {
  const t = useT();
  return (
    <ul aria-label={t("tasks.files")} className="mt-3 grid gap-2">
      {attachments.map((one) => <TaskFile key={one.id} attachment={one} mayGive={mayGive} onGiven={onGiven} />)}
    </ul>
  );
}

function TaskFile({ attachment: { id, label, needed, files }, mayGive, onGiven }: Omit<FilesProps, "attachments"> & { attachment: TaskAttachment }) {
  const t = useT();
  const own = useId();
  const { uploads, busy, add, remove } = useUploads();
  const { isOver, choose, zone, input } = useFileDrop((file) => void add([file]));
  const given = uploads.flatMap(({ file }) => (file ? [file.id] : []));
  const key = given.join();
  useEffect(() => {
    onGiven(id, busy ? undefined : key === "" ? [] : key.split(","));
  }, [id, key, busy, onGiven]);
  return (
    <li role="group" aria-labelledby={own} {...(mayGive && zone)} className={cn("grid gap-1.5 rounded-md border px-2.5 py-2 text-sm", isOver ? "border-accent" : "border-line")}>
      <div className="flex flex-wrap items-center gap-2">
        <span id={own} className="min-w-0 flex-1 font-medium">{label}{needed !== false && mayGive && <span className="ml-1.5 text-xs font-normal text-ink-3">{t("tasks.fileNeeded")}</span>}</span>
        {mayGive && (
          <>
            <Button size="sm" variant="ghost" aria-label={t("tasks.addFileTo", { label })} onClick={choose}><Upload />{t("tasks.addFile")}</Button>
            <input {...input} aria-hidden />
          </>
        )}
      </div>
      {files.map((file) => <FileLink key={file.id} file={file} picture={false} />)}
      <UploadList uploads={uploads} onRemove={remove} />
    </li>
  );
}
