"use client";
import { useMemo } from "react";
import { GRANTS, VERBS, type Grant } from "../../../runtime/studio/answers";
import { holdsRight } from "../../admin/sections";
import { Labelled } from "../../admin/parts";
import { useAdmin } from "../../admin/use-admin";
import { useModel } from "../../data/model";
import { useT } from "../../i18n/provider";
import { Combobox } from "../../ui/combobox";
import { Icon } from "../../ui/icon";
import { Input, NativeSelect } from "../../ui/input";
import { grantsFor, withGrant, type WizardState } from "./wizard-state";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
}

/** People who may be given the role, when this person may give roles. */
export function usePeople() {
  const { system } = useModel();
  return useAdmin<{ items: readonly Person[] }>("/users?status=active&limit=200", holdsRight(system, "users.manage"));
}

/** Who may do what: a role with a row for each entity, and the people who get it. */
export function AccessStep({ state, usualRole, fixedRole, onChange }: { state: WizardState; usualRole: string; fixedRole?: string; onChange(state: WizardState): void }) {
  const t = useT();
  const people = usePeople();
  const choices = useMemo(() => (people.data?.items ?? []).map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })), [people.data]);
  const lines = new Set(state.entities.flatMap(({ fields }) => fields.filter(({ type }) => type === "children").map(({ options }) => options["entity"])));
  return (
    <div className="grid gap-5">
      {fixedRole ? <p className="text-sm text-ink-2">{t("studio.roleExtended", { role: fixedRole })}</p> : (
        <div className="max-w-sm"><Labelled label={t("studio.roleName")} hint={t("studio.roleHint")}>{(id) => <Input id={id} maxLength={100} placeholder={usualRole} value={state.roleLabel} onChange={(event) => onChange({ ...state, roleLabel: event.target.value })} />}</Labelled></div>
      )}
      <div className="overflow-x-auto rounded-lg border border-line" role="region" tabIndex={0} aria-label={t("studio.rights")}>
        <table className="w-full min-w-[46rem] table-fixed text-sm">
          <thead>
            <tr className="border-b border-line bg-sunken text-left text-xs text-ink-3">
              <th scope="col" className="h-8 w-44 px-3 font-medium">{t("admin.entity")}</th>
              {VERBS.map((verb) => <th key={verb} scope="col" className="px-3 font-medium">{t(`admin.verb.${verb}`)}</th>)}
            </tr>
          </thead>
          <tbody>
            {state.entities.filter(({ name }) => !lines.has(name)).map((entity) => (
              <tr key={entity.name} className="border-b border-line last:border-b-0">
                <th scope="row" className="px-3 text-left font-medium"><span className="flex items-center gap-2"><Icon name={entity.icon} className="size-4 shrink-0 text-ink-3" /><span className="truncate">{entity.plural}</span></span></th>
                {VERBS.map((verb) => (
                  <td key={verb} className="p-1">
                    <NativeSelect aria-label={`${entity.plural}, ${t(`admin.verb.${verb}`)}`} className="w-full" value={grantsFor(state, entity.name)[verb]} onValueChange={(grant) => onChange(withGrant(state, entity.name, verb, grant as Grant))}>
                      {GRANTS.filter((grant) => verb !== "create" || grant === "none" || grant === "all").map((grant) => <option key={grant} value={grant}>{t(`studio.grant.${grant}`)}</option>)}
                    </NativeSelect>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {people.data && !fixedRole && (
        <div className="max-w-lg"><Labelled label={t("studio.people")} hint={t("studio.peopleHint")}>{(id) => <Combobox id={id} multiple clearable choices={choices} values={state.people} placeholder={t("studio.peopleChoose")} onChange={(next) => onChange({ ...state, people: next })} />}</Labelled></div>
      )}
    </div>
  );
}
