/**
 * Activity: what people add to records beside fields, and who looks at them. Each call opens its place first (rights), then does one
 * thing; writes run in the caller's transaction or in one of their own.
 */
import type { Database, Tx } from "../db/pool";
import type { CursorSeal } from "../queries/cursor";
import * as attachments from "./attachments";
import { placeOf, type ActivityCall, type Place } from "./place";
import * as posts from "./posts";
import { forgetPresence, giveSign, type Sign } from "./presence";
import { mentionable, readersAmong, type ReaderDeps } from "./readers";
import { readTimeline, type TimelineKind } from "./timeline";

export interface Call extends ActivityCall {
  readonly tx?: Tx;
}

export interface ActivityDeps extends ReaderDeps {
  readonly db: Database;
  readonly seal: CursorSeal;
}

export type Activity = ReturnType<typeof createActivity>;

export function createActivity(deps: ActivityDeps) {
  const { db, queries, seal } = deps;

  async function reading<T>(call: Call, entity: string, id: string, work: (place: Place, call: ActivityCall) => Promise<T>): Promise<T> {
    return work(await placeOf(queries, call, entity, id), call);
  }
  function writing<T>(call: Call, entity: string, id: string, work: (place: Place, call: ActivityCall) => Promise<T>): Promise<T> {
    const run = (tx: Tx) => reading({ ...call, db: tx }, entity, id, work);
    return call.tx ? run(call.tx) : db.transaction(run);
  }
  const readers = (call: ActivityCall): posts.Readers => (users, entity, id) => readersAmong(deps, call, users, entity, id);

  return {
    timeline: (call: Call, entity: string, id: string, query: { kinds?: readonly TimelineKind[]; limit?: number; cursor?: string }) => reading(call, entity, id, (place) => readTimeline({ ...call, queries }, place, seal, query)),
    mentionable: (call: Call, entity: string, id: string, text: string) => reading(call, entity, id, (place) => mentionable(deps, call, place, text)),
    giveSign: (call: Call, entity: string, id: string, sign: Sign) => writing(call, entity, id, (place, at) => giveSign(at, place, sign)),

    post: (call: Call, entity: string, id: string, kind: posts.PostKind, part: string) => reading(call, entity, id, (place) => posts.readPost(call, place, kind, part)),
    addPost: (call: Call, entity: string, id: string, kind: posts.PostKind, given: posts.NewPost) => writing(call, entity, id, (place, at) => posts.addPost(at, place, kind, given, readers(at))),
    editPost: (call: Call, entity: string, id: string, kind: posts.PostKind, part: string, change: posts.PostChange) => writing(call, entity, id, (place, at) => posts.editPost(at, place, kind, part, change, readers(at))),
    removePost: (call: Call, entity: string, id: string, kind: posts.PostKind, part: string) => writing(call, entity, id, (place, at) => posts.removePost(at, place, kind, part)),
    postEdits: (call: Call, entity: string, id: string, kind: posts.PostKind, part: string) => reading(call, entity, id, (place) => posts.postEdits(call, place, kind, part)),
    react: (call: Call, entity: string, id: string, kind: posts.PostKind, part: string, emoji: string, on: boolean) => writing(call, entity, id, (place, at) => posts.react(at, place, kind, part, emoji, on)),

    files: (call: Call, entity: string, id: string) => reading(call, entity, id, (place) => attachments.listAttachments(call, place)),
    versions: (call: Call, entity: string, id: string, part: string) => reading(call, entity, id, (place) => attachments.listVersions(call, place, part)),
    addFiles: (call: Call, entity: string, id: string, files: readonly string[]) => writing(call, entity, id, (place, at) => attachments.addAttachments(at, place, files)),
    addVersion: (call: Call, entity: string, id: string, part: string, file: string) => writing(call, entity, id, (place, at) => attachments.addVersion(at, place, part, file)),
    renameFile: (call: Call, entity: string, id: string, part: string, name: string) => writing(call, entity, id, (place, at) => attachments.renameAttachment(at, place, part, name)),
    removeFile: (call: Call, entity: string, id: string, part: string) => writing(call, entity, id, (place, at) => attachments.removeAttachment(at, place, part)),

    tidy: (now: Date) => forgetPresence(db, now),
  };
}

