/** /admin/backups: everything of the workspace in one file. Whoever may have it has all records, so a right of its own opens it. */
import { createReadStream } from "node:fs";
import { sql } from "kysely";
import type { Backups } from "../../runtime/backup/backups";
import { sys } from "../../runtime/db/schemas";
import { attachmentHeader } from "../../runtime/files/name";
import { actorId, AppError } from "../../runtime/kernel";
import { route, SENT, type Call, type Route } from "../route";

const tag = "administration";
const policy = { system: "backup.manage" } as const;
const params = { type: "object", properties: { name: { type: "string", maxLength: 60 } }, required: ["name"] };
type OfOne = Call<{ name: string }>;

function backupsOf({ runtime }: Pick<Call, "runtime">): Backups {
  if (!runtime.backups) throw new AppError("unavailable:feature", "This process keeps no backups.", { remedy: "Use `metaloom backup` where the data lies." });
  return runtime.backups;
}

async function note({ db, ctx }: Pick<Call, "db" | "ctx">, kind: "made" | "downloaded" | "deleted", name: string): Promise<void> {
  await db.change(sql`insert into ${sys("event_log")} (kind, actor_kind, actor_id, subject, request_id, details)
    values (${`backup.${kind}`}, ${ctx.principal.kind}, ${actorId(ctx.principal)}::uuid, ${name}, ${ctx.requestId}, '{}'::jsonb)`);
}

export const backupRoutes: readonly Route[] = [
  route({ method: "GET", url: "/admin/backups", summary: "Backups that were made here, and the one being made", tag, policy, handler: async (call: Call) => backupsOf(call).state() }),
  route({
    method: "POST", url: "/admin/backups", summary: "Begin a backup; it is made while people go on working", tag, policy, status: 202, idempotent: false,
    async handler(call: Call) {
      const { state } = backupsOf(call).start(call.ctx.now);
      await note(call, "made", call.ctx.now.toISOString());
      return state;
    },
  }),
  route({
    method: "GET", url: "/admin/backups/:name", summary: "Download a backup", tag, policy, params, produces: ["application/gzip"],
    async handler(call: OfOne) {
      const path = backupsOf(call).path(call.params.name);
      await note(call, "downloaded", call.params.name);
      void call.reply.header("content-type", "application/gzip").header("content-disposition", attachmentHeader(call.params.name)).header("x-content-type-options", "nosniff").send(createReadStream(path));
      return SENT;
    },
  }),
  route({
    method: "DELETE", url: "/admin/backups/:name", summary: "Delete a backup", tag, policy, status: 204, params, idempotent: false,
    async handler(call: OfOne) {
      backupsOf(call).remove(call.params.name);
      await note(call, "deleted", call.params.name);
    },
  }),
];
