"use client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useModel } from "../data/model";
import { useLocale, useT } from "../i18n/provider";
import { AdminFrame } from "./admin-frame";
import { Backups } from "./backups";
import { Loaded } from "./parts";
import { holdsRight } from "./sections";
import { useAdmin } from "./use-admin";

interface Health {
  readonly checks: readonly { readonly name: "database" | "schema" | "model" | "mail" | "lostMail" | "jobs"; readonly status: "ok" | "warning" | "problem"; readonly value: string | number }[];
  readonly databaseBytes: number;
  readonly counts: Readonly<Record<"users" | "sessions" | "keys" | "jobs" | "letters", number>>;
}

/** For those who keep backups outside of the server. */
const BACKUP = "npx metaloom backup metaloom.backup";

const COUNTS = ["users", "sessions", "keys", "jobs", "letters"] as const;

/** Is everything well? And how to make a backup. */
export default function HealthPage() {
  const t = useT();
  const { language } = useLocale();
  const { system } = useModel();
  const query = useAdmin<Health>("/admin/health");
  const number = new Intl.NumberFormat(language);
  return (
    <AdminFrame section="health">
      <Loaded query={query}>
        {({ checks, counts, databaseBytes }) => (
          <>
            <ul className="rounded-lg border border-line">
              {checks.map((check) => (
                <li key={check.name} className="flex min-h-10 items-center gap-3 border-b border-line px-3 text-sm last:border-b-0">
                  {check.status === "ok" ? <CircleCheck className="size-4 text-success-ink" aria-hidden /> : <CircleAlert className="size-4 text-danger-ink" aria-hidden />}
                  <span className="flex-1">{t(`admin.check.${check.name}`)}</span>
                  <span className="text-ink-3 tabular-nums">{check.value}</span>
                  <span className={check.status === "ok" ? "text-ink-2" : "font-medium text-danger-ink"}>{t(`admin.checkStatus.${check.status}`)}</span>
                </li>
              ))}
            </ul>
            <dl className="mt-4 grid grid-cols-2 gap-3 sm:grid-cols-3">
              {[["size", `${number.format(Math.round(databaseBytes / 1048576))} MB`] as const, ...COUNTS.map((name) => [name, number.format(counts[name])] as const)].map(([name, value]) => (
                <div key={name} className="rounded-lg border border-line p-3">
                  <dt className="text-xs text-ink-3">{t(`admin.count.${name}`)}</dt>
                  <dd className="text-lg font-semibold tabular-nums">{value}</dd>
                </div>
              ))}
            </dl>
            <section aria-label={t("admin.backup")} className="mt-8">
              <h2 className="text-base font-semibold">{t("admin.backup")}</h2>
              <p className="mt-1 max-w-2xl text-sm text-ink-2">{t("admin.backupText")}</p>
              {holdsRight(system, "backup.manage") && <Backups />}
              <p className="mt-4 text-sm text-ink-3">{t("backup.byCommand")}</p>
              <pre className="scroll-thin mt-2 overflow-x-auto rounded-md border border-line bg-sunken px-3 py-2 text-sm" tabIndex={0}><code>{BACKUP}</code></pre>
            </section>
          </>
        )}
      </Loaded>
    </AdminFrame>
  );
}
