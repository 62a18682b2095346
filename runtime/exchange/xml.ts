/** XML of spreadsheets, read as it streams in. No document type is taken, so there are no entities that could grow. */
import type { Readable } from "node:stream";
import { SaxesParser } from "saxes";
import { fileProblem } from "./table";

export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const damaged = () => fileProblem("damaged", "The spreadsheet is damaged and cannot be read.", "Open it in your spreadsheet program and save it again as XLSX.");

/** "x:row" → "row": some programs write a prefix, some do not. */
const local = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Feeds a handler; yields after each chunk, so that the caller can hand on what has come together. */
export async function* parseXml(stream: Readable, handler: XmlHandler): AsyncGenerator<void> {
  const parser = new SaxesParser();
  parser.on("error", () => {
    throw damaged();
  });
  parser.on("doctype", () => {
    throw damaged();
  });
  parser.on("opentag", ({ name, attributes }) => handler.open?.(local(name), attributes as Record<string, string>));
  parser.on("text", (text) => handler.text?.(text));
  parser.on("cdata", (text) => handler.text?.(text));
  parser.on("closetag", ({ name }) => handler.close?.(local(name)));
  const decoder = new TextDecoder("utf-8");
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      parser.write(decoder.decode(chunk, { stream: true }));
      yield;
    }
    parser.close();
  } catch (error) {
    // Damage inside the packed bytes shows only now.
    throw (error as { issues?: unknown }).issues ? error : damaged();
  } finally {
    stream.destroy();
  }
  yield;
}

/** Reads a whole part. */
export async function readXml(stream: Readable, handler: XmlHandler): Promise<void> {
  for await (const _ of parseXml(stream, handler));
}
