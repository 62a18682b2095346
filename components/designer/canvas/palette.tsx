"use client";
import { useReactFlow } from "@xyflow/react";
import { MessageSquarePlus, Rows3 } from "lucide-react";
import { memo, type DragEvent } from "react";
import { homeOf } from "../../../runtime/workflow/edit/drawing";
import { addLane } from "../../../runtime/workflow/edit/lanes";
import { appendAfter } from "../../../runtime/workflow/edit/grow";
import { addNote } from "../../../runtime/workflow/edit/notes";
import { addNode } from "../../../runtime/workflow/edit/nodes";
import { definitionOf } from "../../../runtime/workflow/edit/elements";
import type { ProcessDefinition } from "../../../runtime/workflow/definition/types";
import type { NodeType } from "../../../runtime/workflow/nodes/options";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import { Tooltip } from "../../ui/tooltip";
import { groups, iconOf, newNode } from "../kinds";
import { useDesigner, useDesignerNow } from "../use-designer";

/** Media type of a palette entry under way. */
export const DRAG_TYPE = "application/x-metaloom-node";

const ITEM = "flex size-8 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink max-lg:size-9";

/** Everything that can be drawn. Dragged onto the canvas; pressed, it follows the chosen step, or stands in the middle. */
export const Palette = memo(function Palette() {
  const t = useT();
  const now = useDesignerNow();
  const { screenToFlowPosition } = useReactFlow();
  const add = (type: NodeType) => {
    const { definition, selection, change, select } = now();
    const [next, id] = added(definition, selection.size === 1 ? [...selection][0]! : undefined, type, middleOf(screenToFlowPosition));
    change(() => next);
    if (id !== undefined) select([id]);
  };
  const comment = () => {
    const { definition, selection, change, select } = now();
    const [next, id] = addNote(definition, "", selection.size === 1 ? [...selection][0] : undefined, middleOf(screenToFlowPosition));
    change(() => next);
    select([id]);
  };
  return (
    <div role="toolbar" aria-orientation="vertical" aria-label={t("designer.palette")} className="scroll-thin flex w-[4.75rem] shrink-0 flex-col gap-1 overflow-y-auto border-r border-line bg-canvas p-1.5">
      {groups.map(([group, types]) => (
        <div key={group} role="group" aria-label={t(`designer.group.${group}` as MessageKey)} className="grid grid-cols-2 border-b border-line pb-1 last:border-b-0">
          {types.map((type) => {
            const Icon = iconOf(type);
            const label = t(`designer.node.${type}` as MessageKey);
            return (
              <Tooltip key={type} side="right" text={<><b className="block">{label}</b>{t(`designer.help.${type}` as MessageKey)}</>}>
                <button type="button" aria-label={t("designer.addStep", { label })} className={ITEM} draggable onDragStart={(event: DragEvent) => event.dataTransfer.setData(DRAG_TYPE, type)} onClick={() => add(type)}>
                  <Icon className="size-4" aria-hidden />
                </button>
              </Tooltip>
            );
          })}
        </div>
      ))}
      <LaneButton />
      <Tooltip side="right" text={t("designer.hint.comment")}>
        <button type="button" aria-label={t("designer.addComment")} className={ITEM} onClick={comment}>
          <MessageSquarePlus className="size-4" aria-hidden />
        </button>
      </Tooltip>
    </div>
  );
});

/** Pages of sub-processes have the lanes of their file only. */
function LaneButton() {
  const t = useT();
  const { definition, change } = useDesigner();
  return (
    <Tooltip side="right" text={t("designer.laneHelp")}>
      <button type="button" aria-label={t("designer.addLane")} disabled={homeOf(definition).inside !== undefined} className={cn(ITEM, "disabled:opacity-40")} onClick={() => change((process) => addLane(process, t("designer.laneNumber", { number: (process.lanes?.length ?? 0) + 1 })))}>
        <Rows3 className="size-4" aria-hidden />
      </button>
    </Tooltip>
  );
}

function middleOf(toFlow: (point: { x: number; y: number }) => { x: number; y: number }): { x: number; y: number } {
  const box = document.querySelector("[data-canvas]")?.getBoundingClientRect();
  const { x, y } = toFlow({ x: box ? box.x + box.width / 2 : 400, y: box ? box.y + box.height / 2 : 300 });
  return { x: Math.round(x / 5) * 5, y: Math.round(y / 5) * 5 };
}

function added(definition: ProcessDefinition, chosen: string | undefined, type: NodeType, at: { x: number; y: number }): readonly [ProcessDefinition, string | undefined] {
  const node = definition.nodes.find((one) => one.id === chosen);
  if (type === "boundaryEvent") {
    const shape = definition.di?.[0]?.shapes.find((one) => one.element === chosen);
    if (!node || !shape || definitionOf(node.type).role !== "activity") return [definition, undefined];
    return addNode(definition, { ...newNode(type), attachedTo: node.id }, { x: shape.x + shape.width - 30, y: shape.y + shape.height });
  }
  if (node) {
    const after = appendAfter(definition, node.id, newNode(type));
    if (after[1] !== undefined) return after;
  }
  const lane = definition.di?.[0]?.shapes.find((one) => one.element === definition.lanes?.[0]?.id);
  const first = definition.nodes.length === 0 ? { x: (lane?.x ?? 0) + 100, y: lane ? lane.y + lane.height / 2 : 100 } : at;
  return addNode(definition, newNode(type), first);
}
