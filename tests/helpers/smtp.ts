/** A real mail server on loopback that keeps what it receives. */
import { createRequire } from "node:module";
import type { AddressInfo, Server } from "node:net";

export interface ReceivedLetter {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers, names in lower case; the last of a name wins. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly raw: string;
}

export interface TestSmtp {
  readonly url: string;
  readonly letters: ReceivedLetter[];
  /** The next `count` letters are refused for now (451). */
  refuseNext(count: number): void;
  close(): Promise<void>;
}

// The package brings no types along.
interface SmtpSession {
  envelope: { mailFrom: { address: string } | false; rcptTo: { address: string }[] };
}
type SmtpServerClass = new (options: {
  authOptional: boolean; disabledCommands: string[];
  onData(stream: NodeJS.ReadableStream, session: SmtpSession, done: (error?: Error & { responseCode?: number }) => void): void;
}) => { server: Server; listen(port: number, host: string, ready: () => void): void; close(done: () => void): void };

/** `port` 0 = any free one. */
export async function startSmtp(port = 0): Promise<TestSmtp> {
  const { SMTPServer } = createRequire(import.meta.url)("smtp-server") as { SMTPServer: SmtpServerClass };
  const letters: ReceivedLetter[] = [];
  let refusals = 0;
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (refusals > 0) {
          refusals--;
          return done(Object.assign(new Error("try again later"), { responseCode: 451 }));
        }
        letters.push(parse(Buffer.concat(chunks).toString("utf8"), session));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: taken } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${taken}`, letters, refuseNext: (count) => void (refusals = count), close: () => new Promise((resolve) => server.close(resolve)) };
}

function parse(raw: string, { envelope }: SmtpSession): ReceivedLetter {
  const [head = "", ...rest] = raw.split("\r\n\r\n");
  const headers = Object.fromEntries(head.replace(/\r\n[ \t]+/g, " ").split("\r\n").map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
  const body = rest.join("\r\n\r\n");
  const encoding = headers["content-transfer-encoding"];
  const text = encoding === "base64" ? Buffer.from(body, "base64").toString("utf8") : encoding === "quoted-printable" ? decodeQuotedPrintable(body) : body;
  return { from: envelope.mailFrom === false ? "" : envelope.mailFrom.address, to: envelope.rcptTo.map(({ address }) => address), headers, text, raw };
}

export function decodeQuotedPrintable(body: string): string {
  const bytes = body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
