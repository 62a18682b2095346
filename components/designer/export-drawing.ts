/** The diagram as a picture: SVG drawn from the process itself, so that it holds all of it and none of the tools around. */
import type { ProcessDefinition, ProcessNode } from "../../runtime/workflow/definition/types";
import { centerOf, drawingOf, isClosed, nodesHere, type Box } from "../../runtime/workflow/edit/drawing";
import { definitionOf } from "../../runtime/workflow/edit/elements";
import { bandsOf, LANE } from "../../runtime/workflow/edit/lanes";
import { edgePoint } from "./canvas/artifact-layer";
import { boxOfNode, labelsOf, wayOf, wordsOf } from "./canvas/flow-model";
import type { Label } from "./canvas/labels";
import { middleOf, pathOf, slash } from "./canvas/route";
import { download, saveAs } from "./download";
import { gatewaySign, triggerSign } from "./export-marks";

type NameOf = (node: ProcessNode) => string;

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]!);
const INK = "#17181c";
const LINE = "#676b78";

/** A complete SVG document in light colours. */
export function drawingSvg(definition: ProcessDefinition, nameOf: NameOf): string {
  const boxes = [...nodesHere(definition).map((node) => boxOfNode(definition, node)), ...bandsOf(definition), ...[...(definition.pools ?? []), ...(definition.artifacts ?? [])].flatMap(({ id }) => drawingOf(definition).shapes.get(id) ?? [])];
  const [left, top] = [Math.min(0, ...boxes.map(({ x }) => x)) - 20, Math.min(0, ...boxes.map(({ y }) => y)) - 20];
  const [right, bottom] = [Math.max(100, ...boxes.map(({ x, width }) => x + width)) + 40, Math.max(100, ...boxes.map(({ y, height }) => y + height)) + 40];
  const pools = (definition.pools ?? []).flatMap(({ id, label }) => {
    const box = drawingOf(definition).shapes.get(id);
    return box ? [`<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="#fff" stroke="#a9abb6"/><text x="${box.x}" y="${box.y - 6}" font-weight="600">${escape(label ?? id)}</text>`] : [];
  });
  const lanes = bandsOf(definition).map(({ lane, x, y, width, height, upright }) => {
    const heading = upright ? `<rect x="${x}" y="${y}" width="${width}" height="${LANE.header}" fill="#f7f7f9" stroke="#c9cad2"/><text x="${x + width / 2}" y="${y + LANE.header / 2 + 4}"` : `<rect x="${x}" y="${y}" width="${LANE.header}" height="${height}" fill="#f7f7f9" stroke="#c9cad2"/><text transform="translate(${x + LANE.header / 2 + 4},${y + height / 2}) rotate(-90)"`;
    return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#fff" stroke="#c9cad2"/>${heading} text-anchor="middle" font-weight="600">${escape(lane.label ?? lane.id)}</text>`;
  });
  const labels = labelsOf(definition);
  const messages = new Set((definition.messageFlows ?? []).map(({ id }) => id));
  const defaults = new Set(definition.nodes.map((node) => node.default));
  const flows = [...definition.flows, ...(definition.messageFlows ?? [])].map((flow) => {
    const way = wayOf(definition, flow);
    if (way.length < 2) return "";
    const words = wordsOf(flow);
    const at = labels.flows.get(flow.id) ?? middleOf(way);
    return `<path d="${pathOf(way)}" fill="none" stroke="${LINE}" stroke-width="1.5"${messages.has(flow.id) ? ' stroke-dasharray="6 4"' : ""} marker-end="url(#arrow)"/>${defaults.has(flow.id) && way.length > 1 ? `<path d="${slash(way)}" stroke="${LINE}" stroke-width="1.5"/>` : ""}${words ? `<text x="${at.upright ? at.x + 6 : at.x}" y="${at.upright ? at.y + 4 : at.y - 5}" text-anchor="${at.upright ? "start" : "middle"}" font-size="11" fill="#474b57">${escape(words)}</text>` : ""}`;
  });
  const depth = (node: ProcessNode): number => Number(node.inside !== undefined) + 2 * Number(node.attachedTo !== undefined);
  const figures = (nodes: readonly ProcessNode[]) => [...nodes].sort((a, b) => depth(a) - depth(b)).map((node) => figure(node, definition, nameOf, labels.elements.get(node.id)));
  // Flows within a frame run over it.
  const frames = figures(nodesHere(definition).filter(({ type }) => definitionOf(type).holds));
  const nodes = figures(nodesHere(definition).filter(({ type }) => !definitionOf(type).holds));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${right - left} ${bottom - top}" width="${right - left}" height="${bottom - top}" font-family="system-ui, sans-serif" font-size="12" fill="${INK}"><title>${escape(definition.label)}</title><defs><marker id="arrow" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 10,5 0,10z" fill="${LINE}"/></marker></defs><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="#fff"/>${[...pools, ...lanes, ...frames, ...flows, ...nodes, ...artifactFigures(definition)].join("")}</svg>`;
}

function figure(node: ProcessNode, definition: ProcessDefinition, nameOf: NameOf, label: Label | undefined): string {
  const box = boxOfNode(definition, node);
  const { x, y } = centerOf(box);
  const { role, holds } = definitionOf(node.type);
  const look = `fill="#fff" stroke="${LINE}"`;
  const outside = label && node.label ? wordsBeside(node.label, label, box) : "";
  const middle = (sign: string): string => (sign ? `<g transform="translate(${x},${y})">${sign}</g>` : "");
  if (role === "gateway") return `<path d="M${x},${box.y} ${box.x + box.width},${y} ${x},${box.y + box.height} ${box.x},${y}z" ${look} stroke-width="1.5"/>${middle(gatewaySign(node, INK))}${outside}`;
  if (role !== "activity") {
    const dashes = node.interrupting === false ? ' stroke-dasharray="4 3"' : "";
    const inner = ["catch", "throw", "boundary"].includes(role) ? `<circle cx="${x}" cy="${y}" r="${box.width / 2 - 4}" fill="none" stroke="${LINE}"${dashes}/>` : "";
    return `<circle cx="${x}" cy="${y}" r="${box.width / 2}" ${look} stroke-width="${role === "end" ? 3.5 : 1.5}"${dashes}/>${inner}${middle(triggerSign(node, role === "end" || role === "throw", INK))}${outside}`;
  }
  const words = lines(nameOf(node), Math.max(10, Math.floor(box.width / 7)));
  // A frame that is open has its words in the corner.
  const text = holds && box.height > 80 && !isClosed(definition, node) ? `<text x="${box.x + 10}" y="${box.y + 18}" font-weight="600">${escape(nameOf(node))}</text>` : words.map((line, at) => `<text x="${x}" y="${y + 4 + (at - (words.length - 1) / 2) * 15}" text-anchor="middle">${escape(line)}</text>`).join("");
  return `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="8" ${look} stroke-width="1.5"/>${text}${isClosed(definition, node) ? `<path d="M${x - 7},${box.y + box.height - 16}h14v14h-14zm7,3v8m-4,-4h8" fill="none" stroke="${LINE}"/>` : ""}`;
}

function wordsBeside(words: string, { x, y, width, height, align, grows }: Label, box: Box): string {
  const rows = lines(words, Math.max(8, Math.round(width / 6.2)), Math.max(3, height / 16));
  const [at, anchor] = align === "center" ? [x + width / 2, "middle"] : align === "left" ? [x, "start"] : [x + width, "end"];
  const top = grows === "up" ? y + height - rows.length * 16 : y;
  return rows.map((line, row) => `<text x="${box.x + at}" y="${box.y + top + 12 + row * 16}" text-anchor="${anchor}">${escape(line)}</text>`).join("");
}

/** Comments yellow, everything else that is not run grey. */
function artifactFigures(definition: ProcessDefinition): readonly string[] {
  const { shapes } = drawingOf(definition);
  return (definition.artifacts ?? []).map(({ id, type, label, from, to }) => {
    const [start, end, box] = [shapes.get(from ?? ""), shapes.get(to ?? ""), shapes.get(id)];
    if (type === "association" && start && end) {
      const [a, b] = [edgePoint(start, centerOf(end)), edgePoint(end, centerOf(start))];
      return `<path d="M${a.x},${a.y}L${b.x},${b.y}" fill="none" stroke="${LINE}" stroke-dasharray="2 3"/>`;
    }
    if (!box) return "";
    const words = lines(label ?? "", Math.max(10, Math.floor(box.width / 6.5)), 20).map((line, at) => `<text x="${box.x + 8}" y="${box.y + 16 + at * 15}" font-size="11">${escape(line)}</text>`).join("");
    return `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" ${type === "annotation" ? 'fill="#fdf6dd"' : `fill="none" stroke="#c9cad2" stroke-dasharray="4 3"`}/>${words}`;
  });
}

/** Words in lines of about so many letters, at most so many of them. */
function lines(text: string, letters: number, most = 3): readonly string[] {
  const rows: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = rows[rows.length - 1];
    if (last !== undefined && last.length + word.length < letters) rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  return rows.length > most ? [...rows.slice(0, most - 1), `${rows[most - 1]}…`] : rows;
}

export const downloadSvg = (definition: ProcessDefinition, nameOf: NameOf): void => download(drawingSvg(definition, nameOf), `${definition.name}.svg`, "image/svg+xml");

/** BPMN 2.0 with all that is kept of the file it came from. */
export async function downloadBpmn(definition: ProcessDefinition): Promise<void> {
  const { exportBpmn } = await import("../../runtime/workflow/bpmn/export");
  download(exportBpmn(definition), `${definition.name}.bpmn`, "application/xml");
}

/** At twice the size, so that it is sharp in print. */
export async function downloadPng(definition: ProcessDefinition, nameOf: NameOf): Promise<void> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawingSvg(definition, nameOf))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  const scale = Math.min(2, 16_000 / Math.max(image.width, image.height));
  [canvas.width, canvas.height] = [image.width * scale, image.height * scale];
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(scale, scale);
  context.drawImage(image, 0, 0);
  saveAs(canvas.toDataURL("image/png"), `${definition.name}.png`);
}
