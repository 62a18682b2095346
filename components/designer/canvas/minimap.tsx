"use client";
import { Panel, useReactFlow, useStore, type ReactFlowState } from "@xyflow/react";
import { memo, useMemo, type PointerEvent, type WheelEvent } from "react";
import { nodesHere } from "../../../runtime/workflow/edit/drawing";
import { useT } from "../../i18n/provider";
import { useDesigner } from "../use-designer";
import { boxOfNode, drawnBounds, levelOf } from "./flow-model";

const SIZE = { width: 200, height: 140 };
const EDGE = 8;

const viewOf = ({ transform: [x, y, zoom], width, height }: ReactFlowState) => ({ x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom });
type View = ReturnType<typeof viewOf>;
const sameView = (a: View, b: View): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/**
 * All of the drawing in a corner, and what is seen of it; one presses or drags there to go somewhere, and turns the wheel to zoom. All steps
 * are one shape, so that a large process costs no more than a small one.
 */
export const Minimap = memo(function Minimap() {
  const t = useT();
  const { definition, problemsAt } = useDesigner();
  const { setCenter, getZoom, zoomIn, zoomOut } = useReactFlow();
  const bounds = useMemo(() => drawnBounds(definition), [definition.nodes, definition.di]);
  const [plain, wrong] = useMemo(() => {
    const path = (isWrong: boolean) => nodesHere(definition).filter((node) => (levelOf(problemsAt.get(node.id)) === "error") === isWrong).map((node) => {
      const { x, y, width, height } = boxOfNode(definition, node);
      return `M${x},${y}h${width}v${height}h${-width}z`;
    }).join("");
    return [path(false), path(true)];
  }, [definition.nodes, definition.di, problemsAt]);
  if (!bounds) return null;
  const scale = Math.max(bounds.width / (SIZE.width - 2 * EDGE), bounds.height / (SIZE.height - 2 * EDGE), 1);
  const frame = { x: bounds.x + bounds.width / 2 - (SIZE.width * scale) / 2, y: bounds.y + bounds.height / 2 - (SIZE.height * scale) / 2 };
  const go = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    void setCenter(frame.x + (event.clientX - box.x) * scale, frame.y + (event.clientY - box.y) * scale, { zoom: getZoom() });
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    go(event);
  };
  const onWheel = (event: WheelEvent) => void (event.deltaY < 0 ? zoomIn() : zoomOut());
  return (
    <Panel position="bottom-right" className="!m-2 max-lg:hidden">
      <div
        role="img" aria-label={t("designer.minimap")} data-minimap className="nowheel relative cursor-crosshair touch-none overflow-hidden rounded-md border border-line bg-canvas" style={SIZE}
        onPointerDown={onPointerDown} onPointerMove={(event) => event.buttons === 1 && go(event)} onWheel={onWheel}
      >
        <svg aria-hidden className="absolute inset-0" {...SIZE} viewBox={`${frame.x} ${frame.y} ${SIZE.width * scale} ${SIZE.height * scale}`}>
          <path d={plain} fill="var(--line-strong)" />
          <path d={wrong} fill="var(--danger)" />
        </svg>
        <Seen frame={frame} scale={scale} />
      </div>
    </Panel>
  );
});

/** What the window shows; everything else is veiled. */
function Seen({ frame, scale }: { frame: { x: number; y: number }; scale: number }) {
  const view = useStore(viewOf, sameView);
  return <div aria-hidden className="pointer-events-none absolute top-0 left-0 outline-[400px] outline-sunken/65" style={{ width: view.width / scale, height: view.height / scale, transform: `translate(${(view.x - frame.x) / scale}px,${(view.y - frame.y) / scale}px)` }} />;
}
