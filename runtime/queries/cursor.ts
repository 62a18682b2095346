import { createHmac, timingSafeEqual } from "node:crypto";
import { AppError } from "../kernel/errors";

/**
 * Cursors: the sort keys of the last row of a page, sealed so that nobody can make one up. `shape` ties a cursor to the query
 * it came from (entity, filter, sort, roles); `keys` are texts as the database wrote them, the row id last.
 */
export interface CursorSeal {
  seal(shape: string, keys: readonly (string | null)[]): string;
  /** @throws AppError query:invalid when it is not ours or belongs to another query. */
  open(shape: string, cursor: string): (string | null)[];
}

export function cursorSeal(secret: string): CursorSeal {
  const sign = (shape: string, body: string): Buffer => createHmac("sha256", secret).update("cursor\0").update(shape).update("\0").update(body).digest().subarray(0, 16);
  const refuse = () => new AppError("query:invalid", "The cursor does not belong to this query.", {
    remedy: "Start again without a cursor; pass nextCursor of the answer before, with the same filter, sort and fields.",
    issues: [{ pointer: "/cursor", code: "cursor", message: "The cursor does not belong to this query." }],
  });
  return {
    seal(shape, keys) {
      const body = Buffer.from(JSON.stringify(keys)).toString("base64url");
      return `${body}.${sign(shape, body).toString("base64url")}`;
    },
    open(shape, cursor) {
      const [body = "", mac = "", ...rest] = cursor.split(".");
      const given = Buffer.from(mac, "base64url");
      const wanted = sign(shape, body);
      if (rest.length || given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw refuse();
      return JSON.parse(Buffer.from(body, "base64url").toString()) as (string | null)[];
    },
  };
}
