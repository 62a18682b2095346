"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useId, useState, type FormEvent } from "react";
import { api, type ApiError } from "../data/api";
import type { Deputy } from "../data/deputies";
import { useModel } from "../data/model";
import type { RefValue } from "../data/records";
import { Lookup } from "../fields/kinds/reference";
import { useLocale, useT } from "../i18n/provider";
import { Problem } from "../import/problem";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Confirm } from "../ui/confirm";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";
import { useToast } from "../ui/toast";
import { Row } from "./person-form";

const KEY = ["deputies"];

/** Who acts for oneself while one is away, and for whom one acts. */
export function MyDeputies() {
  const t = useT();
  const toast = useToast();
  const client = useQueryClient();
  const { entities, user } = useModel();
  const { language } = useLocale();
  const [naming, setNaming] = useState(false);
  const [gone, setGone] = useState<Deputy>();
  const { data, error, refetch } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => api<{ items: readonly Deputy[] }>("/deputies", { signal }) });
  const end = useMutation<unknown, ApiError, Deputy>({
    mutationFn: ({ id }) => api(`/deputies/${id}`, { method: "DELETE" }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
    onError: (failure) => toast({ tone: "danger", title: t("record.notDone"), text: failure.message }),
  });
  const day = (text: string) => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${text}T00:00:00Z`));
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-16" />;
  return (
    <div className="grid gap-3">
      {data.items.length === 0 && <p className="text-sm text-ink-3">{t("deputy.none")}</p>}
      {data.items.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {data.items.map((one) => (
            <li key={one.id} className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{one.person.id === user.id ? t("deputy.actsForMe", { name: one.deputy.title }) : t("deputy.iActFor", { name: one.person.title })}</span>
                <span className="block text-xs text-ink-3">
                  {day(one.from)} – {day(one.to)} · {one.kinds?.join(", ") ?? t("admin.allKinds")}{one.whenAbsent && ` · ${t("deputy.whenAbsentBadge")}`}
                </span>
              </span>
              {one.person.id === user.id && <Button size="sm" variant="ghost" aria-label={t("deputy.endOne", { name: one.deputy.title })} onClick={() => setGone(one)}>{t("admin.endSession")}</Button>}
            </li>
          ))}
        </ul>
      )}
      {entities["user"]?.rights.read && <div><Button onClick={() => setNaming(true)}><Plus />{t("admin.newDeputy")}</Button></div>}
      <Dialog open={naming} onOpenChange={setNaming}>{naming && <NameDeputy onDone={() => { setNaming(false); void client.invalidateQueries({ queryKey: KEY }); }} />}</Dialog>
      <Confirm open={gone !== undefined} onOpenChange={() => setGone(undefined)} danger title={gone ? t("deputy.endOne", { name: gone.deputy.title }) : ""} text={t("deputy.endText")} action={t("admin.endSession")} onConfirm={() => gone && end.mutate(gone)} />
    </div>
  );
}

function NameDeputy({ onDone }: { onDone(): void }) {
  const t = useT();
  const id = useId();
  const toast = useToast();
  const { user } = useModel();
  const [deputy, setDeputy] = useState<RefValue>();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [whenAbsent, setWhenAbsent] = useState(false);
  const save = useMutation<unknown, ApiError>({
    mutationFn: () => api("/deputies", { method: "POST", body: { deputy: deputy?.id, from, to, whenAbsent } }),
    onSuccess: () => {
      toast({ title: t("admin.saved") });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <DialogContent title={t("admin.newDeputy")} description={t("profile.deputiesText")} footer={<Button form={id} type="submit" variant="primary" disabled={save.isPending || !deputy}>{t("common.save")}</Button>}>
      <form id={id} onSubmit={submit} className="grid gap-4 pt-1">
        <div>
          <span id={`${id}-who`} className="mb-1 block text-sm font-medium">{t("admin.deputy")}</span>
          <Lookup entity="user" values={deputy ? [deputy] : []} filter={{ field: "id", op: "ne", value: user.id }} onChange={([next]) => setDeputy(next)} aria={{ "aria-labelledby": `${id}-who` }} />
        </div>
        <div className="grid grid-cols-2 gap-3">
          <Row id={`${id}-from`} label={t("admin.from")}><Input id={`${id}-from`} type="date" required value={from} onChange={(event) => setFrom(event.target.value)} /></Row>
          <Row id={`${id}-to`} label={t("admin.to")}><Input id={`${id}-to`} type="date" required value={to} onChange={(event) => setTo(event.target.value)} /></Row>
        </div>
        <label className="flex items-center gap-2 text-sm"><Checkbox checked={whenAbsent} onCheckedChange={setWhenAbsent} />{t("deputy.whenAbsent")}</label>
        {save.error && <Problem error={save.error} />}
      </form>
    </DialogContent>
  );
}
