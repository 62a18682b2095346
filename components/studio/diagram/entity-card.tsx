"use client";
import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import Link from "next/link";
import { CARD_FIELDS, type Card } from "../../../runtime/studio/diagram";
import { isFieldTypeName } from "../../../runtime/fields/index";
import { useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import { TypeIcon } from "../type-choice";

export type CardNode = Node<{ card: Card; href?: string }, "card">;

const HANDLE = "!size-3 !rounded-full !border-2 !border-accent !bg-canvas";

/** An entity with its fields; from its right edge a relation is drawn to another card. */
export function EntityCard({ data: { card, href }, selected }: NodeProps<CardNode>) {
  const t = useT();
  const shown = card.fields.slice(0, CARD_FIELDS);
  return (
    <section aria-label={card.label} className={cn("w-[220px] rounded-lg border border-line bg-raised shadow-low", card.foreign && "border-dashed bg-canvas", selected && "border-accent ring-1 ring-accent")}>
      <Handle type="target" position={Position.Left} className={HANDLE} />
      <h3 className={cn("flex h-10 items-center truncate px-3 text-sm font-semibold", !card.foreign && "border-b border-line")}>{href ? <Link href={href} prefetch={false} className="nodrag truncate rounded-sm hover:underline">{card.label}</Link> : <span className="truncate text-ink-2">{card.label}</span>}</h3>
      {!card.foreign && (
        <ul className="py-1">
          {shown.map(({ name, label, type }) => <li key={name} className="flex h-6 items-center gap-2 px-3 text-xs text-ink-2">{isFieldTypeName(type) && <TypeIcon type={type} className="size-3.5 shrink-0 text-ink-3" />}<span className="truncate">{label}</span></li>)}
          {card.fields.length > shown.length && <li className="h-6 px-3 text-xs leading-6 text-ink-3">{t("studio.moreFields", { count: card.fields.length - shown.length })}</li>}
        </ul>
      )}
      {!card.foreign && <Handle type="source" position={Position.Right} className={HANDLE} />}
    </section>
  );
}
