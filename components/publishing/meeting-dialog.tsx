"use client";
import { useState } from "react";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Notice } from "../ui/states";
import { ConflictChoice, type Choice, type Conflict } from "./conflict-choice";

interface MeetingProps {
  conflicts: readonly Conflict[];
  /** Paths of what was taken over without a question. */
  taken: readonly string[];
  onDecide(decisions: Readonly<Record<string, Choice>>): void;
  onCancel(): void;
}

/** Somebody published the same documents meanwhile: for each thing that both changed, one chooses. */
export function MeetingDialog({ conflicts, taken, onDecide, onCancel }: MeetingProps) {
  const t = useT();
  const [decisions, setDecisions] = useState<Readonly<Record<string, Choice>>>({});
  const open = conflicts.filter(({ id }) => !decisions[id]).length;
  return (
    <Dialog open onOpenChange={(held) => !held && onCancel()}>
      <DialogContent title={t("meeting.title")} className="max-w-3xl" footer={<><Button onClick={onCancel}>{t("common.cancel")}</Button><Button variant="primary" disabled={open > 0} onClick={() => onDecide(decisions)}>{t("builder.publish")}</Button></>}>
        <div className="grid gap-4">
          <Notice tone={open > 0 ? "warning" : "info"}>{t("meeting.text")} {t("admin.openConflicts", { count: open })}</Notice>
          {conflicts.map((conflict) => <ConflictChoice key={conflict.id} conflict={conflict} value={decisions[conflict.id]} words={{ mine: t("meeting.mine"), theirs: t("meeting.theirs") }} onChange={(choice) => setDecisions((old) => ({ ...old, [conflict.id]: choice }))} />)}
          {taken.length > 0 && <details className="text-sm text-ink-2"><summary className="cursor-pointer">{t("meeting.taken", { count: taken.length })}</summary><ul className="mt-1 list-disc pl-5 text-xs break-all">{taken.map((path) => <li key={path}>{path}</li>)}</ul></details>}
        </div>
      </DialogContent>
    </Dialog>
  );
}
