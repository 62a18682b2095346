/** saxen 11 ships no types; this is the part we use. */
declare module "saxen" {
  type Decode = (text: string) => string;
  export class Parser {
    on(event: "openTag", handler: (name: string, attributes: () => Record<string, string>, decode: Decode) => void): this;
    on(event: "closeTag", handler: () => void): this;
    on(event: "text", handler: (value: string, decode: Decode) => void): this;
    on(event: "cdata", handler: (value: string) => void): this;
    on(event: "error", handler: (error: Error) => void): this;
    parse(xml: string): void;
  }
}
