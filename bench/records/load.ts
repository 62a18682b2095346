/** Load over keep-alive sockets of the loopback, as light as it can be: fixed requests in turn, answers are only counted and timed. */
import { connect, type Socket } from "node:net";

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

export interface Measured {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly errors: number;
}

export interface LoadOptions {
  readonly port: number;
  readonly token: string;
  readonly requests: readonly Request[];
  readonly connections: number;
  readonly seconds: number;
}

export async function load(options: LoadOptions): Promise<Measured> {
  const texts = options.requests.map((request) => Buffer.from(wire(request, options)));
  const times: number[] = [];
  let errors = 0;
  let next = 0;
  const end = performance.now() + options.seconds * 1000;
  const began = performance.now();
  await Promise.all(Array.from({ length: options.connections }, () => new Promise<void>((resolve, reject) => {
    const socket = connect(options.port, "127.0.0.1");
    socket.setNoDelay(true);
    let sent = 0;
    const send = () => {
      if (performance.now() >= end) return void socket.end(() => resolve());
      sent = performance.now();
      socket.write(texts[next++ % texts.length]!);
    };
    readAnswers(socket, (status) => {
      times.push(performance.now() - sent);
      if (status >= 400) errors++;
      send();
    });
    socket.once("connect", send);
    socket.once("error", reject);
  })));
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 100) / 100;
  return { perSecond: Math.round(times.length / seconds), p50Ms: at(0.5), p95Ms: at(0.95), errors };
}

function wire({ method, path, body }: Request, { token }: LoadOptions): string {
  const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n`;
  return body === undefined ? `${head}\r\n` : `${head}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** Calls back for each whole answer; both servers send Content-Length. */
function readAnswers(socket: Socket, done: (status: number) => void): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    pending = pending.length ? Buffer.concat([pending, chunk]) : chunk;
    for (;;) {
      const headEnd = pending.indexOf("\r\n\r\n");
      if (headEnd < 0) return;
      const head = pending.toString("latin1", 0, headEnd);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      const total = headEnd + 4 + length;
      if (pending.length < total) return;
      pending = pending.subarray(total);
      done(Number(head.slice(9, 12)));
    }
  });
}
