"use client";
import { useDraggable } from "@dnd-kit/core";
import { Ellipsis, GripVertical } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { ClientEntity } from "../../../runtime/model/client";
import type { ClientBoard } from "../../../runtime/model/kinds/board/model";
import { fieldOf } from "../../data/model";
import type { RecordData } from "../../data/records";
import { FieldCell } from "../../fields/field-cell";
import { useT } from "../../i18n/provider";
import { rowTitle } from "../../lists/list-state";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../../ui/menu";
import type { Column } from "./columns";

interface FaceProps {
  entity: ClientEntity;
  board: ClientBoard;
  row: RecordData;
  /** In the hand. */
  lifted?: boolean;
  children?: ReactNode;
}

/** What stands on a card: the title, and the fields of the board that are filled in. */
export function CardFace({ entity, board, row, lifted, children }: FaceProps) {
  const shown = board.cardFields.filter((name) => name !== entity.titleField && name !== board.field).flatMap((name) => fieldOf(entity, name) ?? []);
  const filled = shown.filter((field) => row[field.name] !== null && row[field.name] !== undefined && row[field.name] !== "");
  return (
    <div className={cn("group/card relative rounded-lg border border-line bg-raised px-3 py-2.5 text-sm shadow-low", lifted ? "rotate-1 cursor-grabbing shadow-pop" : "hover:border-line-strong")}>
      <div className="flex items-start gap-1">
        <Link href={`/${entity.name}/${row.id}`} prefetch={false} draggable={false} className="min-w-0 flex-1 rounded-sm font-medium break-words after:absolute after:inset-0 after:rounded-lg">
          {rowTitle(entity, row)}
        </Link>
        {children}
      </div>
      {filled.length > 0 && (
        <dl className="mt-1.5 flex flex-col gap-1 text-xs text-ink-2">
          {filled.map((field) => (
            <div key={field.name} className="flex min-w-0 items-center gap-1.5">
              <dt className="sr-only">{field.label}</dt>
              <dd title={field.label} className="min-w-0 truncate [&_a]:pointer-events-none">
                <FieldCell field={field} value={row[field.name]} compact />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

interface CardProps extends Omit<FaceProps, "lifted" | "children"> {
  mayMove: boolean;
  /** Being saved. */
  isPending: boolean;
  /** Columns it may be put into. */
  targets: readonly Column[];
  onPut(column: Column): void;
}

export function BoardCard({ entity, board, row, mayMove, isPending, targets, onPut }: CardProps) {
  const t = useT();
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, isDragging } = useDraggable({ id: row.id, data: { row }, disabled: !mayMove });
  const { role: _role, tabIndex: _tabIndex, ...described } = attributes;
  const title = rowTitle(entity, row);
  return (
    <li ref={setNodeRef} {...listeners} data-card={row.id} className={cn("[contain-intrinsic-size:auto_5.5rem] [content-visibility:auto]", isDragging && "opacity-40", isPending && !isDragging && "opacity-70")}>
      <CardFace entity={entity} board={board} row={row}>
        {mayMove && (
          <span className="relative z-1 -my-1 -mr-2 flex shrink-0 opacity-0 group-focus-within/card:opacity-100 group-hover/card:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
            <Button ref={setActivatorNodeRef} variant="ghost" size="iconSm" {...described} aria-label={t("views.carry", { title })} className="size-6 cursor-grab pointer-coarse:hidden">
              <GripVertical />
            </Button>
            <Menu>
              <MenuTrigger asChild>
                <Button variant="ghost" size="iconSm" aria-label={t("board.moveTo", { title })} className="size-6">
                  <Ellipsis />
                </Button>
              </MenuTrigger>
              <MenuContent>
                {targets.map((column) => (
                  <MenuItem key={column.value} onSelect={() => onPut(column)}>
                    {t("board.to", { column: column.label })}
                  </MenuItem>
                ))}
                {targets.length === 0 && <MenuItem disabled>{t("board.noTarget")}</MenuItem>}
              </MenuContent>
            </Menu>
          </span>
        )}
      </CardFace>
    </li>
  );
}
