"use client";
import { GripVertical, Network, Pencil, Plus, Trash2 } from "lucide-react";
import { useState, type FormEvent, type KeyboardEvent } from "react";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Combobox } from "../ui/combobox";
import { Confirm } from "../ui/confirm";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";
import { EmptyState } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { Labelled, Loaded } from "./parts";
import { Positions } from "./positions";
import { isBelow, keyboardMove, treeRows, type UnitItem } from "./unit-tree";
import { useAdmin, useAdminChange } from "./use-admin";

/** The organisation as a tree: dragged with the pointer, moved with Alt and arrow keys, or by choosing where it belongs. */
export default function UnitsPage() {
  const t = useT();
  const query = useAdmin<{ items: readonly UnitItem[] }>("/admin/units");
  const change = useAdminChange();
  const [edited, setEdited] = useState<UnitItem | "new">();
  const [gone, setGone] = useState<UnitItem>();
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const units = query.data?.items ?? [];
  const move = (id: string, parent: string | null) => {
    const unit = units.find((one) => one.id === id);
    if (unit && unit.parent !== parent && !isBelow(units, parent, id)) change.mutate({ method: "PATCH", path: `/admin/units/${id}`, body: { parent }, done: t("admin.moved", { name: unit.name }) });
  };
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    if (!event.altKey || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) return;
    event.preventDefault();
    const parent = keyboardMove(units, id, event.key === "ArrowRight" ? "in" : "out");
    if (parent !== undefined) move(id, parent);
  };
  const drop = (parent: string | null) => {
    if (dragged) move(dragged, parent);
    setDragged(undefined);
    setOver(undefined);
  };
  return (
    <AdminFrame section="units" actions={<Button variant="primary" onClick={() => setEdited("new")}><Plus />{t("admin.newUnit")}</Button>}>
      <p className="mb-3 max-w-2xl text-sm text-ink-2">{t("admin.unitsText")}</p>
      <Loaded query={query} isEmpty={({ items }) => items.length === 0} empty={<EmptyState icon={<Network />} title={t("admin.noUnits")} text={t("admin.unitsText")} />}>
        {({ items }) => (
          <ul aria-label={t("admin.units")} className="rounded-lg border border-line p-1">
            {treeRows(items).map(({ unit, level }) => (
              <li key={unit.id}>
                <div
                  draggable
                  onDragStart={() => setDragged(unit.id)}
                  onDragEnd={() => { setDragged(undefined); setOver(undefined); }}
                  onDragOver={(event) => { if (dragged && !isBelow(units, unit.id, dragged)) { event.preventDefault(); setOver(unit.id); } }}
                  onDragLeave={() => setOver(undefined)}
                  onDrop={(event) => { event.preventDefault(); drop(unit.id); }}
                  className={cn("flex min-h-9 items-center gap-2 rounded-md pr-1 hover:bg-hover", over === unit.id && "bg-accent-soft", dragged === unit.id && "opacity-50")}
                  style={{ paddingInlineStart: `${(level - 1) * 1.25 + 0.25}rem` }}
                >
                  <GripVertical className="size-4 shrink-0 cursor-grab text-ink-3 max-sm:hidden" aria-hidden />
                  <button type="button" aria-keyshortcuts="Alt+ArrowRight Alt+ArrowLeft" onKeyDown={(event) => onKeyDown(event, unit.id)} onClick={() => setEdited(unit)} className="min-w-0 flex-1 truncate rounded-sm text-left text-sm font-medium">
                    {unit.name}
                    {unit.code && <span className="ml-2 font-normal text-ink-3 max-sm:hidden">{unit.code}</span>}
                  </button>
                  <span className="truncate text-xs text-ink-3 max-sm:hidden">{unit.head?.title}</span>
                  <span className="w-20 shrink-0 text-right text-xs text-ink-3 tabular-nums">{t("admin.people", { count: unit.people })}</span>
                  <Button size="iconSm" variant="ghost" aria-label={t("admin.editOf", { label: unit.name })} onClick={() => setEdited(unit)}><Pencil /></Button>
                  <Button size="iconSm" variant="ghost" aria-label={t("admin.removeOf", { label: unit.name })} onClick={() => setGone(unit)}><Trash2 /></Button>
                </div>
              </li>
            ))}
            {dragged && (
              <li onDragOver={(event) => event.preventDefault()} onDrop={() => drop(null)} className="mt-1 rounded-md border border-dashed border-line-strong px-3 py-2 text-sm text-ink-3">
                {t("admin.toTop")}
              </li>
            )}
          </ul>
        )}
      </Loaded>
      {units.length > 0 && <Positions units={units} />}
      <Dialog open={edited !== undefined} onOpenChange={() => setEdited(undefined)}>{edited && <UnitDialog unit={edited === "new" ? undefined : edited} units={units} onDone={() => setEdited(undefined)} />}</Dialog>
      <Confirm open={gone !== undefined} onOpenChange={() => setGone(undefined)} danger title={gone ? t("admin.removeOf", { label: gone.name }) : ""} text={t("admin.removeUnitText")} action={t("common.delete")} onConfirm={() => gone && change.mutate({ method: "DELETE", path: `/admin/units/${gone.id}`, done: t("admin.removed") })} />
    </AdminFrame>
  );
}

function UnitDialog({ unit, units, onDone }: { unit?: UnitItem; units: readonly UnitItem[]; onDone(): void }) {
  const t = useT();
  const change = useAdminChange();
  const users = useAdmin<{ items: readonly { id: string; name: string }[] }>("/users?limit=200");
  const [name, setName] = useState(unit?.name ?? "");
  const [code, setCode] = useState(unit?.code ?? "");
  const [parent, setParent] = useState(unit?.parent ?? null);
  const [head, setHead] = useState(unit?.head?.id ?? null);
  const issue = (pointer: string) => change.error?.issues.find((one) => one.pointer === pointer)?.message;
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ method: unit ? "PATCH" : "POST", path: unit ? `/admin/units/${unit.id}` : "/admin/units", body: { name, code: code || null, parent, head }, done: t("admin.saved") }, { onSuccess: onDone });
  };
  return (
    <DialogContent cancel title={unit?.name ?? t("admin.newUnit")} footer={<Button form="unit" type="submit" variant="primary" disabled={change.isPending}>{t("common.save")}</Button>}>
      <form id="unit" onSubmit={save} className="grid gap-4 pt-1">
        <Labelled label={t("admin.name")} error={issue("/name")}>{(id) => <Input id={id} required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />}</Labelled>
        <Labelled label={t("admin.code")} error={issue("/code")}>{(id) => <Input id={id} maxLength={60} value={code} onChange={(event) => setCode(event.target.value)} />}</Labelled>
        <Labelled label={t("admin.belongsTo")} error={issue("/parent")}>
          {(id) => <Combobox id={id} clearable choices={units.filter((one) => !unit || !isBelow(units, one.id, unit.id)).map((one) => ({ value: one.id, label: one.name }))} values={parent ? [parent] : []} onChange={([next]) => setParent(next ?? null)} />}
        </Labelled>
        <Labelled label={t("admin.head")}>
          {(id) => <Combobox id={id} clearable known={unit?.head ? [{ value: unit.head.id, label: unit.head.title }] : []} choices={(users.data?.items ?? []).map((user) => ({ value: user.id, label: user.name }))} values={head ? [head] : []} onChange={([next]) => setHead(next ?? null)} />}
        </Labelled>
      </form>
    </DialogContent>
  );
}
