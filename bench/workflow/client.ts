/** A caller of the API: JSON over kept connections. */
import http from "node:http";

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

export interface Caller {
  readonly port: number;
  readonly key: string;
}

/** @throws Error when the answer is none of success. */
export function ask<T>({ port, key }: Caller, method: "GET" | "POST", path: string, body?: object): Promise<T> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const request = http.request({ agent, port, host: "127.0.0.1", method, path: `/api/v1${path}`, headers: { authorization: `Bearer ${key}`, ...(text !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(text) }) } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => {
        const answer = Buffer.concat(chunks).toString();
        if ((response.statusCode ?? 500) >= 400) reject(new Error(`${method} ${path}: ${response.statusCode} ${answer.slice(0, 300)}`));
        else resolve(JSON.parse(answer) as T);
      });
    });
    request.once("error", reject).end(text);
  });
}
