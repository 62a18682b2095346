"use client";
import { Minus, MoveRight, Pencil, Plus, type LucideIcon } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { ElementChange, PropertyChange } from "../../../runtime/workflow/compare/compare";
import { overlay, type Overlay } from "../../../runtime/workflow/compare/overlay";
import type { ProcessDefinition } from "../../../runtime/workflow/definition/types";
import { useAdmin } from "../../admin/use-admin";
import { useMoment } from "../../i18n/moment";
import { useT, type Translate } from "../../i18n/provider";
import type { MessageKey } from "../../i18n/messages";
import { NativeSelect } from "../../ui/input";
import { Notice } from "../../ui/states";
import { cn } from "../../ui/cn";
import { Setting } from "../../dashboards/builder/field";
import { stepName } from "../words";

interface Version {
  readonly revision: number;
  readonly createdAt: string;
  readonly author: { readonly name: string } | null;
  readonly summary: string;
}

interface CompareProps {
  /** The process as it is on the screen. */
  now: ProcessDefinition;
  overlay: Overlay | undefined;
  onOverlay(overlay: Overlay | undefined): void;
  onSelect(ids: readonly string[]): void;
}

const NOW = "now";

/** What changed between any two versions, or since one of them: colours on the drawing and a list in words. */
export function ComparePanel({ now, overlay: shown, onOverlay, onSelect }: CompareProps) {
  const t = useT();
  const moment = useMoment();
  const versions = useAdmin<{ items: readonly Version[] }>(`/metadata/process/${now.name}/versions`);
  const items = useMemo(() => versions.data?.items ?? [], [versions.data]);
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState(NOW);
  const since = from ?? (items[0] ? String(items[0].revision) : undefined);
  const before = useVersion(now, since);
  const after = useVersion(now, to);
  useEffect(() => onOverlay(before && after ? overlay(before, after) : undefined), [before, after]);
  // Whoever leaves the list draws again.
  useEffect(() => () => onOverlay(undefined), []);
  const named = ({ revision, createdAt, author }: Version, at: number): string =>
    `${at === 0 ? `${t("designer.compare.published")} · ` : ""}${moment(createdAt)} · ${author?.name ?? t("designer.compare.revision", { revision })}`;
  if (versions.isError || (versions.isSuccess && items.length === 0)) return <p className="py-6 text-center text-sm text-ink-3">{t("designer.compare.none")}</p>;
  const options = items.map((version, at) => <option key={version.revision} value={version.revision}>{named(version, at)}</option>);
  return (
    <div className="grid gap-3">
      <Setting label={t("designer.compare.from")}>{(id) => <NativeSelect id={id} className="w-full" value={since ?? ""} onValueChange={setFrom}>{options}</NativeSelect>}</Setting>
      <Setting label={t("designer.compare.to")}>{(id) => <NativeSelect id={id} className="w-full" value={to} onValueChange={setTo}><option value={NOW}>{t("designer.compare.now")}</option>{options}</NativeSelect>}</Setting>
      {shown && <Changes overlay={shown} onSelect={onSelect} />}
    </div>
  );
}

function useVersion(now: ProcessDefinition, version: string | undefined): ProcessDefinition | undefined {
  const former = version !== undefined && version !== NOW;
  const stored = useAdmin<{ document: ProcessDefinition }>(`/metadata/process/${now.name}?revision=${version}`, former);
  return former ? stored.data?.document : version === NOW ? now : undefined;
}

const LOOKS: Readonly<Record<ElementChange["change"], readonly [LucideIcon, string]>> = {
  added: [Plus, "bg-success-soft text-success-ink"], removed: [Minus, "bg-danger-soft text-danger-ink"], changed: [Pencil, "bg-warning-soft text-warning-ink"], moved: [MoveRight, "bg-sunken text-ink-2"],
};

function Changes({ overlay: { comparison, definition }, onSelect }: { overlay: Overlay; onSelect(ids: readonly string[]): void }) {
  const t = useT();
  if (comparison.same) return <Notice tone="info">{t("designer.compare.same")}</Notice>;
  const { elements, properties, reordered } = comparison;
  const nameOf = (id: string): string | undefined => {
    const node = definition.nodes.find((one) => one.id === id);
    return node && stepName(t, node);
  };
  // A step that only stands elsewhere is no news beside real ones.
  const order: readonly ElementChange["change"][] = ["added", "removed", "changed", "moved"];
  const sorted = order.flatMap((change) => elements.filter((one) => one.change === change));
  const counted = order.flatMap((change) => {
    const count = elements.filter((one) => one.change === change).length;
    return count > 0 ? [`${t(`designer.compare.${change}`)}: ${count}`] : [];
  });
  return (
    <section aria-label={t("designer.compare.list")} className="grid gap-2">
      <p className="text-xs text-ink-3" aria-live="polite">{counted.join(" · ")}</p>
      <ul className="grid gap-1.5">
        {properties.length > 0 && <Item change="changed" label={t("designer.compare.process")} properties={properties} nameOf={nameOf} />}
        {sorted.map((element) => <Item key={`${element.kind} ${element.id}`} change={element.change} label={elementName(t, definition, element)} properties={element.properties} nameOf={nameOf} onSelect={() => onSelect([element.id])} />)}
        {reordered.map((id) => <Item key={`order ${id}`} change="changed" label={t("designer.compare.reordered", { label: elementName(t, definition, { kind: "node", id }) })} properties={[]} nameOf={nameOf} onSelect={() => onSelect([id])} />)}
      </ul>
    </section>
  );
}

interface ItemProps {
  change: ElementChange["change"];
  label: string;
  properties: readonly PropertyChange[];
  /** Words of a step, so that nobody has to know ids. */
  nameOf(id: string): string | undefined;
  onSelect?(): void;
}

function Item({ change, label, properties, nameOf, onSelect }: ItemProps) {
  const t = useT();
  const [Mark, look] = LOOKS[change];
  return (
    <li data-change={change} className={cn("rounded-md px-2.5 py-1.5 text-sm", look)}>
      <div className="flex items-start gap-2">
        <Mark className="mt-0.5 size-4 shrink-0" aria-label={t(`designer.compare.${change}`)} />
        {onSelect ? <button type="button" className="min-w-0 flex-1 text-left font-medium break-words hover:underline" onClick={onSelect}>{label}</button> : <span className="font-medium">{label}</span>}
      </div>
      {properties.length > 0 && (
        <dl className="mt-1 ml-6 grid gap-1 text-xs">
          {properties.map(({ path, before, after }) => <div key={path.join(".")}><dt className="opacity-75">{settingName(t, path)}</dt><dd className="break-words"><del className="opacity-70">{said(before, nameOf)}</del> → <ins className="no-underline">{said(after, nameOf)}</ins></dd></div>)}
        </dl>
      )}
    </li>
  );
}

/** Values as people may read them; long ones are cut. */
function said(value: unknown, nameOf: ItemProps["nameOf"]): string {
  if (value === undefined) return "–";
  const text = typeof value === "string" ? (nameOf(value) ?? value) : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

function settingName(t: Translate, path: readonly string[]): string {
  const key = `designer.set.${path.at(-1)}`;
  const words = t(key as MessageKey);
  return words === key ? path.join(" › ") : words;
}

function elementName(t: Translate, definition: ProcessDefinition, { kind, id }: Pick<ElementChange, "kind" | "id">): string {
  const step = (node: string): string => {
    const found = definition.nodes.find((one) => one.id === node);
    return found ? stepName(t, found) : node;
  };
  if (kind === "node") return step(id);
  const flow = [...definition.flows, ...(definition.messageFlows ?? [])].find((one) => one.id === id);
  if (flow) return `${step(flow.from)} → ${step(flow.to)}`;
  const other = [...(definition.lanes ?? []), ...(definition.pools ?? []), ...(definition.artifacts ?? []), ...(definition.variables ?? [])].find((one) => one.id === id);
  return `${t(`designer.compare.kind.${kind}` as MessageKey)} ${other?.label ?? id}`;
}
