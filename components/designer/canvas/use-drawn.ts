"use client";
import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { drawingOf, nodesHere } from "../../../runtime/workflow/edit/drawing";
import { definitionOf } from "../../../runtime/workflow/edit/elements";
import { useHandler } from "../../data/use-handler";
import { useDesigner } from "../use-designer";
import { labelsOf, toEdges, toNodes, wordsOf, type FlowEdge, type Marks, type StepNode } from "./flow-model";

/** Nodes and edges as the library wants them: as the process says, and while something is dragged, where the pointer has taken it. What has not changed stays the same object. */
export function useDrawn(marks: Marks) {
  const { definition, selection, problemsAt, select } = useDesigner();
  // Places of words depend on the drawing and on what is written beside it, not on everything else people type.
  const written = useMemo(() => [...definition.nodes.map(({ type, label }) => (definitionOf(type).role === "activity" ? type : label)), ...definition.flows.map(wordsOf)].join("\n"), [definition.nodes, definition.flows]);
  const labels = useMemo(() => labelsOf(definition), [drawingOf(definition), written, definition.artifacts]);
  const draw = (old: readonly StepNode[]): StepNode[] => toNodes(definition, problemsAt, marks, new Map(old.map((node) => [node.id, node])), labels.elements).map((node) => (node.selected === selection.has(node.id) ? node : { ...node, selected: selection.has(node.id) }));
  const [nodes, setNodes] = useState<readonly StepNode[]>(() => draw([]));
  const edgesBefore = useRef<ReadonlyMap<string, FlowEdge>>(new Map());

  useEffect(() => setNodes((old) => {
    const next = draw(old);
    return next.length === old.length && next.every((node, at) => node === old[at]) ? old : next;
  }), [definition, problemsAt, marks, selection, labels]);
  const edges = useMemo(() => {
    const next = toEdges(definition, problemsAt, selection, marks, edgesBefore.current, labels.flows);
    edgesBefore.current = new Map(next.map((edge) => [edge.id, edge]));
    return next;
  }, [definition, problemsAt, selection, marks, labels]);

  const choose = useHandler((changes: readonly Extract<NodeChange<StepNode>, { type: "select" }>[]) => {
    const next = new Set(selection);
    for (const one of changes) if (one.selected) next.add(one.id); else next.delete(one.id);
    const here = new Set(nodesHere(definition).map(({ id }) => id));
    select(changes.some((one) => one.selected) ? [...next].filter((id) => here.has(id)) : [...next]);
  });
  const onNodesChange = useCallback((changes: NodeChange<StepNode>[]) => {
    const chosen = changes.filter((one) => one.type === "select");
    if (chosen.length > 0) choose(chosen);
    const moved = changes.filter((one) => one.type !== "select" && one.type !== "remove");
    if (moved.length > 0) setNodes((old) => applyNodeChanges(moved, old as StepNode[]));
  }, [choose]);
  return { nodes: nodes as StepNode[], edges, onNodesChange };
}
