"use client";
import { CircleCheck, Download, Undo2 } from "lucide-react";
import Link from "next/link";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { api } from "../data/api";
import { useRecordsChanged } from "../data/records";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Notice } from "../ui/states";
import { FindingsGrid } from "./findings-grid";
import { isUnderWay, startImport, useJob, type ImportJob } from "./import-api";
import { Problem } from "./problem";
import { Steps } from "./steps";

interface JobProps {
  entity: ClientEntity;
  id: string;
  onJob(id: string): void;
  /** Back to the columns of the file. */
  onMap(file: string): void;
  onFile(): void;
}

/** A trial or an import: how far it is, what came of it, and the way on. Its page may be left; the work goes on. */
export function JobView(props: JobProps) {
  const { data: job, error, refetch } = useJob(props.id);
  const changed = useRecordsChanged();
  const ended = job && !isUnderWay(job) && !job.options.dryRun ? job.state : undefined;
  useEffect(() => {
    if (ended) changed(props.entity.name);
  }, [ended, changed, props.entity.name]);
  if (error) return <Problem error={error} onRetry={() => void refetch()} onFile={props.onFile} />;
  if (!job) return <Skeleton className="mt-6 h-40 w-full" />;
  return (
    <>
      <Steps at={job.options.dryRun ? 2 : 3} />
      {isUnderWay(job) ? <Progress job={job} /> : job.options.dryRun ? <Trial {...props} job={job} /> : <Result {...props} job={job} />}
    </>
  );
}

function Progress({ job }: { job: ImportJob }) {
  const t = useT();
  const client = useQueryClient();
  const { total, done, undone, kept } = job.progress;
  const word = job.undoing ? t("import.undoing") : job.options.dryRun ? t("import.trying") : t("import.importing");
  const at = job.undoing ? undone + kept : done;
  const cancel = () => void api(`/jobs/${job.id}/cancel`, { method: "POST", body: {} }).catch(() => undefined).then(() => client.invalidateQueries({ queryKey: ["import"] }));
  return (
    <section aria-label={word} className="rounded-lg border border-line bg-raised p-5">
      <p role="status" className="mb-2 text-sm font-medium">
        {word} <span className="text-ink-3 tabular-nums">{t("import.ofRows", { done: at, total })}</span>
      </p>
      <progress aria-label={word} max={Math.max(total, 1)} value={at} className="h-2 w-full overflow-hidden rounded-full accent-(--accent)" />
      <p className="mt-3 text-sm text-ink-2">{t("import.leaveText")}</p>
      {!job.undoing && (
        <Button className="mt-3" onClick={cancel}>
          {t("import.stop")}
        </Button>
      )}
    </section>
  );
}

const good = ({ progress }: ImportJob): number => progress.created + progress.updated;

function Trial({ entity, job, onJob, onMap, onFile }: JobProps & { job: ImportJob }) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const { failed } = job.progress;
  const start = async () => {
    setBusy(true);
    const { mapping, mode, key, emptyCells } = job.options;
    try {
      onJob((await startImport(entity.name, { file: job.file.id, mapping, mode, emptyCells, ...(mode === "create" ? {} : { key }) })).id);
    } catch (cause) {
      setError(cause as Error);
      setBusy(false);
    }
  };
  return (
    <>
      {job.error ? <Notice tone="danger">{job.error.message}</Notice> : failed === 0 ? <Good text={t("import.allGood", { count: good(job) })} /> : <Notice tone="warning">{t("import.someBad", { count: failed, good: good(job) })}</Notice>}
      <Counts job={job} trial />
      {error && <Problem error={error} />}
      <div className="mt-5 flex flex-wrap gap-2">
        {good(job) > 0 && (
          <Button variant="primary" disabled={busy} onClick={() => void start()}>
            {failed === 0 ? t("import.start", { count: good(job) }) : t("import.startGood", { count: good(job) })}
          </Button>
        )}
        <Button onClick={() => onMap(job.file.id)}>{t("import.changeMap")}</Button>
        <Button onClick={onFile}>{t("import.mended")}</Button>
      </div>
      {failed > 0 && <FindingsGrid job={job} />}
    </>
  );
}

function Result({ entity, job, onFile }: JobProps & { job: ImportJob }) {
  const t = useT();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<Error>();
  const undo = () =>
    api<ImportJob>(`/jobs/${job.id}/undo`, { method: "POST", body: {} })
      .then((next) => client.setQueryData(["import", "job", job.id], next))
      .catch(setError);
  const { undone, kept, failed } = job.progress;
  const mayUndo = job.state !== "undone" && good(job) > 0;
  return (
    <>
      {job.state === "undone" ? <Good text={t("import.undone", { count: undone })} /> : job.error ? <Notice tone="danger">{job.error.message}</Notice> : job.state === "cancelled" ? <Notice tone="warning">{t("import.stopped")}</Notice> : good(job) === 0 && failed > 0 ? <Notice tone="warning">{t("import.noneGood")}</Notice> : <Good text={t("import.done", { count: good(job) })} />}
      {kept > 0 && <Notice tone="warning" className="mt-2">{t("import.kept", { count: kept })}</Notice>}
      <Counts job={job} />
      {error && <Problem error={error} />}
      <div className="mt-5 flex flex-wrap gap-2">
        <Button variant="primary" asChild>
          <Link href={`/${entity.name}`}>{t("import.toList", { plural: entity.plural })}</Link>
        </Button>
        <Button onClick={onFile}>{t("import.another")}</Button>
        {mayUndo && (
          <Button onClick={() => setAsking(true)}>
            <Undo2 />
            {t("import.undo")}
          </Button>
        )}
      </div>
      {failed > 0 && <FindingsGrid job={job} />}
      <Confirm open={asking} onOpenChange={setAsking} danger title={t("import.undoTitle")} text={t("import.undoText", { count: good(job) })} action={t("import.undo")} onConfirm={() => void undo()} />
    </>
  );
}

function Good({ text }: { text: string }) {
  return (
    <div role="status" className="flex items-center gap-2 rounded-md bg-success-soft px-3 py-2 text-sm text-success-ink">
      <CircleCheck className="size-4 shrink-0" aria-hidden />
      {text}
    </div>
  );
}

function Counts({ job, trial = false }: { job: ImportJob; trial?: boolean }) {
  const t = useT();
  const { created, updated, failed } = job.progress;
  const items = [[trial ? t("import.wouldCreate") : t("import.created"), created], [trial ? t("import.wouldUpdate") : t("import.updated"), updated], [t("import.failed"), failed]] as const;
  return (
    <div className="mt-4 flex flex-wrap items-end gap-8">
      <dl className="flex flex-wrap gap-8">
        {items.map(([word, count]) => (
          <div key={word}>
            <dt className="text-xs text-ink-3">{word}</dt>
            <dd className="text-lg font-semibold tabular-nums">{count}</dd>
          </div>
        ))}
      </dl>
      {failed > 0 && (
        <a href={`/api/v1/jobs/${job.id}/errors.csv`} download className="inline-flex items-center gap-1.5 text-sm text-accent-ink underline-offset-2 hover:underline">
          <Download className="size-4" aria-hidden />
          {t("import.errorFile")}
        </a>
      )}
    </div>
  );
}
