"use client";
import { useT } from "../i18n/provider";
import { Checkbox } from "../ui/checkbox";
import { EVERY_PROCESS, PROCESS_RIGHTS, processRights, withProcess, type RoleDocument } from "./role-document";
import { useAdmin } from "./use-admin";

interface Listing {
  readonly items: readonly { readonly kind: string; readonly name: string; readonly label?: string }[];
}

/** Process × right: who may begin it by hand, and who looks after what runs. Tasks come to people whatever stands here. */
export function RoleProcesses({ role, onChange }: { role: RoleDocument; onChange(role: RoleDocument): void }) {
  const t = useT();
  const listing = useAdmin<Listing>("/metadata");
  const processes = (listing.data?.items ?? []).filter(({ kind }) => kind === "process").map(({ name, label = name }) => ({ name, label })).sort((a, b) => a.label.localeCompare(b.label));
  if (processes.length === 0) return null;
  return (
    <section>
      <h2 className="mt-8 mb-1 text-base font-semibold">{t("admin.processRights")}</h2>
      <p className="mb-2 text-sm text-ink-2">{t("admin.processRightsText")}</p>
      <div className="overflow-x-auto rounded-lg border border-line">
        <table className="w-full text-sm" aria-label={t("admin.processRights")}>
          <thead>
            <tr className="border-b border-line bg-sunken text-left text-xs text-ink-3">
              <th scope="col" className="h-8 px-3 font-medium">{t("admin.process")}</th>
              {PROCESS_RIGHTS.map((right) => <th key={right} scope="col" className="w-32 px-3 font-medium max-sm:w-24">{t(`admin.processRight.${right}`)}</th>)}
            </tr>
          </thead>
          <tbody>
            {[...processes, { name: EVERY_PROCESS, label: t("admin.everyOther") }].map(({ name, label }) => (
              <tr key={name} className="border-b border-line last:border-b-0">
                <th scope="row" className="px-3 py-2 text-left font-medium break-words">{label}</th>
                {PROCESS_RIGHTS.map((right) => (
                  <td key={right} className="px-3 py-2">
                    <Checkbox aria-label={`${label}, ${t(`admin.processRight.${right}`)}`} checked={processRights(role, name)[right] === true} onCheckedChange={(held) => onChange(withProcess(role, name, right, held === true))} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
