"use client";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { NativeSelect } from "../ui/input";
import { Notice } from "../ui/states";
import { startImport, type ImportMode, type Mapping, type Preview, type PreviewColumn } from "./import-api";
import { firstMapping, keyChoices, missingFields } from "./mapping-start";
import { Problem } from "./problem";

interface MapProps {
  entity: ClientEntity;
  preview: Preview;
  onFile(): void;
  onJob(id: string): void;
}

/** Which column fills which field, how records are found, and off to the trial. */
export function MapColumns({ entity, preview, onFile, onJob }: MapProps) {
  const t = useT();
  const { rights } = entity;
  const [mapping, setMapping] = useState<Mapping>(() => firstMapping(preview));
  const [mode, setMode] = useState<ImportMode>(preview.last?.mode ?? (rights.create ? "create" : "update"));
  const [chosenKey, setKey] = useState<string | undefined>(preview.last?.key[0]);
  const [emptyCells, setEmptyCells] = useState<"keep" | "clear">("keep");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const keys = keyChoices(mapping, preview.targets);
  const key = keys.find((one) => one.path === chosenKey)?.path ?? keys[0]?.path;
  const missing = mode === "update" ? [] : missingFields(mapping, preview.targets);
  const mapped = Object.values(mapping).filter((path) => path !== null).length;
  const ready = mapped > 0 && (mode === "create" || key !== undefined);

  const start = async () => {
    setBusy(true);
    setError(undefined);
    try {
      onJob((await startImport(entity.name, { file: preview.file, mapping, mode, emptyCells, dryRun: true, ...(mode === "create" ? {} : { key: [key!] }) })).id);
    } catch (cause) {
      setError(cause as Error);
      setBusy(false);
    }
  };

  return (
    <>
      <p className="mb-3 text-sm text-ink-2">{t("import.mapText", { rows: preview.rows, columns: preview.columns.length })}</p>
      <ul className="divide-y divide-line rounded-lg border border-line bg-raised" aria-label={t("import.columns")}>
        {preview.columns.map((column) => (
          <Column key={column.name} column={column} targets={preview.targets} path={mapping[column.name] ?? null} onChange={(path) => setMapping({ ...mapping, [column.name]: path })} />
        ))}
      </ul>
      <div className="mt-5 grid gap-4 sm:grid-cols-2">
        <label className="text-sm">
          <span className="mb-1 block font-medium">{t("import.mode")}</span>
          <NativeSelect value={mode} onValueChange={(value) => setMode(value as ImportMode)} className="w-full">
            {rights.create && <option value="create">{t("import.modeCreate")}</option>}
            {rights.create && rights.update && <option value="upsert">{t("import.modeUpsert")}</option>}
            {rights.update && <option value="update">{t("import.modeUpdate")}</option>}
          </NativeSelect>
          <span className="mt-1 block text-xs text-ink-3">{t("import.modeHint")}</span>
        </label>
        {mode !== "create" && (
          <>
            <label className="text-sm">
              <span className="mb-1 block font-medium">{t("import.key")}</span>
              <NativeSelect value={key ?? ""} onValueChange={setKey} className="w-full">
                {keys.length === 0 && <option value="">{t("import.noKey")}</option>}
                {keys.map((one) => (
                  <option key={one.path} value={one.path}>
                    {one.label}
                  </option>
                ))}
              </NativeSelect>
              <span className="mt-1 block text-xs text-ink-3">{t("import.keyHint")}</span>
            </label>
            <label className="text-sm">
              <span className="mb-1 block font-medium">{t("import.empty")}</span>
              <NativeSelect value={emptyCells} onValueChange={(value) => setEmptyCells(value === "clear" ? "clear" : "keep")} className="w-full">
                <option value="keep">{t("import.emptyKeep")}</option>
                <option value="clear">{t("import.emptyClear")}</option>
              </NativeSelect>
            </label>
          </>
        )}
      </div>
      {missing.length > 0 && (
        <Notice tone="warning" className="mt-4">
          {t("import.missing", { fields: missing.map((target) => target.label).join(", ") })}
        </Notice>
      )}
      {error && <Problem error={error} />}
      <div className="mt-5 flex flex-wrap gap-2">
        <Button variant="primary" disabled={!ready || busy} onClick={() => void start()}>
          {t("import.try")}
        </Button>
        <Button onClick={onFile}>{t("import.otherFile")}</Button>
      </div>
    </>
  );
}

interface ColumnProps {
  column: PreviewColumn;
  targets: Preview["targets"];
  path: string | null;
  onChange(path: string | null): void;
}

function Column({ column, targets, path, onChange }: ColumnProps) {
  const t = useT();
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-3 px-3 py-2 max-sm:grid-cols-1 max-sm:gap-1.5">
      <div className="min-w-0">
        <div className="truncate text-sm font-medium">{column.name}</div>
        <div className="truncate text-xs text-ink-3">{column.examples.length > 0 ? column.examples.join(" · ") : t("import.noValues")}</div>
      </div>
      <ArrowRight className="size-4 text-ink-3 max-sm:hidden" aria-hidden />
      <Combobox
        aria-label={t("import.fills", { column: column.name })}
        clearable
        placeholder={t("import.leaveOut")}
        choices={targets.map((target) => ({ value: target.path, label: target.required ? `${target.label} *` : target.label }))}
        values={path === null ? [] : [path]}
        onChange={([next]) => onChange(next ?? null)}
      />
    </li>
  );
}
