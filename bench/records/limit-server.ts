/**
 * The limit: what somebody would write by hand for exactly these requests - plain `http` and `pg`, prepared statements, the row rule
 * split into ordered index scans. Run as a child process: `tsx limit-server.ts <port> <databaseUrl> <token> <userId> <teamId>`.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import http from "node:http";
import pg from "pg";

const [port, url, token, userId, teamId] = process.argv.slice(2) as [string, string, string, string, string];
const pool = new pg.Pool({ connectionString: url, max: 10 });
const wanted = createHash("sha256").update(token).digest();
const ask = async (name: string, text: string, values: unknown[]): Promise<unknown[]> => (await pool.query({ name, text, values })).rows as unknown[];

const COLUMNS = "t.id,t.code,t.subject,t.status,t.priority,t.channel,t.amount,t.quantity,t.is_vip,t.due_date,t.created_at,a.id as account_id,a.name as account,c.id as contact_id,c.name as contact,u.id as owner_id,u.name as owner";
const JOINS = "left join lim.account a on a.id=t.account_id left join lim.contact c on c.id=t.contact_id left join lim.usr u on u.id=t.owner_id";
const branch = (rule: string) => `(select * from lim.ticket where ${rule} and status = any($3::text[]) and amount > $4 order by created_at desc limit 50)`;
const MINE = ["team_id=$1", "owner_id=$2 and team_id<>$1"];
const LIST = `select ${COLUMNS} from (select * from (${MINE.map(branch).join(" union all ")}) x order by created_at desc limit 50) t ${JOINS} order by t.created_at desc`;
const COUNT = `select (${MINE.map((rule) => `(select count(*) from lim.ticket where ${rule} and status = any($3::text[]) and amount > $4)`).join("+")})::int as n`;
const READ = `select t.*,a.name as account,c.name as contact,u.name as owner from lim.ticket t ${JOINS} where t.id=$3 and (t.team_id=$1 or t.owner_id=$2)`;
const SEARCH = `select ${COLUMNS} from (select * from lim.ticket where (team_id=$1 or owner_id=$2) and (subject ilike $3 or description ilike $3) order by created_at desc limit 50) t ${JOINS} order by t.created_at desc`;
const GROUPS = `select status, sum(n)::int as count from (${MINE.map((rule) => `select status, count(*) n from lim.ticket where ${rule} group by status`).join(" union all ")}) x group by status`;
const INSERT = "insert into lim.ticket (id,code,subject,description,status,priority,channel,category,amount,quantity,score,is_vip,escalated,due_date,opened_at,reference,team_id,account_id,contact_id,owner_id) values (gen_random_uuid(),$1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19) returning *";
const UPDATE = "update lim.ticket set priority=$4, updated_at=now() where id=$3 and (team_id=$1 or owner_id=$2) returning *";

const CHOICES: Record<string, ReadonlySet<string>> = {
  status: new Set(["new", "open", "pending", "on_hold", "solved", "closed"]), priority: new Set(["low", "normal", "high", "urgent"]), channel: new Set(["email", "phone", "web", "chat"]), category: new Set(["hardware", "software", "billing", "logistics", "other"]),
};

function wrong(b: Record<string, unknown>): string[] {
  const findings = Object.keys(CHOICES).filter((name) => !CHOICES[name]!.has(String(b[name])));
  for (const name of ["code", "subject"]) if (typeof b[name] !== "string" || !b[name]) findings.push(name);
  for (const name of ["quantity", "score"]) if (!Number.isInteger(b[name])) findings.push(name);
  if (typeof b["amount"] !== "number" || b["amount"] < 0) findings.push("amount");
  for (const name of ["dueDate", "openedAt"]) if (Number.isNaN(Date.parse(String(b[name])))) findings.push(name);
  return findings;
}

async function answer(method: string, path: string, query: URLSearchParams, b: Record<string, unknown>): Promise<[number, unknown]> {
  const me = [teamId, userId];
  if (path === "/list") {
    const values = [...me, query.get("status")!.split(","), Number(query.get("amount"))];
    const [rows, count] = await Promise.all([ask("list", LIST, values), ask("count", COUNT, values)]);
    return [200, { total: (count[0] as { n: number }).n, items: rows }];
  }
  if (path === "/search") return [200, { items: await ask("search", SEARCH, [...me, `%${query.get("q")!.replace(/[%_\\]/g, "\\$&")}%`]) }];
  if (path === "/aggregate") return [200, { rows: await ask("groups", GROUPS, me) }];
  if (method === "POST") {
    const findings = wrong(b);
    if (findings.length) return [422, { errors: findings }];
    const rows = await ask("insert", INSERT, [b["code"], b["subject"], b["description"], b["status"], b["priority"], b["channel"], b["category"], b["amount"], b["quantity"], b["score"], b["isVip"], b["escalated"], b["dueDate"], b["openedAt"], b["reference"], teamId, b["account"], b["contact"], userId]);
    return [201, rows[0]];
  }
  const id = path.slice(8);
  if (method === "PATCH" && !CHOICES["priority"]!.has(String(b["priority"]))) return [422, {}];
  const rows = method === "PATCH" ? await ask("update", UPDATE, [...me, id, b["priority"]]) : await ask("read", READ, [...me, id]);
  return rows[0] ? [200, rows[0]] : [404, {}];
}

http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const given = createHash("sha256").update((request.headers.authorization ?? "").slice(7)).digest();
    if (!timingSafeEqual(given, wanted)) return void response.writeHead(401).end();
    const target = new URL(request.url!, "http://x");
    const body = chunks.length ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>) : {};
    answer(request.method!, target.pathname, target.searchParams, body).then(
      ([status, json]) => {
        const text = JSON.stringify(json);
        response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) }).end(text);
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
}).listen(Number(port), "127.0.0.1", () => process.send?.("ready"));
