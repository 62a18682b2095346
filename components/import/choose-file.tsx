"use client";
import { FileSpreadsheet, Upload } from "lucide-react";
import { useState } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { useFileDrop } from "../ui/use-file-drop";
import { previewFile } from "./import-api";
import { Problem } from "./problem";

/** A file is dropped or chosen; the server looks into it at once and says what is wrong with it as a whole. */
export function ChooseFile({ entity, onFile }: { entity: ClientEntity; onFile(id: string): void }) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();

  const take = async (file: File) => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      onFile((await previewFile(entity.name, file)).file);
    } catch (cause) {
      setError(cause as Error);
    } finally {
      setBusy(false);
    }
  };
  const { isOver, zone, choose, input } = useFileDrop((file) => void take(file));

  return (
    <>
      <div
        {...zone}
        className={cn("flex flex-col items-center gap-3 rounded-xl border border-dashed border-line-strong bg-sunken px-6 py-12 text-center", isOver && "border-accent bg-accent-soft")}
      >
        <FileSpreadsheet className="size-8 text-ink-3" aria-hidden />
        <p className="font-medium">{t("import.drop")}</p>
        <p className="max-w-md text-sm text-ink-2">{t("import.dropText")}</p>
        <Button variant="primary" disabled={busy} onClick={choose}>
          <Upload />
          {busy ? t("import.reading") : t("import.choose")}
        </Button>
        <input {...input} aria-label={t("import.choose")} accept=".csv,.tsv,.txt,.xlsx,.json" />
        {entity.rights.export && (
          <a className="text-sm text-accent-ink underline-offset-2 hover:underline" href={`/api/v1/export/${entity.name}.xlsx`} download>
            {t("import.sample")}
          </a>
        )}
      </div>
      {error && <Problem error={error} />}
    </>
  );
}
