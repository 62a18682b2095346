"use client";
import { useState, type DragEvent } from "react";
import { partsPath } from "../data/activity";
import { api, ApiError } from "../data/api";
import { useT } from "../i18n/provider";
import { cn } from "../ui/cn";
import { useToast } from "../ui/toast";
import { FileButtons } from "./file-buttons";
import { UploadList } from "./upload-list";
import { useUploads } from "./use-uploads";

/** Puts files on the record itself: chosen, dropped, pasted, or taken with the camera. */
export function AddFiles({ entity, id, onAdded }: { entity: string; id: string; onAdded(): void }) {
  const t = useT();
  const toast = useToast();
  const [over, setOver] = useState(false);
  const { uploads, add, remove } = useUploads();
  const take = async (files: readonly File[]) => {
    const sent = await add(files);
    if (sent.length === 0) return;
    try {
      await api(partsPath(entity, id, "file"), { method: "POST", body: { files: sent.map((file) => file.id) } });
      for (const file of sent) arrived.add(file.id);
      onAdded();
    } catch (error) {
      toast({ title: t("record.notDone"), text: error instanceof ApiError && error.status > 0 ? error.message : t("error.network"), tone: "danger" });
    }
  };
  const [arrived] = useState(() => new Set<string>());
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take([...event.dataTransfer.files]);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      onPaste={(event) => event.clipboardData.files.length > 0 && void take([...event.clipboardData.files])}
      className={cn("rounded-lg border border-dashed border-line-strong px-3 py-3", over && "border-accent bg-accent-soft")}
    >
      <div className="flex flex-wrap items-center gap-2 text-sm text-ink-3">
        <FileButtons labelled onFiles={(files) => void take(files)} />
        <span className="pointer-coarse:hidden">{t("activity.dropHere")}</span>
      </div>
      <UploadList uploads={uploads.filter((upload) => !upload.file || !arrived.has(upload.file.id))} onRemove={remove} className="mt-2" />
    </div>
  );
}
