/**
 * A private PostgreSQL cluster for tests and benchmarks, from the binaries of Debian's `postgresql` package: made in a
 * temporary directory, on a free port of the loopback, removed at the end. It dies with the process that started it.
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import pg from "pg";

export interface Cluster {
  /** Of the superuser, database "postgres". */
  readonly url: string;
  readonly port: number;
  /** Kills the server the hard way (SIGKILL to all its processes) and starts it again on the same data. */
  crash(): Promise<void>;
  /** SIGSTOP / SIGCONT would keep connections; this stops the server until `start()`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

export interface ClusterOptions {
  /** Keep fsync on (tests about lost writes); off is faster. */
  readonly durable?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Folder of initdb and postgres: newest Debian version first, then PATH. @throws Error with what to install. */
export function postgresBinaries(): string {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, "bin")), ...(process.env.PATH ?? "").split(delimiter)];
  const found = folders.find((folder) => folder && existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
  if (!found) throw new Error("PostgreSQL is not installed, and these tests need a real one: run `apt-get install postgresql`, or set TEST_DATABASE_URL to a server where databases may be made.");
  return found;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

const isRoot = () => process.getuid?.() === 0;

function idOf(user: string, flag: "-u" | "-g"): number {
  return Number(spawnSync("id", [flag, user], { encoding: "utf8" }).stdout);
}

/** PostgreSQL refuses to run as root: then its programs run as the user Debian made for it. */
function asServerUser(command: string, args: readonly string[], extra: readonly string[] = []): [string, string[]] {
  const identity = isRoot() ? ["--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];
  return ["setpriv", [...identity, ...extra, command, ...args]];
}

async function answers(url: string, process_: ChildProcess, log: () => string): Promise<void> {
  for (const end = Date.now() + 30_000; ; ) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (process_.exitCode !== null || Date.now() > end) throw new Error(`The test cluster did not start:\n${log()}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Makes and starts a cluster. @throws Error when PostgreSQL is missing or does not start. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const binaries = postgresBinaries();
  const directory = mkdtempSync(join(tmpdir(), "metaloom-pg-"));
  if (isRoot()) chownSync(directory, idOf("postgres", "-u"), idOf("postgres", "-g"));
  const data = join(directory, "data");
  const [initdb, initArgs] = asServerUser(join(binaries, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
  const made = spawnSync(initdb, initArgs, { encoding: "utf8", cwd: "/" });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr ?? made.error?.message}`);

  const port = await freePort();
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const fast = options.durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  const settings = { listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: "200", ...fast, ...options.settings };
  let server: ChildProcess;
  let output = "";
  const start = async () => {
    const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    // The kernel sends the signal (a quick shutdown) when this process dies, however it dies.
    const [command, args] = asServerUser(join(binaries, "postgres"), ["-D", data, "-p", String(port), ...flags], ["--pdeathsig", "INT"]);
    server = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"], cwd: "/" });
    server.stderr!.on("data", (chunk: Buffer) => (output = (output + chunk.toString()).slice(-5_000)));
    await answers(url, server, () => output);
  };
  const ended = () => new Promise<void>((resolve) => (server.exitCode !== null || server.signalCode !== null ? resolve() : server.once("exit", () => resolve())));
  await start();
  return {
    url, port, start,
    async stop() {
      server.kill("SIGINT");
      await ended();
    },
    async crash() {
      const children = spawnSync("ps", ["-o", "pid=", "--ppid", String(server.pid)], { encoding: "utf8" }).stdout.trim().split(/\s+/).map(Number);
      server.kill("SIGKILL");
      for (const pid of children) {
        try {
          process.kill(pid, "SIGKILL");
        } catch {
          // It had ended by itself when the postmaster died.
        }
      }
      await ended();
      rmSync(join(data, "postmaster.pid"), { force: true });
      await start();
    },
    async remove() {
      server.kill("SIGQUIT");
      await ended();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
