"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useId, useState, type FormEvent } from "react";
import { api, type ApiError } from "../data/api";
import { useLocale, useT } from "../i18n/provider";
import { Problem } from "../import/problem";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";
import { useToast } from "../ui/toast";
import { Row } from "./person-form";

interface Absence {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly note: string | null;
}

const KEY = ["absences"];

/** Days on which one is away. */
export function MyAbsences() {
  const t = useT();
  const toast = useToast();
  const client = useQueryClient();
  const { language } = useLocale();
  const [adding, setAdding] = useState(false);
  const changed = () => client.invalidateQueries({ queryKey: KEY });
  const { data, error, refetch } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => api<{ items: readonly Absence[] }>("/absences", { signal }) });
  const remove = useMutation<unknown, ApiError, Absence>({ mutationFn: ({ id }) => api(`/absences/${id}`, { method: "DELETE" }), onSuccess: changed, onError: (failure) => toast({ tone: "danger", title: t("record.notDone"), text: failure.message }) });
  const dates = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const days = ({ from, to }: Absence): string => dates.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-16" />;
  return (
    <div className="grid gap-3">
      {data.items.length === 0 && <p className="text-sm text-ink-3">{t("absence.none")}</p>}
      {data.items.length > 0 && (
        <ul aria-label={t("absence.title")} className="divide-y divide-line rounded-lg border border-line">
          {data.items.map((one) => (
            <li key={one.id} className="flex min-h-11 items-center gap-3 px-3 py-2 text-sm">
              <span className="min-w-0 flex-1"><span className="block font-medium">{days(one)}</span>{one.note && <span className="block text-xs break-words text-ink-3">{one.note}</span>}</span>
              <Button size="icon" variant="ghost" aria-label={t("absence.remove", { days: days(one) })} disabled={remove.isPending} onClick={() => remove.mutate(one)}><X /></Button>
            </li>
          ))}
        </ul>
      )}
      <div><Button onClick={() => setAdding(true)}><Plus />{t("absence.add")}</Button></div>
      <Dialog open={adding} onOpenChange={setAdding}>{adding && <AddAbsence onDone={() => { setAdding(false); void changed(); }} />}</Dialog>
    </div>
  );
}

function AddAbsence({ onDone }: { onDone(): void }) {
  const t = useT();
  const id = useId();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const save = useMutation<unknown, ApiError>({ mutationFn: () => api("/absences", { method: "POST", body: { from, to, note: note.trim() || null } }), onSuccess: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <DialogContent title={t("absence.add")} description={t("absence.text")} footer={<Button form={id} type="submit" variant="primary" disabled={save.isPending}>{t("common.save")}</Button>}>
      <form id={id} onSubmit={submit} className="grid gap-4 pt-1">
        <div className="grid grid-cols-2 gap-3">
          <Row id={`${id}-from`} label={t("admin.from")}><Input id={`${id}-from`} type="date" required value={from} onChange={(event) => setFrom(event.target.value)} /></Row>
          <Row id={`${id}-to`} label={t("admin.to")}><Input id={`${id}-to`} type="date" required min={from} value={to} onChange={(event) => setTo(event.target.value)} /></Row>
        </div>
        <Row id={`${id}-note`} label={t("absence.note")}><Input id={`${id}-note`} maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} /></Row>
        {save.error && <Problem error={save.error} />}
      </form>
    </DialogContent>
  );
}
