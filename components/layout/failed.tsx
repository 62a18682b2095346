"use client";
import { TriangleAlert } from "lucide-react";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/states";

/** A page that broke: says so calmly and offers to try again. */
export function Failed({ onRetry, digest }: { onRetry(): void; digest?: string }) {
  const t = useT();
  return (
    <main id="content" className="flex min-h-0 flex-1 items-center justify-center">
      <EmptyState icon={<TriangleAlert />} title={t("error.broken")} text={digest ? t("error.brokenId", { id: digest }) : t("error.brokenText")}>
        <Button onClick={onRetry}>{t("common.retry")}</Button>
      </EmptyState>
    </main>
  );
}
