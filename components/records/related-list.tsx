"use client";
import { ArrowUpRight, Plus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ClientForm } from "../../runtime/model/client";
import { useEntity, useModel } from "../data/model";
import { useRecords } from "../data/records";
import { PHONE, useMedia } from "../data/use-media";
import { FieldCell } from "../fields/field-cell";
import { useT } from "../i18n/provider";
import { CardFacts } from "../lists/card-facts";
import { isNumeric } from "../lists/list-columns";
import { columnsOf, listedColumns, listOf, rowTitle } from "../lists/list-state";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Icon } from "../ui/icon";
import { EmptyState, Notice } from "../ui/states";
import { pointerTo, relatedFilter, type RecordKey } from "./related-tabs";
import { RowMenu } from "./row-menu";

type Related = ClientForm["related"][number];

const SHOWN = 25;
const COLUMNS = 6;

/** Records of another entity that point at this one. */
export function RelatedList({ related, of }: { related: Related; of: RecordKey }) {
  const t = useT();
  const router = useRouter();
  const model = useModel();
  const entity = useEntity(related.entity);
  const phone = useMedia(PHONE);
  const list = entity && listOf(entity, related.list);
  const columns = entity ? columnsOf(model, entity, list && listedColumns(list)).filter((column) => column.path !== related.field).slice(0, COLUMNS) : [];
  const filter = entity ? relatedFilter(entity, related, of) : undefined;
  const query = { fields: [...new Set([entity?.titleField ?? "id", ...columns.map((column) => column.path)])], sort: list?.sort.length ? list.sort : entity?.defaultSort, filter, limit: SHOWN, count: "exact" } as const;
  const { data, isPending, error } = useRecords(related.entity, query, entity !== undefined);
  if (!entity) return null;
  const newHref = `/${entity.name}/new?${related.field}=${encodeURIComponent(pointerTo(entity, related.field, of))}`;
  const allHref = `/${entity.name}?filter=${encodeURIComponent(JSON.stringify(filter))}`;
  const mayCreate = entity.rights.create && !entity.system;

  if (error) return <Notice tone="danger">{error.message}</Notice>;
  if (isPending) return <Skeleton className="h-24 w-full" />;
  if (data.items.length === 0) {
    return (
      <EmptyState icon={<Icon name={entity.icon} />} title={t("list.empty", { plural: related.label ?? entity.plural })} className="py-10">
        {mayCreate && (
          <Button asChild>
            <Link href={newHref}>
              <Plus />
              {t("list.create", { label: entity.label })}
            </Link>
          </Button>
        )}
      </EmptyState>
    );
  }
  return (
    <div>
      <div className="mb-2 flex items-center gap-2">
        <span className="text-sm text-ink-3 tabular-nums">{t("list.total", { count: data.total ?? data.items.length })}</span>
        <span className="flex-1" />
        <Button variant="ghost" size="sm" asChild>
          <Link href={allHref} prefetch={false}>
            {t("related.all")}
            <ArrowUpRight />
          </Link>
        </Button>
        {mayCreate && (
          <Button size="sm" asChild>
            <Link href={newHref} prefetch={false}>
              <Plus />
              {t("list.create", { label: entity.label })}
            </Link>
          </Button>
        )}
      </div>
      {phone ? (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {data.items.map((row) => (
            <li key={row.id} className="relative px-3 py-2.5">
              <Link href={`/${entity.name}/${row.id}`} prefetch={false} className="block truncate rounded-sm text-sm font-medium after:absolute after:inset-0">
                {rowTitle(entity, row)}
              </Link>
              <CardFacts columns={columns.filter((column) => column.path !== entity.titleField)} row={row} />
            </li>
          ))}
        </ul>
      ) : (
        <div className="scroll-thin overflow-x-auto rounded-lg border border-line">
          <table className="w-full border-collapse text-sm tabular-nums">
            <thead>
              <tr className="bg-sunken text-left text-xs text-ink-2">
                {columns.map((column) => (
                  <th key={column.path} scope="col" className={cn("px-3 py-2 font-medium whitespace-nowrap", isNumeric(column.field) && "text-right")}>
                    {column.label}
                  </th>
                ))}
                <td className="w-9" />
              </tr>
            </thead>
            <tbody>
              {data.items.map((row) => (
                <tr key={row.id} className="cursor-pointer border-t border-line hover:bg-hover" onClick={(event) => event.defaultPrevented || router.push(`/${entity.name}/${row.id}`)}>
                  {columns.map((column) => (
                    <td key={column.path} className={cn("max-w-56 truncate px-3 py-2", isNumeric(column.field) && "text-right")}>
                      {column.path === entity.titleField ? (
                        <Link href={`/${entity.name}/${row.id}`} prefetch={false} className="rounded-sm font-medium hover:underline">
                          {rowTitle(entity, row)}
                        </Link>
                      ) : (
                        <FieldCell field={column.field} value={row[column.path]} compact />
                      )}
                    </td>
                  ))}
                  <td className="w-9 px-1" onClick={(event) => event.preventDefault()}>
                    <RowMenu entity={entity} row={row} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
