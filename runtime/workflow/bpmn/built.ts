/** XML under construction: elements know which part of the process document they stand for, so that its `extra` can be put back (patch.ts). */
import type { Xml } from "./xml";

export interface Built {
  name: string;
  readonly attributes: Record<string, string>;
  children: (Built | Xml | string)[];
  /** The part of the document, and which of its elements when it has several. */
  readonly owner?: object;
  readonly slot?: string;
}

type Value = string | number | boolean | undefined;

/** An element; attributes without a value are left out. */
export function el(name: string, attributes: Readonly<Record<string, Value>> = {}, children: readonly (Built | Xml | string | undefined)[] = [], owner?: object, slot?: string): Built {
  const given = Object.entries(attributes).flatMap(([key, value]) => (value === undefined || value === "" ? [] : [[key, String(value)] as const]));
  return { name, attributes: Object.fromEntries(given), children: children.filter((child) => child !== undefined), ...(owner && { owner }), ...(slot !== undefined && { slot }) };
}

export const textElement = (name: string, text: string | undefined): Built | undefined => (text === undefined || text === "" ? undefined : el(name, {}, [text]));

/** A formula or other expression; BPMN wants its type said. */
export const expression = (name: string, text: string | undefined): Built | undefined => (text === undefined || text === "" ? undefined : el(name, { "xsi:type": "tFormalExpression" }, [text]));
