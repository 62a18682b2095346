"use client";
import { useEntity } from "../data/model";
import { useT } from "../i18n/provider";
import { Checkbox } from "../ui/checkbox";
import { SheetContent } from "../ui/dialog";
import { NativeSelect } from "../ui/input";
import { GrantCell } from "./grant-cell";
import { FIELD_RIGHTS, grantsOf, THINGS, withRights, writeGrants, type RoleDocument } from "./role-document";

const LETTERS = ["r", "c", "u", "d"] as const;
const ORDER = "crud";

/** Rights inside one entity: files in and out, comments, actions, fields. */
export function RoleDetails({ entity: name, role, onChange }: { entity: string; role: RoleDocument; onChange(role: RoleDocument): void }) {
  const t = useT();
  const entity = useEntity(name);
  const rights = role.entities?.[name] ?? {};
  const set = (change: Parameters<typeof withRights>[2]) => onChange(withRights(role, name, change));
  const without = <T,>(record: Readonly<Record<string, T>> | undefined, key: string) => Object.fromEntries(Object.entries(record ?? {}).filter(([one]) => one !== key));
  const setField = (field: string, right: string) => {
    const fields: Record<string, string> = { ...without(rights.fields, field), ...(right ? { [field]: right } : {}) };
    set({ fields: Object.keys(fields).length > 0 ? fields : undefined });
  };
  const setLetter = (thing: (typeof THINGS)[number], letter: string, held: boolean) => {
    const letters = new Set(rights[thing] ?? "");
    if (held) letters.add(letter);
    else letters.delete(letter);
    set({ [thing]: [...ORDER].filter((one) => letters.has(one)).join("") });
  };
  const fields = entity?.fields.filter((field) => !field.system || field.name === "owner") ?? [];
  const rest = rights.fields?.["*"] ?? "write";
  return (
    <SheetContent title={entity?.plural ?? t("admin.everyOther")} className="w-[min(34rem,100vw)]">
      <div className="grid gap-5 pb-4">
        <div className="flex gap-6">
          {(["export", "import"] as const).map((flag) => (
            <label key={flag} className="flex min-h-8 items-center gap-2 text-sm">
              <Checkbox checked={rights[flag] ?? false} onCheckedChange={(held) => set({ [flag]: held === true })} />
              {t(`admin.${flag}`)}
            </label>
          ))}
        </div>
        <section aria-label={t("admin.things")} className="grid gap-1">
          <h3 className="text-sm font-semibold">{t("admin.things")}</h3>
          {THINGS.map((thing) => (
            <div key={thing} className="flex min-h-9 flex-wrap items-center gap-x-3 text-sm">
              <span className="w-24 shrink-0">{t(`admin.thing.${thing}`)}</span>
              <label className="flex items-center gap-1.5">
                <Checkbox checked={rights[thing] === undefined} onCheckedChange={(follows) => set({ [thing]: follows ? undefined : "r" })} />
                {t("admin.asRecord")}
              </label>
              {rights[thing] !== undefined && LETTERS.map((letter) => (
                <label key={letter} className="flex items-center gap-1.5">
                  <Checkbox checked={rights[thing]!.includes(letter)} onCheckedChange={(held) => setLetter(thing, letter, held === true)} />
                  {t(`admin.letter.${letter}`)}
                </label>
              ))}
            </div>
          ))}
        </section>
        {entity && entity.actions.length > 0 && (
          <section aria-label={t("admin.actions")} className="grid gap-1">
            <h3 className="text-sm font-semibold">{t("admin.actions")}</h3>
            {[...entity.actions, { name: "*", label: t("admin.everyAction") }].map((action) => (
              <div key={action.name} className="grid grid-cols-2 items-center text-sm">
                <span className="truncate">{action.label}</span>
                <GrantCell label={action.label} entity={entity} grants={grantsOf(rights.actions?.[action.name])} onChange={(grants) => set({ actions: { ...rights.actions, [action.name]: writeGrants(grants) } })} />
              </div>
            ))}
          </section>
        )}
        <section aria-label={t("admin.fields")} className="grid gap-1">
          <h3 className="text-sm font-semibold">{t("admin.fields")}</h3>
          {[{ name: "*", label: t("admin.everyField") }, ...fields].map((field) => (
            <label key={field.name} className="grid grid-cols-2 items-center gap-2 text-sm max-sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
              <span className="truncate">{field.label}</span>
              <NativeSelect value={rights.fields?.[field.name] ?? ""} onValueChange={(right) => setField(field.name, right)}>
                <option value="">{field.name === "*" ? t("admin.fieldRight.write") : t("admin.asOthers", { right: t(`admin.fieldRight.${rest as (typeof FIELD_RIGHTS)[number]}`) })}</option>
                {FIELD_RIGHTS.filter((right) => field.name !== "*" || right !== "write").map((right) => <option key={right} value={right}>{t(`admin.fieldRight.${right}`)}</option>)}
              </NativeSelect>
            </label>
          ))}
        </section>
      </div>
    </SheetContent>
  );
}
