"use client";
import type { KeyboardEvent } from "react";
import { useReactFlow } from "@xyflow/react";
import { copyNodes, pasteClip, readClip } from "../../../runtime/workflow/edit/clipboard";
import { centerOf, isClosed, nodesHere, type Point } from "../../../runtime/workflow/edit/drawing";
import { moveNodes } from "../../../runtime/workflow/edit/nodes";
import { moveArtifacts } from "../../../runtime/workflow/edit/notes";
import { removeElements } from "../../../runtime/workflow/edit/remove";
import { moveLane, removeLane } from "../../../runtime/workflow/edit/lanes";
import type { ProcessDefinition } from "../../../runtime/workflow/definition/types";
import { isTyping } from "../../layout/shell";
import { useDesigner } from "../use-designer";
import { boxOfNode } from "./flow-model";
import { useFit } from "./use-fit";

const ARROWS: Readonly<Record<string, Point>> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } };

/** The nearest element that way: how far along the arrow, and twice as much for how far off it. */
export function neighbour(definition: ProcessDefinition, from: string, arrow: Point): string | undefined {
  const nodes = nodesHere(definition);
  const start = nodes.find((node) => node.id === from);
  if (!start) return nodes[0]?.id;
  const at = centerOf(boxOfNode(definition, start));
  const reach = nodes.flatMap((node) => {
    const to = centerOf(boxOfNode(definition, node));
    const [dx, dy] = [to.x - at.x, to.y - at.y];
    const along = dx * arrow.x + dy * arrow.y;
    const off = Math.abs(dx * arrow.y) + Math.abs(dy * arrow.x);
    return node.id === from || along < 5 ? [] : [{ id: node.id, cost: along + 2 * off }];
  });
  return reach.sort((a, b) => a.cost - b.cost)[0]?.id;
}

/** Keys of the canvas: arrows go from element to element (with Alt they move it), Enter opens its settings, Delete heals the flow. */
export function useCanvasKeys({ onOpen, onSearch }: { onOpen(): void; onSearch(): void }): (event: KeyboardEvent) => void {
  const { definition, whole, page, selection, select, openPage, openInside, change } = useDesigner();
  const { zoomIn, zoomOut, setCenter, getZoom } = useReactFlow();
  const fit = useFit();
  const paste = async () => {
    const clip = readClip(await navigator.clipboard.readText().catch(() => "")) ?? readClip(sessionStorage.getItem("metaloom.clip") ?? "");
    if (!clip) return;
    const [next, ids] = pasteClip(definition, clip, { x: 30, y: 30 });
    change(() => next);
    select(ids);
  };
  const copy = () => {
    const text = JSON.stringify(copyNodes(definition, selection) ?? {});
    sessionStorage.setItem("metaloom.clip", text);
    void navigator.clipboard.writeText(text).catch(() => undefined);
  };
  const erase = () => change((now) => [...selection].reduce((rest, id) => (rest.lanes?.some((lane) => lane.id === id) ? removeLane(rest, id) : rest), removeElements(now, selection)));
  const arrow = (event: KeyboardEvent, by: Point) => {
    if (event.altKey) {
      const lane = [...selection].find((id) => definition.lanes?.some((one) => one.id === id));
      if (lane !== undefined) return change((now) => moveLane(now, lane, by.x + by.y < 0 ? -1 : 1));
      const way = { x: by.x * (event.shiftKey ? 50 : 10), y: by.y * (event.shiftKey ? 50 : 10) };
      return change((now) => moveArtifacts(moveNodes(now, [...selection], way), [...selection], way), "nudge");
    }
    const next = neighbour(definition, [...selection].find((id) => definition.nodes.some((node) => node.id === id)) ?? "", by);
    const node = definition.nodes.find((one) => one.id === next);
    if (!node) return;
    select([node.id]);
    const { x, y } = centerOf(boxOfNode(definition, node));
    void setCenter(x, y, { zoom: getZoom(), duration: 150 });
    // The step one comes from may go out of sight, and the keys with it.
    const held = event.currentTarget;
    requestAnimationFrame(() => held.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(node.id)}"]`)?.focus({ preventScroll: true }));
  };
  return (event) => {
    if (isTyping(event.target)) return;
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const inside = event.target instanceof HTMLElement && event.target.closest("[role=toolbar], [role=menu], [data-panel]") !== null;
    if (inside && !command) return;
    const focused = event.target instanceof Element ? (event.target.closest(".react-flow__node, .react-flow__edge")?.getAttribute("data-id") ?? undefined) : undefined;
    const pages = whole.di?.length ?? 1;
    const closed = definition.nodes.find((node) => selection.has(node.id) && isClosed(definition, node));
    const act: (() => void) | undefined =
      ARROWS[key] ? () => arrow(event, ARROWS[key]!)
      : key === "Delete" || key === "Backspace" ? erase
      : (key === "Enter" || key === " ") && focused !== undefined && !selection.has(focused) ? () => select([focused])
      : key === "Enter" && command && closed !== undefined ? () => openInside(closed.id)
      : key === "Enter" && selection.size > 0 ? onOpen
      : key === "Escape" ? () => select([])
      : (key === "PageDown" || key === "PageUp") && pages > 1 ? () => openPage((page + (key === "PageDown" ? 1 : pages - 1)) % pages)
      : command && key === "a" ? () => select(nodesHere(definition).map((node) => node.id))
      : command && key === "c" && selection.size > 0 ? copy
      : command && key === "x" && selection.size > 0 ? () => { copy(); erase(); }
      : command && key === "v" ? () => void paste()
      : command && key === "f" ? onSearch
      : !command && (key === "+" || key === "=") ? () => void zoomIn() : !command && key === "-" ? () => void zoomOut() : !command && key === "0" ? fit
      : undefined;
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    const held = event.currentTarget;
    act();
    // What had the keys may be gone.
    requestAnimationFrame(() => document.activeElement === document.body && held instanceof HTMLElement && held.focus({ preventScroll: true }));
  };
}
