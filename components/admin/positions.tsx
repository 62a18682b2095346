"use client";
import { Pencil, Plus, Trash2 } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";
import { AdminTable, Labelled, Loaded } from "./parts";
import type { UnitItem } from "./unit-tree";
import { useAdmin, useAdminChange, type Titled } from "./use-admin";

interface Position {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly superior: string | null;
  readonly user: Titled | null;
}

/** Places in units that people hold. */
export function Positions({ units }: { units: readonly UnitItem[] }) {
  const t = useT();
  const query = useAdmin<{ items: readonly Position[] }>("/admin/positions");
  const change = useAdminChange();
  const [edited, setEdited] = useState<Position | "new">();
  const unitName = (id: string) => units.find((unit) => unit.id === id)?.name ?? "—";
  return (
    <section aria-label={t("admin.positions")} className="mt-8">
      <div className="mb-2 flex items-center">
        <h2 className="flex-1 text-base font-semibold">{t("admin.positions")}</h2>
        <Button onClick={() => setEdited("new")}><Plus />{t("admin.newPosition")}</Button>
      </div>
      <Loaded query={query} isEmpty={({ items }) => items.length === 0} empty={<p className="text-sm text-ink-3">{t("admin.noPositions")}</p>}>
        {({ items }) => (
          <AdminTable
            label={t("admin.positions")} rows={items} keyOf={(position) => position.id}
            columns={[
              { label: t("admin.name"), cell: (position) => <span className="font-medium">{position.name}</span> },
              { label: t("admin.unit"), cell: (position) => unitName(position.unit) },
              { label: t("admin.heldBy"), cell: (position) => position.user?.title ?? "—" },
              { label: t("admin.superior"), cell: (position) => items.find(({ id }) => id === position.superior)?.name ?? "—" },
              {
                label: "", className: "text-right whitespace-nowrap",
                cell: (position) => (
                  <>
                    <Button size="iconSm" variant="ghost" aria-label={t("admin.editOf", { label: position.name })} onClick={() => setEdited(position)}><Pencil /></Button>
                    <Button size="iconSm" variant="ghost" aria-label={t("admin.removeOf", { label: position.name })} onClick={() => change.mutate({ method: "DELETE", path: `/admin/positions/${position.id}`, done: t("admin.removed") })}><Trash2 /></Button>
                  </>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      <Dialog open={edited !== undefined} onOpenChange={() => setEdited(undefined)}>
        {edited && <PositionDialog position={edited === "new" ? undefined : edited} units={units} positions={query.data?.items ?? []} onDone={() => setEdited(undefined)} />}
      </Dialog>
    </section>
  );
}

function PositionDialog({ position, units, positions, onDone }: { position?: Position; units: readonly UnitItem[]; positions: readonly Position[]; onDone(): void }) {
  const t = useT();
  const change = useAdminChange();
  const users = useAdmin<{ items: readonly { id: string; name: string }[] }>("/users?limit=200");
  const [name, setName] = useState(position?.name ?? "");
  const [unit, setUnit] = useState(position?.unit ?? units[0]?.id ?? "");
  const [superior, setSuperior] = useState(position?.superior ?? null);
  const [user, setUser] = useState(position?.user?.id ?? null);
  const issue = (pointer: string) => change.error?.issues.find((one) => one.pointer === pointer)?.message;
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ method: position ? "PATCH" : "POST", path: position ? `/admin/positions/${position.id}` : "/admin/positions", body: { name, unit, superior, user }, done: t("admin.saved") }, { onSuccess: onDone });
  };
  const named = (items: readonly { id: string; name: string }[]) => items.map((item) => ({ value: item.id, label: item.name }));
  return (
    <DialogContent cancel title={position?.name ?? t("admin.newPosition")} footer={<Button form="position" type="submit" variant="primary" disabled={change.isPending}>{t("common.save")}</Button>}>
      <form id="position" onSubmit={save} className="grid gap-4 pt-1">
        <Labelled label={t("admin.name")} error={issue("/name")}>{(id) => <Input id={id} required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />}</Labelled>
        <Labelled label={t("admin.unit")}>{(id) => <Combobox id={id} choices={named(units)} values={[unit]} onChange={([next]) => setUnit(next ?? unit)} />}</Labelled>
        <Labelled label={t("admin.heldBy")}>{(id) => <Combobox id={id} clearable known={position?.user ? [{ value: position.user.id, label: position.user.title }] : []} choices={named(users.data?.items ?? [])} values={user ? [user] : []} onChange={([next]) => setUser(next ?? null)} />}</Labelled>
        <Labelled label={t("admin.superior")} error={issue("/superior")}>{(id) => <Combobox id={id} clearable choices={named(positions.filter((one) => one.id !== position?.id))} values={superior ? [superior] : []} onChange={([next]) => setSuperior(next ?? null)} />}</Labelled>
      </form>
    </DialogContent>
  );
}
