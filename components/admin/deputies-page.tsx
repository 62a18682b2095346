"use client";
import { Plus, UserCheck } from "lucide-react";
import { useState, type FormEvent } from "react";
import type { Deputy } from "../data/deputies";
import { useLocale, useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { Confirm } from "../ui/confirm";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";
import { EmptyState } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { AdminTable, Labelled, Loaded } from "./parts";
import { useAdmin, useAdminChange } from "./use-admin";

/** Who acts for whom while somebody is away. */
export default function DeputiesPage() {
  const t = useT();
  const query = useAdmin<{ items: readonly Deputy[] }>("/deputies?all=true");
  const change = useAdminChange();
  const [naming, setNaming] = useState(false);
  const [gone, setGone] = useState<Deputy>();
  const { language } = useLocale();
  const dates = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const days = ({ from, to }: Deputy): string => dates.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));
  return (
    <AdminFrame section="deputies" actions={<Button variant="primary" onClick={() => setNaming(true)}><Plus />{t("admin.newDeputy")}</Button>}>
      <Loaded query={query} isEmpty={({ items }) => items.length === 0} empty={<EmptyState icon={<UserCheck />} title={t("admin.noDeputies")} text={t("admin.deputiesText")} />}>
        {({ items }) => (
          <AdminTable
            label={t("admin.deputies")} rows={items} keyOf={(one) => one.id}
            columns={[
              { label: t("admin.person"), cell: (one) => <span className="font-medium">{one.person.title}</span> },
              { label: t("admin.deputy"), cell: (one) => one.deputy.title },
              { label: t("admin.kinds"), cell: (one) => <>{one.kinds?.join(", ") ?? t("admin.allKinds")}{one.whenAbsent && ` · ${t("deputy.whenAbsentBadge")}`}</> },
              { label: t("admin.when"), className: "tabular-nums whitespace-nowrap", cell: (one) => days(one) },
              { label: "", className: "text-right", cell: (one) => <Button size="sm" variant="ghost" onClick={() => setGone(one)}>{t("admin.endSession")}</Button> },
            ]}
          />
        )}
      </Loaded>
      <Dialog open={naming} onOpenChange={setNaming}>{naming && <NameDeputy onDone={() => setNaming(false)} />}</Dialog>
      <Confirm open={gone !== undefined} onOpenChange={() => setGone(undefined)} danger title={gone ? `${gone.person.title} → ${gone.deputy.title}` : ""} text={t("admin.sureText")} action={t("admin.endSession")} onConfirm={() => gone && change.mutate({ method: "DELETE", path: `/deputies/${gone.id}`, done: t("admin.removed") })} />
    </AdminFrame>
  );
}

function NameDeputy({ onDone }: { onDone(): void }) {
  const t = useT();
  const change = useAdminChange();
  const users = useAdmin<{ items: readonly { id: string; name: string }[] }>("/users?limit=200&status=active");
  const choices = (users.data?.items ?? []).map((user) => ({ value: user.id, label: user.name }));
  const [person, setPerson] = useState("");
  const [deputy, setDeputy] = useState("");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [kinds, setKinds] = useState("");
  const issue = (pointer: string) => change.error?.issues.find((one) => one.pointer === pointer)?.message;
  const save = (event: FormEvent) => {
    event.preventDefault();
    const named = kinds.split(/[\s,]+/).filter(Boolean);
    change.mutate({ path: "/deputies", body: { person, deputy, from, to, kinds: named.length > 0 ? named : null }, done: t("admin.saved") }, { onSuccess: onDone });
  };
  return (
    <DialogContent cancel title={t("admin.newDeputy")} description={t("admin.deputiesText")} footer={<Button form="deputy" type="submit" variant="primary" disabled={change.isPending || !person || !deputy}>{t("common.save")}</Button>}>
      <form id="deputy" onSubmit={save} className="grid gap-4 pt-1">
        <Labelled label={t("admin.person")}>{(id) => <Combobox id={id} choices={choices} values={person ? [person] : []} onChange={([next]) => setPerson(next ?? "")} />}</Labelled>
        <Labelled label={t("admin.deputy")} error={issue("/deputy")}>{(id) => <Combobox id={id} choices={choices} values={deputy ? [deputy] : []} onChange={([next]) => setDeputy(next ?? "")} />}</Labelled>
        <div className="grid grid-cols-2 gap-3">
          <Labelled label={t("admin.from")}>{(id) => <Input id={id} type="date" required value={from} onChange={(event) => setFrom(event.target.value)} />}</Labelled>
          <Labelled label={t("admin.to")} error={issue("/to")}>{(id) => <Input id={id} type="date" required value={to} onChange={(event) => setTo(event.target.value)} />}</Labelled>
        </div>
        <Labelled label={t("admin.kinds")} hint={t("admin.kindsHint")}>{(id) => <Input id={id} maxLength={300} value={kinds} onChange={(event) => setKinds(event.target.value)} />}</Labelled>
      </form>
    </DialogContent>
  );
}
