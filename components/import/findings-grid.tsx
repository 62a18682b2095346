"use client";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { cn } from "../ui/cn";
import { useFindings, type Finding, type Findings, type ImportJob } from "./import-api";

/** Rows with something wrong as the file has them; each wrong cell says what is wrong with it. */
export function FindingsGrid({ job }: { job: ImportJob }) {
  const t = useT();
  const { data } = useFindings(job.id, true);
  if (!data) return <Skeleton className="mt-6 h-40 w-full" />;
  const shown = data.columns.map((name, index) => ({ name, index })).filter(({ index }) => data.targets[index] !== null);
  return (
    <section className="mt-8">
      <h2 className="mb-1 text-sm font-semibold">{t("import.findings")}</h2>
      {data.items.length < job.progress.failed && <p className="mb-2 text-xs text-ink-3">{t("import.firstOnly", { count: data.items.length })}</p>}
      <div className="scroll-thin overflow-x-auto rounded-lg border border-line" tabIndex={0} role="region" aria-label={t("import.findings")}>
        <table className="w-full border-collapse text-sm">
          <thead>
            <tr className="border-b border-line bg-sunken text-left text-xs text-ink-2">
              <th scope="col" className="px-2.5 py-2 font-medium">{t("import.line")}</th>
              {shown.map(({ name }) => (
                <th key={name} scope="col" className="px-2.5 py-2 font-medium whitespace-nowrap">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.items.map((row) => (
              <FindingRow key={row.line} row={row} shown={shown} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function FindingRow({ row, shown }: { row: Findings["items"][number]; shown: readonly { name: string; index: number }[] }) {
  const elsewhere = row.issues.filter((issue) => !shown.some(({ name }) => name === issue.column));
  return (
    <tr className="border-b border-line align-top last:border-0">
      <th scope="row" className="px-2.5 py-2 text-left font-normal text-ink-3 tabular-nums">
        {row.line}
        <Said issues={elsewhere} />
      </th>
      {shown.map(({ name, index }) => {
        const issues = row.issues.filter((issue) => issue.column === name);
        return (
          <td key={name} className={cn("max-w-64 min-w-24 px-2.5 py-2 break-words", issues.length > 0 && "bg-danger-soft")}>
            {row.cells[index] ?? issues[0]?.value ?? ""}
            <Said issues={issues} />
          </td>
        );
      })}
    </tr>
  );
}

function Said({ issues }: { issues: readonly Finding[] }) {
  return issues.map((issue) => (
    <p key={issue.message} className="mt-0.5 min-w-40 text-xs text-danger-ink">
      {[issue.message, issue.remedy].filter(Boolean).join(" ")}
    </p>
  ));
}
