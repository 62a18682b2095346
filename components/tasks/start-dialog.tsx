"use client";
import { useId, useState } from "react";
import type { ClientProcess } from "../../runtime/model/kinds/process/model";
import { useProcessChange } from "../data/processes";
import { useProblemText } from "../forms/problem-text";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";
import { Notice } from "../ui/states";
import { Switch } from "../ui/switch";
import { useToast } from "../ui/toast";

type Question = ClientProcess["questions"][number];
const INPUTS: Readonly<Record<Exclude<Question["type"], "boolean">, string>> = { text: "text", number: "number", date: "date", dateTime: "datetime-local" };

function valueOf({ type }: Question, text: string | undefined): unknown {
  if (type === "boolean") return text === "true";
  if (!text) return null;
  return type === "number" ? Number(text) : type === "dateTime" ? new Date(text).toISOString() : text;
}

/** Asks what the process wants to know and starts it, for a record where it is about one. */
export function StartDialog({ process, button, record, onClose }: { process: ClientProcess; button: { readonly id: string; readonly label: string }; record?: string; onClose(): void }) {
  const t = useT();
  const own = useId();
  const toast = useToast();
  const said = useProblemText();
  const change = useProcessChange();
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  const set = (name: string, value: string) => setGiven((before) => ({ ...before, [name]: value }));
  const missing = process.questions.some(({ name, required, type }) => required && type !== "boolean" && !given[name]);
  const start = () => missing || change.isPending || change.mutate({ path: `/processes/${process.name}/start`, body: { ...(record !== undefined && { record }), button: button.id, variables: Object.fromEntries(process.questions.map((question) => [question.name, valueOf(question, given[question.name])])) } }, { onSuccess: () => { toast({ title: t("tasks.started", { process: button.label }), tone: "success" }); onClose(); } });
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={button.label} description={process.description || (process.questions.length === 0 ? t("tasks.startText") : undefined)}
        footer={<><Button onClick={onClose}>{t("common.cancel")}</Button><Button type="submit" form={own} variant="primary" disabled={missing || change.isPending}>{t("tasks.start")}</Button></>}
      >
        {change.isError && <Notice tone="danger" className="mb-4">{said(change.error)}</Notice>}
        <form id={own} className="grid gap-3" onSubmit={(event) => { event.preventDefault(); start(); }}>
          {process.questions.map(({ name, label, type, required }) => (
            <div key={name} className="grid gap-1">
              <label htmlFor={`${own}${name}`} className="text-sm font-medium">{label}{required && <span aria-hidden className="text-danger-ink"> *</span>}</label>
              {type === "boolean" ? <Switch id={`${own}${name}`} checked={given[name] === "true"} onCheckedChange={(on) => set(name, String(on))} /> : <Input id={`${own}${name}`} type={INPUTS[type]} step="any" required={required} value={given[name] ?? ""} onChange={(event) => set(name, event.target.value)} />}
            </div>
          ))}
        </form>
      </DialogContent>
    </Dialog>
  );
}
