"use client";
import "@xyflow/react/dist/base.css";
import { applyNodeChanges, Background, BackgroundVariant, Controls, MarkerType, ReactFlow, type NodeChange } from "@xyflow/react";
import { useEffect, useMemo, useState } from "react";
import { CARD_WIDTH, heightOf, placesOf, type Diagram } from "../../../runtime/studio/diagram";
import { linesOf, type Box } from "../../../runtime/studio/diagram-lines";
import { useT } from "../../i18n/provider";
import { EntityCard, type CardNode } from "./entity-card";
import { RelationLine, type LineEdge } from "./relation-line";

const nodeTypes = { card: EntityCard };
const edgeTypes = { line: RelationLine };

const boxOf = ({ position, measured, data }: CardNode): Box => ({ ...position, width: measured?.width ?? CARD_WIDTH, height: measured?.height ?? heightOf(data.card) });

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
  const edges = useMemo(() => {
    const lines = new Map(linesOf(diagram.relations, new Map(nodes.map((node) => [node.id, boxOf(node)]))).map((line) => [line.id, line]));
    return diagram.relations.map(({ id, from, to, label }): LineEdge => ({ id, type: "line", source: from, target: to, data: { line: lines.get(id) }, ariaLabel: label, deletable: false, markerEnd: { type: MarkerType.ArrowClosed } }));
  }, [diagram, nodes]);
  return (
    <ReactFlow
      nodes={nodes} edges={edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes} fitView fitViewOptions={{ maxZoom: 1 }} minZoom={0.2} maxZoom={1.5} aria-label={t("studio.diagram")} proOptions={{ hideAttribution: true }} deleteKeyCode={null}
      onNodesChange={(changes: NodeChange<CardNode>[]) => setNodes((old) => applyNodeChanges(changes, old))} onConnect={({ source, target }) => onDraw(source, target)}
    >
      <Background variant={BackgroundVariant.Dots} color="var(--color-line-strong)" />
      <Controls showInteractive={false} className="rounded-md border border-line bg-raised text-ink shadow-low" />
    </ReactFlow>
  );
}
