/**
 * Conditions of other tools to FEEL, where that is plain: `${x == 1 && !name.contains("a")}` → `x = 1 and not(contains(name, "a"))`.
 * What cannot be changed that way stays as it is; the check says that it cannot be read.
 */
import { compileLoosely } from "../../expressions/formula";
import type { Formula } from "../definition/types";

export function toFeel(text: string): Formula {
  const bare = text.trim().replace(/^[$#]\{([\s\S]*)\}$/, "$1").replace(/^=\s*/, "").trim();
  if (!("fault" in compileLoosely(bare)) && !/\.\s*contains\s*\(/.test(bare)) return bare;
  const changed = outsideTexts(bare.replace(/'([^'"]*)'/g, '"$1"'), translate);
  return "fault" in compileLoosely(changed) ? bare : changed;
}

/** Texts in double quotes are put aside as “\u0001n” and back again. */
function outsideTexts(text: string, change: (text: string) => string): string {
  const texts: string[] = [];
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, (found) => `\u0001${texts.push(found) - 1}\u0001`);
  return change(bare).replace(/\u0001(\d+)\u0001/g, (_, index: string) => texts[Number(index)]!);
}

function translate(text: string): string {
  return text
    .replace(/([\w.]+)\.contains\s*\(([^()]*)\)/g, "contains($1, $2)")
    .replace(/!(?!=)\s*([\w.]+\s*\([^()]*\)|\([^()]*\)|[\w.]+)/g, "not($1)")
    .replace(/===?/g, "=").replace(/!==/g, "!=").replace(/&&/g, " and ").replace(/\|\|/g, " or ");
}
