"use client";
import { useId, useState } from "react";
import { useApprovalChange, type Approval, type ApprovalAnswer } from "../data/approvals";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Input, NativeSelect, Textarea } from "../ui/input";
import { Notice } from "../ui/states";

/** What one answers, for oneself or for somebody one stands in for. A signature asks for the password or a code. */
export function MyAnswer({ approval, me, seal }: { approval: Approval; me: string; seal: string | null }) {
  const t = useT();
  const own = useId();
  const change = useApprovalChange();
  const [words, setWords] = useState("");
  const [chosen, setFor] = useState<string>();
  const [signing, setSigning] = useState<ApprovalAnswer>();
  const [secret, setSecret] = useState("");
  const [missing, setMissing] = useState(false);
  const [first] = approval.asks;
  if (!first) return null;
  const person = approval.asks.find(({ id }) => id === chosen) ?? first;
  const send = (answer: ApprovalAnswer, proof: object = {}) => {
    if (answer.reasoned && !words.trim()) return setMissing(true);
    change.mutate({ path: `/resolutions/${approval.id}/answer`, body: { answer: answer.name, ...(words.trim() && !approval.secret && { words: words.trim() }), ...(person.id !== me && { for: person.id }), ...(answer.confirmed && seal && { seal }), ...proof } }, { onSuccess: () => setSigning(undefined) });
  };
  const proof = /^\d{6}$/.test(secret.replace(/\s/g, "")) ? { code: secret } : { password: secret };
  return (
    <div className="grid gap-2 border-t border-line pt-3">
      {(approval.asks.length > 1 || person.id !== me) && (
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <label htmlFor={`${own}for`}>{t("approval.answerFor")}</label>
          <NativeSelect id={`${own}for`} value={person.id} onValueChange={setFor}>{approval.asks.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}</NativeSelect>
        </div>
      )}
      {approval.secret ? <p className="text-sm text-ink-2">{t("approval.secretHelp")}</p> : (
        <>
          <label htmlFor={`${own}words`} className="sr-only">{t("approval.words")}</label>
          <Textarea id={`${own}words`} rows={1} className="min-h-8 w-full" maxLength={2000} placeholder={t("approval.words")} aria-invalid={missing && !words.trim() ? true : undefined} value={words} onChange={(event) => setWords(event.target.value)} />
        </>
      )}
      {missing && !words.trim() && <Notice tone="warning">{t("approval.sayWhy")}</Notice>}
      {change.isError && <Notice tone="danger">{change.error.message} {change.error.remedy}</Notice>}
      {signing ? (
        <form className="flex flex-wrap items-end gap-2" onSubmit={(event) => { event.preventDefault(); send(signing, proof); }}>
          <div className="grid min-w-56 flex-1 gap-1">
            <label htmlFor={`${own}proof`} className="text-sm font-medium">{t("approval.proof")}</label>
            <Input id={`${own}proof`} type="password" autoComplete="current-password" autoFocus required value={secret} onChange={(event) => setSecret(event.target.value)} />
          </div>
          <Button type="submit" variant="primary" disabled={change.isPending || !secret}>{t("approval.answer.sign")}</Button>
          <Button onClick={() => setSigning(undefined)}>{t("common.cancel")}</Button>
        </form>
      ) : (
        <div className="flex flex-wrap gap-2">
          {approval.answers.map((answer, index) => (
            <Button key={answer.name} size="sm" variant={index === 0 && approval.kind !== "vote" ? "primary" : undefined} disabled={change.isPending} onClick={() => (answer.confirmed ? setSigning(answer) : send(answer))}>{t(`approval.answer.${answer.name}`)}</Button>
          ))}
        </div>
      )}
    </div>
  );
}
