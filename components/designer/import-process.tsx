"use client";
import { CircleCheck, FileQuestion, FileUp, TriangleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState, type FormEvent } from "react";
import type { Problem } from "../../runtime/workflow/check/problem";
import type { HeldProcess } from "../../runtime/workflow/bpmn/choose";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import { Labelled } from "../admin/parts";
import { api, ApiError } from "../data/api";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";
import { Notice } from "../ui/states";
import { FileDrop } from "./file-drop";
import { nameOf } from "./panel/node-setting";

interface Found {
  readonly file: string;
  readonly definition: ProcessDefinition;
  readonly problems: readonly Problem[];
  readonly processes: readonly HeldProcess[];
}

interface ImportProcessProps {
  /** A file dropped on the page; read at once. */
  dropped: File | undefined;
  /** Names of processes there are. */
  taken: readonly string[];
  onClose(): void;
}

const ALL = "";

/** A process out of a file of another tool: what it holds, what of that is kept but not run, and which of its processes is wanted. */
export function ImportProcess({ dropped, taken, onClose }: ImportProcessProps) {
  const t = useT();
  const router = useRouter();
  const [found, setFound] = useState<Found>();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [chosen, setChosen] = useState(ALL);
  const [label, setLabel] = useState("");
  const read = async (file: File) => {
    setBusy(true);
    setFailure(undefined);
    setFound(undefined);
    try {
      const [{ readProcessFile }, { processesOf }] = await Promise.all([import("../../runtime/workflow/bpmn/read-file"), import("../../runtime/workflow/bpmn/choose")]);
      const { definition, problems } = await readProcessFile(file, "process");
      const unread = problems.find(({ code }) => code === "unreadable");
      if (unread) return setFailure(`${file.name}: ${unread.message} ${unread.remedy ?? ""}`);
      const processes = processesOf(definition);
      setFound({ file: file.name, definition, problems, processes });
      setLabel(processes.length === 1 ? processes[0]!.label : definition.label === "process" ? file.name.replace(/\.[^.]*$/, "") : definition.label);
      setChosen(ALL);
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => {
    if (dropped) void read(dropped);
    // Once for each file dropped.
  }, [dropped]);
  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (!found) return;
    const { onlyProcess } = await import("../../runtime/workflow/bpmn/choose");
    const name = nameOf(label, taken, "process");
    const definition = { ...(chosen === ALL ? found.definition : onlyProcess(found.definition, chosen)), id: name, name, label: label.trim().slice(0, 200) };
    setBusy(true);
    try {
      await api(`/metadata/process/${name}`, { method: "PUT", body: definition });
      router.push(`/studio/processes/${name}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailure([error.message, error.issues[0]?.message].filter(Boolean).join(" "));
      setBusy(false);
    }
  };
  const choose = (pool: string) => {
    setChosen(pool);
    const process = found?.processes.find((one) => one.pool === pool);
    if (process) setLabel(process.label);
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t("designer.import")} {...(found && { footer: <><Button onClick={() => setFound(undefined)}>{t("designer.otherFile")}</Button><Button form="import" type="submit" variant="primary" disabled={busy}>{t("designer.openImported")}</Button></> })}>
        {failure && <Notice tone="danger" className="mb-3">{failure}</Notice>}
        {!found && <FileDrop accept=".bpmn,.xml,.xpdl" busy={busy} title={t("designer.dropProcess")} text={t("designer.dropProcessText")} onFile={(file) => void read(file)} />}
        {found && (
          <form id="import" onSubmit={(event) => void open(event)} className="grid gap-4 pt-1">
            <p className="text-sm text-ink-2">{t("designer.importFound", { file: found.file, steps: found.definition.nodes.length, processes: found.processes.length })}</p>
            {found.processes.length > 1 && (
              <fieldset className="grid gap-1.5">
                <legend className="mb-1.5 text-sm font-medium">{t("designer.whichProcess")}</legend>
                {[{ pool: ALL, label: t("designer.allProcesses"), steps: found.definition.nodes.length }, ...found.processes].map((one) => (
                  <label key={one.pool} className="flex min-h-9 items-center gap-2 rounded-md border border-line px-2.5 text-sm has-checked:border-accent has-checked:bg-accent-soft">
                    <input type="radio" name="process" checked={chosen === one.pool} onChange={() => choose(one.pool)} />
                    <span className="min-w-0 flex-1 truncate">{one.label}</span>
                    <span className="text-xs text-ink-3">{t("designer.stepCount", { count: one.steps })}</span>
                  </label>
                ))}
              </fieldset>
            )}
            <Labelled label={t("designer.set.processLabel")}>{(id) => <Input id={id} required maxLength={200} value={label} onChange={(event) => setLabel(event.target.value)} />}</Labelled>
            <ImportReport problems={found.problems} />
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}

/** What a file says that we do not run, or says wrongly. Shared with decisions. */
export function ImportReport({ problems }: { problems: readonly Pick<Problem, "code" | "message" | "remedy" | "elements" | "said">[] }) {
  const t = useT();
  if (problems.length === 0) return <Notice tone="info" icon={CircleCheck}>{t("designer.importWhole")}</Notice>;
  return (
    <section className="grid gap-1.5" aria-label={t("designer.importReport")}>
      <h3 className="text-sm font-semibold">{t("designer.importReport")}</h3>
      <p className="text-xs text-ink-3">{t("designer.keptText")}</p>
      <ul className="grid gap-1.5">
        {problems.slice(0, 50).map((problem, at) => {
          const Mark = problem.code === "notRun" ? FileQuestion : TriangleAlert;
          return (
            <li key={at} className="flex items-start gap-2 rounded-md bg-sunken px-2.5 py-2 text-sm text-ink-2">
              <Mark className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />
              <span className="min-w-0 break-words">{problem.said ? t(`designer.imported.${problem.said.key}`, { text: problem.said.text ?? "" }) : problem.message}{problem.elements.length > 0 && <span className="block truncate text-xs text-ink-3">{problem.elements.slice(0, 6).join(", ")}</span>}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The button of a list that opens the dialog. */
export function ImportButton({ label, onClick }: { label: string; onClick(): void }) {
  return <Button onClick={onClick}><FileUp /><span className="max-sm:sr-only">{label}</span></Button>;
}
