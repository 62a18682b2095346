"use client";
import { KeyRound, Plus } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useModel } from "../data/model";
import { useMoment } from "../i18n/moment";
import { useT } from "../i18n/provider";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Combobox } from "../ui/combobox";
import { Confirm } from "../ui/confirm";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";
import { EmptyState, Notice } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { AdminTable, Labelled, Loaded } from "./parts";
import { useAdmin, useAdminChange } from "./use-admin";

interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly owner: string;
  readonly roles: readonly string[];
  readonly readOnly: boolean;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
}

interface RoleName {
  readonly name: string;
  readonly label: string;
}

/** API keys of everybody. A key acts as its owner, with some of his roles, until it ends. */
export default function KeysPage() {
  const t = useT();
  const moment = useMoment();
  const query = useAdmin<{ items: readonly ApiKey[]; roles: readonly RoleName[] }>("/api-keys?all=true");
  const users = useAdmin<{ items: readonly { id: string; name: string }[] }>("/users?limit=200");
  const change = useAdminChange();
  const [making, setMaking] = useState(false);
  const [gone, setGone] = useState<ApiKey>();
  const labelOf = (role: string): string => query.data?.roles.find(({ name }) => name === role)?.label ?? role;
  return (
    <AdminFrame section="keys" actions={<Button variant="primary" onClick={() => setMaking(true)}><Plus />{t("admin.newKey")}</Button>}>
      <Loaded query={query} isEmpty={({ items }) => items.length === 0} empty={<EmptyState icon={<KeyRound />} title={t("admin.noKeys")} text={t("admin.keysText")} />}>
        {({ items }) => (
          <AdminTable
            label={t("admin.keys")} rows={items} keyOf={(key) => key.id}
            columns={[
              { label: t("admin.name"), cell: (key) => <><span className="font-medium">{key.name}</span> <code className="text-xs text-ink-3">{key.prefix}…</code></> },
              { label: t("admin.owner"), cell: (key) => users.data?.items.find(({ id }) => id === key.owner)?.name ?? "—" },
              { label: t("admin.roles"), cell: (key) => <span className="flex flex-wrap items-center gap-1">{key.roles.map(labelOf).join(", ")}{key.readOnly && <Badge>{t("admin.readOnly")}</Badge>}</span> },
              { label: t("admin.expires"), className: "whitespace-nowrap text-ink-3", cell: (key) => moment(key.expiresAt) },
              { label: t("admin.lastUsed"), className: "whitespace-nowrap text-ink-3", cell: (key) => moment(key.lastUsedAt) },
              { label: "", className: "text-right", cell: (key) => <Button size="sm" variant="ghost" onClick={() => setGone(key)}>{t("admin.revoke")}</Button> },
            ]}
          />
        )}
      </Loaded>
      <Dialog open={making} onOpenChange={setMaking}>{making && <NewKey labelOf={labelOf} />}</Dialog>
      <Confirm open={gone !== undefined} onOpenChange={() => setGone(undefined)} danger title={gone ? `${t("admin.revoke")}: ${gone.name}` : ""} text={t("admin.revokeText")} action={t("admin.revoke")} onConfirm={() => gone && change.mutate({ method: "DELETE", path: `/api-keys/${gone.id}`, done: t("admin.revoked") })} />
    </AdminFrame>
  );
}

function NewKey({ labelOf }: { labelOf(role: string): string }) {
  const t = useT();
  const change = useAdminChange<{ key: string }>();
  const mine = useAdmin<{ principal: { roles: readonly string[] } }>("/auth/me");
  const { user } = useModel();
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [roles, setRoles] = useState<readonly string[]>([]);
  const [readOnly, setReadOnly] = useState(false);
  if (change.data) {
    return (
      <DialogContent title={t("admin.keyMade")}>
        <Notice tone="warning">{t("admin.keyOnce")}</Notice>
        <Input readOnly aria-label={t("admin.keyMade")} className="mt-3 font-mono" value={change.data.key} onFocus={(event) => event.target.select()} />
      </DialogContent>
    );
  }
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ path: "/api-keys", body: { name, roles, readOnly, days: Number(days) } });
  };
  return (
    <DialogContent cancel title={t("admin.newKey")} description={t("admin.keysText")} footer={<Button form="key" type="submit" variant="primary" disabled={change.isPending || roles.length === 0}>{t("common.create")}</Button>}>
      <form id="key" onSubmit={save} className="grid gap-4 pt-1">
        <p className="text-sm text-ink-2">{t("admin.keyOf", { name: user.name })}</p>
        <Labelled label={t("admin.name")}>{(id) => <Input id={id} required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />}</Labelled>
        <Labelled label={t("admin.roles")}>{(id) => <Combobox id={id} multiple choices={(mine.data?.principal.roles ?? []).map((role) => ({ value: role, label: labelOf(role) }))} values={roles} onChange={setRoles} />}</Labelled>
        <Labelled label={t("admin.days")}>{(id) => <Input id={id} type="number" min={1} max={366} required value={days} onChange={(event) => setDays(event.target.value)} />}</Labelled>
        <label className="flex items-center gap-2 text-sm"><Checkbox checked={readOnly} onCheckedChange={(held) => setReadOnly(held === true)} />{t("admin.readOnly")}</label>
      </form>
    </DialogContent>
  );
}
