"use client";
import { useDraggable } from "@dnd-kit/core";
import { Ellipsis, GripVertical } from "lucide-react";
import Link from "next/link";
import { Fragment, useMemo, type ReactNode } from "react";
import type { ClientEntity, ClientField } from "../../../runtime/model/client";
import type { ClientBoard } from "../../../runtime/model/kinds/board/model";
import { fieldOf, useModel } from "../../data/model";
import type { RecordData } from "../../data/records";
import { FieldCell, lineOf } from "../../fields/field-cell";
import { useLocale, useT } from "../../i18n/provider";
import { rowTitle } from "../../lists/list-state";
import { Button } from "../../ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../../ui/menu";
import type { Column } from "./columns";

/** A field on cards, and how its values are drawn. */
interface CardField {
  readonly field: ClientField;
  draw(value: unknown): ReactNode;
}

/** The fields of a board's cards beside the title, worked out once for many cards. */
export function useCardFields(entity: ClientEntity, board: ClientBoard): readonly CardField[] {
  const { language, timeZone } = useLocale();
  const { entities } = useModel();
  return useMemo(() => {
    const names = board.cardFields.filter((name) => name !== entity.titleField && name !== board.field);
    return names.flatMap((name) => fieldOf(entity, name) ?? []).map((field) => {
      const line = lineOf(field);
      return { field, draw: (value) => (line ? line(value, { language, timeZone, entities }) : <FieldCell field={field} value={value} compact />) };
    });
  }, [entity, board, language, timeZone, entities]);
}

interface FaceProps {
  entity: ClientEntity;
  row: RecordData;
  fields: readonly CardField[];
}

/** Look of a card, which is one element: a board draws a hundred. */
const CARD = "group/card relative rounded-lg border border-line bg-raised px-3 py-2.5 text-sm shadow-low";

/** What stands on a card: the title, and the fields of the board that are filled in. */
function Face({ entity, row, fields }: FaceProps) {
  const filled = fields.filter(({ field: { name } }) => row[name] !== null && row[name] !== undefined && row[name] !== "");
  return (
    <>
      <Link href={`/${entity.name}/${row.id}`} prefetch={false} draggable={false} className="block rounded-sm font-medium break-words after:absolute after:inset-0 after:rounded-lg pointer-coarse:pr-6">
        {rowTitle(entity, row)}
      </Link>
      {filled.length > 0 && (
        <dl className="mt-1.5 text-xs/5 text-ink-2 tabular-nums">
          {filled.map(({ field, draw }) => (
            <Fragment key={field.name}>
              <dt className="sr-only">{field.label}</dt>
              <dd title={field.label} className="truncate [&_a]:pointer-events-none">
                {draw(row[field.name])}
              </dd>
            </Fragment>
          ))}
        </dl>
      )}
    </>
  );
}

/** A card in the hand. */
export function LiftedCard({ board, ...face }: Omit<FaceProps, "fields"> & { board: ClientBoard }) {
  return (
    <div className={`${CARD} rotate-1 cursor-grabbing shadow-pop`}>
      <Face {...face} fields={useCardFields(face.entity, board)} />
    </div>
  );
}

interface CardProps extends FaceProps {
  mayMove: boolean;
  /** Being saved. */
  isPending: boolean;
  /** Columns it may be put into; undefined while the page comes to life: what carries and moves cards comes right after. */
  targets: readonly Column[] | undefined;
  onPut(column: Column): void;
}

export function BoardCard({ mayMove, isPending, targets, onPut, ...face }: CardProps) {
  const t = useT();
  const { row } = face;
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, isDragging } = useDraggable({ id: row.id, data: { row }, disabled: !mayMove });
  const { role: _role, tabIndex: _tabIndex, ...described } = attributes;
  const title = rowTitle(face.entity, row);
  return (
    <li ref={setNodeRef} {...(targets && listeners)} data-card={row.id} className={`${CARD} [contain-intrinsic-size:auto_5.5rem] [content-visibility:auto] hover:border-line-strong${isDragging ? " opacity-40" : isPending ? " opacity-70" : ""}`}>
      <Face {...face} />
      {mayMove && targets && (
        <span className="absolute top-2 right-1 z-1 flex rounded-md bg-raised opacity-0 group-focus-within/card:opacity-100 group-hover/card:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
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
    </li>
  );
}
