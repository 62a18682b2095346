"use client";
import { useMemo } from "react";
import { withPages } from "../../runtime/workflow/edit/pages";
import { useDrawing, type InstanceDrawing } from "../data/processes";
import { Canvas } from "../designer/canvas/canvas";
import type { Marks } from "../designer/canvas/flow-model";
import { DesignerProvider, useShownProcess } from "../designer/use-designer";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Notice } from "../ui/states";

const nothing = () => undefined;

/** Where an instance stands on the drawing of its process, and where it was. */
export function InstanceDiagram({ id }: { id: string }) {
  const query = useDrawing(id);
  if (query.isError) return <Notice tone="danger">{query.error.message}</Notice>;
  return query.data ? <Drawing drawing={query.data} /> : <Skeleton className="h-72" />;
}

function Drawing({ drawing }: { drawing: InstanceDrawing }) {
  const t = useT();
  const definition = useMemo(() => withPages(drawing.definition), [drawing.definition]);
  const shown = useShownProcess(definition);
  const marks = useMemo<Marks>(() => ({ tokens: new Map(Object.entries(drawing.tokens)), visited: new Set(drawing.visited) }), [drawing]);
  return <DesignerProvider value={shown}><div role="group" aria-label={t("tasks.diagram")} className="flex h-80 overflow-hidden rounded-lg border border-line max-sm:h-64"><Canvas marks={marks} onOpen={nothing} /></div></DesignerProvider>;
}
