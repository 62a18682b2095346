"use client";
import { useState } from "react";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/states";
import { ReviewDialog } from "./review-dialog";
import { useMetadata } from "./use-studio";

/** What the person has changed and nobody else sees yet. */
export function DraftNotice() {
  const t = useT();
  const { data } = useMetadata();
  const [open, setOpen] = useState(false);
  const changes = data?.draft?.changes ?? [];
  if (!data?.draft || changes.length === 0) return null;
  return (
    <Notice tone="info" className="mb-4">
      <div className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 flex-1">{t("studio.unpublished", { count: changes.length })}</span>
        <Button size="sm" variant="primary" onClick={() => setOpen(true)}>{t("studio.review")}</Button>
      </div>
      <Dialog open={open} onOpenChange={setOpen}>{open && <ReviewDialog changes={changes} baseRevision={data.draft.baseRevision} onClose={() => setOpen(false)} />}</Dialog>
    </Notice>
  );
}
