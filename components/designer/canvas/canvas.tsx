"use client";
import "@xyflow/react/dist/base.css";
import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider, useReactFlow, useStore, type Connection, type OnConnectEnd, type ReactFlowState, type Viewport } from "@xyflow/react";
import { useCallback, useEffect, useRef, useState, type CSSProperties, type DragEvent, type RefObject } from "react";
import { centerOf, drawingOf, nodesHere, type Box, type Point } from "../../../runtime/workflow/edit/drawing";
import { definitionOf, nodeById } from "../../../runtime/workflow/edit/elements";
import { connect, isPassable, refusal, threadNode } from "../../../runtime/workflow/edit/flows";
import { dropOnFlow } from "../../../runtime/workflow/edit/grow";
import { addNode, moveNodes } from "../../../runtime/workflow/edit/nodes";
import type { NodeType } from "../../../runtime/workflow/nodes/options";
import { useHandler } from "../../data/use-handler";
import { useT } from "../../i18n/provider";
import { newNode } from "../kinds";
import { PageTabs } from "../page-tabs";
import { useDesigner } from "../use-designer";
import { ArtifactLayer } from "./artifact-layer";
import { ContextPad } from "./context-pad";
import { FlowEdge } from "./flow-edge";
import { flowAt, nodeAt, type FlowEdge as FlowEdgeType, type Marks, type StepNode as StepNodeType } from "./flow-model";
import { GuideLines, guidesFor, type Guides } from "./guides";
import { LaneLayer } from "./lane-layer";
import { Minimap } from "./minimap";
import { DRAG_TYPE, Palette } from "./palette";
import { StepNode } from "./step-node";
import { Tools } from "./tools";
import { useDrawn } from "./use-drawn";
import { useFit } from "./use-fit";
import { useCanvasKeys } from "./use-canvas-keys";

const nodeTypes = { step: StepNode };
const edgeTypes = { flow: FlowEdge };
const NO_MARKS: Marks = { tokens: new Map(), visited: new Set() };
const NO_GUIDES: Guides = {};
const COMMAND = ["Control", "Meta"];
/** From so many steps on only what is in sight is drawn. */
const MANY = 100;
const SNAP: [number, number] = [5, 5];
const LOOK = { "--xy-attribution-background-color": "transparent" } as CSSProperties;

interface CanvasProps {
  /** What the simulator shows; the drawing cannot be changed meanwhile. */
  marks?: Marks;
  onOpen(): void;
}

/** The diagram: React Flow draws, every gesture becomes a command on the process. */
export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

function Drawing({ marks = NO_MARKS, onOpen }: CanvasProps) {
  const t = useT();
  const { definition, page, selection, select, openInside, change } = useDesigner();
  const { screenToFlowPosition, getViewport, setCenter } = useReactFlow();
  const fit = useFit();
  const locked = marks !== NO_MARKS;
  const { nodes, edges, onNodesChange } = useDrawn(marks);
  const [guides, setGuides] = useState<Guides>(NO_GUIDES);
  const [searching, setSearching] = useState(false);
  const surface = useRef<HTMLDivElement>(null);

  const shownPage = useRef(page);
  useEffect(() => {
    if (shownPage.current === page) return;
    shownPage.current = page;
    fit();
  }, [page, fit]);
  useEffect(() => bringIntoView(surface.current, nodeById(definition, [...selection].at(-1) ?? "") === undefined || selection.size !== 1 ? undefined : drawingOf(definition).shapes.get([...selection][0]!), getViewport(), (x, y, zoom) => void setCenter(x, y, { zoom, duration: 200 })), [selection]);

  const onDrag = useHandler((_event: unknown, node: StepNodeType, moved: readonly StepNodeType[]) => {
    const { x, y } = toPosition(node);
    const next = guidesFor(definition, new Set(moved.map(({ id }) => id)), { ...node.data.box, x: node.data.box.x + node.position.x - x, y: node.data.box.y + node.position.y - y });
    setGuides((old) => (old.x === next.x && old.y === next.y ? old : next));
  });
  const onDragStop = useHandler((_event: unknown, dragged: StepNodeType, moved: readonly StepNodeType[]) => {
    setGuides(NO_GUIDES);
    const by = { x: dragged.position.x - toPosition(dragged).x, y: dragged.position.y - toPosition(dragged).y };
    if (by.x === 0 && by.y === 0) return;
    const ids = moved.map((node) => node.id);
    const at = { x: dragged.data.box.x + by.x + dragged.data.box.width / 2, y: dragged.data.box.y + by.y + dragged.data.box.height / 2 };
    const onto = ids.length === 1 ? flowAt(definition, at, dragged.id) : undefined;
    change((now) => {
      const placed = moveNodes(now, ids, by);
      return onto === undefined ? placed : threadNode(placed, dragged.id, onto);
    });
  });
  const toPosition = (node: StepNodeType): Point => {
    const parent = node.parentId === undefined ? undefined : definition.di?.[0]?.shapes.find((shape) => shape.element === node.parentId);
    return { x: node.data.box.x - (parent?.x ?? 0), y: node.data.box.y - (parent?.y ?? 0) };
  };
  const onConnectEnd = useHandler<Parameters<OnConnectEnd>, void>((event, { fromNode, toNode }) => {
    if (!fromNode) return;
    const pointer = "changedTouches" in event ? event.changedTouches[0] : event;
    const target = toNode?.id ?? (pointer && nodeAt(definition, screenToFlowPosition({ x: pointer.clientX, y: pointer.clientY }))?.id);
    if (target === undefined) return;
    const [next, flow] = connect(definition, fromNode.id, target);
    change(() => next);
    if (flow !== undefined) select([flow]);
  });
  const onClickConnectEnd = useHandler<Parameters<OnConnectEnd>, void>((_event, { fromNode, toNode }) => {
    if (fromNode && toNode) change((now) => connect(now, fromNode.id, toNode.id)[0]);
  });
  const isValidConnection = useHandler(({ source, target }: Connection | FlowEdgeType) => refusal(definition, source, target) === undefined);
  const onEdgeClick = useCallback((_event: unknown, edge: FlowEdgeType) => select([edge.id]), [select]);
  const onPaneClick = useCallback(() => select([]), [select]);
  const onStepOpen = useHandler((_event: unknown, { id, data }: StepNodeType) => (data.closed ? openInside(id) : onOpen()));
  const onDrop = (event: DragEvent) => {
    const type = event.dataTransfer.getData(DRAG_TYPE) as NodeType;
    if (!type) return;
    event.preventDefault();
    const point = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const at = { x: Math.round(point.x / 5) * 5, y: Math.round(point.y / 5) * 5 };
    const host = nodeAt(definition, at);
    if (type === "boundaryEvent") {
      if (!host || definitionOf(host.type).role !== "activity") return;
      const [next, id] = addNode(definition, { ...newNode(type), attachedTo: host.id }, at);
      change(() => next);
      return select([id]);
    }
    const onto = isPassable(type) ? flowAt(definition, at) : undefined;
    const [next, id] = onto === undefined ? addNode(definition, newNode(type), at) : dropOnFlow(definition, onto, newNode(type), at);
    change(() => next);
    if (id !== undefined) select([id]);
    surface.current?.querySelector<HTMLElement>(".react-flow__pane")?.focus();
  };
  const onKeyDown = useCanvasKeys({ onOpen, onSearch: () => setSearching(true) });
  const chosen = [...selection];
  const several = chosen.filter((id) => nodeById(definition, id)).length > 1;
  return (
    <div tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 outline-none" onKeyDown={locked ? undefined : onKeyDown}>
      {!locked && <Palette />}
      <div className="flex min-w-0 flex-1 flex-col">
        <div ref={surface} data-canvas className="designer-canvas relative min-h-0 flex-1 bg-sunken" onDragOver={(event) => event.dataTransfer.types.includes(DRAG_TYPE) && event.preventDefault()} onDrop={onDrop}>
          <ReactFlow<StepNodeType, FlowEdgeType>
            nodes={nodes} edges={edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes} onNodesChange={onNodesChange} onNodeDrag={onDrag} onNodeDragStop={onDragStop}
            onEdgeClick={onEdgeClick} onPaneClick={onPaneClick} onNodeDoubleClick={onStepOpen} onConnectEnd={onConnectEnd} onClickConnectEnd={onClickConnectEnd} isValidConnection={isValidConnection}
            nodesDraggable={!locked} nodesConnectable={!locked} edgesFocusable disableKeyboardA11y deleteKeyCode={null} selectionKeyCode="Shift" multiSelectionKeyCode={COMMAND}
            snapToGrid snapGrid={SNAP} connectionRadius={30} zoomOnScroll zoomOnPinch zoomOnDoubleClick={false} minZoom={0.1} maxZoom={2.5} onlyRenderVisibleElements={definition.nodes.length > MANY}
            elevateNodesOnSelect={false} onInit={fit} attributionPosition={nodes.length > 12 ? "bottom-center" : "bottom-right"} style={LOOK} aria-label={t("designer.canvas")}
          >
            <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--line-strong)" bgColor="transparent" />
            <Distance surface={surface} />
            <LaneLayer locked={locked} />
            <ArtifactLayer locked={locked} />
            <GuideLines {...guides} />
            {!locked && chosen.length === 1 && <ContextPad key={chosen[0]} id={chosen[0]!} />}
            <Tools locked={locked} several={several} searching={searching} onSearch={setSearching} />
            {nodes.length > 12 && <Minimap />}
          </ReactFlow>
          {nodesHere(definition).length === 0 && !locked && <p className="pointer-events-none absolute inset-x-0 top-1/3 text-center text-sm text-ink-3">{t("designer.emptyCanvas")}</p>}
        </div>
        <PageTabs />
      </div>
    </div>
  );
}

/** Tells the style sheet when words are too small to be read: then they need not be drawn. */
function Distance({ surface }: { surface: RefObject<HTMLDivElement | null> }) {
  const far = useStore(isFar);
  useEffect(() => {
    surface.current?.toggleAttribute("data-far", far);
  }, [far]);
  return null;
}

const isFar = ({ transform }: ReactFlowState): boolean => transform[2] < 0.3;

/** What was just chosen (or added) is looked at: when it stands outside of the window, the window moves. */
function bringIntoView(surface: HTMLElement | null, box: Box | undefined, { x, y, zoom }: Viewport, look: (x: number, y: number, zoom: number) => void): void {
  if (!surface || !box) return;
  const [left, top] = [box.x * zoom + x, box.y * zoom + y];
  const inside = left > 8 && top > 48 && left + box.width * zoom < surface.clientWidth - 8 && top + box.height * zoom < surface.clientHeight - 48;
  if (!inside) look(centerOf(box).x, centerOf(box).y, zoom);
}
