/** bpmn-moddle 10.2 ships no types; this is the part we use. */
declare module "bpmn-moddle" {
  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    fromXML(xml: string): Promise<{ rootElement: unknown; warnings: readonly { readonly message: string }[]; references: readonly unknown[] }>;
    toXML(element: unknown, options?: { readonly format?: boolean }): Promise<{ xml: string }>;
    create(type: string, properties?: Readonly<Record<string, unknown>>): unknown;
  }
}
