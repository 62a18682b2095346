"use client";
import { FileX2, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ClientEntity } from "../../runtime/model/client";
import { ApiError } from "../data/api";
import { useProblemText } from "../forms/problem-text";
import { useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/states";

/** A record nothing is known of yet. */
export function Waiting({ entity }: { entity: ClientEntity }) {
  const t = useT();
  return (
    <>
      <PageBar titled crumbs={[{ label: entity.plural, href: `/${entity.name}` }, { label: t("common.loading") }]} />
      <main id="content" aria-busy className="mx-auto w-full max-w-6xl px-6 pt-5 max-md:px-4">
        <Skeleton className="mb-6 h-7 w-72 max-w-full" />
        <div className="grid gap-x-6 gap-y-5 pt-8 sm:grid-cols-2">
          {Array.from({ length: 8 }, (_, index) => (
            <div key={index}>
              <Skeleton className="mb-2 h-3 w-24" />
              <Skeleton className="h-5 w-3/4" />
            </div>
          ))}
        </div>
      </main>
    </>
  );
}

/** A record that cannot be shown, and the way on. */
export function Failure({ entity, error, onRetry }: { entity: ClientEntity; error: Error; onRetry(): void }) {
  const t = useT();
  const problemText = useProblemText();
  const missing = error instanceof ApiError && error.status === 404;
  const text = error instanceof ApiError ? problemText(error) : t("error.network");
  return (
    <>
      <PageBar crumbs={[{ label: entity.plural, href: `/${entity.name}` }]} />
      <main id="content" className="flex flex-1 items-center justify-center">
        <EmptyState icon={missing ? <FileX2 /> : <TriangleAlert />} title={missing ? t("record.missing") : t("record.failed")} text={text}>
          {missing ? (
            <Button asChild>
              <Link href={`/${entity.name}`}>{t("record.toList", { plural: entity.plural })}</Link>
            </Button>
          ) : (
            <Button onClick={onRetry}>{t("common.retry")}</Button>
          )}
        </EmptyState>
      </main>
    </>
  );
}
