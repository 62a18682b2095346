/** Processor time of programs, as the kernel counts it: what they cost, however busy the machine is otherwise. Linux only. */
import { readdirSync, readFileSync } from "node:fs";

const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // ended in the meantime
  }
};

/** Microseconds spent so far by a process and those it started that still run, but for `apart` and what that started. */
export function cpuMicros(pid: number, apart?: number): number {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = read(`/proc/${entry}/stat`);
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const total = (id: number): number => id === apart ? 0 : threads(id).reduce((sum, thread) => sum + Number(read(`/proc/${id}/task/${thread}/schedstat`).split(" ")[0]) / 1000, 0) + (children.get(id) ?? []).reduce((sum, child) => sum + total(child), 0);
  return total(pid);
}

function threads(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** The main process of a PostgreSQL server on this machine. */
export const postmasterOf = (dataDirectory: string): number => Number(read(`${dataDirectory}/postmaster.pid`).split("\n")[0]);
