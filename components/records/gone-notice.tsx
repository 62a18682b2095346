"use client";
import type { ClientEntity } from "../../runtime/model/client";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Notice } from "../ui/states";

interface GoneNoticeProps {
  entity: ClientEntity;
  busy: boolean;
  onRestore(): void;
  onAsNew(): void;
}

/** Somebody deleted the record while it was typed into: what is typed stays, and these are the ways on. */
export function GoneNotice({ entity, busy, onRestore, onAsNew }: GoneNoticeProps) {
  const t = useT();
  const { rights } = entity;
  return (
    <Notice tone="warning" className="mb-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span className="min-w-60 flex-1">{t("record.gone")}</span>
        {rights.delete && (
          <Button size="sm" disabled={busy} onClick={onRestore}>
            {t("record.goneRestore")}
          </Button>
        )}
        {rights.create && (
          <Button size="sm" disabled={busy} onClick={onAsNew}>
            {t("record.goneAsNew")}
          </Button>
        )}
      </div>
    </Notice>
  );
}
