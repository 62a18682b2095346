/**
 * Dashboards and reports of the matrix: what each widget must answer is what the same question must answer when it is asked of a list;
 * a widget, report or dashboard somebody may not ask is answered like one that does not exist. The documents are those of the pack vault.
 */
import type { ReadCase, Tree } from "./matrix-cases";
import { asExporter, known, mayEver, type Who } from "./matrix-rights";
import { judgeAggregate, judgeList, type Verdict } from "./matrix-reads";
import type { MatrixWorld } from "./matrix-world";

interface Asked {
  readonly entity: string;
  readonly function?: "count" | "sum" | "max";
  readonly field?: string;
  readonly groupBy?: string;
  readonly filter?: Tree;
  /** Lists records with these fields instead. */
  readonly columns?: readonly string[];
}

/** Widgets of dashboards/watch.json. */
const WIDGETS: Readonly<Record<string, Asked>> = {
  states: { entity: "paper", function: "count", groupBy: "state" },
  prices: { entity: "paper", function: "sum", field: "price", groupBy: "client" },
  owners: { entity: "paper", function: "max", field: "price", groupBy: "owner" },
  latest: { entity: "paper", function: "max", field: "due" },
  memos: { entity: "paper", function: "count", filter: { field: "memo", op: "eq", value: "memo 2" } },
  grades: { entity: "client", function: "count", groupBy: "grade" },
  limits: { entity: "client", function: "sum", field: "limit", filter: { field: "name", op: "ne", value: "Client 3" } },
  costs: { entity: "item", function: "sum", field: "cost" },
  papers: { entity: "paper", columns: ["title", "price", "memo", "client"] },
  clients: { entity: "client", columns: ["name", "hint", "phone"] },
};

const REPORTS: Readonly<Record<string, Asked & { readonly roles?: readonly string[] }>> = {
  ledger: { entity: "paper", function: "sum", field: "price", groupBy: "state" },
  roll: { entity: "client", columns: ["name", "limit", "hint"], roles: ["owns", "teams", "units", "judge", "keeper"] },
};

const WIDGET_IDS = Object.keys(WIDGETS);

type DashboardCase = Extract<ReadCase, { verb: "dashboard" | "report" | "widgetFile" }>;
export const isDashboardCase = (asked: ReadCase): asked is DashboardCase => asked.verb === "dashboard" || asked.verb === "report" || asked.verb === "widgetFile";

const REFUSED: Verdict = { refused: true };

function offered(who: Who, { entity, field, groupBy, filter, columns }: Asked): boolean {
  if (!mayEver(who, entity, "read")) return false;
  const asked = [field, groupBy, filter && String(filter["field"])].filter((path): path is string => path !== undefined);
  return asked.every((path) => known(who, entity, path) === "full") && (!columns || columns.some((path) => known(who, entity, path) !== "none"));
}

interface Data {
  readonly shape: string;
  readonly value?: unknown;
  readonly rows?: readonly { readonly keys: readonly unknown[]; readonly values: readonly unknown[] }[];
  readonly items?: readonly Record<string, unknown>[];
  readonly total?: number;
}

/** What is wrong with the data of a widget or report. */
function wrongData(world: MatrixWorld, who: Who, asked: Asked, data: Data): string | undefined {
  if (asked.columns) {
    const fields = asked.columns.filter((path) => known(who, asked.entity, path) !== "none");
    const hidden = data.items?.flatMap(Object.keys).find((name) => name !== "id" && !fields.includes(name));
    if (hidden) return `${hidden} is unknown to this reader, but stands in a record`;
    return wrongBy(judgeList(world, who, { verb: "list", entity: asked.entity, fields }), { items: data.items, total: data.total });
  }
  const rows = data.rows ? data.rows.map(({ keys, values }) => ({ [asked.groupBy!]: keys[0], m: values[0] })) : [{ m: data.value }];
  return wrongBy(judgeAggregate(world, who, { verb: "aggregate", entity: asked.entity, function: asked.function!, field: asked.field, groupBy: asked.groupBy, filter: asked.filter }), { rows });
}

const wrongBy = (verdict: Verdict, body: unknown): string | undefined => (verdict.refused === true ? "answered, should be refused" : verdict.wrong(body));

export function judgeDashboard(world: MatrixWorld, who: Who, asked: DashboardCase): Verdict {
  if (asked.verb === "report") return judgeReport(world, who, asked.name);
  if (asked.verb === "widgetFile") return judgeFile(world, who);
  if (asked.name === "keepers" && !who.roles.includes("keeper")) return REFUSED;
  const shown = (asked.name === "keepers" ? ["states"] : WIDGET_IDS).filter((id) => offered(who, WIDGETS[id]!));
  if (shown.length === 0) return REFUSED;
  return { refused: false, wrong: (body) => {
    const { widgets } = body as { widgets: Record<string, { data?: Data; problem?: { message: string } }> };
    const strange = Object.keys(widgets).find((id) => !shown.includes(id));
    if (strange) return `the widget ${strange} should not be there`;
    for (const id of shown) {
      const answer = widgets[id];
      if (!answer?.data) return `the widget ${id} is not answered: ${answer?.problem?.message ?? "missing"}`;
      const wrong = wrongData(world, who, WIDGETS[id]!, answer.data);
      if (wrong) return `${id}: ${wrong}`;
    }
    return undefined;
  } };
}

function judgeReport(world: MatrixWorld, who: Who, name: string): Verdict {
  const report = REPORTS[name]!;
  if ((report.roles && !report.roles.some((role) => who.roles.includes(role))) || !offered(who, report)) return REFUSED;
  return { refused: false, wrong: (body) => wrongData(world, who, report, (body as { data: Data }).data) };
}

/** A file of papers by state holds what the exporting roles show. */
function judgeFile(world: MatrixWorld, who: Who): Verdict {
  const asked = WIDGETS["states"]!;
  const exporter = asExporter(who, "paper");
  if (!offered(who, asked) || !mayEver(exporter, "paper", "read")) return REFUSED;
  // The exporting roles may know less than all of his roles: then the question itself is refused.
  if (known(exporter, "paper", "state") !== "full") return REFUSED;
  return { refused: false, wrong: (body) => {
    const lines = String(body).replace(/^\ufeff/, "").trim().split("\r\n").slice(1).filter(Boolean).map((line) => line.split(","));
    const rows = lines.map(([state, count]) => ({ state: state === "None" ? null : state!.toLowerCase(), m: Number(count) }));
    return wrongBy(judgeAggregate(world, exporter, { verb: "aggregate", entity: "paper", function: "count", groupBy: "state" }), { rows });
  } };
}
