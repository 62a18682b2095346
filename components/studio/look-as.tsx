"use client";
import { useT } from "../i18n/provider";
import { NativeSelect } from "../ui/input";

/** As which role a preview is looked at; nothing for those who may not list roles. */
export function LookAs({ roles, role, onRole }: { roles: readonly { readonly name: string; readonly label: string }[] | undefined; role: string; onRole(role: string): void }) {
  const t = useT();
  if (!roles) return null;
  return (
    <NativeSelect aria-label={t("studio.lookAs")} className="w-auto" value={role} onValueChange={onRole}>
      <option value="">{t("studio.asMyself")}</option>
      {roles.map((one) => <option key={one.name} value={one.name}>{one.label}</option>)}
    </NativeSelect>
  );
}
