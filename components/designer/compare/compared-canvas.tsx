"use client";
import { useMemo } from "react";
import type { Overlay } from "../../../runtime/workflow/compare/overlay";
import { Canvas } from "../canvas/canvas";
import type { Marks } from "../canvas/flow-model";
import { DesignerProvider, useDesigner } from "../use-designer";

const nothing = () => undefined;

/** Both versions in one drawing that cannot be changed. */
export function ComparedCanvas({ overlay: { definition, changes } }: { overlay: Overlay }) {
  const designer = useDesigner();
  const marks = useMemo<Marks>(() => ({ tokens: new Map(), visited: new Set(), changes }), [changes]);
  const shown = useMemo(() => ({ ...designer, definition, problems: [], problemsAt: new Map(), change: nothing }), [designer, definition]);
  return <DesignerProvider value={shown}><Canvas marks={marks} onOpen={nothing} /></DesignerProvider>;
}
