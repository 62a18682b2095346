"use client";
import { SlidersHorizontal } from "lucide-react";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { GrantCell } from "./grant-cell";
import { grantsOf, VERBS, withRights, writeGrants, type RoleDocument } from "./role-document";

/** Entity × verb; each cell says which records. Line items follow the record they belong to, so they have no row. */
export function RoleMatrix({ role, onChange, onDetails }: { role: RoleDocument; onChange(role: RoleDocument): void; onDetails(entity: string): void }) {
  const t = useT();
  const { entities } = useModel();
  const rows = Object.values(entities).filter((entity) => !entity.parent).sort((a, b) => Number(a.system) - Number(b.system) || a.plural.localeCompare(b.plural));
  const all = [...rows.map((entity) => ({ name: entity.name, label: entity.plural, entity })), { name: "*", label: t("admin.everyOther"), entity: undefined }];
  return (
    <div className="relative overflow-x-auto rounded-lg border border-line" role="region" aria-label={t("admin.matrix")} tabIndex={0}>
      <table className="w-full min-w-[44rem] table-fixed text-sm">
        <thead>
          <tr className="border-b border-line bg-sunken text-left text-xs text-ink-3">
            <th scope="col" className="sticky left-0 h-8 w-40 bg-sunken px-3 font-medium">{t("admin.entity")}</th>
            {VERBS.map((verb) => <th key={verb} scope="col" className="px-3 font-medium">{t(`admin.verb.${verb}`)}</th>)}
            <th scope="col" className="w-14"><span className="sr-only">{t("admin.details")}</span></th>
          </tr>
        </thead>
        <tbody>
          {all.map(({ name, label, entity }) => (
            <tr key={name} className="border-b border-line last:border-b-0">
              <th scope="row" className="sticky left-0 truncate bg-canvas px-3 text-left font-medium">{label}</th>
              {VERBS.map((verb) => (
                <td key={verb} className="p-1">
                  <GrantCell label={`${label}, ${t(`admin.verb.${verb}`)}`} entity={verb === "create" ? undefined : entity} grants={grantsOf(role.entities?.[name]?.[verb])} onChange={(grants) => onChange(withRights(role, name, { [verb]: writeGrants(grants) }))} />
                </td>
              ))}
              <td className="p-1 text-right">
                <Button size="iconSm" variant="ghost" aria-label={t("admin.detailsOf", { label })} onClick={() => onDetails(name)}><SlidersHorizontal /></Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
