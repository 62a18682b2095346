"use client";
import { useState } from "react";
import { api, ApiError } from "../data/api";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";

/** Asks for a new name of a file; its extension stays as it is. */
export function RenameDialog({ path, name, onClose, onRenamed }: { path: string; name: string; onClose(): void; onRenamed(): void }) {
  const t = useT();
  const dot = name.lastIndexOf(".");
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  const [value, setValue] = useState(stem);
  const [error, setError] = useState<string>();
  const save = async () => {
    try {
      await api(path, { method: "PATCH", body: { name: value.trim() + extension } });
      onRenamed();
      onClose();
    } catch (failure) {
      setError(failure instanceof ApiError && failure.status > 0 ? failure.message : t("error.network"));
    }
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t("activity.rename")} className="max-w-sm">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <div className="flex items-center gap-1.5">
            <Input aria-label={t("activity.fileName")} value={value} maxLength={180} autoFocus onFocus={(event) => event.target.select()} onChange={(event) => setValue(event.target.value)} aria-invalid={error !== undefined} />
            <span className="text-sm text-ink-3">{extension}</span>
          </div>
          {error && (
            <p role="alert" className="mt-1 text-xs text-danger-ink">
              {error}
            </p>
          )}
          <div className="mt-4 flex justify-end gap-2">
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button type="submit" variant="primary" disabled={value.trim() === ""}>
              {t("common.save")}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
