"use client";
import { Download, EllipsisVertical, History, Pencil, Trash2, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { partsPath, type FileEntry as Entry, type FileItem, type Letters } from "../data/activity";
import { api, ApiError } from "../data/api";
import { fileHref } from "../fields/kinds/file-cell";
import { useT } from "../i18n/provider";
import { Avatar } from "../ui/avatar";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/menu";
import { useToast } from "../ui/toast";
import { FileChip } from "./file-chip";
import { RenameDialog } from "./rename-dialog";
import { sendFile } from "./upload";
import { VersionsDialog } from "./versions-dialog";
import { When } from "./when";

interface FileEntryProps {
  entry: Entry;
  entity: string;
  id: string;
  may: Letters;
  onChanged(): void;
  onGone(): void;
  onOpen(file: FileItem): void;
}

/** A file of the record itself: who added it, and what can be done with it. */
export function FileEntry({ entry, entity, id, may, onChanged, onGone, onOpen }: FileEntryProps) {
  const t = useT();
  const toast = useToast();
  const input = useRef<HTMLInputElement>(null);
  const [dialog, setDialog] = useState<"rename" | "versions" | "delete">();
  const [progress, setProgress] = useState<number>();
  const path = `${partsPath(entity, id, "file")}/${entry.id}`;
  const own = entry.mine && may.files.includes("c");
  const mayChange = entry.newest && (own || may.files.includes("u"));
  const mayDelete = entry.newest && (own || may.files.includes("d"));
  const tell = (error: unknown) => toast({ title: t("record.notDone"), text: error instanceof ApiError && error.status > 0 ? [error.message, error.remedy].filter(Boolean).join(" ") : t("error.network"), tone: "danger" });

  const replace = async (file: File | undefined) => {
    if (!file) return;
    setProgress(0);
    try {
      const sent = await sendFile(file, setProgress).done;
      await api(`${path}/versions`, { method: "POST", body: { file: sent.id } });
      onChanged();
    } catch (error) {
      tell(error);
    } finally {
      setProgress(undefined);
    }
  };

  return (
    <li className="relative flex gap-3 py-2">
      <Avatar name={entry.author?.title ?? "?"} className="z-10" />
      <div className="min-w-0 flex-1">
        <p className="flex min-h-6 flex-wrap items-center gap-x-1.5 text-sm">
          <span className="font-medium">{entry.author?.title ?? t("history.system")}</span>
          <span className="text-ink-2">{t(entry.number > 1 ? "activity.addedVersion" : "activity.addedFile")}</span>
          <When at={entry.at} />
        </p>
        <div className="mt-1 flex max-w-md">
          <FileChip file={entry} onOpen={() => onOpen(entry)}>
            <Menu>
              <MenuTrigger asChild>
                <Button variant="ghost" size="iconSm" aria-label={t("activity.fileMenu", { name: entry.name })} className="mr-1">
                  <EllipsisVertical />
                </Button>
              </MenuTrigger>
              <MenuContent>
                <MenuItem asChild>
                  <a href={fileHref(entry.file)} download={entry.name}>
                    <Download />
                    {t("activity.download")}
                  </a>
                </MenuItem>
                <MenuItem onSelect={() => setDialog("versions")}>
                  <History />
                  {t("activity.versions")}
                </MenuItem>
                {(mayChange || mayDelete) && <MenuSeparator />}
                {mayChange && (
                  <>
                    <MenuItem onSelect={() => input.current?.click()}>
                      <Upload />
                      {t("activity.newVersion")}
                    </MenuItem>
                    <MenuItem onSelect={() => setDialog("rename")}>
                      <Pencil />
                      {t("activity.rename")}
                    </MenuItem>
                  </>
                )}
                {mayDelete && (
                  <MenuItem danger onSelect={() => setDialog("delete")}>
                    <Trash2 />
                    {t("common.delete")}
                  </MenuItem>
                )}
              </MenuContent>
            </Menu>
          </FileChip>
        </div>
        {progress !== undefined && <progress max={1} value={progress} aria-label={t("file.sending")} className="mt-1 block h-1 w-full max-w-md" />}
        <input ref={input} type="file" hidden onChange={(event) => void replace(event.target.files?.[0])} />
      </div>
      {dialog === "rename" && <RenameDialog path={path} name={entry.name} onClose={() => setDialog(undefined)} onRenamed={onChanged} />}
      {dialog === "versions" && <VersionsDialog path={path} onClose={() => setDialog(undefined)} onOpen={onOpen} />}
      <Confirm open={dialog === "delete"} onOpenChange={(open) => setDialog(open ? "delete" : undefined)} title={t("activity.deleteFile", { name: entry.name })} text={t("activity.deleteFileText")} action={t("common.delete")} danger onConfirm={() => void api(path, { method: "DELETE" }).then(onGone, tell)} />
    </li>
  );
}
