"use client";
import { TriangleAlert } from "lucide-react";
import { catchError } from "next/error";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/states";

/** A script that did not arrive, or that stumbled, is the same at the next drawing: what failed in the browser begins anew. */
const reload = () => window.location.reload();

/** Around pages: one that broke says so calmly and offers another try. It comes with the frame: as an `error.tsx` it would be a script each page waits for. */
export const CatchFailed = catchError(function Failed(_props, { error, retry }) {
  const t = useT();
  const digest = (error as { digest?: string } | null)?.digest;
  return (
    <main id="content" className="flex min-h-0 flex-1 items-center justify-center">
      <EmptyState icon={<TriangleAlert />} title={t("error.broken")} text={digest ? t("error.brokenId", { id: digest }) : t("error.brokenText")}>
        <Button onClick={digest ? retry : reload}>{t("common.retry")}</Button>
      </EmptyState>
    </main>
  );
});
