/**
 * Arrows: who may import whom (docs/architecture.md shows the picture). `npm run arrows` runs these rules; each says why it is
 * there. Rules of `forbidden` see type imports too, those of `reachable` only what is really loaded.
 */

/** What a folder of runtime/ may import from runtime/ besides itself and kernel. A new folder needs its line here. */
const LAYERS = {
  kernel: [],
  expressions: [],
  calendars: ["expressions"],
  fields: ["expressions"],
  widgets: ["expressions", "fields"],
  model: ["expressions", "fields", "widgets", "workflow", "calendars"],
  permissions: ["expressions", "fields", "model"],
  forms: ["expressions", "fields", "model", "permissions"],
  db: ["expressions", "fields", "model"],
  mail: ["db"],
  auth: ["db", "mail"],
  queries: ["expressions", "fields", "model", "db", "permissions"],
  entities: ["expressions", "fields", "model", "db", "permissions", "queries"],
  actions: ["expressions", "fields", "model", "db", "permissions", "queries", "entities"],
  seed: ["expressions", "fields", "model", "db", "permissions", "queries", "entities"],
  publish: ["expressions", "fields", "model", "db", "permissions", "queries", "entities"],
  packs: ["expressions", "fields", "model", "db", "permissions", "queries", "entities", "actions", "publish", "seed"],
  egress: [],
  files: ["fields", "model", "db", "queries", "egress"],
  exchange: ["expressions", "fields", "model", "db", "permissions", "queries", "entities", "files"],
  views: ["expressions", "fields", "model", "db"],
  activity: ["expressions", "fields", "model", "db", "permissions", "queries", "entities", "files"],
  events: ["fields", "model", "db", "permissions", "queries", "activity"],
  dashboards: ["expressions", "fields", "widgets", "model", "db", "permissions", "queries", "exchange", "mail"],
  notifications: ["expressions", "fields", "model", "db", "permissions", "queries", "activity", "events", "mail"],
  collegial: ["fields", "model", "db", "permissions", "queries", "mail"],
  workspaces: ["db"],
  backup: ["db", "workspaces"],
  studio: ["expressions", "fields", "model"],
  workflow: ["expressions", "calendars"],
  clocks: ["expressions", "calendars", "fields", "model", "db", "permissions", "queries", "entities", "workflow"],
  documents: ["expressions", "fields", "model", "db", "permissions", "queries"],
  processes: ["documents", "expressions", "fields", "model", "db", "permissions", "queries", "entities", "actions", "mail", "egress", "workflow", "calendars"],
};

const above = Object.keys(LAYERS);
const UI_HALF = "^runtime/(fields|workflow/nodes)/[^/]+/(ui|cell)\\.tsx$";
const TESTS = ["\\.test\\.tsx?$", "^tests/"];

const layerRules = Object.entries(LAYERS).map(([layer, below]) => ({
  name: `layers-point-down-${layer}`,
  comment: `runtime/${layer} may import kernel${below.length ? `, ${below.join(", ")}` : ""} and itself; what it needs from elsewhere is handed to it as a value.`,
  severity: "error",
  from: { path: `^runtime/${layer}/`, pathNot: TESTS },
  to: { path: "^runtime/[^/]+/", pathNot: ["kernel", layer, ...below].map((name) => `^runtime/${name}/`) },
}));

const forbidden = [
  {
    name: "no-cycles", severity: "error",
    comment: "A cycle has no first file to read. Types may point back; code may not.",
    from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  },
  {
    name: "every-runtime-folder-has-its-arrows", severity: "error",
    comment: "A folder without a line in LAYERS would be checked by nothing.",
    from: { path: "^runtime/[^/]+/", pathNot: above.map((name) => `^runtime/${name}/`) }, to: {},
  },
  ...layerRules,
  {
    name: "engine-does-no-io", severity: "error",
    comment: "The process engine runs in the browser's simulator, too: expressions, calendars and kernel only, no library, nothing of Node. What it wants done it says in effects.",
    from: { path: "^runtime/workflow/(engine|nodes|triggers|services|check|definition|simulate)/", pathNot: [...TESTS, "^runtime/workflow/nodes/[^/]+/ui\\.tsx$"] },
    to: { path: ["^runtime/", "^node_modules/", "^(fs|crypto|path|os|http|https|net|child_process|worker_threads)$"], pathNot: ["^runtime/(kernel|expressions|calendars)/", "^runtime/workflow/(engine|nodes|triggers|services|check|definition|simulate)/"] },
  },
  {
    name: "runtime-knows-no-product", severity: "error",
    comment: "The runtime runs in the server, the worker, the command line and tests alike: it knows none of them.",
    from: { path: "^runtime/", pathNot: [...TESTS, UI_HALF] }, to: { path: "^(app|server|cli|components|scripts|tests|bench)/" },
  },
  {
    name: "runtime-has-no-framework", severity: "error",
    comment: "React belongs to the screen half of a kind (ui.tsx, cell.tsx) only; Next to app/.",
    from: { path: "^runtime/", pathNot: UI_HALF }, to: { path: ["^node_modules/next/", "^node_modules/next-auth/", "^node_modules/react/", "^node_modules/react-dom/"] },
  },
  {
    name: "ui-half-sees-ui-and-its-own-folder", severity: "error",
    comment: "The screen half of a field type may use components/ui, its own folder and browser-safe helpers, nothing of the server.",
    from: { path: "^runtime/fields/([^/]+)/(?:ui|cell)\\.tsx$" }, to: { path: ["^runtime/", "^components/"], pathNot: ["^runtime/fields/$1/", "^runtime/fields/field\\.ts$", "^runtime/fields/ui/", "^runtime/kernel/", "^components/ui/", "^components/fields/", "^components/i18n/"] },
  },
  {
    name: "type-folders-are-islands", severity: "error",
    comment: "One field type never imports another; what several share lies in runtime/fields/families.",
    from: { path: "^runtime/fields/([^/]+)/", pathNot: "^runtime/fields/families/" }, to: { path: "^runtime/fields/[^/]+/", pathNot: ["^runtime/fields/$1/", "^runtime/fields/families/", "^runtime/fields/ui/"] },
  },
  {
    name: "components-know-no-app", severity: "error",
    comment: "Components get JSON and callbacks; they know neither pages nor the server.",
    from: { path: "^components/" }, to: { path: "^(app|server|cli)/" },
  },
  {
    name: "app-enters-runtime-by-the-door", severity: "error",
    comment: "Pages reach the server's half through app/_server only, so that there is one place where a session becomes a principal.",
    from: { path: "^app/", pathNot: "^app/_server/" }, to: { path: ["^runtime/db/", "^runtime/queries/", "^runtime/entities/", "^runtime/publish/", "^runtime/auth/", "^runtime/mail/", "^runtime/server\\.ts$", "^server/", "^cli/"], dependencyTypesNot: ["type-only"] },
  },
  {
    name: "server-and-cli-know-no-pages", severity: "error",
    comment: "server/main.ts hands requests to Next as a library; it imports no page and no component.",
    from: { path: "^(server|cli)/" }, to: { path: ["^app/", "^components/"], dependencyTypesNot: ["type-only"] },
  },
  {
    name: "server-knows-no-command-line", severity: "error",
    comment: "Commands call the server, never the other way round.",
    from: { path: "^server/" }, to: { path: "^cli/" },
  },
  {
    name: "production-knows-no-tests", severity: "error",
    comment: "Helpers of tests must not come into the product.",
    from: { path: "^(app|cli|components|runtime|server)/", pathNot: TESTS }, to: { path: "^(tests|bench)/" },
  },
  {
    name: "metadata-is-data", severity: "error",
    comment: "Metadata is read, never imported: it belongs to people who build applications, not to this program.",
    from: { path: "^(app|cli|runtime|server)/", pathNot: TESTS }, to: { path: "^metadata/packs/" },
  },
  {
    name: "nothing-unresolved", severity: "error",
    comment: "An import that leads nowhere works on one machine only.",
    from: {}, to: { couldNotResolve: true, pathNot: "^server-only$" },
  },
];

const reachable = [
  {
    name: "browser-code-never-leads-to-the-database", severity: "error",
    comment: "What a component loads, through any number of files, must not hold the database, the server's secrets or Node itself.",
    from: { path: ["^components/", "^runtime/fields/[^/]+/(ui|cell)\\.tsx$"], pathNot: TESTS },
    to: { path: ["^runtime/db/", "^runtime/queries/", "^runtime/entities/", "^runtime/auth/", "^runtime/publish/", "^server/", "^node_modules/pg/", "^node_modules/kysely/", "^node_modules/@electric-sql/"], reachable: true },
  },
];

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["^\\.next/", "^dist/"] },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: "specify",
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
  reachable,
};
