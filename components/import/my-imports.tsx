"use client";
import Link from "next/link";
import { useModel } from "../data/model";
import type { MessageKey } from "../i18n/messages";
import { useMoment } from "../i18n/moment";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { EmptyState } from "../ui/states";
import { FileSpreadsheet } from "lucide-react";
import { useMyImports, type ImportJob } from "./import-api";

/** Imports of this person, newest first; of one entity, or of all. */
export function MyImports({ entity }: { entity?: string }) {
  const t = useT();
  const { data, isPending } = useMyImports();
  const items = data?.items.filter((job) => entity === undefined || job.entity === entity) ?? [];
  if (isPending) return <Skeleton className="mt-8 h-24 w-full" />;
  if (items.length === 0) return entity === undefined ? <EmptyState icon={<FileSpreadsheet />} title={t("import.none")} text={t("import.noneText")} /> : null;
  return (
    <section className="mt-8">
      <h2 className="mb-2 text-sm font-semibold text-ink-2">{t("import.mine")}</h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
        {items.map((job) => (
          <JobLine key={job.id} job={job} />
        ))}
      </ul>
    </section>
  );
}

function JobLine({ job }: { job: ImportJob }) {
  const t = useT();
  const { entities } = useModel();
  const moment = useMoment();
  return (
    <li>
      <Link href={`/import/${job.entity}?job=${job.id}`} prefetch={false} className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-1.5 text-sm hover:bg-hover">
        <span className="min-w-0 flex-1 truncate font-medium">{job.file.name}</span>
        <span className="text-xs text-ink-3">{entities[job.entity]?.plural ?? job.entity}</span>
        <span className="text-xs text-ink-3">{moment(job.createdAt)}</span>
        <span className="text-xs text-ink-2">{job.options.dryRun ? t("import.trial") : t(`import.state.${job.state}` as MessageKey)}</span>
        <span className="text-xs text-ink-3 tabular-nums">{t("import.counts", { good: job.progress.created + job.progress.updated, bad: job.progress.failed })}</span>
      </Link>
    </li>
  );
}
