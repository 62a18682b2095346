/** Seals of web addresses: nothing of an address is kept, it follows from what it is for and the secret of the installation. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { ProcessHooks } from "./deps";

export function webHooks({ secret, origin }: { readonly secret: string; readonly origin: () => string }): ProcessHooks {
  return {
    origin,
    sign: (text) => createHmac("sha256", secret).update("web address\0").update(text).digest("base64url"),
    same(given, wanted) {
      const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
      return a.length === b.length && timingSafeEqual(a, b);
    },
  };
}
