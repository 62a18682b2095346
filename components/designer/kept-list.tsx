"use client";
import { FileQuestion } from "lucide-react";
import { useEffect, useState } from "react";
import type { Problem } from "../../runtime/workflow/check/problem";
import { nodeById } from "../../runtime/workflow/edit/elements";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { useDesigner } from "./use-designer";
import { stepName } from "./words";

/** What the process keeps of the file it came from and does not run. */
export function KeptList() {
  const t = useT();
  const { whole: definition, select } = useDesigner();
  const [kept, setKept] = useState<readonly Problem[]>([]);
  useEffect(() => {
    let gone = false;
    void import("../../runtime/workflow/bpmn/kept").then(({ keptOf }) => gone || setKept(keptOf(definition)));
    return () => void (gone = true);
  }, [definition]);
  if (kept.length === 0) return null;
  const nameOf = (id: string): string => {
    const node = nodeById(definition, id);
    return node ? stepName(t, node) : (definition.artifacts?.find((one) => one.id === id)?.label ?? id);
  };
  const known = new Set([...definition.nodes, ...(definition.artifacts ?? [])].map(({ id }) => id));
  return (
    <section className="mt-4 grid grid-cols-1 gap-1.5" aria-label={t("designer.kept")}>
      <h3 className="text-sm font-semibold">{t("designer.kept")}</h3>
      <p className="text-xs text-ink-3">{t("designer.keptText")}</p>
      <ul className="grid grid-cols-1 gap-1.5">
        {kept.map((problem) => (
          <li key={problem.message} className="flex items-start gap-2 rounded-md bg-sunken px-2.5 py-2 text-sm text-ink-2">
            <FileQuestion className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />
            <div className="min-w-0 flex-1">
              <p className="break-words">{problem.message}</p>
              {problem.elements.filter((id) => known.has(id)).slice(0, 8).map((id) => <Button key={id} variant="link" className="mr-2 text-xs" onClick={() => select([id])}>{nameOf(id)}</Button>)}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
