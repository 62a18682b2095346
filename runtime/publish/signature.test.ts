import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { packSource } from "./pack-folder";
import { newSigningKeys, packDigest, signerOf, signPack } from "./signature";

const files = new Map([["pack.json", JSON.stringify({ id: "tiny", name: "tiny", version: "1.0.0", label: "Tiny", language: "en" })], ["README.md", "# Tiny"]]);
const keys = newSigningKeys();
const signed = signPack(files, keys.privateKey);

describe("a signed pack", () => {
  it("is taken, says who signed it, and has the digest it had without the signature", () => {
    expect(signerOf(packSource(signed).files)).toBe(keys.publicKey);
    expect(packDigest(signed)).toBe(packDigest(files));
    expect(signerOf(files)).toBeUndefined();
  });

  it("is refused when one byte of any file changed, a file came or went, or the signature is another's", () => {
    const refused = (change: (pack: Map<string, string>) => void): unknown => {
      const pack = new Map(signed);
      change(pack);
      try { return packSource(pack) && undefined; } catch (error) { return (error as { message: string }).message; }
    };
    expect(refused((pack) => pack.set("README.md", "# Tiny "))).toBe("The pack was changed after it was signed.");
    expect(refused((pack) => pack.delete("README.md"))).toBe("The pack was changed after it was signed.");
    expect(refused((pack) => pack.set("NOTICE", "new"))).toBe("The pack was changed after it was signed.");
    expect(refused((pack) => pack.set("SIGNATURE", signed.get("SIGNATURE")!.replace(keys.publicKey, newSigningKeys().publicKey)))).toBe("The signature does not fit the pack.");
    expect(refused((pack) => pack.set("SIGNATURE", signed.get("SIGNATURE")!.replace(keys.publicKey, "AAAA")))).toBe("The file SIGNATURE holds no Ed25519 key.");
    expect(refused((pack) => pack.set("SIGNATURE", "{}"))).toBe("The file SIGNATURE cannot be read.");
  });

  it("is not made with a key of another kind", () => {
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "pem", type: "pkcs8" }).toString();
    expect(() => signPack(files, rsa)).toThrow("another kind");
    expect(() => signPack(files, "hello")).toThrow("no private key");
  });
});
