"use client";
import { ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useCallback, useId, useState } from "react";
import { useProcessChange, type TaskItem } from "../data/processes";
import type { FormStore } from "../forms/form-store";
import { useProblemText } from "../forms/problem-text";
import { useMoment } from "../i18n/moment";
import { useT } from "../i18n/provider";
import { Badge, Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
import { Textarea } from "../ui/input";
import { Notice } from "../ui/states";
import { filesToSend, missingFiles, type GivenFiles } from "./missing-files";

// Forms and the stream of activity are heavy, and looked at for some tasks only.
const TaskDetails = dynamic(() => import("./task-details").then((module) => module.TaskDetails), { ssr: false, loading: () => <Skeleton className="mt-3 h-24" /> });
const TaskFiles = dynamic(() => import("./task-files").then((module) => module.TaskFiles), { ssr: false, loading: () => <Skeleton className="mt-3 h-10" /> });
const DelegateDialog = dynamic(() => import("./delegate-dialog").then((module) => module.DelegateDialog), { ssr: false });

interface CardProps {
  task: TaskItem;
  showRecord?: boolean;
  /** Set where tasks can be chosen for a decision together. */
  chosen?: boolean;
  onChoose?(chosen: boolean): void;
  /** Its fields, comments and files are in sight. */
  open?: boolean;
  onOpen?(open: boolean): void;
}

/** A task with what it is about, and what can be done with it now. */
export function TaskCard({ task, showRecord = true, chosen, onChoose, open = false, onOpen }: CardProps) {
  const t = useT();
  const moment = useMoment();
  const comment = useId();
  const [words, setWords] = useState("");
  const [store, setStore] = useState<FormStore>();
  const [delegating, setDelegating] = useState(false);
  const [given, setGiven] = useState<GivenFiles>({});
  const [missing, setMissing] = useState<readonly string[]>([]);
  const onGiven = useCallback((attachment: string, files: readonly string[] | undefined) => {
    setGiven((before) => ({ ...before, [attachment]: files }));
    if (files?.length) setMissing([]);
  }, []);
  const sending = task.attachments.some(({ id }) => id in given && given[id] === undefined);
  const change = useProcessChange();
  const said = useProblemText();
  const late = task.status === "open" && task.due !== null && Date.parse(task.due) < Date.now();
  const complete = (decision?: string) => {
    const isChanged = store !== undefined && Object.keys(store.changes()).length > 0;
    if (isChanged && !store.check()) return;
    const lacking = missingFiles(task.attachments, given, decision);
    setMissing(lacking);
    if (lacking.length > 0) return;
    const files = filesToSend(given);
    change.mutate({ path: `/tasks/${task.id}/complete`, body: { ...(decision !== undefined && { decision }), ...(words.trim() && { comment: words.trim() }), ...(files && { files }), ...(isChanged && { record: { ...store.body(), version: store.values["version"] } }) } }, { onError: ({ issues }) => store?.refuse(issues.map((issue) => ({ ...issue, pointer: issue.pointer.replace(/^\/record(?=\/)/, "") }))) });
  };
  const isGroup = task.shared && task.needed === 1;
  return (
    <article aria-label={task.title} tabIndex={-1} className="rounded-lg border border-line bg-raised p-3.5 outline-none focus:border-accent">
      <div className="flex flex-wrap items-center gap-2">
        {onChoose && task.mayDo && <Checkbox checked={chosen ?? false} onCheckedChange={onChoose} aria-label={t("tasks.choose", { title: task.title })} />}
        <h3 className="min-w-0 flex-1 basis-48 truncate text-base font-semibold">{task.title}</h3>
        {task.due && task.status === "open" && <Badge tone={late ? "red" : "gray"}>{t("tasks.due", { when: moment(task.due) })}</Badge>}
        {task.status === "done" && <Badge tone="green">{task.decision?.label ?? t("tasks.done")}</Badge>}
      </div>
      <p className="mt-0.5 text-sm text-ink-2">
        {task.process.label}
        {showRecord && task.record && <> · <Link href={`/${task.record.entity}/${task.record.id}`} prefetch={false} className="text-accent-ink hover:underline">{task.record.title}</Link></>}
        {task.for.length > 0 && <> · {t("tasks.for", { names: task.for.map(({ title }) => title).join(", ") })}</>}
        {task.needed > 1 && task.status === "open" && <> · {t("tasks.votes", { done: task.votes, needed: task.needed })}</>}
        {task.doneBy && task.doneAt && <> · {task.doneFor ? t("tasks.doneFor", { name: task.doneBy.title, person: task.doneFor.title, when: moment(task.doneAt) }) : t("tasks.doneBy", { name: task.doneBy.title, when: moment(task.doneAt) })}</>}
      </p>
      {task.description && <p className="mt-2 text-sm">{task.description}</p>}
      {task.comment && <p className="mt-2 text-sm text-ink-2">{task.comment}</p>}
      {task.voices.length > 0 && <ul className="mt-2 grid gap-0.5 text-sm text-ink-2">{task.voices.map((voice) => <li key={voice.person.id}>{voice.doneBy ? t("tasks.voiceFor", { name: voice.doneBy.title, person: voice.person.title }) : voice.person.title}{voice.decision && <> · {voice.decision}</>}{voice.comment && <> · {voice.comment}</>}</li>)}</ul>}
      {open && task.record && <TaskDetails entity={task.record.entity} id={task.record.id} form={task.form} onStore={setStore} />}
      {task.attachments.length > 0 && <TaskFiles attachments={task.attachments} mayGive={task.mayDo} onGiven={onGiven} />}
      {task.mayDo && (
        <div className="mt-3 grid gap-2">
          <label htmlFor={comment} className="sr-only">{t("tasks.comment")}</label>
          <Textarea id={comment} rows={1} className="min-h-8 w-full" maxLength={2000} placeholder={t("tasks.comment")} value={words} onChange={(event) => setWords(event.target.value)} />
          {missing.length > 0 && <Notice tone="danger">{t("tasks.filesMissing", { names: missing.join(", ") })}</Notice>}
          {change.isError && <Notice tone="danger">{[said(change.error), ...change.error.issues.map(({ message }) => message)].join(" ")}</Notice>}
          <div className="flex flex-wrap gap-2">
            {task.decisions.map(({ name, label }, index) => <Button key={name} size="sm" data-first={index === 0 ? "" : undefined} variant={index === 0 ? "primary" : undefined} disabled={change.isPending || sending} onClick={() => complete(name)}>{label}</Button>)}
            {task.decisions.length === 0 && <Button size="sm" data-first="" variant="primary" disabled={change.isPending || sending} onClick={() => complete()}>{t("tasks.finish")}</Button>}
            {isGroup && <Button size="sm" variant="ghost" disabled={change.isPending} onClick={() => change.mutate({ path: `/tasks/${task.id}/${task.claimedBy ? "release" : "claim"}` })}>{t(task.claimedBy ? "tasks.release" : "tasks.claim")}</Button>}
            <Button size="sm" variant="ghost" onClick={() => setDelegating(true)}>{t("tasks.delegate")}</Button>
            {onOpen && task.record && <Button size="sm" variant="ghost" aria-expanded={open} onClick={() => onOpen(!open)}><ChevronDown className={cn("transition-transform", open && "rotate-180")} />{t("tasks.details")}</Button>}
          </div>
        </div>
      )}
      {delegating && <DelegateDialog task={task.id} title={task.title} onClose={() => setDelegating(false)} />}
    </article>
  );
}
