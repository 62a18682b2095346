"use client";
import { useQuery } from "@tanstack/react-query";
import { GitCompare } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import type { StudioChange, StudioDocument } from "../../../runtime/studio/documents";
import type { Design } from "../../../runtime/studio/edit";
import type { Grammar } from "../../../runtime/studio/json-help";
import { api } from "../../data/api";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Skeleton } from "../../ui/badge";
import { Button } from "../../ui/button";
import { NativeSelect } from "../../ui/input";
import { useProblems } from "../use-problems";

/** The editor is heavy: it is loaded by this page alone. */
const JsonEditor = dynamic(() => import("./json-editor"), { ssr: false, loading: () => <Skeleton className="m-4 h-64" /> });

interface JsonProps {
  design: Design;
  /** As it is published. */
  first: Design;
  changes: readonly StudioChange[];
  change(next: (now: Design) => Design, key?: string): void;
}

const textOf = (document: StudioDocument | undefined): string => JSON.stringify(document ?? {}, null, 2);

/** The same documents as JSON: what is written here is seen in the designers at once, and the other way round. */
export function JsonTab({ design, first, changes, change }: JsonProps) {
  const t = useT();
  // The entity first, its screens after it.
  const keys = Object.keys(design).sort((a, b) => Number(b.startsWith("entity ")) - Number(a.startsWith("entity ")));
  const [chosen, setChosen] = useState(keys[0] ?? "");
  const key = design[chosen] ? chosen : (keys[0] ?? "");
  const [kind = "", name = ""] = key.split(" ");
  const stored = textOf(design[key]);
  const [written, setWritten] = useState({ key, text: stored });
  const [comparing, setComparing] = useState(false);
  const text = written.key === key ? written.text : stored;
  useEffect(() => {
    // Undone, or changed by a designer: what is half written gives way only when it said something else.
    setWritten((old) => (old.key === key && sameJson(old.text, stored) ? old : { key, text: stored }));
  }, [key, stored]);
  const grammar = useQuery({ queryKey: ["studio", "schemas"], queryFn: ({ signal }) => api<Grammar>("/metadata/schemas", { signal }), staleTime: Infinity });
  const problems = useProblems(changes, kind, name);
  const write = (next: string) => {
    setWritten({ key, text: next });
    const document = objectOf(next);
    if (document && JSON.stringify(document) !== JSON.stringify(design[key])) change((now) => ({ ...now, [key]: document }), `json ${key}`);
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <NativeSelect aria-label={t("studio.document")} className="w-auto max-w-72" value={key} onValueChange={setChosen}>{keys.map((one) => <option key={one} value={one}>{t(`kind.${one.split(" ")[0]}` as MessageKey)}: {one.split(" ")[1]}</option>)}</NativeSelect>
        <p className="min-w-0 flex-1 truncate text-xs text-ink-3 max-md:hidden">{t("studio.jsonHint")}</p>
        <p role="status" className={problems.length > 0 ? "text-xs text-danger-ink" : "text-xs text-ink-3"}>{objectOf(text) === undefined ? t("studio.jsonBroken") : problems.length > 0 ? t("studio.problems", { count: problems.length }) : ""}</p>
        <Button aria-pressed={comparing} onClick={() => setComparing(!comparing)}><GitCompare />{t("studio.differences")}</Button>
      </div>
      <div className="min-h-0 flex-1">
        {grammar.data ? <JsonEditor key={key} label={`${t("studio.document")}: ${name}`} kind={kind} text={text} {...(comparing ? { original: first[key] ? textOf(first[key]) : "" } : {})} grammar={grammar.data} problems={problems} onChange={write} /> : <Skeleton className="m-4 h-64" />}
      </div>
    </div>
  );
}

function objectOf(text: string): StudioDocument | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as StudioDocument) : undefined;
  } catch {
    // Half written; the editor marks the place.
    return undefined;
  }
}

const sameJson = (a: string, b: string): boolean => JSON.stringify(objectOf(a)) === JSON.stringify(objectOf(b));
