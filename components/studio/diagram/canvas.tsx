"use client";
import "@xyflow/react/dist/base.css";
import { applyNodeChanges, Background, BackgroundVariant, Controls, MarkerType, ReactFlow, type Edge, type NodeChange } from "@xyflow/react";
import { useEffect, useMemo, useState } from "react";
import { placesOf, type Diagram } from "../../../runtime/studio/diagram";
import { useT } from "../../i18n/provider";
import { EntityCard, type CardNode } from "./entity-card";

const nodeTypes = { card: EntityCard };

interface CanvasProps {
  diagram: Diagram;
  /** Changes when the cards are to be laid out anew. */
  tidy: number;
  hrefOf(entity: string): string;
  onDraw(from: string, to: string): void;
}

/** The diagram: React Flow draws, a line from card to card becomes a reference. */
export default function Canvas({ diagram, tidy, hrefOf, onDraw }: CanvasProps) {
  const t = useT();
  const [nodes, setNodes] = useState<CardNode[]>([]);
  useEffect(() => {
    const places = placesOf(diagram);
    setNodes((old) => diagram.cards.map((card): CardNode => ({ id: card.name, type: "card", position: old.find(({ id }) => id === card.name)?.position ?? places.get(card.name)!, data: { card, ...(card.foreign ? {} : { href: hrefOf(card.name) }) }, ariaLabel: card.label, deletable: false })));
  }, [diagram, hrefOf]);
  useEffect(() => {
    const places = placesOf(diagram);
    if (tidy > 0) setNodes((old) => old.map((node) => ({ ...node, position: places.get(node.id) ?? node.position })));
    // Only when asked for; a new card does not move the others.
  }, [tidy]);
  const edges = useMemo(() => diagram.relations.map(({ id, from, to, label, many }): Edge => ({ id, source: from, target: to, label: many ? `${label} (n)` : label, deletable: false, markerEnd: { type: MarkerType.ArrowClosed }, labelBgStyle: { fill: "var(--color-canvas)" }, labelStyle: { fill: "var(--color-ink-2)", fontSize: 11 } })), [diagram]);
  return (
    <ReactFlow
      nodes={nodes} edges={edges} nodeTypes={nodeTypes} fitView fitViewOptions={{ maxZoom: 1 }} minZoom={0.2} maxZoom={1.5} aria-label={t("studio.diagram")} proOptions={{ hideAttribution: true }} deleteKeyCode={null}
      onNodesChange={(changes: NodeChange<CardNode>[]) => setNodes((old) => applyNodeChanges(changes, old))} onConnect={({ source, target }) => onDraw(source, target)}
    >
      <Background variant={BackgroundVariant.Dots} color="var(--color-line-strong)" />
      <Controls showInteractive={false} className="rounded-md border border-line bg-raised text-ink shadow-low" />
    </ReactFlow>
  );
}
