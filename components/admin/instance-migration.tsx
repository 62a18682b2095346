"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, queryString } from "../data/api";
import type { InstanceItem } from "../data/processes";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Dialog, DialogContent } from "../ui/dialog";
import { NativeSelect } from "../ui/input";
import { Notice } from "../ui/states";

type Choices = Readonly<Record<string, string>>;

interface Plan {
  readonly ok: boolean;
  readonly from: number;
  readonly to: number;
  /** Of a plan for all that wait at a version. */
  readonly instances?: number;
  readonly problems: readonly string[];
  readonly places: readonly { readonly node: string; readonly label: string; readonly tokens: number; readonly to: string | null; readonly how: "kept" | "anew" | "dropped"; readonly problem: string | null; readonly choices: readonly { readonly node: string; readonly label: string }[] }[];
}

interface Moved {
  readonly moved: number;
  readonly refused: readonly { readonly id: string; readonly message: string }[];
  readonly next: string | null;
}

/** For operators: the instance, or all that wait at its version, goes on by the version that is published now. */
export function InstanceMigration({ instance }: { instance: InstanceItem }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const { newest } = instance.process;
  if (!newest || newest === instance.process.version) return null;
  return (
    <>
      <Button size="sm" variant="ghost" onClick={() => setOpen(true)}>{t("tasks.migrate.open", { version: newest })}</Button>
      <Dialog open={open} onOpenChange={setOpen}>{open && <MigrationDialog instance={instance} onDone={() => setOpen(false)} />}</Dialog>
    </>
  );
}

function MigrationDialog({ instance, onDone }: { instance: InstanceItem; onDone(): void }) {
  const t = useT();
  const [choices, setChoices] = useState<Choices>({});
  const [all, setAll] = useState(false);
  const { name, version } = instance.process;
  const path = all ? `/processes/${name}/migration` : `/processes/instances/${instance.id}/migration`;
  const scope = all ? { from: version } : {};
  const plan = useQuery({ queryKey: ["processes", "migration", path, choices], queryFn: ({ signal }) => api<Plan>(`${path}${queryString({ ...scope, choices: JSON.stringify(choices) })}`, { signal }), placeholderData: (before) => before });
  const moving = useMoving(path, { ...scope, choices }, onDone);
  return (
    <DialogContent
      title={t("tasks.migrate.title", { process: instance.process.label, version: instance.process.newest ?? 0 })} description={t("tasks.migrate.text", { version })}
      footer={<><Button onClick={onDone}>{t("common.cancel")}</Button><Button variant="primary" disabled={!plan.data?.ok || plan.isFetching || moving.busy} onClick={() => void moving.start(plan.data?.instances ?? 1)}>{t("tasks.migrate.do")}</Button></>}
    >
      <div className="grid gap-3 text-sm">
        <label className="flex items-center gap-2"><Checkbox checked={all} disabled={moving.busy} onCheckedChange={setAll} />{t("tasks.migrate.all", { version })}{all && plan.data?.instances !== undefined && <span className="text-ink-3">{plan.data.instances}</span>}</label>
        {plan.error && <Notice tone="danger">{plan.error.message}</Notice>}
        {plan.data?.problems.map((problem) => <Notice key={problem} tone="danger">{problem}</Notice>)}
        <ul className="grid gap-2" aria-label={t("tasks.migrate.places")}>
          {plan.data?.places.map((place) => (
            <li key={place.node} className="grid gap-1.5 rounded-lg border border-line p-3">
              <span className="font-medium">{place.label}</span>
              {place.problem ? <Notice tone="danger">{place.problem}</Notice> : <span className="text-ink-3">{t(`tasks.migrate.how.${place.how}`)}</span>}
              {place.how !== "dropped" && place.choices.length > 0 && (
                <NativeSelect aria-label={t("tasks.migrate.goesOn", { step: place.label })} disabled={moving.busy} value={place.to ?? ""} onValueChange={(node) => setChoices(({ [place.node]: _old, ...rest }) => (node ? { ...rest, [place.node]: node } : rest))}>
                  <option value="">{t("tasks.migrate.choose")}</option>
                  {place.choices.map((choice) => <option key={choice.node} value={choice.node}>{choice.label}</option>)}
                </NativeSelect>
              )}
            </li>
          ))}
        </ul>
        {moving.busy && <Notice tone="info">{t("tasks.migrate.busy", { done: moving.done, all: moving.total })}</Notice>}
        {moving.problems.map((problem) => <Notice key={problem} tone="danger">{problem}</Notice>)}
      </div>
    </DialogContent>
  );
}

/** One request, or one for each part of many; closes the dialog when nothing was refused. */
function useMoving(path: string, body: object, onDone: () => void) {
  const client = useQueryClient();
  const [state, setState] = useState({ busy: false, done: 0, total: 0, problems: [] as readonly string[] });
  async function start(total: number): Promise<void> {
    setState({ busy: true, done: 0, total, problems: [] });
    const problems: string[] = [];
    try {
      let done = 0;
      for (let after: string | null | undefined; after !== null; ) {
        const answer = await api<Partial<Moved>>(path, { method: "POST", body: { ...body, ...(after && { after }) }, idempotencyKey: crypto.randomUUID() });
        done += answer.moved ?? 1;
        problems.push(...(answer.refused ?? []).map(({ message }) => message));
        after = answer.next ?? null;
        setState((was) => ({ ...was, done }));
      }
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
    setState((was) => ({ ...was, busy: false, problems: [...new Set(problems)] }));
    await client.invalidateQueries({ queryKey: ["processes"] });
    if (problems.length === 0) onDone();
  }
  return { ...state, start };
}
