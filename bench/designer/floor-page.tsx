/** The floor of the designer: a bare React Flow with plain nodes, and only what one needs to do the same to them: choose, move, name, take back. */
import { ReactFlow, applyEdgeChanges, applyNodeChanges, type Edge, type Node, type OnEdgesChange, type OnNodesChange, type ReactFlowInstance } from "@xyflow/react";
import { useCallback, useEffect, useRef, useState, type CSSProperties } from "react";
import { createRoot } from "react-dom/client";
import type { Plan } from "./process";

interface Asked extends Plan {
  readonly width: number;
  readonly height: number;
}

const KEYS = ["Control", "Meta"];
const FIT = { padding: 0.08, minZoom: 0.1, maxZoom: 1 };

function Floor({ plan }: { plan: Asked }) {
  const [nodes, setNodes] = useState<Node[]>(() => plan.nodes.map(({ id, label, box }) => ({ id, position: { x: box.x, y: box.y }, width: box.width, height: box.height, style: { border: "1px solid #888", background: "#fff", fontSize: 12, overflow: "hidden" }, data: { label } })));
  const [edges, setEdges] = useState<Edge[]>(() => plan.flows.map(({ id, from, to }) => ({ id, source: from, target: to })));
  const history = useRef<{ past: Node[][]; future: Node[][] }>({ past: [], future: [] });
  const flow = useRef<ReactFlowInstance | null>(null);
  const latest = useRef(nodes);
  useEffect(() => {
    latest.current = nodes;
  }, [nodes]);
  const onNodesChange = useCallback<OnNodesChange>((changes) => setNodes((old) => applyNodeChanges(changes, old)), []);
  const onEdgesChange = useCallback<OnEdgesChange>((changes) => setEdges((old) => applyEdgeChanges(changes, old)), []);
  const keep = useCallback(() => {
    history.current = { past: [...history.current.past, latest.current], future: [] };
  }, []);
  useEffect(() => {
    document.documentElement.dataset.ready = "";
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.ctrlKey || !["z", "y"].includes(event.key)) return;
      const { past, future } = history.current;
      const back = event.key === "z" ? past.at(-1) : future.at(-1);
      if (!back) return;
      history.current = event.key === "z" ? { past: past.slice(0, -1), future: [...future, latest.current] } : { past: [...past, latest.current], future: future.slice(0, -1) };
      setNodes(back);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
  const keepFlow = useCallback((made: ReactFlowInstance) => {
    flow.current = made;
  }, []);
  const chosen = nodes.find((node) => node.selected);
  const name = (label: string) => setNodes((old) => old.map((node) => (node.id === chosen?.id ? { ...node, data: { label } } : node)));
  return (
    <>
      <div data-canvas style={{ width: plan.width, height: plan.height } as CSSProperties}>
        <ReactFlow nodes={nodes} edges={edges} onNodesChange={onNodesChange} onEdgesChange={onEdgesChange} onNodeDragStart={keep} onSelectionDragStart={keep} onInit={keepFlow} fitView fitViewOptions={FIT} minZoom={0.1} maxZoom={2.5} zoomOnDoubleClick={false} onlyRenderVisibleElements deleteKeyCode={null} multiSelectionKeyCode={KEYS} />
      </div>
      <div data-panel><button type="button" onClick={() => void flow.current?.fitView(FIT)}>Show all</button><input data-first value={String(chosen?.data.label ?? "")} onChange={(event) => name(event.target.value)} /></div>
    </>
  );
}

createRoot(document.body.appendChild(document.createElement("div"))).render(<Floor plan={JSON.parse(document.querySelector("#plan")!.textContent!) as Asked} />);
