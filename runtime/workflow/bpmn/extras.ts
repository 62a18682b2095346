/** What an imported document keeps of its file: our settings read back into it, and the rest in `extra`. */
import type { Extra, Json, ProcessDefinition } from "../definition/types";
import { emit } from "./emit";
import { difference, type Patches } from "./patch";
import { readSettings, settingsOf } from "./settings";
import { allOf, elementsOf, type Xml } from "./xml";

type Part = { readonly id?: string; readonly extra?: Extra };

/** `more`: what the whole file says: its prefixes, and the ids we had to give. */
export function keepRest(read: ProcessDefinition, root: Xml, more: Extra): ProcessDefinition {
  const definition = withSettings(read, root);
  const kept = withExtras(definition, difference(emit(definition, elementsOf(root)), root)) as ProcessDefinition;
  return { ...kept, extra: { ...kept.extra, ...more } };
}

/** Lists of parts with settings of their own. */
const KINDS = new Set(["pools", "lanes", "nodes", "triggers", "artifacts", "variables"]);

/** Kinds of which the file itself may tell what settings tell, in other words. */
const DERIVED = new Set(["loop", "artifacts", "definition"]);

function withSettings(definition: ProcessDefinition, root: Xml): ProcessDefinition {
  const byId = new Map([...allOf(root)].map((element) => [element.attributes?.id ?? "", element]));
  const visit = (value: unknown, kind: string, element: Xml | undefined): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown) => visit(item, kind, undefined));
    if (typeof value !== "object" || value === null) return value;
    const at = element ?? byId.get((value as Part).id ?? "");
    const inner = Object.fromEntries(Object.entries(value).map(([key, part]) => {
      if (KINDS.has(key)) return [key, visit(part, key, undefined)];
      return [key, key === "loop" && at ? visit(part, "loop", elementsOf(at).find(({ name }) => name.endsWith("LoopCharacteristics"))) : part];
    }));
    return KINDS.has(kind) || kind === "loop" || kind === "definition" ? told(kind, inner, at) : inner;
  };
  return visit(definition, "definition", root) as ProcessDefinition;
}

function told(kind: string, part: Record<string, unknown>, element: Xml | undefined): Record<string, unknown> {
  const derived = DERIVED.has(kind) ? settingsOf(kind, part) : {};
  const { options, ...settings } = (element && readSettings(kind, element)) ?? {};
  const extra = Object.keys(derived).length > 0 ? { extra: { ...(part.extra as Extra | undefined), derived } } : {};
  // The number of rounds is that of the items: it was written for other tools only.
  const { count, ...rest } = part;
  return { ...(kind === "loop" && settings.items !== undefined ? rest : { ...rest, ...(count !== undefined && { count }) }), ...settings, ...(options !== undefined && { options: { ...(part.options as object | undefined), ...(options as object) } }), ...extra };
}

/** Puts the differences into `extra` of their parts. */
function withExtras(value: unknown, patches: Patches): unknown {
  if (Array.isArray(value)) return value.map((item) => withExtras(item, patches));
  if (typeof value !== "object" || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, key === "extra" || key === "options" ? part : withExtras(part, patches)]));
  const { "": own, ...slots } = patches.get(value) ?? {};
  const found = { ...own, ...slots } as Record<string, Json>;
  return Object.keys(found).length > 0 ? { ...inner, extra: { ...(inner.extra as Extra | undefined), ...found } } : inner;
}
