"use client";
import { Copy, Plus, Shield } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useT } from "../i18n/provider";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";
import { EmptyState } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { AdminTable, Labelled, Loaded } from "./parts";
import { roleName } from "./role-document";
import { useAdmin } from "./use-admin";

interface RoleItem {
  readonly kind: string;
  readonly name: string;
  readonly pack: string;
  readonly label?: string;
  readonly changed?: boolean;
}

/** Roles of the application; each opens as a matrix. */
export default function RolesPage() {
  const t = useT();
  const router = useRouter();
  const [from, setFrom] = useState<RoleItem | "new">();
  const [label, setLabel] = useState("");
  const query = useAdmin<{ items: readonly RoleItem[] }>("/metadata");
  const labels = useAdmin<{ items: readonly { name: string; label: string; system: readonly string[] }[] }>("/roles");
  const labelOf = (name: string) => labels.data?.items.find((role) => role.name === name)?.label ?? name;
  const create = (event: FormEvent) => {
    event.preventDefault();
    const taken = new Set((query.data?.items ?? []).filter(({ kind }) => kind === "role").map(({ name }) => name));
    let name = roleName(label);
    for (let number = 2; taken.has(name); number++) name = `${roleName(label)}${number}`;
    sessionStorage.setItem(`role:${name}`, label.trim());
    router.push(`/admin/roles/${name}${from && from !== "new" ? `?from=${from.name}` : "?from=new"}`);
  };
  return (
    <AdminFrame section="roles" actions={<Button variant="primary" onClick={() => setFrom("new")}><Plus />{t("admin.newRole")}</Button>}>
      <p className="mb-3 max-w-2xl text-sm text-ink-2">{t("admin.rolesText")}</p>
      <Loaded query={query} isEmpty={({ items }) => !items.some(({ kind }) => kind === "role")} empty={<EmptyState icon={<Shield />} title={t("field.nothingFound")} />}>
        {({ items }) => (
          <AdminTable
            label={t("admin.roles")} rows={items.filter(({ kind }) => kind === "role")} keyOf={(role) => role.name}
            columns={[
              { label: t("admin.role"), cell: (role) => <Link href={`/admin/roles/${role.name}`} prefetch={false} className="flex min-h-8 items-center font-medium hover:underline">{labelOf(role.name)}</Link> },
              { label: t("admin.pack"), cell: (role) => <Badge>{role.pack === "local" ? t("admin.madeHere") : role.pack}</Badge> },
              { label: "", className: "text-right", cell: (role) => <Button size="sm" variant="ghost" aria-label={t("admin.duplicate", { label: labelOf(role.name) })} onClick={() => { setLabel(""); setFrom(role); }}><Copy /></Button> },
            ]}
          />
        )}
      </Loaded>
      <Dialog open={from !== undefined} onOpenChange={() => setFrom(undefined)}>
        {from && (
          <DialogContent cancel title={from === "new" ? t("admin.newRole") : t("admin.duplicate", { label: labelOf(from.name) })} footer={<Button form="role" type="submit" variant="primary">{t("admin.continue")}</Button>}>
            <form id="role" onSubmit={create} className="pt-1">
              <Labelled label={t("admin.roleName")}>{(id) => <Input id={id} required autoFocus maxLength={100} value={label} onChange={(event) => setLabel(event.target.value)} />}</Labelled>
            </form>
          </DialogContent>
        )}
      </Dialog>
    </AdminFrame>
  );
}
