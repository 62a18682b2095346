/**
 * Kinds of documents and the place in a pack where documents of a kind lie. The path alone decides the kind.
 *
 * - *head*: one of an entity's folder, named like its kind ("entities/deal/entity.json").
 * - *part of an entity*: several in an entity's folder ("entities/deal/form.main.json"); addressed as "deal.main".
 * - *in a folder of its own*: "roles/sales.json".
 */
type Place = { readonly root: true } | { readonly head: true } | { readonly ofEntity: true } | { readonly folder: string; readonly names?: string };

const NAME = "[a-z][a-zA-Z0-9]{0,47}";

const PLACES = {
  pack: { root: true },
  entity: { head: true },
  extension: { head: true },
  form: { ofEntity: true },
  list: { ofEntity: true },
  board: { ofEntity: true },
  calendar: { ofEntity: true },
  timeline: { ofEntity: true },
  tree: { ofEntity: true },
  action: { ofEntity: true },
  role: { folder: "roles" },
  menu: { folder: "menus" },
  dashboard: { folder: "dashboards" },
  report: { folder: "reports" },
  notification: { folder: "notifications" },
  process: { folder: "processes" },
  decision: { folder: "decisions" },
  workingCalendar: { folder: "calendars" },
  clock: { folder: "clocks" },
  template: { folder: "templates" },
  translation: { folder: "i18n", names: "[a-z]{2,3}(-[A-Z]{2})?" },
  seed: { folder: "seed" },
  patch: { folder: "patches", names: "[A-Za-z0-9][A-Za-z0-9._-]{0,160}" },
} as const satisfies Record<string, Place>;

export type DocumentKind = keyof typeof PLACES;
export const DOCUMENT_KINDS = Object.keys(PLACES) as readonly DocumentKind[];

const placeOf = (kind: DocumentKind): Place => PLACES[kind];

/** True for kinds of which an entity has several; their address is "<entity>.<name>". */
export const isOfEntity = (kind: DocumentKind): boolean => "ofEntity" in placeOf(kind);

function patternOf(kind: DocumentKind): RegExp {
  const place = placeOf(kind);
  if ("root" in place) return new RegExp(`^${kind}\\.json$`);
  if ("head" in place) return new RegExp(`^entities/${NAME}/${kind}\\.json$`);
  if ("ofEntity" in place) return new RegExp(`^entities/${NAME}/${kind}\\.${NAME}\\.json$`);
  return new RegExp(`^${place.folder}/${place.names ?? NAME}\\.json$`);
}

const PATTERNS = DOCUMENT_KINDS.map((kind) => [patternOf(kind), kind] as const);

/** Kind of the document at a path inside a pack, or undefined when no document lives there. */
export function kindOf(path: string): DocumentKind | undefined {
  return PATTERNS.find(([pattern]) => pattern.test(path))?.[1];
}

/** Path of a document: ("role", "sales") → "roles/sales.json", ("form", "main", "deal") → "entities/deal/form.main.json". */
export function documentPath(kind: DocumentKind, name: string, entity = name): string {
  const place = placeOf(kind);
  if ("root" in place) return `${kind}.json`;
  if ("head" in place) return `entities/${entity}/${kind}.json`;
  return "ofEntity" in place ? `entities/${entity}/${kind}.${name}.json` : `${place.folder}/${name}.json`;
}

/** First steps of paths that mean something, for "did you mean". */
export const KNOWN_STEPS: readonly string[] = ["entities", ...DOCUMENT_KINDS.flatMap((kind) => {
  const place = placeOf(kind);
  return "folder" in place ? [place.folder] : "ofEntity" in place ? [] : [`${kind}.json`];
})];

/** All places in words, for the remedy of a file that lies nowhere. */
export const PLACES_IN_WORDS: string = DOCUMENT_KINDS.map((kind) => {
  const place = placeOf(kind);
  return "folder" in place ? `${place.folder}/` : documentPath(kind, "<name>", "<entity>");
}).join(", ");
