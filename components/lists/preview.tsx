"use client";
import { ArrowUpRight, X } from "lucide-react";
import Link from "next/link";
import type { ClientEntity, ClientField } from "../../runtime/model/client";
import { ApiError } from "../data/api";
import { fieldOf } from "../data/model";
import { useRecord, type RecordData } from "../data/records";
import { FieldCell } from "../fields/field-cell";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { EmptyState, Notice } from "../ui/states";
import { rowTitle } from "./list-state";

/** Beside the list: what the form of a record says, to be read. The arrow keys go on in the list. */
export function Preview({ entity, id, onClose }: { entity: ClientEntity; id: string; onClose(): void }) {
  const t = useT();
  const { data, error } = useRecord(entity.name, id || undefined);
  return (
    <aside aria-label={t("list.preview")} className="flex w-[26rem] max-w-[45%] shrink-0 flex-col border-l border-line bg-canvas">
      <div className="flex h-9 shrink-0 items-center gap-1 border-b border-line pr-1 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-sm font-semibold">{data ? rowTitle(entity, data) : ""}</h2>
        {data && (
          <Button variant="ghost" size="sm" asChild>
            <Link href={`/${entity.name}/${data.id}`}>
              <ArrowUpRight />
              {t("common.open")}
            </Link>
          </Button>
        )}
        <Button variant="ghost" size="iconSm" aria-label={t("list.closePreview")} onClick={onClose}>
          <X />
        </Button>
      </div>
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-4 py-3">
        {id === "" ? (
          <EmptyState title={t("list.previewNone")} text={t("list.previewHint")} />
        ) : error ? (
          <Notice tone="danger">{error instanceof ApiError && error.status > 0 ? error.message : t("error.network")}</Notice>
        ) : data ? (
          <Facts entity={entity} record={data} />
        ) : (
          <Skeleton className="h-32 w-full" />
        )}
      </div>
    </aside>
  );
}

function Facts({ entity, record }: { entity: ClientEntity; record: RecordData }) {
  const sections = sectionsOf(entity, record);
  return sections.map(({ key, label, fields }) => (
    <section key={key} className="mb-4">
      {label && <h3 className="mb-1 text-xs font-medium text-ink-3">{label}</h3>}
      <dl className="grid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
        {fields.map((field) => (
          <div key={field.name} className="contents">
            <dt className="truncate text-ink-2" title={field.label}>
              {field.label}
            </dt>
            <dd className="min-w-0 break-words">
              <FieldCell field={field} value={record[field.name]} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

interface Section {
  readonly key: string;
  readonly label?: string;
  readonly fields: readonly ClientField[];
}

/** Sections of the form that fits best, with the fields that hold something; line items stay on the record's own page. */
function sectionsOf(entity: ClientEntity, record: RecordData): readonly Section[] {
  const says = (field: ClientField): boolean => {
    const value = record[field.name];
    return value !== null && value !== undefined && value !== "" && field.type !== "children" && !(Array.isArray(value) && value.length === 0);
  };
  const form = entity.forms[0];
  const sections = form
    ? form.tabs.flatMap((tab) => tab.sections.map((section): Section => ({ key: `${tab.id} ${section.id}`, label: section.label ?? (form.tabs.length > 1 ? tab.label : undefined), fields: section.fields.flatMap((item) => fieldOf(entity, item.field) ?? []) })))
    : [{ key: "all", fields: entity.fields.filter((field) => !field.system) }];
  return sections.map((section) => ({ ...section, fields: section.fields.filter(says) })).filter((section) => section.fields.length > 0);
}
