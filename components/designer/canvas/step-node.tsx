"use client";
import { Handle, NodeResizer, Position, type NodeProps } from "@xyflow/react";
import { Plus, TriangleAlert } from "lucide-react";
import { memo, type CSSProperties, type MouseEvent } from "react";
import type { Box } from "../../../runtime/workflow/edit/drawing";
import { definitionOf } from "../../../runtime/workflow/edit/elements";
import { resizeNode } from "../../../runtime/workflow/edit/nodes";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import { useDesigner, useDesignerNow } from "../use-designer";
import type { Change, StepNode as StepNodeType } from "./flow-model";
import { WIDTH, type Label } from "./labels";
import { StepShape } from "./step-shape";

// See-through, not transparent by opacity: a thousand layers of their own would be mixed at each frame.
const DOT = "!size-2.5 !min-h-0 !min-w-0 !border !border-transparent !bg-transparent pointer-coarse:!size-5";
const SHOWN = "group-hover:!border-accent group-hover:!bg-canvas";

const CHANGED: Readonly<Record<Change, string>> = {
  added: "border-success-ink text-success-ink", removed: "border-danger-ink border-dashed text-danger-ink opacity-75", changed: "border-warning-ink text-warning-ink", moved: "border-field-line text-field-line",
};
const BADGES = { added: "bg-success-soft text-success-ink", removed: "bg-danger-soft text-danger-ink", changed: "bg-warning-soft text-warning-ink" } as const;
const SIGNS = { added: "+", removed: "−", changed: "~" } as const;

/** One element on the canvas. Drawn anew only when its own data changes. */
export const StepNode = memo(function StepNode({ id, data, selected }: NodeProps<StepNodeType>) {
  const t = useT();
  const { node, closed, label, problem, tokens, visited, changed, heat } = data;
  const { role, holds } = definitionOf(node.type);
  const round = role !== "activity";
  const words = node.label || (round ? "" : t(`designer.node.${node.type}` as MessageKey));
  const ring = cn(changed ? CHANGED[changed] : problem === "error" ? "border-danger text-danger" : problem === "warning" ? "border-warning-ink text-warning-ink" : visited ? "border-success-ink text-success-ink" : "border-field-line text-field-line", selected && "border-accent text-accent");
  return (
    <div className={cn("group relative size-full", heat && "isolate")} data-step={id}>
      {selected && <span className={cn("pointer-events-none absolute -inset-1 border-2 border-accent/35", round ? "rounded-full" : "rounded-xl")} />}
      {holds && !closed && selected && <Resizer id={id} />}
      {heat && heat.level > 0 && <span data-heat={heat.level} className={cn("pointer-events-none absolute -inset-2.5 -z-10", round ? "rounded-full" : "rounded-2xl")} style={{ background: `color-mix(in srgb, var(--danger) ${heat.level * 20}%, transparent)` }} />}
      <StepShape node={node} closed={closed} words={words} ring={ring} />
      {closed && <Opener id={id} name={words} />}
      {label && <span className="designer-words pointer-events-none absolute text-xs leading-4 text-balance text-ink-2" style={besides(label, data.box)}>{words}</span>}
      {problem && <TriangleAlert className={cn("absolute -top-2 -right-2.5 size-4 rounded-full bg-canvas p-px", problem === "error" ? "text-danger-ink" : "text-warning-ink")} aria-label={t("designer.hasProblem")} />}
      {changed && changed !== "moved" && <span role="img" aria-label={t(`designer.compare.${changed}`)} className={cn("absolute -top-2 -right-2.5 flex size-4.5 items-center justify-center rounded-full text-xs leading-none font-bold", BADGES[changed])}>{SIGNS[changed]}</span>}
      {heat && <span title={heat.title} className={cn("absolute left-1/2 -translate-x-1/2 rounded-sm border px-1 text-xs leading-4 font-medium whitespace-nowrap tabular-nums", !round || label?.grows === "up" ? "top-full mt-1" : "bottom-full mb-1", heat.bottleneck ? "border-danger bg-danger-soft text-danger-ink" : heat.late ? "border-warning-ink bg-warning-soft text-warning-ink" : "border-line bg-canvas text-ink-2")}>{heat.text}</span>}
      {tokens > 0 && <span className="absolute -top-2.5 -left-2.5 flex size-5 items-center justify-center rounded-full bg-accent text-xs font-semibold text-on-accent" data-tokens={tokens}>{tokens}</span>}
      <Handle type="target" position={Position.Left} className={DOT} isConnectableStart={false} />
      {role !== "end" && <Handle type="source" position={Position.Right} className={cn(DOT, SHOWN)} title={t("designer.connectDrag")} />}
    </div>
  );
});

/** The mark of a closed sub-process opens it. */
function Opener({ id, name }: { id: string; name: string }) {
  const t = useT();
  const now = useDesignerNow();
  const label = t("designer.openInside", { label: name });
  // The press is not for the step, which is on the page one leaves.
  const open = (event: MouseEvent) => {
    event.stopPropagation();
    now().openInside(id);
  };
  return <button type="button" aria-label={label} title={label} onClick={open} className="nodrag nopan absolute bottom-0.5 left-1/2 flex size-4.5 -translate-x-1/2 items-center justify-center rounded-sm border border-field-line bg-raised text-ink-2 hover:border-accent hover:text-accent focus-visible:outline-2 focus-visible:outline-accent pointer-coarse:size-6"><Plus className="size-3" aria-hidden /></button>;
}

/** The words keep to the side of the element they stand at, however wide they turn out to be. */
function besides({ x, y, width, height, align, grows }: Label, box: Box): CSSProperties {
  const across = align === "center" ? { left: x + width / 2 - WIDTH / 2 } : align === "left" ? { left: x } : { right: box.width - x - width };
  return { ...across, width: WIDTH, textAlign: align, ...(grows === "up" ? { bottom: box.height - y - height } : { top: y }) };
}

function Resizer({ id }: { id: string }) {
  const { change } = useDesigner();
  return <NodeResizer minWidth={160} minHeight={100} lineClassName="!border-accent" handleClassName="!size-2 !border-accent !bg-canvas" onResizeEnd={(_event, { x, y, width, height }) => change((now) => resizeNode(now, id, absolute(now, id, { x, y, width, height })))} />;
}

/** The library reckons from the frame around. */
function absolute(definition: Parameters<typeof resizeNode>[0], id: string, box: Parameters<typeof resizeNode>[2]): Parameters<typeof resizeNode>[2] {
  const parent = definition.nodes.find((node) => node.id === id)?.inside;
  const frame = definition.di?.[0]?.shapes.find((shape) => shape.element === parent);
  return frame ? { ...box, x: box.x + frame.x, y: box.y + frame.y } : box;
}
