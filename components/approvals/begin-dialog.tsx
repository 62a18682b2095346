"use client";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useId, useState, type FormEvent } from "react";
import { useApprovalChange, type ApprovalKind, type Person } from "../data/approvals";
import { Lookup } from "../fields/kinds/reference";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { DialogContent } from "../ui/dialog";
import { Input, NativeSelect, Textarea } from "../ui/input";
import { Notice } from "../ui/states";
import { Switch } from "../ui/switch";

interface Part extends Person {
  readonly weight: number;
}

/** Asks for whom, in which order, by when, and begins it. */
export function BeginDialog({ entity, id, kinds, onDone }: { entity: string; id: string; kinds: readonly ApprovalKind[]; onDone(): void }) {
  const t = useT();
  const own = useId();
  const change = useApprovalChange();
  const [kind, setKind] = useState<ApprovalKind>(kinds[0]!);
  const [title, setTitle] = useState("");
  const [words, setWords] = useState("");
  const [people, setPeople] = useState<readonly Part[]>([]);
  const [inSequence, setSequence] = useState(false);
  const [secret, setSecret] = useState(false);
  const [quorum, setQuorum] = useState("");
  const [due, setDue] = useState("");
  const isSecret = kind === "vote" && secret;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ path: `/records/${entity}/${id}/resolutions`, body: {
      kind, participants: people.map(({ id: user, weight }) => ({ user, ...(weight > 1 && !isSecret && { weight }) })), ...(title.trim() && { title: title.trim() }), ...(words.trim() && { words: words.trim() }),
      ...(inSequence && { inSequence }), ...(isSecret && { secret: true }), ...(quorum && { quorum: Number(quorum) }), ...(due && { dueAt: new Date(due).toISOString() }),
    } }, { onSuccess: onDone });
  };
  const move = (at: number, by: number) => setPeople((before) => {
    const next = [...before];
    [next[at], next[at + by]] = [next[at + by]!, next[at]!];
    return next;
  });
  const nameOf = (pointer: string) => people[Number(/^\/participants\/(\d+)/.exec(pointer)?.[1])]?.title;
  return (
    <DialogContent title={t("approval.begin")} description={t("approval.beginText")} footer={<><Button onClick={onDone}>{t("common.cancel")}</Button><Button form={own} type="submit" variant="primary" disabled={people.length === 0 || change.isPending}>{t("approval.begin")}</Button></>}>
      <form id={own} onSubmit={submit} className="grid gap-4 pt-1">
        {change.isError && <Notice tone="danger">{change.error.issues.length === 0 ? change.error.message : change.error.issues.map(({ pointer, message }) => <p key={pointer}>{nameOf(pointer) && <b>{nameOf(pointer)}: </b>}{message}</p>)}</Notice>}
        <div className="grid gap-1">
          <label htmlFor={`${own}kind`} className="text-sm font-medium">{t("approval.what")}</label>
          <NativeSelect id={`${own}kind`} value={kind} onValueChange={(value) => setKind(value as ApprovalKind)}>{kinds.map((one) => <option key={one} value={one}>{t(`approval.kind.${one}`)}</option>)}</NativeSelect>
          <p className="text-xs text-ink-2">{t(`approval.kindHelp.${kind}`)}</p>
        </div>
        <div className="grid gap-1">
          <label htmlFor={`${own}title`} className="text-sm font-medium">{t("approval.title")}</label>
          <Input id={`${own}title`} maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
        </div>
        <div className="grid gap-1.5">
          <span id={`${own}who`} className="text-sm font-medium">{t("approval.participants")}</span>
          <Lookup entity="user" multiple values={people} onChange={(next) => setPeople(next.map(({ id: user, title: name }) => people.find((one) => one.id === user) ?? { id: user, title: name ?? "", weight: 1 }))} aria={{ "aria-labelledby": `${own}who` }} />
          {people.length > 1 && (
            <ol className="divide-y divide-line rounded-md border border-line">
              {people.map((one, at) => (
                <li key={one.id} className="flex items-center gap-2 px-2 py-1 text-sm">
                  {inSequence && <span className="w-4 text-right text-xs text-ink-3 tabular-nums">{at + 1}</span>}
                  <span className="min-w-0 flex-1 truncate">{one.title}</span>
                  {!isSecret && <Input type="number" min={1} max={1000} className="w-16" aria-label={t("approval.weightOf", { name: one.title })} value={one.weight} onChange={(event) => setPeople(people.map((other) => (other.id === one.id ? { ...other, weight: Math.max(1, Number(event.target.value) || 1) } : other)))} />}
                  {inSequence && <Button size="icon" variant="ghost" disabled={at === 0} aria-label={t("approval.earlier", { name: one.title })} onClick={() => move(at, -1)}><ArrowUp /></Button>}
                  {inSequence && <Button size="icon" variant="ghost" disabled={at === people.length - 1} aria-label={t("approval.laterOne", { name: one.title })} onClick={() => move(at, 1)}><ArrowDown /></Button>}
                  <Button size="icon" variant="ghost" aria-label={t("approval.leaveOut", { name: one.title })} onClick={() => setPeople(people.filter((other) => other.id !== one.id))}><X /></Button>
                </li>
              ))}
            </ol>
          )}
        </div>
        <label className="flex items-center justify-between gap-3 text-sm">{t("approval.inSequence")}<Switch checked={inSequence} onCheckedChange={setSequence} /></label>
        {kind === "vote" && <label className="flex items-center justify-between gap-3 text-sm">{t("approval.makeSecret")}<Switch checked={secret} onCheckedChange={setSecret} /></label>}
        <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
          <div className="grid gap-1">
            <label htmlFor={`${own}quorum`} className="text-sm font-medium">{t("approval.quorum")}</label>
            <Input id={`${own}quorum`} type="number" min={1} placeholder={t("approval.everybody")} value={quorum} onChange={(event) => setQuorum(event.target.value)} />
          </div>
          <div className="grid gap-1">
            <label htmlFor={`${own}due`} className="text-sm font-medium">{t("approval.due")}</label>
            <Input id={`${own}due`} type="datetime-local" value={due} onChange={(event) => setDue(event.target.value)} />
          </div>
        </div>
        <div className="grid gap-1">
          <label htmlFor={`${own}words`} className="text-sm font-medium">{t("approval.ask")}</label>
          <Textarea id={`${own}words`} rows={2} maxLength={2000} value={words} onChange={(event) => setWords(event.target.value)} />
        </div>
      </form>
    </DialogContent>
  );
}
