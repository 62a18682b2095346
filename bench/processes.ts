/** Programs a benchmark starts beside itself, ended with it. */
import { fork, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Started {
  readonly child: ChildProcess;
  /** What the program sent when it was ready. */
  readonly message: Readonly<Record<string, unknown>>;
}

/** Starts programs that send one message when they are ready. @throws Error when one ends before that. */
export class Programs {
  private readonly children: ChildProcess[] = [];

  async start(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Started> {
    // Without the flags of this process: the loader of tsx is no part of what is shipped, and weighs as much as the server.
    const child = fork(file, args, { execArgv: [], env: { ...process.env, NODE_ENV: "production", ...env }, stdio: ["ignore", "inherit", "inherit", "ipc"] });
    this.children.push(child);
    const message = await new Promise<Record<string, unknown>>((resolve, reject) => {
      child.once("message", (value) => resolve(typeof value === "object" ? (value as Record<string, unknown>) : {}));
      child.once("exit", (code) => reject(new Error(`${file} ended with ${code}.`)));
    });
    return { child, message };
  }

  async stopAll(): Promise<void> {
    for (const child of this.children) await stop(child);
  }
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  await ended;
}

/** Memory of a process as the kernel counts it, in MB: "VmRSS" now, "VmHWM" at its highest. */
export function memoryMb(pid: number, counter: "VmRSS" | "VmHWM"): number {
  return Math.round(Number(new RegExp(`${counter}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
}
