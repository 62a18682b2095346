/** The diagram as a picture: SVG drawn from the process itself, so that it holds all of it and none of the tools around. */
import type { ProcessDefinition, ProcessNode } from "../../runtime/workflow/definition/types";
import { centerOf, drawingOf } from "../../runtime/workflow/edit/drawing";
import { definitionOf } from "../../runtime/workflow/edit/elements";
import { bandsOf, LANE } from "../../runtime/workflow/edit/lanes";
import { edgePoint } from "./canvas/artifact-layer";
import { boxOfNode, wayOf } from "./canvas/flow-model";
import { middleOf, pathOf } from "./canvas/route";
import { download, saveAs } from "./download";

type NameOf = (node: ProcessNode) => string;

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]!);
const INK = "#17181c";
const LINE = "#676b78";

/** A complete SVG document in light colours. */
export function drawingSvg(definition: ProcessDefinition, nameOf: NameOf): string {
  const boxes = [...definition.nodes.map((node) => boxOfNode(definition, node)), ...bandsOf(definition), ...(definition.artifacts ?? []).flatMap(({ id }) => drawingOf(definition).shapes.get(id) ?? [])];
  const [left, top] = [Math.min(0, ...boxes.map(({ x }) => x)) - 20, Math.min(0, ...boxes.map(({ y }) => y)) - 20];
  const [right, bottom] = [Math.max(100, ...boxes.map(({ x, width }) => x + width)) + 40, Math.max(100, ...boxes.map(({ y, height }) => y + height)) + 40];
  const lanes = bandsOf(definition).map(({ lane, x, y, width, height }) => `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#fff" stroke="#c9cad2"/><rect x="${x}" y="${y}" width="${LANE.header}" height="${height}" fill="#f7f7f9" stroke="#c9cad2"/><text transform="translate(${x + LANE.header / 2 + 4},${y + height / 2}) rotate(-90)" text-anchor="middle" font-weight="600">${escape(lane.label ?? lane.id)}</text>`);
  const flows = [...definition.flows, ...(definition.messageFlows ?? [])].map((flow) => {
    const way = wayOf(definition, flow);
    const words = flow.label ?? ("condition" in flow ? flow.condition : undefined);
    const at = middleOf(way);
    return `<path d="${pathOf(way)}" fill="none" stroke="${LINE}" stroke-width="1.5" marker-end="url(#arrow)"/>${words ? `<text x="${at.upright ? at.x + 6 : at.x}" y="${at.upright ? at.y + 4 : at.y - 5}" text-anchor="${at.upright ? "start" : "middle"}" font-size="11" fill="#474b57">${escape(words)}</text>` : ""}`;
  });
  const depth = (node: ProcessNode): number => Number(node.inside !== undefined) + 2 * Number(node.attachedTo !== undefined);
  const nodes = [...definition.nodes].sort((a, b) => depth(a) - depth(b)).map((node) => figure(node, definition, nameOf));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${right - left} ${bottom - top}" width="${right - left}" height="${bottom - top}" font-family="system-ui, sans-serif" font-size="12" fill="${INK}"><title>${escape(definition.label)}</title><defs><marker id="arrow" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 10,5 0,10z" fill="${LINE}"/></marker></defs><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="#fff"/>${[...lanes, ...flows, ...nodes, ...artifactFigures(definition)].join("")}</svg>`;
}

const MARKS: Readonly<Record<string, string>> = { exclusiveGateway: "M-6,-6 6,6M6,-6 -6,6", parallelGateway: "M0,-9 0,9M-9,0 9,0" };

function figure(node: ProcessNode, definition: ProcessDefinition, nameOf: NameOf): string {
  const box = boxOfNode(definition, node);
  const { x, y } = centerOf(box);
  const { role, holds } = definitionOf(node.type);
  const look = `fill="#fff" stroke="${LINE}"`;
  const above = node.label ? `<text x="${x}" y="${box.y - 6}" text-anchor="middle">${escape(node.label)}</text>` : "";
  const below = node.label ? lines(node.label, 20).map((line, at) => `<text x="${x}" y="${box.y + box.height + 14 + at * 14}" text-anchor="middle">${escape(line)}</text>`).join("") : "";
  if (role === "gateway") return `<path d="M${x},${box.y} ${box.x + box.width},${y} ${x},${box.y + box.height} ${box.x},${y}z" ${look} stroke-width="1.5"/>${MARKS[node.type] ? `<path transform="translate(${x},${y})" d="${MARKS[node.type]}" stroke="${INK}" stroke-width="2.5"/>` : `<circle cx="${x}" cy="${y}" r="9" fill="none" stroke="${INK}" stroke-width="2"/>`}${above}`;
  if (role !== "activity") return `<circle cx="${x}" cy="${y}" r="${box.width / 2}" ${look} stroke-width="${role === "end" ? 3.5 : 1.5}"/>${["catch", "throw", "boundary"].includes(role) ? `<circle cx="${x}" cy="${y}" r="${box.width / 2 - 4}" fill="none" stroke="${LINE}"/>` : ""}${below}`;
  const words = lines(nameOf(node), Math.max(10, Math.floor(box.width / 7)));
  const text = holds ? `<text x="${box.x + 10}" y="${box.y + 18}" font-weight="600">${escape(nameOf(node))}</text>` : words.map((line, at) => `<text x="${x}" y="${y + 4 + (at - (words.length - 1) / 2) * 15}" text-anchor="middle">${escape(line)}</text>`).join("");
  return `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="8" ${look} stroke-width="1.5"/>${text}`;
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
