"use client";
import { Check, Clock, Hourglass } from "lucide-react";
import type { Approval, Participant } from "../data/approvals";
import { useLocale, useT } from "../i18n/provider";
import { Avatar } from "../ui/avatar";
import { Badge } from "../ui/badge";
import { toneOfAnswer } from "./look";

/** Who takes part, in the order they are asked, and what each answered. */
export function Participants({ approval }: { approval: Approval }) {
  const t = useT();
  const inSequence = new Set(approval.participants.map(({ place }) => place)).size > 1;
  const Row = ({ one }: { one: Participant }) => (
    <li className="flex min-h-10 flex-wrap items-center gap-x-2.5 gap-y-0.5 py-1.5 text-sm">
      {inSequence && <span className="w-4 shrink-0 text-right text-xs text-ink-3 tabular-nums">{one.place + 1}</span>}
      <Avatar name={one.person.title} className="size-6" />
      <span className="min-w-0 flex-1">
        <span className="font-medium">{one.person.title}</span>
        {one.weight > 1 && <span className="text-ink-3"> ×{one.weight}</span>}
        {one.doneBy && <span className="text-ink-2"> · {t("approval.by", { name: one.doneBy.title })}</span>}
        {one.words && <span className="block break-words text-ink-2">{one.words}</span>}
      </span>
      <AnswerBadge approval={approval} one={one} />
    </li>
  );
  return <ul className="divide-y divide-line">{approval.participants.map((one) => <Row key={one.person.id} one={one} />)}</ul>;
}

function AnswerBadge({ approval, one }: { approval: Approval; one: Participant }) {
  const t = useT();
  const { language, timeZone } = useLocale();
  if (one.answered)
    return (
      <span className="flex items-center gap-2">
        {one.at && <time dateTime={one.at} className="text-xs text-ink-3 max-sm:hidden">{new Intl.DateTimeFormat(language, { dateStyle: "short", timeStyle: "short", timeZone }).format(new Date(one.at))}</time>}
        {one.answer === null ? <Badge><Check className="size-3" aria-hidden />{t("approval.voted")}</Badge> : <Badge tone={toneOfAnswer(one.answer)}>{t(`approval.given.${one.answer}`)}</Badge>}
      </span>
    );
  if (approval.status !== "open") return <span className="text-xs text-ink-3">{t("approval.notAnswered")}</span>;
  return one.asked ? <span className="flex items-center gap-1 text-xs text-ink-2"><Clock className="size-3.5" aria-hidden />{t("approval.asked")}</span> : <span className="flex items-center gap-1 text-xs text-ink-3"><Hourglass className="size-3.5" aria-hidden />{t("approval.later")}</span>;
}
