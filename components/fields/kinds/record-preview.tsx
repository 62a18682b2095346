"use client";
import { ArrowUpRight, Eye } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useEntity } from "../../data/model";
import { useRecord } from "../../data/records";
import { useT } from "../../i18n/provider";
import { Skeleton } from "../../ui/badge";
import { Button } from "../../ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "../../ui/popover";
import { useFieldParts } from "../parts";
import { titleOf } from "./reference-cell";

/** Fields shown of a record one only glances at. */
const GLANCE = 6;

/** A button beside a chosen record: what its own list would show of it, and the way to it in another tab. */
export function RecordPreview({ entity: name, id }: { entity: string; id: string }) {
  const t = useT();
  const entity = useEntity(name);
  const [open, setOpen] = useState(false);
  if (!entity) return null;
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="icon" className="shrink-0" aria-label={t("lookup.preview", { label: entity.label })}>
          <Eye />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label={t("lookup.preview", { label: entity.label })} className="w-80 p-4">
        {open && <Glance name={name} id={id} />}
      </PopoverContent>
    </Popover>
  );
}

function Glance({ name, id }: { name: string; id: string }) {
  const t = useT();
  const entity = useEntity(name)!;
  const { Cell } = useFieldParts();
  const { data, error } = useRecord(name, id);
  if (error) return <p className="text-sm text-ink-2">{t("record.missing")}</p>;
  if (!data) return <Skeleton className="h-24 w-full" />;
  const list = entity.lists.find((one) => one.default) ?? entity.lists[0];
  const names = list?.columns.map((column) => column.field) ?? entity.fields.filter((field) => !field.system).map((field) => field.name);
  const fields = names.flatMap((one) => entity.fields.find((field) => field.name === one && one !== entity.titleField) ?? []);
  const filled = fields.filter((field) => data[field.name] !== null && data[field.name] !== undefined && data[field.name] !== "").slice(0, GLANCE);
  return (
    <>
      <p className="text-xs text-ink-3">{entity.label}</p>
      <p className="mb-2 text-sm font-semibold break-words">{titleOf(data, entity.titleField, entity.label)}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm">
        {filled.map((field) => (
          <div key={field.name} className="contents">
            <dt className="text-ink-3">{field.label}</dt>
            <dd className="min-w-0">
              <Cell field={field} value={data[field.name]} compact />
            </dd>
          </div>
        ))}
      </dl>
      {!entity.system && (
        <Link href={`/${name}/${id}`} target="_blank" prefetch={false} className="mt-3 inline-flex items-center gap-1 rounded-sm text-sm text-accent-ink hover:underline">
          {t("record.newTab")}
          <ArrowUpRight className="size-3.5" aria-hidden />
        </Link>
      )}
    </>
  );
}
