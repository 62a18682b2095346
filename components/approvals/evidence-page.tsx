"use client";
import { Printer, ShieldAlert, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useApproval, type ApprovalDetail, type Participant, type WithdrawnAnswer } from "../data/approvals";
import { useModel } from "../data/model";
import { useLocale, useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Notice } from "../ui/states";

/** Evidence of one vote, approval, signing or acquaintance, to be read and printed: who answered what for whom, and when; of signatures what was signed. */
export function EvidencePage({ id }: { id: string }) {
  const t = useT();
  const query = useApproval(id);
  return (
    <>
      <PageBar crumbs={[{ label: t("tasks.title"), href: "/tasks" }, { label: t("approval.evidence") }]}>{query.data && <Button size="sm" onClick={() => window.print()}><Printer />{t("approval.print")}</Button>}</PageBar>
      <main id="content" tabIndex={-1} className="scroll-thin min-h-0 flex-1 overflow-y-auto outline-none print:overflow-visible">
        <div className="mx-auto max-w-3xl px-6 pt-6 pb-12 max-md:px-4">
          {query.isError && <Notice tone="danger">{query.error.message}</Notice>}
          {query.isPending && <Skeleton className="h-40" />}
          {query.data && <Sheet approval={query.data} />}
        </div>
      </main>
    </>
  );
}

function Sheet({ approval }: { approval: ApprovalDetail }) {
  const t = useT();
  const { language, timeZone } = useLocale();
  const moment = (iso: string | null) => (iso === null ? "–" : new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "medium", timeZone }).format(new Date(iso)));
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t("approval.what"), t(`approval.kind.${approval.kind}`)],
    [t("approval.record"), approval.record ? <Link key="r" href={`/${approval.record.entity}/${approval.record.id}`} prefetch={false} className="text-accent-ink hover:underline">{approval.record.title}</Link> : "–"],
    [t("approval.state"), approval.status === "passed" && approval.kind === "vote" ? t(`approval.vote.${approval.decision ?? "tie"}`) : t(`approval.status.${approval.status}`)],
    [t("approval.begunBy"), `${approval.startedBy?.title ?? "–"}, ${moment(approval.startedAt)}`],
    [t("approval.ended"), moment(approval.endedAt)],
    ...(approval.given ? [[t("approval.counts"), approval.answers.map(({ name }) => `${t(`approval.given.${name}`)}: ${approval.given?.[name] ?? 0}`).join(" · ")] as const] : []),
    ...(approval.seal ? [[t("approval.sealNow"), <code key="s" className="text-xs break-all">{approval.seal}</code>] as const] : []),
  ];
  return (
    <>
      <p className="text-xs text-ink-2">{t("approval.evidence")}</p>
      <h1 className="mb-4 text-xl font-semibold tracking-tight break-words">{approval.title || t(`approval.kind.${approval.kind}`)}</h1>
      {approval.words && <p className="mb-4 text-sm whitespace-pre-line">{approval.words}</p>}
      <dl className="mb-6 grid grid-cols-[10rem_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm max-sm:grid-cols-1 max-sm:gap-y-0.5">
        {facts.map(([name, value]) => <div key={name} className="contents"><dt className="text-ink-2">{name}</dt><dd className="max-sm:mb-2">{value}</dd></div>)}
      </dl>
      <ol className="grid gap-3">{approval.participants.map((one) => <Voice key={one.person.id} approval={approval} one={one} moment={moment} />)}</ol>
      {approval.withdrawn.length > 0 && (
        <section className="mt-6" aria-labelledby="withdrawn">
          <h2 id="withdrawn" className="mb-2 text-base font-semibold">{t("approval.withdrawn")}</h2>
          <ol className="grid gap-3">{approval.withdrawn.map((one, at) => <TakenBack key={at} one={one} moment={moment} />)}</ol>
        </section>
      )}
    </>
  );
}

function Voice({ approval, one, moment }: { approval: ApprovalDetail; one: Participant; moment(iso: string | null): string }) {
  const t = useT();
  const { entities } = useModel();
  const labelOf = (name: string) => (name === "files" ? t("approval.files") : (entities[approval.record?.entity ?? ""]?.fields.find((field) => field.name === name)?.label ?? name));
  const { signature } = one;
  const others = signature && signature.hidden > 0 ? [t("approval.otherFields", { count: signature.hidden })] : [];
  return (
    <li className="break-inside-avoid rounded-lg border border-line p-3 text-sm">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <b className="font-semibold">{one.person.title}</b>
        <span>{one.answered ? (one.answer === null ? t("approval.voted") : t(`approval.given.${one.answer}`)) : t("approval.notAnswered")}</span>
        {one.at && <span className="text-ink-2">{moment(one.at)}</span>}
        {one.doneBy && <span className="text-ink-2">{t("approval.by", { name: one.doneBy.title })}</span>}
      </div>
      {one.words && <p className="mt-1 text-ink-2">{one.words}</p>}
      {signature && (
        <div className="mt-2 grid gap-1">
          <p className="text-ink-2">{t(`approval.method.${signature.method}`)}</p>
          <p>{t("approval.sha")} <code className="text-xs break-all">{signature.seal}</code></p>
          {signature.valid
            ? <p className="flex items-center gap-1.5 text-success-ink"><ShieldCheck className="size-4 shrink-0" aria-hidden />{t("approval.unchanged")}</p>
            : <p className="flex items-center gap-1.5 text-danger-ink"><ShieldAlert className="size-4 shrink-0" aria-hidden />{t("approval.changedSince", { fields: [...signature.changed.map(labelOf), ...others].join(", ") })}</p>}
        </div>
      )}
    </li>
  );
}

/** What was said once, and who took it back. */
function TakenBack({ one, moment }: { one: WithdrawnAnswer; moment(iso: string | null): string }) {
  const t = useT();
  return (
    <li className="break-inside-avoid rounded-lg border border-dashed border-line p-3 text-sm">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <b className="font-semibold">{one.person.title}</b>
        <span>{t(`approval.given.${one.answer}`)}</span>
        <span className="text-ink-2">{moment(one.at)}</span>
        {one.doneBy && <span className="text-ink-2">{t("approval.by", { name: one.doneBy.title })}</span>}
      </div>
      {one.words && <p className="mt-1 text-ink-2">{one.words}</p>}
      {one.signature && <p className="mt-1">{t("approval.sha")} <code className="text-xs break-all">{one.signature.seal}</code></p>}
      <p className="mt-1 text-ink-2">{t("approval.withdrawnBy", { name: one.withdrawnBy.title, when: moment(one.withdrawnAt) })}</p>
    </li>
  );
}
