/** Cells → values of the API. References are looked up before (references.ts); here is everything that needs no database. */
import type { Issue } from "../kernel/errors";
import type { Parsed } from "../fields/field";
import { fieldType } from "../fields/index";
import type { FieldModel } from "../model/types";
import type { Cell } from "./table";
import { instantOfWall } from "./wall-time";

const HAS_OFFSET = /(z|[+-]\d{2}(:?\d{2})?)$/i;

/** Text of a cell, as a person would type it. */
export function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "string") return cell;
  if (typeof cell === "boolean") return String(cell);
  if ("number" in cell) return cell.text ?? String(cell.number);
  if ("moment" in cell) return cell.moment.endsWith("T00:00:00") ? cell.moment.slice(0, 10) : cell.moment.replace("T", " ");
  if ("error" in cell) return cell.error;
  return typeof cell.json === "string" ? cell.json : JSON.stringify(cell.json);
}

/** Value of a cell in the JSON form of the field's type. Times without an offset are of the zone of the person who imports. */
export function cellValue(field: FieldModel, cell: Cell, timeZone: string): Parsed<unknown> {
  const type = fieldType(field.type);
  const fromText = (text: string): Parsed<unknown> => (type.feel === "dateTime" ? localTime(type.fromText(text, field.options), text, timeZone) : type.fromText(text, field.options));
  const first = (...attempts: (() => Parsed<unknown>)[]): Parsed<unknown> => {
    let last: Parsed<unknown> | undefined;
    for (const attempt of attempts) {
      last = attempt();
      if (last.ok) return last;
    }
    return last!;
  };
  if (cell === null) return { ok: true, value: null };
  if (typeof cell === "string") return fromText(cell);
  if (typeof cell === "boolean") return first(() => type.parse(cell, field.options), () => fromText(String(cell)));
  if ("json" in cell) return type.parse(cell.json, field.options);
  if ("error" in cell) return { ok: false, issues: [{ pointer: "", code: "cellError", message: `The cell holds ${cell.error}.`, remedy: "Mend the formula, or write the value itself." }] };
  if ("moment" in cell) return fromText(momentText(type.feel, cell.moment));
  const { number, text } = cell;
  const plain = [() => type.parse(number, field.options), () => fromText(String(number))];
  return text === undefined ? first(...plain) : first(() => fromText(text), ...plain);
}

/** The part of a moment that a kind of value wants. */
function momentText(feel: string, moment: string): string {
  if (feel === "date") return moment.slice(0, 10);
  if (feel === "time") return moment.slice(11);
  if (feel === "dateTime") return moment;
  return cellText({ moment });
}

/** A text without an offset was read as UTC; it is moved to the zone it was meant in. */
function localTime(parsed: Parsed<unknown>, text: string, timeZone: string): Parsed<unknown> {
  if (!parsed.ok || typeof parsed.value !== "string" || (HAS_OFFSET.test(text.trim()) && /\d[t ]\d/i.test(text))) return parsed;
  const instant = instantOfWall(parsed.value.replace(/Z$/, ""), timeZone);
  return instant === undefined ? parsed : { ok: true, value: instant };
}

/** Issues of a value under the pointer of its field. */
export const under = (name: string, parsed: Parsed<unknown>): Issue[] => (parsed.ok ? [] : parsed.issues.map((issue) => ({ ...issue, pointer: `/${name}${issue.pointer}` })));
