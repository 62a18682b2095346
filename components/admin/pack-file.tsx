"use client";
import { PackageOpen, Upload } from "lucide-react";
import { useState } from "react";
import { api, type ApiError } from "../data/api";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Notice } from "../ui/states";
import { useFileDrop } from "../ui/use-file-drop";

interface KeptArchive {
  readonly archive: string;
  readonly name: string;
}

/** An archive is dropped or chosen; the server looks into it and says what is wrong, or keeps it for the plan. */
export function PackFile({ onKept }: { onKept(kept: KeptArchive): void }) {
  const t = useT();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();

  const take = async (file: File) => {
    if (isBusy) return;
    setBusy(true);
    setError(undefined);
    const body = new FormData();
    body.append("file", file);
    try {
      onKept(await api<KeptArchive>("/packs/archives", { method: "POST", body }));
    } catch (cause) {
      setError(cause as ApiError);
    } finally {
      setBusy(false);
    }
  };
  const { isOver, zone, choose, input } = useFileDrop((file) => void take(file));

  return (
    <section aria-label={t("admin.packFile")} className="mt-8">
      <h2 className="mb-2 text-base font-semibold">{t("admin.packFile")}</h2>
      <div
        {...zone}
        className={cn("flex flex-wrap items-center gap-3 rounded-xl border border-dashed border-line-strong bg-sunken px-4 py-4", isOver && "border-accent bg-accent-soft")}
      >
        <PackageOpen className="size-5 text-ink-3" aria-hidden />
        <p className="min-w-0 flex-1 text-sm text-ink-2">{t("admin.packFileText")}</p>
        <Button disabled={isBusy} onClick={choose}><Upload />{t(isBusy ? "import.reading" : "import.choose")}</Button>
        <input {...input} aria-label={t("import.choose")} accept=".tgz,.gz,.zip" />
      </div>
      {error && <div className="mt-3"><Notice tone="danger">{error.issues[0]?.message ?? error.message} {error.issues[0]?.remedy ?? error.remedy}</Notice></div>}
    </section>
  );
}
