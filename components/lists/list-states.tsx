"use client";
import { Plus, SearchX, Trash2, TriangleAlert, Upload } from "lucide-react";
import Link from "next/link";
import type { ClientEntity } from "../../runtime/model/client";
import { ApiError } from "../data/api";
import { useT } from "../i18n/provider";
import { Kbd, Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { EmptyState } from "../ui/states";

/** While the first rows are on their way. */
export function Waiting() {
  const t = useT();
  return (
    <div role="status" aria-label={t("common.loading")} className="flex-1 overflow-hidden">
      <div className="h-9 border-b border-line" />
      {Array.from({ length: 14 }, (_, index) => (
        <div key={index} className="flex h-9 items-center gap-6 border-b border-line px-4">
          <Skeleton className="w-56" />
          <Skeleton className="w-28 max-sm:hidden" />
          <Skeleton className="w-40 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}

export function LoadFailure({ error, onRetry, onReset }: { error: Error; onRetry(): void; onReset?(): void }) {
  const t = useT();
  const known = error instanceof ApiError && error.status > 0;
  const text = known ? [error.message, error.remedy].filter(Boolean).join(" ") : t("error.network");
  return (
    <EmptyState icon={<TriangleAlert />} title={t("list.failed")} text={text} className="flex-1">
      <Button onClick={onRetry}>{t("common.retry")}</Button>
      {onReset && known && (
        <Button variant="ghost" onClick={onReset}>
          {t("list.reset")}
        </Button>
      )}
    </EmptyState>
  );
}

interface NothingProps {
  entity: ClientEntity;
  narrowed: boolean;
  trash: boolean;
  mayCreate: boolean;
  onReset(): void;
}

/** No rows: why, and what can be done here. */
export function Nothing({ entity, narrowed, trash, mayCreate, onReset }: NothingProps) {
  const t = useT();
  if (narrowed) {
    return (
      <EmptyState icon={<SearchX />} title={t("list.noMatch")} text={t("list.noMatchText")} className="flex-1">
        <Button onClick={onReset}>{t("list.reset")}</Button>
      </EmptyState>
    );
  }
  if (trash) return <EmptyState icon={<Trash2 />} title={t("list.trashEmpty")} text={t("list.trashEmptyText")} className="flex-1" />;
  return (
    <EmptyState icon={<Icon name={entity.icon} />} title={t("list.empty", { plural: entity.plural })} text={entity.description ?? (!mayCreate ? t("list.emptyReader") : entity.rights.import ? t("list.emptyText") : t("list.emptyCreate"))} className="flex-1">
      {mayCreate && (
        <Button variant="primary" asChild>
          <Link href={`/${entity.name}/new`}>
            <Plus />
            {t("list.create", { label: entity.label })}
            <Kbd className="max-sm:hidden">C</Kbd>
          </Link>
        </Button>
      )}
      {entity.rights.import && !entity.system && (
        <Button asChild>
          <Link href={`/import/${entity.name}`} prefetch={false}>
            <Upload />
            {t("import.open")}
          </Link>
        </Button>
      )}
    </EmptyState>
  );
}
