"use client";
import { memo, type MouseEvent, type ReactNode } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import type { RecordData } from "../data/records";
import { FieldCell } from "../fields/field-cell";
import { useT } from "../i18n/provider";
import type { CellKind } from "./list-cells";
import { rowTitle } from "./list-state";
import { RowSigns } from "./row-signs";

/** What a row asks of its table; the same object all along, so that a row is drawn anew for its own sake only. */
export interface RowDeeds {
  select(index: number, chosen: boolean, range: boolean): void;
  open(row: RecordData, index: number): void;
  /** Goes to another record named in the row. */
  follow(href: string): void;
  activate(index: number, cell: number): void;
  edit(index: number, cell: number): void;
}

interface RowProps {
  id: string;
  entity: ClientEntity;
  row: RecordData;
  index: number;
  /** Height in pixels. */
  height: number;
  /** Their widths are a matter of the table. */
  cells: readonly CellKind[];
  active: boolean;
  /** Column the keyboard is at; -1 for the whole row. */
  cell: number;
  selectable: boolean;
  selected: boolean;
  /** Absent: rows have no page of their own (the trash). */
  href: string | undefined;
  deeds: RowDeeds;
  /** Path of the cell that is being edited. */
  editing: string | undefined;
  editor: ReactNode;
}

const ROW = "absolute inset-x-0 grid grid-cols-(--columns) items-center border-b border-line text-sm tabular-nums";
const nothing = (): void => undefined;

/** One line: an element for each cell and one listener for all of them. */
export const Row = memo(function Row({ id, entity, row, index, height, cells, active, cell, selectable, selected, href, deeds, editing, editor }: RowProps) {
  const t = useT();
  const title = rowTitle(entity, row);
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const at = placeOf(event);
    if (!at || event.defaultPrevented) return;
    if (at.box) return deeds.select(index, !selected, event.shiftKey);
    const isPlain = !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0;
    if (at.link) {
      // With the keys that open a new tab a link is a link; otherwise the list decides what following it means.
      if (!isPlain) return;
      event.preventDefault();
      return at.link.dataset.open === undefined ? deeds.follow(at.link.getAttribute("href")!) : deeds.open(row, index);
    }
    const place = cells.findIndex(({ column }) => column.path === at.path);
    if (cells[place]?.editable && !cells[place].isTitle) return deeds.activate(index, place);
    // A selection of text or a modified click is not an opening.
    if (href && editing === undefined && isPlain && !at.isAside && !window.getSelection()?.toString()) deeds.open(row, index);
  };
  const onDoubleClick = (event: MouseEvent<HTMLElement>) => {
    const path = placeOf(event)?.path;
    const place = cells.findIndex(({ column }) => column.path === path);
    if (cells[place]?.editable) deeds.edit(index, place);
  };
  const valueOf = ({ column: { path, field }, isTitle, draw }: CellKind): ReactNode => {
    if (isTitle && href) return <a href={href} data-open="" className="block truncate rounded-sm font-medium text-ink">{title}</a>;
    if (draw) return draw(row[path]);
    return <span className="min-w-0 flex-initial truncate">{isTitle && field.type !== "personName" ? title : <FieldCell field={field} value={row[path]} compact />}</span>;
  };
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : undefined}
      style={{ top: index * height, height }}
      className={`${ROW} ${selected ? "bg-accent-soft" : active ? "bg-hover" : "bg-canvas hover:bg-hover"}${editing === undefined ? "" : " z-10"}`}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
    >
      {selectable && (
        <div role="gridcell" className={`sticky left-0 z-10 flex h-full items-center justify-center bg-inherit${active ? " shadow-[inset_2px_0_0_var(--accent)]" : ""}`}>
          <input type="checkbox" className="check-box" aria-label={t("list.selectOne", { title })} checked={selected} onChange={nothing} />
        </div>
      )}
      {cells.map((kind, place) => {
        const { path } = kind.column;
        const isEdited = editing === path;
        const opens = href !== undefined && (kind.isTitle || !kind.editable);
        return (
          <div
            key={path}
            role="gridcell"
            data-path={path}
            aria-readonly={!kind.editable}
            style={kind.left === undefined ? undefined : { left: kind.left }}
            className={isEdited ? kind.edited : `${kind.look}${cell === place ? " shadow-[inset_0_0_0_2px_var(--accent)]" : ""}${opens ? " cursor-pointer" : ""}`}
          >
            {isEdited ? editor : valueOf(kind)}
            {kind.isTitle && !isEdited && <RowSigns id={row.id} />}
          </div>
        );
      })}
    </div>
  );
});

interface ClickPlace {
  readonly path: string | undefined;
  readonly link: HTMLAnchorElement | null;
  /** The box that selects the row. */
  readonly box: boolean;
  /** Beside the box: neither selects nor opens. */
  readonly isAside: boolean;
}

/** Links to records; any other (a file, a letter, a foreign page) is the browser's. */
const TO_RECORD = "a[href^='/']:not([target], [download])";

/** Where in the row; undefined for what hangs over it (the list of an editor) and for what takes its clicks itself. */
function placeOf({ target, currentTarget }: MouseEvent<HTMLElement>): ClickPlace | undefined {
  if (!(target instanceof Element) || !currentTarget.contains(target)) return undefined;
  const link = target.closest<HTMLAnchorElement>("a");
  if (link && !link.matches(TO_RECORD)) return undefined;
  const cell = target.closest<HTMLElement>("[role=gridcell]");
  const path = cell?.dataset["path"];
  return { path, link, box: path === undefined && target instanceof HTMLInputElement, isAside: cell !== null && path === undefined };
}
