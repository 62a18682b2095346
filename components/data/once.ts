/**
 * Things that happen once although they are asked for twice: what got no answer may have arrived all the same, so whoever presses the
 * button again sends the same key. After a while it counts as another wish.
 */
import { api, ApiError, type ApiRequest } from "./api";

const FORGOTTEN_AFTER_MS = 10 * 60_000;
const lost = new Map<string, { readonly key: string; readonly at: number }>();

/** `api` with a key of its own; the one of before where the same was sent and no answer came. @throws ApiError */
export async function once<T>(path: string, { method = "POST", body = {} }: Pick<ApiRequest, "method" | "body"> = {}): Promise<T> {
  const wish = JSON.stringify([method, path, body]);
  const before = lost.get(wish);
  const key = before && Date.now() - before.at < FORGOTTEN_AFTER_MS ? before.key : crypto.randomUUID();
  lost.delete(wish);
  try {
    return await api<T>(path, { method, body, idempotencyKey: key });
  } catch (error) {
    if (error instanceof ApiError && error.status === 0) lost.set(wish, { key, at: Date.now() });
    throw error;
  }
}
