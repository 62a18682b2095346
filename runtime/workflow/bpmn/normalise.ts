/**
 * Makes a file ready for reading: parts without an id get one, and references with a prefix ("tns:task1") are followed when what they name is in the
 * file. The first is kept in the document; the second is for reading only, so that the file keeps its own way of writing.
 */
import { elementsOf, textIn, allOf, type Xml } from "./xml";

const NEED_ID = /^(process|collaboration|participant|lane|laneSet|childLaneSet|messageFlow|sequenceFlow|association|group|textAnnotation|property|data(Object|Store)(Reference)?|conversation|choreography|.*(Task|task|Event|Gateway|EventDefinition|[sS]ubProcess)|transaction|callActivity|bpmndi:BPMN(Diagram|Shape|Edge))$/;

/** `given`: the ids that are not of the file. */
export function withIds(root: Xml): { readonly root: Xml; readonly given: readonly string[] } {
  const ids = new Set([...allOf(root)].flatMap((element) => element.attributes?.id ?? []));
  const given: string[] = [];
  const free = (wish: string): string => {
    let id = wish;
    for (let number = 2; ids.has(id); number++) id = `${wish}_${number}`;
    ids.add(id);
    given.push(id);
    return id;
  };
  const visit = (element: Xml): Xml => {
    const shown = element.attributes?.bpmnElement;
    const bare = element.attributes?.id === undefined || element.attributes.id === "";
    const attributes = bare && NEED_ID.test(element.name) ? { ...element.attributes, id: free(shown === undefined ? element.name.replace(/^.*:/, "") : `${shown.replace(/^.*:/, "")}.drawn`) } : element.attributes;
    return { name: element.name, ...(attributes && { attributes }), ...(element.children && { children: element.children.map((child) => (typeof child === "string" ? child : visit(child))) }) };
  };
  return { root: visit(root), given };
}

const REFERENCE = /Ref$|^(default|bpmnElement)$/;

/** For reading only. */
export function withPlainReferences(root: Xml): Xml {
  const ids = new Set([...allOf(root)].flatMap((element) => element.attributes?.id ?? []));
  const plain = (reference: string): string => {
    const local = reference.slice(reference.indexOf(":") + 1);
    return !ids.has(reference) && ids.has(local) ? local : reference;
  };
  const visit = (element: Xml): Xml => {
    const attributes = Object.entries(element.attributes ?? {}).map(([name, value]) => [name, REFERENCE.test(name) ? plain(value.trim()) : value] as const);
    const isReference = (REFERENCE.test(element.name) || element.name === "incoming" || element.name === "outgoing") && elementsOf(element).length === 0;
    const children = isReference ? [plain(textIn(element).trim())] : (element.children ?? []).map((child) => (typeof child === "string" ? child : visit(child)));
    return { name: element.name, attributes: Object.fromEntries(attributes), children };
  };
  return visit(root);
}
