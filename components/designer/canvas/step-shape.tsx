import type { ProcessNode } from "../../../runtime/workflow/definition/types";
import { definitionOf } from "../../../runtime/workflow/edit/elements";
import { cn } from "../../ui/cn";
import { iconOf, triggerIcon } from "../kinds";

const MARKS: Readonly<Record<string, string>> = { exclusiveGateway: "M-5,-5 5,5 M5,-5 -5,5", parallelGateway: "M0,-7 0,7 M-7,0 7,0", complexGateway: "M0,-7 0,7 M-7,0 7,0 M-5,-5 5,5 M5,-5 -5,5" };

/** The figure of a node, as BPMN draws it: circle, diamond, box, frame. Fills its parent. */
export function StepShape({ node, closed = false, words, ring }: { node: ProcessNode; closed?: boolean; words: string; ring: string }) {
  const { role, holds } = definitionOf(node.type);
  const Icon = iconOf(node.type);
  if (role === "gateway") return <Diamond type={node.type} ring={ring} />;
  if (role !== "activity") {
    const trigger = node.triggers?.[0]?.type;
    const Mark = trigger && triggerIcon(trigger);
    const twice = role === "catch" || role === "boundary" || role === "throw";
    return (
      <div className={cn("flex size-full items-center justify-center rounded-full border bg-raised text-ink-2", role === "end" ? "border-[3px]" : "border-[1.5px]", node.interrupting === false && "border-dashed", ring)}>
        <div className={cn("flex items-center justify-center rounded-full", twice && "size-[calc(100%-5px)] border", twice && "border-inherit")}>{Mark ? <Mark className="size-4" aria-hidden /> : role === "start" ? <Icon className="size-4" aria-hidden /> : null}</div>
      </div>
    );
  }
  if (holds && !closed) return <div className={cn("size-full rounded-lg border-[1.5px] bg-canvas/60 p-1.5 text-xs font-medium text-ink-2", holds === "event" && "border-dashed", ring)}><span className="flex items-center gap-1 truncate text-ink-2"><Icon className="size-3.5 shrink-0" aria-hidden />{words}</span></div>;
  return (
    <div className={cn("flex size-full items-center gap-2 rounded-lg border-[1.5px] bg-raised px-2.5", node.type === "callActivity" && "border-[3px]", holds === "event" && "border-dashed", closed && "pb-4", ring)}>
      <Icon className="designer-words size-4 shrink-0 text-ink-3" aria-hidden />
      <span className="designer-words line-clamp-3 min-w-0 text-[12.5px] leading-4 font-medium break-words text-ink">{words}</span>
      {node.loop && <span aria-hidden className={cn("absolute bottom-0.5 left-1/2 -translate-x-1/2 text-[10px] leading-none text-ink-3", closed && "ml-5")}>{node.loop.kind === "parallel" ? "|||" : node.loop.kind === "sequential" ? "≡" : "↻"}</span>}
    </div>
  );
}

function Diamond({ type, ring }: { type: ProcessNode["type"]; ring: string }) {
  const mark = MARKS[type];
  return (
    <svg viewBox="-25 -25 50 50" className={cn("size-full overflow-visible", ring)} aria-hidden>
      <path d="M0,-24 24,0 0,24 -24,0Z" strokeLinejoin="round" className="fill-raised stroke-current" strokeWidth={1.5} />
      {mark ? <path d={mark} className="stroke-ink-2" strokeWidth={2.5} strokeLinecap="round" fill="none" /> : <circle r={type === "inclusiveGateway" ? 8 : 9} className="fill-none stroke-ink-2" strokeWidth={type === "inclusiveGateway" ? 2.5 : 1.2} />}
      {type === "eventBasedGateway" && <path d="M0,-5 4.8,-1.5 3,4 -3,4 -4.8,-1.5Z" className="fill-none stroke-ink-2" strokeWidth={1.2} />}
    </svg>
  );
}
