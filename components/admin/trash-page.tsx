"use client";
import { useQueries } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import Link from "next/link";
import { api } from "../data/api";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { EmptyState } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { AdminTable } from "./parts";

/** Deleted records of every entity, counted; each leads to the trash of its list. */
export default function TrashPage() {
  const t = useT();
  const { entities } = useModel();
  const listed = Object.values(entities).filter((entity) => !entity.system && !entity.parent && entity.rights.delete);
  const counts = useQueries({ queries: listed.map((entity) => ({ queryKey: ["admin", "trash", entity.name], queryFn: () => api<{ total: number | null }>(`/records/${entity.name}?deleted=true&limit=1&count=exact`) })) });
  const rows = listed.map((entity, index) => ({ entity, count: counts[index] })).filter(({ count }) => count?.data?.total !== 0);
  const isLoading = counts.some(({ isPending }) => isPending);
  return (
    <AdminFrame section="trash">
      {isLoading ? <Skeleton className="h-24" /> : rows.length === 0 ? <EmptyState icon={<Trash2 />} title={t("list.trashEmpty")} text={t("list.trashEmptyText")} /> : (
        <AdminTable
          label={t("admin.trash")} rows={rows} keyOf={({ entity }) => entity.name}
          columns={[
            { label: t("admin.entity"), cell: ({ entity }) => <Link href={`/${entity.name}?deleted=true`} className="flex min-h-8 items-center font-medium hover:underline">{entity.plural}</Link> },
            { label: t("admin.deleted"), className: "text-right tabular-nums", cell: ({ count }) => count?.data?.total ?? "—" },
          ]}
        />
      )}
    </AdminFrame>
  );
}
