import { isAppError, systemPrincipal } from "../../runtime/kernel";
import { shippedPackNames, shippedPacks, type Author } from "../../runtime/publish";
import type { Runtime } from "../../runtime/server";

const AUTHOR: Author = { id: null, kind: systemPrincipal("install-pack").kind };
const ATTEMPTS = 5;

/**
 * Installs every shipped pack that is not there, in one revision. Another process may do the same at the same time: whoever loses
 * looks again and finds them installed. Packs in another version are left to `pack upgrade`.
 */
export async function installShippedPacks(runtime: Runtime): Promise<{ readonly installed: readonly string[]; readonly present: readonly string[] }> {
  for (let attempt = 1; ; attempt++) {
    await runtime.live.refresh();
    const present = (await runtime.packs.list()).map((pack) => pack.name);
    const missing = (await shippedPackNames(runtime.packsFolder)).filter((name) => !present.includes(name));
    if (missing.length === 0) return { installed: [], present };
    try {
      await runtime.packs.install({ packs: await shippedPacks(runtime.packsFolder, missing), author: AUTHOR });
      return { installed: missing, present };
    } catch (error) {
      const lost = isAppError(error) && (error.code === "conflict:revision" || error.code === "state:wrong");
      if (!lost || attempt === ATTEMPTS) throw error;
    }
  }
}
