/** Elements of a BPMN file as `bpmn-moddle` reads them, with references followed. */

/** The library's objects are open: properties depend on `$type`, and typing 150 of them would say nothing more. */
export interface Element {
  readonly $type: string;
  readonly $attrs?: Readonly<Record<string, unknown>>;
  readonly $parent?: Element;
  readonly $descriptor: { readonly properties: readonly { readonly name: string; readonly ns: { readonly localName: string }; readonly isReference?: boolean; readonly isMany?: boolean }[] };
  readonly id?: string;
  readonly name?: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
  readonly [property: string]: any;
}

export const is = (element: Element | undefined, ...types: readonly string[]): boolean => element !== undefined && types.some((type) => element.$type === `bpmn:${type}`);
export const list = (value: unknown): readonly Element[] => (Array.isArray(value) ? (value as Element[]) : []);
export const textOf = (expression: Element | undefined): string | undefined => (typeof expression?.body === "string" ? expression.body.trim() : undefined);

/** Foreign elements have no descriptor to speak of. */
export const propertiesOf = (element: Element): Element["$descriptor"]["properties"] => (Array.isArray(element.$descriptor.properties) ? element.$descriptor.properties : []);

export function described(element: Element): { readonly label?: string; readonly description?: string } {
  const text: unknown = list(element.documentation)[0]?.text;
  return { ...(element.name && { label: element.name }), ...(typeof text === "string" && text !== "" && { description: text }) };
}
