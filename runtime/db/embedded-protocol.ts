/**
 * The little of PostgreSQL's wire protocol (version 3) that the multiplexer reads. A *frame* is one message: a letter, a
 * length, a body. A *batch* is what a client sends before it expects an answer: frames up to Sync, Query or Flush.
 */
const START = { ssl: 80877103, gss: 80877104, cancel: 80877102, protocol3: 196608 } as const;
/** Query, Sync and function call end a batch and give the turn back; Flush asks for the answer so far and keeps it. */
const BATCH_ENDS = new Set(["Q", "S", "F", "H"]);

export interface Batch {
  readonly data: Buffer;
  /** False after Flush: the client will send more that belongs to this. */
  readonly complete: boolean;
}

export function message(letter: string, body: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter, 0, "latin1");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const text = (value: string) => Buffer.from(value + "\0", "utf8");
const int32 = (value: number) => {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
};

export const queryMessage = (sql: string): Buffer => message("Q", text(sql));
export const syncMessage = (): Buffer => message("S");
export const closeStatement = (name: string): Buffer => message("C", Buffer.concat([Buffer.from("S"), text(name)]));

/** What a server says to a client it lets in. */
export function greeting(serverVersion: string, seat: number): Buffer {
  const settings: Record<string, string> = {
    server_version: serverVersion, server_encoding: "UTF8", client_encoding: "UTF8", DateStyle: "ISO, YMD", TimeZone: "UTC",
    integer_datetimes: "on", standard_conforming_strings: "on",
  };
  const parameters = Object.entries(settings).map(([name, value]) => message("S", Buffer.concat([text(name), text(value)])));
  return Buffer.concat([message("R", int32(0)), ...parameters, message("K", Buffer.concat([int32(seat), int32(0)])), message("Z", Buffer.from("I"))]);
}

/** A fatal error as the protocol writes it. */
export function fatal(sqlState: string, sentence: string): Buffer {
  const fields = [["S", "FATAL"], ["V", "FATAL"], ["C", sqlState], ["M", sentence]].map(([key, value]) => text(key! + value!));
  return message("E", Buffer.concat([...fields, Buffer.from([0])]));
}

/** Names of prepared statements get the client's prefix, so that two clients may use the same name. "" stays "". */
function withPrefix(frame: Buffer, prefix: string, names: Set<string>): Buffer {
  const letter = String.fromCharCode(frame[0]!);
  const kind = letter === "D" || letter === "C" ? String.fromCharCode(frame[5]!) : "";
  if (letter !== "P" && letter !== "B" && kind !== "S") return frame;
  const start = letter === "B" ? frame.indexOf(0, 5) + 1 : kind ? 6 : 5;
  const end = frame.indexOf(0, start);
  if (start === end) return frame;
  const name = prefix + frame.toString("utf8", start, end);
  if (letter === "P") names.add(name);
  if (letter === "C") names.delete(name);
  return message(letter, Buffer.concat([frame.subarray(5, start), Buffer.from(name), frame.subarray(end)]));
}

export type Opening = { readonly reply: "N" | "greeting" | "end"; readonly length: number };

/** Cuts the byte stream of one client into batches. */
export class ClientStream {
  readonly batches: Batch[] = [];
  readonly statements = new Set<string>();
  #chunks: Buffer[] = [];
  #size = 0;
  #needed = 8;
  #frames: Buffer[] = [];

  constructor(private readonly prefix: string) {}

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
  }

  #buffered(): Buffer {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0] ?? Buffer.alloc(0);
  }

  #consume(length: number): void {
    this.#chunks = [this.#buffered().subarray(length)];
    this.#size -= length;
  }

  /** Reads one packet of the opening (encryption request, cancel, start-up), or undefined when it is not all here. */
  takeOpening(): Opening | undefined {
    if (this.#size < 8) return undefined;
    const head = this.#buffered();
    const length = head.readInt32BE(0);
    const code = head.readInt32BE(4);
    if (length < 8 || length > 10_000) return { reply: "end", length: 0 };
    if (this.#size < length) return undefined;
    this.#consume(length);
    this.#needed = 5;
    if (code === START.ssl || code === START.gss) return { reply: "N", length };
    return { reply: code === START.protocol3 ? "greeting" : "end", length };
  }

  /** Cuts what is buffered into batches. Returns false when the client takes its leave. */
  cut(): boolean {
    while (this.#size >= this.#needed) {
      const buffer = this.#buffered();
      const length = 1 + buffer.readInt32BE(1);
      if (length < 5) return false;
      if (this.#size < length) {
        this.#needed = length;
        return true;
      }
      const frame = buffer.subarray(0, length);
      this.#consume(length);
      this.#needed = 5;
      const letter = String.fromCharCode(frame[0]!);
      if (letter === "X") return false;
      this.#frames.push(withPrefix(frame, this.prefix, this.statements));
      if (BATCH_ENDS.has(letter)) {
        this.batches.push({ data: Buffer.concat(this.#frames), complete: letter !== "H" });
        this.#frames = [];
      }
    }
    return true;
  }
}
