/** A running instance, asked over its API with a key. Its refusals come back as what they were there. */
import { existsSync, readFileSync } from "node:fs";
import { AppError, type Issue } from "../runtime/kernel";
import { ERROR_STATUS, type ErrorCode } from "../runtime/kernel/errors";
import type { OptionSpec } from "./command";

export interface Remote {
  readonly url: string;
  ask<Answer>(method: "GET" | "POST", path: string, body?: object): Promise<Answer>;
}

export const REMOTE_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  url: { type: "string", value: "url", about: "Address of the running instance; remembered in the folder after the first pull" },
  key: { type: "string", value: "key", about: "API key, or a file that holds it; `metaloom apikey add` makes one" },
};

/** @throws AppError input:invalid when address or key are missing */
export function remoteOf(url: unknown, key: unknown): Remote {
  if (typeof url !== "string" || !/^https?:\/\//.test(url)) throw new AppError("input:invalid", "Say which instance is meant.", { remedy: "Add --url https://…, the address people open." });
  if (typeof key !== "string" || key === "") throw new AppError("input:invalid", "Say with which key to ask.", { remedy: "Add --key with an API key, or with a file that holds it." });
  const secret = existsSync(key) ? readFileSync(key, "utf8").trim() : key;
  const base = url.replace(/\/+$/, "");
  return {
    url: base,
    async ask<Answer>(method: "GET" | "POST", path: string, body?: object): Promise<Answer> {
      // eslint-disable-next-line no-restricted-globals -- where it goes is what the person at the command line wrote
      const response = await fetch(`${base}/api/v1${path}`, { method, redirect: "error", headers: { authorization: `Bearer ${secret}`, ...(body ? { "content-type": "application/json" } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) })
        .catch((cause: unknown) => { throw new AppError("unavailable:feature", `${base} does not answer.`, { remedy: "Check the address, and that the instance is running.", cause }); });
      const answer: unknown = await response.json().catch(() => undefined);
      if (response.ok && answer !== undefined) return answer as Answer; // the route says its form; the caller names it
      throw refusal(base, answer);
    },
  };
}

function refusal(url: string, answer: unknown): AppError {
  const { code, detail, remedy, errors, ...details } = (answer ?? {}) as { code?: unknown; detail?: unknown; remedy?: unknown; errors?: readonly Issue[] } & Record<string, unknown>;
  if (typeof code !== "string" || !Object.hasOwn(ERROR_STATUS, code)) return new AppError("unavailable:feature", `${url} gave an answer that is not Metaloom's.`, { remedy: "Check the address." });
  return new AppError(code as ErrorCode, String(detail), { ...(typeof remedy === "string" ? { remedy } : {}), issues: errors ?? [], details });
}
