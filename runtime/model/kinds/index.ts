/** Registry of parts, and the steps of loading that hold for all of them. */
import { checkDistinct } from "../check-entities";
import { documentsOf, originOf, type Loading } from "../loading";
import { board } from "./board/kind";
import { calendar } from "./calendar/kind";
import { clock } from "./clock/kind";
import { dashboard } from "./dashboard/kind";
import { decision } from "./decision/kind";
import { notification } from "./notification/kind";
import { process } from "./process/kind";
import { report } from "./report/kind";
import { template } from "./template/kind";
import { timeline } from "./timeline/kind";
import { tree } from "./tree/kind";
import { workingCalendar } from "./workingCalendar/kind";
import type { CheckContext, Lens, PartKind } from "./part";
import type { ClientPartModels, ClientParts, PartKindName, PartModels, Parts } from "./parts";

export const partKinds = { board, calendar, timeline, tree, dashboard, report, notification, process, decision, workingCalendar, clock, template } satisfies { [K in PartKindName]: PartKind<K, PartModels[K], ClientPartModels[K]> };

/** One kind without its own shapes: what the loops below need of each. */
type AnyPart = PartModels[PartKindName];
type AnyPartKind = PartKind<PartKindName, AnyPart, ClientPartModels[PartKindName]>;
export const allPartKinds = Object.values(partKinds) as unknown as readonly AnyPartKind[];

export function buildParts(loading: Loading): Parts {
  return Object.fromEntries(allPartKinds.map((kind) => [kind.kind, documentsOf(loading, kind.kind).map((document) => {
    const root = [kind.words.group, document.body.id];
    const part = kind.build(document.body, {
      label: (text, ...path) => loading.words.label(text, document.pack, [...root, ...path]),
      optional: (text, ...path) => loading.words.optional(text, document.pack, [...root, ...path]),
    }, document.pack);
    loading.origins.set(part, { file: document.file, pointer: "" });
    return part;
  })])) as unknown as Parts;
}

export function checkParts(parts: Parts, context: CheckContext): void {
  for (const kind of allPartKinds) {
    const all = parts[kind.kind] as readonly AnyPart[];
    for (const part of all) kind.check(part, originOf(context.loading, part), context);
    checkDistinct(context.loading, all, "id");
    if (kind.addressed) checkDistinct(context.loading, all, "name");
  }
}

/** All parts as one person sees them. */
export function clientParts(parts: Parts, lens: Lens): ClientParts {
  return Object.fromEntries(allPartKinds.map((kind) => [kind.kind, (parts[kind.kind] as readonly AnyPart[]).flatMap((part) => kind.client(part, lens) ?? [])])) as unknown as ClientParts;
}
