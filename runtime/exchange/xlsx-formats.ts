import type { Readable } from "node:stream";
import { readXml } from "./xml";

/** What the format of a cell says about its number. */
export type NumberFormat = { readonly kind: "plain" | "date" | "percent" } | { readonly kind: "currency"; readonly code: string };

const PLAIN: NumberFormat = { kind: "plain" };
/** Formats that every program knows by number: dates and times, percent. */
const isBuiltInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Formats of cells by the number of their style. */
export async function readNumberFormats(stream: Readable): Promise<NumberFormat[]> {
  const custom = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let inCells = false;
  await readXml(stream, {
    open(name, attributes) {
      if (name === "numFmt") custom.set(Number(attributes["numFmtId"]), attributes["formatCode"] ?? "");
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) formats.push(formatOf(Number(attributes["numFmtId"] ?? 0), custom));
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return formats;
}

function formatOf(id: number, custom: ReadonlyMap<number, string>): NumberFormat {
  const code = custom.get(id);
  if (code === undefined) return isBuiltInDate(id) ? { kind: "date" } : id === 9 || id === 10 ? { kind: "percent" } : PLAIN;
  const currency = /"\s*([A-Z]{3})\s*"|\[\$([A-Z]{3})(?:-[^\]]*)?\]/.exec(code);
  if (currency) return { kind: "currency", code: currency[1] ?? currency[2]! };
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, "").replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
  if (/[ymdhs]/i.test(bare.replace(/general/i, ""))) return { kind: "date" };
  return bare.includes("%") ? { kind: "percent" } : PLAIN;
}
