/**
 * Passwords. Rules for choosing one, the hash, and the check.
 * Everything is capped before it is hashed and normalised (NFKC), so that one password typed on two keyboards is one password.
 */
import { randomBytes } from "node:crypto";
import { AppError, type Issue } from "../kernel";
import { ARGON2_PARAMETERS, createArgon2 } from "./argon2";

export const PASSWORD_MIN_LENGTH = 8;
export const PASSWORD_MAX_LENGTH = 256;

export type PasswordCheck = { readonly kind: "match"; readonly outdated: boolean } | { readonly kind: "mismatch" };

export interface Passwords {
  /** Encoded hash, parameters inside. Throws AppError("input:invalid") when the password breaks a rule. */
  hash(password: string, about?: PasswordContext): Promise<string>;
  /** `encoded` undefined (no such user, no password): the same work is done, and the answer is "mismatch". */
  check(password: unknown, encoded: string | undefined): Promise<PasswordCheck>;
  /** Encoded hash of a password that is in use already; the rules for new ones are not asked. */
  rehash(password: string): Promise<string>;
  close(): Promise<void>;
}

/** What the password must not repeat. */
export interface PasswordContext {
  readonly email?: string;
  readonly name?: string;
  /** Where the password stands in the request body, e.g. "/password". */
  readonly pointer?: string;
}

// Those of the most used passwords that have eight characters or more. Compared in lower case, without digits and signs at the end.
const COMMON = new Set(
  ("password passw0rd p@ssword p@ssw0rd qwertyui qwertyuiop qwerty asdfghjk asdfghjkl zxcvbnm 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 12345678 123456789 1234567890 87654321 11111111 00000000 " +
    "88888888 abcd1234 abc12345 iloveyou sunshine princess football baseball superman trustno1 welcome letmein administrator admin changeme default computer internet whatever " +
    "starwars michelle jennifer jordan23 metaloom пароль йцукенгш йцукен parola sifre şifre").split(" "),
);

const ENCODED = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/;

export function createPasswords(): Passwords {
  const argon2 = createArgon2();
  const { memorySize, iterations, parallelism } = ARGON2_PARAMETERS;
  const plain = (bytes: number): string => randomBytes(bytes).toString("base64").replace(/=+$/, "");
  // Verified when there is nothing to verify, for the time it takes. Random bytes: no password has this hash.
  const dummy = `$argon2id$v=19$m=${memorySize},t=${iterations},p=${parallelism}$${plain(16)}$${plain(32)}`;
  return {
    async hash(password, about = {}) {
      const issues = passwordIssues(password, about);
      if (issues.length > 0) throw new AppError("input:invalid", "This password cannot be used.", { issues });
      return argon2.hash(password.normalize("NFKC"));
    },
    async check(password, encoded) {
      const usable = typeof password === "string" && password.length > 0 && password.length <= PASSWORD_MAX_LENGTH;
      const matches = await argon2.verify(usable ? password.normalize("NFKC") : "-", (usable ? encoded : undefined) ?? dummy);
      return matches && usable && encoded !== undefined ? { kind: "match", outdated: isOutdated(encoded) } : { kind: "mismatch" };
    },
    rehash: (password) => argon2.hash(password.normalize("NFKC")),
    close: () => argon2.close(),
  };
}

/** True when the hash was made with other parameters than today's: hash the password anew at this sign-in. */
export function isOutdated(encoded: string): boolean {
  const found = ENCODED.exec(encoded);
  const { memorySize, iterations, parallelism } = ARGON2_PARAMETERS;
  return found === null || Number(found[1]) !== memorySize || Number(found[2]) !== iterations || Number(found[3]) !== parallelism;
}

/** What is wrong with a new password; empty when nothing is. */
export function passwordIssues(password: unknown, { email, name, pointer = "/password" }: PasswordContext = {}): Issue[] {
  if (typeof password !== "string") return [{ pointer, code: "type", message: "The password must be a text." }];
  if (password.length < PASSWORD_MIN_LENGTH) return [{ pointer, code: "tooShort", message: `The password has fewer than ${PASSWORD_MIN_LENGTH} characters.`, remedy: "Take a longer one; several words are good." }];
  if (password.length > PASSWORD_MAX_LENGTH) return [{ pointer, code: "tooLong", message: `The password has more than ${PASSWORD_MAX_LENGTH} characters.` }];
  const lower = password.normalize("NFKC").toLowerCase();
  if (lower.trim() === "" || new Set(lower).size < 3) return [{ pointer, code: "tooSimple", message: "The password repeats one or two characters.", remedy: "Take several words." }];
  if (COMMON.has(lower) || COMMON.has(lower.replace(/[\d\W_]+$/u, ""))) return [{ pointer, code: "common", message: "This password is among the first that are tried.", remedy: "Take several unusual words." }];
  const personal = [email, email?.split("@")[0], name].filter((text): text is string => text !== undefined && text.length >= 4).map((text) => text.toLowerCase());
  if (personal.includes(lower)) return [{ pointer, code: "personal", message: "The password is your own name or address.", remedy: "Take words that have nothing to do with you." }];
  return [];
}
