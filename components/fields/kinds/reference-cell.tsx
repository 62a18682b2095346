"use client";
import Link from "next/link";
import { targetsOf } from "../../../runtime/fields/traits";
import { useModel } from "../../data/model";
import type { RecordData, RefValue } from "../../data/records";
import { untitled } from "../../data/untitled";
import { useLocale } from "../../i18n/provider";
import { Avatar } from "../../ui/avatar";
import { cn } from "../../ui/cn";
import type { CellProps, Line } from "../contract";
import { formatValue } from "../format";

/** A reference as it may arrive: { id, title } from the API, a bare id from a default or an address. */
export function refOf(value: unknown): RefValue | undefined {
  if (typeof value === "string" && value) return { id: value };
  return typeof value === "object" && value !== null && "id" in value ? (value as RefValue) : undefined;
}

export const refsOf = (value: unknown): RefValue[] => (Array.isArray(value) ? value.flatMap((item) => refOf(item) ?? []) : []);

/** Words for a record of which only the title field was read. */
export function titleOf(item: RecordData, titleField: string, label = ""): string {
  const value = item[titleField] ?? item.title;
  if (typeof value === "object" && value !== null) return "title" in value ? String(value.title) : Object.values(value).filter((part) => typeof part === "string").join(" ");
  return value === undefined || value === null || value === "" ? (label ? untitled(label, item.id) : item.id) : String(value);
}

const allRefs = (value: unknown): RefValue[] => (Array.isArray(value) ? refsOf(value) : [refOf(value)].flatMap((ref) => ref ?? []));

/** Links to records; a person gets initials. */
export function ReferenceCell({ field, value, compact }: CellProps) {
  const locale = useLocale();
  const { entities } = useModel();
  if (field.right === "masked") return <span>{formatValue(field, value, locale)}</span>;
  const refs = allRefs(value);
  if (refs.length === 0) return null;
  const [target] = targetsOf(field);
  return (
    <span className={compact ? "flex gap-x-2 overflow-hidden" : "flex flex-wrap gap-x-3 gap-y-1"}>
      {refs.map((ref) => {
        const entity = entities[(ref as { entity?: string }).entity ?? target ?? ""];
        return <RefLink key={ref.id} value={ref} href={entity && !entity.system ? `/${entity.name}/${ref.id}` : undefined} person={entity?.name === "user"} compact={compact} />;
      })}
    </span>
  );
}

/** The links are plain: what holds the line takes their clicks, so that hundreds of them need no listener of their own. */
const referenceLine: Line = (field, value, place) => {
  if (field.right === "masked") return formatValue(field, value, place);
  const [target] = targetsOf(field);
  return allRefs(value).map((ref, index) => {
    const entity = place.entities[(ref as { entity?: string }).entity ?? target ?? ""];
    const title = ref.title || (entity ? untitled(entity.label, ref.id) : ref.id);
    const look = index > 0 ? "ml-2 rounded-sm" : "rounded-sm";
    if (entity && !entity.system) return <a key={ref.id} href={`/${entity.name}/${ref.id}`} className={`${look} underline-offset-2 hover:underline`}>{title}</a>;
    if (entity?.name !== "user") return index > 0 ? <span key={ref.id} className={look}>{title}</span> : title;
    return [<Avatar key={ref.id} name={title} className="mr-1.5 size-5 align-middle text-[9px] leading-none" />, title];
  });
};
ReferenceCell.line = referenceLine;

interface RefLinkProps {
  value: RefValue;
  href?: string;
  person: boolean;
  compact?: boolean;
}

function RefLink({ value, href, person, compact }: RefLinkProps) {
  const title = value.title || value.id;
  const text = (
    <>
      {person && <Avatar name={title} className="size-5 text-[9px]" />}
      <span className="truncate">{title}</span>
    </>
  );
  const look = cn("inline-flex min-w-0 items-center gap-1.5", compact && "truncate");
  if (!href) return <span className={look}>{text}</span>;
  return (
    <Link href={href} prefetch={false} onClick={(event) => event.stopPropagation()} className={cn(look, "rounded-sm underline-offset-2 hover:underline", !compact && "text-accent-ink")}>
      {text}
    </Link>
  );
}
