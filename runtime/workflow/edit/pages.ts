/**
 * The pages of a drawing. Commands draw on the first page of `di`; to work on another one, that page is put first and afterwards back to its place.
 *
 * - *closed*: a sub-process drawn as one box, its inside on a page of its own (`Page.element`), which is reached by opening it.
 */
import type { Page, ProcessDefinition, ProcessNode } from "../definition/types";
import { layOut } from "../layout/layout";
import { nodeDefinitions } from "../nodes/index";
import { arrange, isDrawn, isWay } from "./arrange";
import { shapesOf } from "./drawing";
import { nodeById, partOf, withContents } from "./elements";

/** As many pages as the schema allows. */
const MOST = 200;

/** The process with this page first; the same object when it is. */
export function pageFirst(definition: ProcessDefinition, at: number): ProcessDefinition {
  const page = definition.di?.[at];
  return !page || at === 0 ? definition : { ...definition, di: [page, ...definition.di!.filter((one) => one !== page)] };
}

/** Carries a command out on a page. The other pages keep their order; new ones come last. */
export function onPage(definition: ProcessDefinition, at: number, command: (now: ProcessDefinition) => ProcessDefinition): ProcessDefinition {
  const before = pageFirst(definition, at);
  const after = command(before);
  return after === before ? definition : pageBack(after, at, definition.di ?? []);
}

/** The first page back to its place among the others. */
function pageBack(definition: ProcessDefinition, at: number, order: readonly Page[]): ProcessDefinition {
  const [page, ...rest] = definition.di ?? [];
  if (!page || at === 0 || page.id !== order[at]?.id) return definition;
  const place = new Map(order.map(({ id }, index) => [id, index]));
  const behind = rest.findIndex(({ id }) => (place.get(id) ?? order.length) > at);
  return { ...definition, di: behind === -1 ? [...rest, page] : [...rest.slice(0, behind), page, ...rest.slice(behind)] };
}

/** The page an element is drawn on: this one when it is, else the first. A flow is where its beginning is. Undefined: on none. */
export function pageOf(definition: ProcessDefinition, id: string, here: number): number | undefined {
  const pages = definition.di ?? [];
  const flow = [...definition.flows, ...(definition.messageFlows ?? []), ...(definition.artifacts ?? [])].find((one) => one.id === id && one.from !== undefined);
  const shown = flow?.from ?? id;
  const there = (page: Page | undefined): boolean => page !== undefined && shapesOf(page).has(shown);
  if (there(pages[here])) return here;
  const found = pages.findIndex(there);
  return found === -1 ? undefined : found;
}

/** The page on which one finds the sub-process this page shows. */
export function pageAround(definition: ProcessDefinition, at: number): number | undefined {
  const shown = definition.di?.[at]?.element;
  const found = shown === undefined ? undefined : pageOf(definition, shown, 0);
  return found === at ? undefined : found;
}

/** The page of what lies in a sub-process, made when there is none. */
export function openInside(definition: ProcessDefinition, id: string): readonly [ProcessDefinition, number] {
  const pages = definition.di ?? [];
  const known = pages.findIndex(({ element }) => element === id);
  if (known !== -1) return [definition, known];
  const { shapes, edges } = layOut(insideOf(definition, id));
  const taken = new Set(pages.map((page) => page.id));
  let name = `${id.slice(-190)}.page`;
  for (let number = 2; taken.has(name); number++) name = `${id.slice(-190)}.page${number}`;
  return [{ ...definition, di: [...pages, { id: name, element: id, shapes, edges: edges.filter(isWay(definition)) }] }, pages.length];
}

/** What lies in a sub-process, as a process by itself. */
function insideOf(definition: ProcessDefinition, id: string): ProcessDefinition {
  const all = withContents(definition, definition.nodes.filter(({ inside }) => inside === id).map((node) => node.id));
  return partOf(definition, (element) => all.has(element), id);
}

/** The process as the designer wants it: each element on some page. What a file says of a closed sub-process without drawing it gets a page. */
export function withPages(definition: ProcessDefinition): ProcessDefinition {
  if (!definition.di?.length) return arrange(definition);
  const paged = definition.nodes.filter((node) => nodeDefinitions[node.type].holds).reduce((now, node) => (now.di!.length < MOST && isShut(now, node) ? openInside(now, node.id)[0] : now), definition);
  return isDrawn(paged) ? paged : arrange(paged);
}

/** Drawn itself, as a small box or said to be closed, and nothing in it drawn anywhere. */
function isShut(definition: ProcessDefinition, node: ProcessNode): boolean {
  const pages = definition.di ?? [];
  const shape = pages.map((page) => shapesOf(page).get(node.id)).find((one) => one !== undefined);
  const inner = definition.nodes.filter(({ inside }) => inside === node.id);
  return shape !== undefined && shape.expanded !== true && inner.length > 0 && !pages.some((page) => page.element === node.id || inner.some(({ id }) => shapesOf(page).has(id)));
}

/** What a page is called: as its file says, or by the sub-process or pools it shows; undefined when nothing says it. */
export function pageLabel(definition: ProcessDefinition, page: Page): string | undefined {
  const shown = page.element === undefined ? undefined : nodeById(definition, page.element);
  if (shown) return shown.label || page.label;
  const pools = (definition.pools ?? []).filter(({ id, label }) => label && (shapesOf(page).has(id) || definition.nodes.some((node) => node.pool === id && shapesOf(page).has(node.id))));
  return page.label || (pools.length === 1 ? pools[0]!.label : undefined);
}
