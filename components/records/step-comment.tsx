"use client";
import { useId, useState } from "react";
import { sayOn, useTimeline } from "../data/activity";
import { ApiError } from "../data/api";
import { useProblemText } from "../forms/problem-text";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Textarea } from "../ui/input";
import { Notice } from "../ui/states";

/** A word about the step that is taken; nothing where the person may not comment. */
export function StepComment({ entity, id, value, onChange }: { entity: string; id: string; value: string; onChange(text: string): void }) {
  const t = useT();
  const box = useId();
  const { data } = useTimeline(entity, id, "comments");
  if (!data?.pages[0]?.may.comments.includes("c")) return null;
  return (
    <div className="mt-4 grid gap-1">
      <label htmlFor={box} className="text-sm text-ink-2">{t("stage.comment")}</label>
      <Textarea id={box} rows={2} maxLength={10_000} value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}

/** Asks for that word after a step that was taken with one click. */
export function StepCommentDialog({ entity, id, step, onClose }: { entity: string; id: string; step: string; onClose(): void }) {
  const t = useT();
  const problemText = useProblemText();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const send = async () => {
    setBusy(true);
    try {
      await sayOn(entity, id, text.trim());
      onClose();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(problemText(error));
      setBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={t("stage.to", { step })}
        footer={
          <>
            <Button disabled={busy} onClick={onClose}>{t("common.cancel")}</Button>
            <Button variant="primary" disabled={busy || text.trim() === ""} onClick={() => void send()}>{t("activity.send")}</Button>
          </>
        }
      >
        {problem && <Notice tone="danger">{problem}</Notice>}
        <StepComment entity={entity} id={id} value={text} onChange={setText} />
      </DialogContent>
    </Dialog>
  );
}
