"use client";
import { useEffect, useMemo } from "react";
import type { Overlay } from "../../../runtime/workflow/compare/overlay";
import { Canvas } from "../canvas/canvas";
import type { Marks } from "../canvas/flow-model";
import { DesignerProvider, useDesigner, useShownProcess } from "../use-designer";

const nothing = () => undefined;

/** Both versions in one drawing that cannot be changed. */
export function ComparedCanvas({ overlay: { definition, changes } }: { overlay: Overlay }) {
  const { selection } = useDesigner();
  const shown = useShownProcess(definition);
  const marks = useMemo<Marks>(() => ({ tokens: new Map(), visited: new Set(), changes }), [changes]);
  // What is chosen in the list of changes.
  useEffect(() => shown.select([...selection]), [selection, shown.select]);
  return <DesignerProvider value={shown}><Canvas marks={marks} onOpen={nothing} /></DesignerProvider>;
}
