"use client";
import Link from "next/link";
import { useId, useState } from "react";
import { useProcessChange, type TaskItem } from "../data/processes";
import { useLocale, useT } from "../i18n/provider";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Textarea } from "../ui/input";
import { Notice } from "../ui/states";

/** A task with what it is about, and what can be done with it now. */
export function TaskCard({ task, showRecord = true }: { task: TaskItem; showRecord?: boolean }) {
  const t = useT();
  const { language, timeZone } = useLocale();
  const comment = useId();
  const [words, setWords] = useState("");
  const change = useProcessChange();
  const moment = (iso: string) => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(iso));
  const late = task.status === "open" && task.due !== null && Date.parse(task.due) < Date.now();
  const complete = (decision?: string) => change.mutate({ path: `/tasks/${task.id}/complete`, body: { ...(decision !== undefined && { decision }), ...(words.trim() && { comment: words.trim() }) } });
  const isGroup = task.groups.length > 0 && task.needed === 1;
  return (
    <article aria-label={task.title} className="rounded-lg border border-line bg-raised p-3.5">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 flex-1 text-base font-semibold break-words max-sm:basis-full">{task.title}</h3>
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
      {task.mayDo && (
        <div className="mt-3 grid gap-2">
          <label htmlFor={comment} className="sr-only">{t("tasks.comment")}</label>
          <Textarea id={comment} rows={1} className="min-h-8 w-full" maxLength={2000} placeholder={t("tasks.comment")} value={words} onChange={(event) => setWords(event.target.value)} />
          {change.isError && <Notice tone="danger">{change.error.message}</Notice>}
          <div className="flex flex-wrap gap-2">
            {task.decisions.map(({ name, label }, index) => <Button key={name} size="sm" variant={index === 0 ? "primary" : undefined} disabled={change.isPending} onClick={() => complete(name)}>{label}</Button>)}
            {task.decisions.length === 0 && <Button size="sm" variant="primary" disabled={change.isPending} onClick={() => complete()}>{t("tasks.finish")}</Button>}
            {isGroup && <Button size="sm" variant="ghost" disabled={change.isPending} onClick={() => change.mutate({ path: `/tasks/${task.id}/${task.claimedBy ? "release" : "claim"}` })}>{t(task.claimedBy ? "tasks.release" : "tasks.claim")}</Button>}
          </div>
        </div>
      )}
    </article>
  );
}
