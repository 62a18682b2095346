/**
 * Sealing of secrets at rest: AES-256-GCM, key derived from METALOOM_SECRET. Node only, imported by its own path.
 * *Sealed*: version byte, 12-byte nonce, 16-byte tag, ciphertext. *Place*: the text a secret is bound to (owner and purpose);
 * a sealed value moved to another place does not open.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { AppError } from "./errors";

export interface SecretBox {
  seal(plain: string, place: string): Buffer;
  /** Throws AppError("internal") when the value was changed, moved, or sealed with another METALOOM_SECRET. */
  open(sealed: Uint8Array, place: string): string;
}

/** Shortest METALOOM_SECRET that is taken. */
export const SECRET_MIN_LENGTH = 32;
const VERSION = 1;
const HEADER = 1 + 12 + 16;

/** Throws AppError("internal") when the secret is missing or short: without one nothing is sealed and nobody signs in. */
export function createSecretBox(secret: string | undefined): SecretBox {
  if (!secret || secret.length < SECRET_MIN_LENGTH) {
    throw new AppError("internal", `METALOOM_SECRET is missing or shorter than ${SECRET_MIN_LENGTH} characters.`, { remedy: "Set METALOOM_SECRET to a random text, for example the output of `openssl rand -base64 48`." });
  }
  const key = Buffer.from(hkdfSync("sha256", secret, "metaloom", "secret-box/1", 32));
  return {
    seal(plain, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed);
      try {
        if (bytes[0] !== VERSION || bytes.length < HEADER) throw new Error("unknown format");
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 13)).setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(13, HEADER));
        return Buffer.concat([decipher.update(bytes.subarray(HEADER)), decipher.final()]).toString("utf8");
      } catch (cause) {
        throw new AppError("internal", "A stored secret cannot be opened.", { remedy: "Was METALOOM_SECRET changed? Secrets sealed with the old value must be entered anew.", cause });
      }
    },
  };
}
