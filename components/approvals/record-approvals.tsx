"use client";
import { Plus, Stamp } from "lucide-react";
import { useState } from "react";
import { APPROVAL_KINDS, useApprovalsOf } from "../data/approvals";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { EmptyState, Notice } from "../ui/states";
import { ApprovalCard } from "./approval-card";
import { BeginDialog } from "./begin-dialog";

/** Votes, approvals, signings and acquaintances of one record. */
export function RecordApprovals({ entity, id }: { entity: string; id: string }) {
  const t = useT();
  const query = useApprovalsOf(entity, id);
  const [beginning, setBeginning] = useState(false);
  const kinds = APPROVAL_KINDS.filter((kind) => query.data?.mayBegin.includes(kind));
  const button = kinds.length > 0 && <Button size="sm" onClick={() => setBeginning(true)}><Plus />{t("approval.begin")}</Button>;
  return (
    <div className="grid gap-3 py-4">
      {query.isError && <Notice tone="danger">{query.error.message} <Button size="sm" onClick={() => void query.refetch()}>{t("common.retry")}</Button></Notice>}
      {query.isPending && <Skeleton className="h-24" />}
      {query.data?.items.length === 0 && <EmptyState icon={<Stamp />} title={t("approval.none")} text={t("approval.noneText")}>{button}</EmptyState>}
      {query.data && query.data.items.length > 0 && button && <div>{button}</div>}
      {query.data?.items.map((one) => <ApprovalCard key={one.id} approval={one} seal={query.data.seal} />)}
      <Dialog open={beginning} onOpenChange={setBeginning}>{beginning && <BeginDialog entity={entity} id={id} kinds={kinds} onDone={() => setBeginning(false)} />}</Dialog>
    </div>
  );
}
