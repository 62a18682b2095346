"use client";
import { EyeOff, UserPlus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useApprovalChange, type Approval } from "../data/approvals";
import { useModel } from "../data/model";
import { Lookup } from "../fields/kinds/reference";
import { useMoment } from "../i18n/moment";
import { useT } from "../i18n/provider";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Notice } from "../ui/states";
import { KIND_ICONS, STATUS_TONES } from "./look";
import { MyAnswer } from "./my-answer";
import { Participants } from "./participants";

/** One vote, approval, signing or acquaintance: how far it is, what one answers, what else can be done with it. */
export function ApprovalCard({ approval, seal = null, showRecord = false }: { approval: Approval; seal?: string | null; showRecord?: boolean }) {
  const t = useT();
  const { user } = useModel();
  const moment = useMoment();
  const change = useApprovalChange();
  const [adding, setAdding] = useState(false);
  const [recalling, setRecalling] = useState(false);
  const Icon = KIND_ICONS[approval.kind];
  const label = approval.title || t(`approval.kind.${approval.kind}`);
  const answered = approval.participants.filter((one) => one.answered).length;
  const isOpen = approval.status === "open";
  const late = isOpen && approval.due !== null && Date.parse(approval.due) < Date.now();
  return (
    <article aria-label={label} className="grid gap-2 rounded-lg border border-line bg-raised p-3.5">
      <div className="flex flex-wrap items-center gap-2">
        <Icon className="size-4 shrink-0 text-ink-3" aria-hidden />
        <h3 className="min-w-0 flex-1 basis-48 truncate text-base font-semibold">{label}</h3>
        {approval.secret && <Badge><EyeOff className="size-3" aria-hidden />{t("approval.secret")}</Badge>}
        {isOpen && approval.due && <Badge tone={late ? "red" : "gray"}>{t("tasks.due", { when: moment(approval.due) })}</Badge>}
        <Badge tone={STATUS_TONES[approval.status]}>{approval.kind === "vote" && approval.status === "passed" ? t(`approval.vote.${approval.decision ?? "tie"}`) : isOpen ? t("approval.progress", { done: answered, all: approval.participants.length }) : t(`approval.status.${approval.status}`)}</Badge>
      </div>
      <p className="text-sm text-ink-2">
        {approval.title && <>{t(`approval.kind.${approval.kind}`)} · </>}
        {showRecord && approval.record && <><Link href={`/${approval.record.entity}/${approval.record.id}?tab=approvals`} prefetch={false} className="text-accent-ink hover:underline">{approval.record.title}</Link> · </>}
        {approval.startedBy && <>{approval.startedBy.title}, </>}{moment(approval.startedAt)}
        {approval.quorum !== null && <> · {t("approval.quorumOf", { quorum: approval.quorum })}</>}
      </p>
      {approval.words && <p className="text-sm break-words whitespace-pre-line">{approval.words}</p>}
      {approval.kind === "vote" && approval.given && !isOpen && <p className="text-sm">{approval.answers.map(({ name: answer }) => `${t(`approval.given.${answer}`)}: ${approval.given?.[answer] ?? 0}`).join(" · ")}</p>}
      <Participants approval={approval} />
      {adding && (
        <div className="flex flex-wrap items-center gap-2">
          <div className="min-w-56 flex-1"><Lookup entity="user" values={[]} onChange={([next]) => next && change.mutate({ path: `/resolutions/${approval.id}/participants`, body: { user: next.id } }, { onSuccess: () => setAdding(false) })} aria={{ "aria-label": t("approval.addPerson") }} /></div>
          <Button size="sm" variant="ghost" onClick={() => setAdding(false)}>{t("common.cancel")}</Button>
        </div>
      )}
      {change.isError && <Notice tone="danger">{change.error.message} {change.error.issues[0]?.message}</Notice>}
      {isOpen && <MyAnswer approval={approval} me={user.id} seal={seal} />}
      <div className="flex flex-wrap gap-2">
        {approval.mayAdd && !adding && <Button size="sm" variant="ghost" onClick={() => setAdding(true)}><UserPlus />{t("approval.addPerson")}</Button>}
        {approval.mayWithdraw.map((person) => <Button key={person.id} size="sm" variant="ghost" onClick={() => change.mutate({ path: `/resolutions/${approval.id}/withdraw`, body: { for: person.id } })}>{person.id === user.id ? t("approval.withdraw") : t("approval.withdrawFor", { name: person.title })}</Button>)}
        {approval.mayRecall && <Button size="sm" variant="ghost" onClick={() => setRecalling(true)}>{t("approval.recall")}</Button>}
        <Button size="sm" variant="ghost" asChild><Link href={`/tasks/evidence/${approval.id}`} prefetch={false}>{t("approval.evidence")}</Link></Button>
      </div>
      <Confirm open={recalling} onOpenChange={setRecalling} danger title={t("approval.recallTitle")} text={t("approval.recallText")} action={t("approval.recall")} onConfirm={() => change.mutate({ path: `/resolutions/${approval.id}/recall` })} />
    </article>
  );
}
