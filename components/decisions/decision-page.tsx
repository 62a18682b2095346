"use client";
import { CircleAlert, Download, Redo2, TriangleAlert, Undo2 } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { analyseDecision, type Finding } from "../../runtime/workflow/dmn/analyse";
import { checkDecision } from "../../runtime/workflow/dmn/check";
import { AGGREGATIONS, HIT_POLICIES, type Aggregation, type DecisionDefinition, type HitPolicy } from "../../runtime/workflow/dmn/decision";
import type { ColumnKind } from "../../runtime/workflow/dmn/edit";
import { patched } from "../../runtime/workflow/edit/elements";
import { Loaded } from "../admin/parts";
import { useAdmin } from "../admin/use-admin";
import { Setting } from "../dashboards/builder/field";
import { useDebounced } from "../data/use-debounced";
import { useHistory } from "../data/use-history";
import { download } from "../designer/download";
import type { MessageKey } from "../i18n/messages";
import { useT, type Translate } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { useHistoryKeys } from "../layout/use-history-keys";
import { useStoredDocument } from "../publishing/use-stored-document";
import { LeaveGuard } from "../records/leave-guard";
import { Button } from "../ui/button";
import { NativeSelect } from "../ui/input";
import { RequiredInput } from "../ui/required-input";
import { Notice } from "../ui/states";
import { ColumnDialog } from "./column-dialog";
import { Grid } from "./grid";
import { TryPanel } from "./try-panel";

interface Stored {
  readonly revision: number;
  readonly document: DecisionDefinition | null;
  readonly draft?: { readonly document: DecisionDefinition | null; readonly baseRevision: number };
}

/** A decision as a table that can be filled, checked and tried. */
export default function DecisionPage({ name }: { name: string }) {
  const t = useT();
  const stored = useAdmin<Stored>(`/metadata/decision/${name}`);
  const document = stored.data?.draft?.document ?? stored.data?.document;
  if (document) return <DecisionFrame key={name} first={document} hasDraft={stored.data?.draft?.document != null} revision={stored.data!.draft?.baseRevision ?? stored.data!.revision} />;
  return <><PageBar crumbs={[{ label: t("decision.title"), href: "/admin/decisions" }, { label: name }]} /><main id="content" className="p-6"><Loaded query={stored}>{() => <Notice tone="warning">{t("decision.gone")}</Notice>}</Loaded></main></>;
}

function DecisionFrame({ first, hasDraft, revision }: { first: DecisionDefinition; hasDraft: boolean; revision: number }) {
  const t = useT();
  const history = useHistory(first, 200);
  const { now, change } = history;
  const [message, setMessage] = useState<string>();
  const [column, setColumn] = useState<{ readonly kind: ColumnKind; readonly index: number }>();
  const [hits, setHits] = useState<ReadonlySet<string>>(new Set());
  const tell = useCallback((rules: readonly string[]) => setHits(new Set(rules)), []);
  useHistoryKeys(history);
  const settled = useDebounced(now, 400);
  const faults = useMemo(() => checkDecision(settled), [settled]);
  const findings = useMemo(() => (faults.length > 0 ? [] : analyseDecision(settled)), [settled, faults]);
  const wrong = useMemo(() => new Map(faults.flatMap(({ path: [list, row, key, id], message: said }): readonly (readonly [string, string])[] => {
    const at = key === "when" ? settled.inputs.findIndex((one) => one.id === id) : settled.inputs.length + settled.outputs.findIndex((one) => one.id === id);
    return list === "rules" && (key === "when" || key === "then") ? [[`${row} ${at}`, said]] : [];
  })), [faults, settled]);
  const stored = useStoredDocument<DecisionDefinition>({
    kind: "decision", first, revision, published: t("decision.published"), onMerged: (merged) => change(() => merged),
    onRefused: (error) => setMessage([error.message, ...error.issues.slice(0, 3).map((issue) => issue.message)].join(" ")),
  });
  const { saved, isBusy: busy } = stored;
  const save = async () => (await stored.keep(now)) && setMessage(undefined);
  const publish = async () => (await stored.publish(now)) && setMessage(undefined);
  const exportXml = async () => download((await import("../../runtime/workflow/dmn/export")).exportDmn(now), `${now.name}.dmn`, "application/xml");
  const policy = now.hitPolicy ?? "unique";
  return (
    <>
      {stored.questions}
      <LeaveGuard dirty={now !== saved && !busy} />
      <PageBar crumbs={[{ label: t("decision.title"), href: "/admin/decisions" }, { label: now.label }]}>
        <Button variant="ghost" size="icon" aria-label={t("builder.undo")} aria-keyshortcuts="Control+Z" disabled={!history.canUndo} onClick={history.undo}><Undo2 /></Button>
        <Button variant="ghost" size="icon" className="max-sm:hidden" aria-label={t("builder.redo")} aria-keyshortcuts="Control+Y" disabled={!history.canRedo} onClick={history.redo}><Redo2 /></Button>
        <Button variant="ghost" size="icon" aria-label={t("decision.export")} title={t("decision.export")} onClick={() => void exportXml()}><Download /></Button>
        <Button className="max-sm:hidden" disabled={busy || now === saved} onClick={() => void save()}>{t("builder.saveDraft")}</Button>
        <Button variant="primary" disabled={busy || faults.length > 0} onClick={() => void publish()}>{t("builder.publish")}</Button>
      </PageBar>
      <main id="content" tabIndex={-1} className="scroll-thin min-h-0 flex-1 overflow-y-auto outline-none">
        <div className="grid items-start gap-4 p-4 max-sm:p-2.5 xl:grid-cols-[minmax(0,1fr)_19rem]">
          <div className="grid min-w-0 gap-3">
            <h1 className="sr-only">{now.label}</h1>
            {(message ?? (hasDraft && saved === first && now === first)) && <Notice tone={message ? "danger" : "info"}>{message ?? t("decision.draftLoaded")}</Notice>}
            <div className="flex flex-wrap gap-3">
              <div className="min-w-48 flex-1"><Setting label={t("decision.label")}>{(id) => <RequiredInput id={id} maxLength={200} value={now.label} onText={(label) => change((old) => ({ ...old, label }), "label")} />}</Setting></div>
              <div className="min-w-56 flex-1"><Setting label={t("decision.policy")} hint={t(`decision.policyHint.${policy}` as MessageKey)}>{(id) => <NativeSelect id={id} className="w-full" value={policy} onValueChange={(value) => change((old) => patched(old, { hitPolicy: value as HitPolicy, ...(value !== "collect" && { aggregation: undefined }) }))}>{HIT_POLICIES.map((one) => <option key={one} value={one}>{t(`decision.policy.${one}` as MessageKey)}</option>)}</NativeSelect>}</Setting></div>
              {policy === "collect" && <div className="min-w-36"><Setting label={t("decision.aggregation")}>{(id) => <NativeSelect id={id} className="w-full" value={now.aggregation ?? ""} onValueChange={(value) => change((old) => patched(old, { aggregation: (value || undefined) as Aggregation | undefined }))}><option value="">{t("decision.aggregation.none")}</option>{AGGREGATIONS.map((one) => <option key={one} value={one}>{t(`decision.aggregation.${one}` as MessageKey)}</option>)}</NativeSelect>}</Setting></div>}
            </div>
            <Grid decision={now} wrong={wrong} hits={hits} change={change} undo={history.undo} redo={history.redo} onColumn={(kind, index) => setColumn({ kind, index })} />
            <p className="text-xs text-ink-3 max-sm:hidden">{t("decision.keys")}</p>
          </div>
          <aside className="grid gap-4" aria-label={t("decision.side")}>
            <section className="grid gap-2"><h2 className="text-sm font-semibold">{t("designer.problems")}</h2><Findings decision={settled} faults={faults} findings={findings} /></section>
            <section className="grid gap-2 border-t border-line pt-3"><h2 className="text-sm font-semibold">{t("decision.try")}</h2><TryPanel decision={settled} onHits={tell} /></section>
          </aside>
        </div>
      </main>
      {column && <ColumnDialog decision={now} {...column} change={change} onClose={() => setColumn(undefined)} />}
    </>
  );
}

function Findings({ decision, faults, findings }: { decision: DecisionDefinition; faults: ReturnType<typeof checkDecision>; findings: readonly Finding[] }) {
  const t = useT();
  if (faults.length + findings.length === 0) return <p className="text-sm text-ink-3">{t("decision.noProblems")}</p>;
  return (
    <ul className="grid gap-1.5" aria-label={t("designer.problems")}>
      {faults.slice(0, 20).map(({ path, message, remedy }) => <li key={path.join("/")} className="flex items-start gap-2 rounded-md bg-danger-soft px-2.5 py-2 text-sm text-danger-ink"><CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden /><span className="min-w-0 break-words">{path[0] === "rules" && `${t("decision.rule", { number: Number(path[1]) + 1 })}: `}{message} <span className="opacity-80">{remedy}</span></span></li>)}
      {findings.map((finding, at) => <li key={at} data-finding={finding.kind} className="flex items-start gap-2 rounded-md bg-warning-soft px-2.5 py-2 text-sm text-warning-ink"><TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden /><span className="min-w-0 break-words">{said(t, decision, finding)}</span></li>)}
    </ul>
  );
}

function said(t: Translate, { inputs }: DecisionDefinition, finding: Finding): string {
  if (finding.kind !== "gap") return t(finding.kind === "overlap" ? "decision.overlap" : "decision.hidden", { a: finding.rules[0] + 1, b: finding.rules[1] + 1 });
  const parts = inputs.flatMap(({ id, label, formula }) => (finding.when[id] === undefined ? [] : [`${label || formula} ${finding.when[id] === "…" ? t("decision.anyOther") : finding.when[id]}`]));
  return parts.length === 0 ? t("decision.gapAll") : t("decision.gap", { values: parts.join(", ") });
}
