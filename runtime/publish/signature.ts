/**
 * Digest and signature of a pack. The *digest* is SHA-256 over names and contents of its files, SIGNATURE left out; the file SIGNATURE
 * says who vouches for it (Ed25519). A signature that is there must fit; whether its key is to be trusted says whoever installs.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from "node:crypto";
import { AppError } from "../kernel";
import { parseJson } from "../model/json";
import { isObject } from "../model/patch";
import { digestOf, treeOf, type Files } from "./tree";

const SIGNATURE = "SIGNATURE";

/** Hex; equal exactly when every file but SIGNATURE is. */
export function packDigest(files: Files): string {
  return digestOf(treeOf(new Map([...files].filter(([path]) => path !== SIGNATURE))));
}

const signedText = (digest: string): Buffer => Buffer.from(`metaloom pack ${digest}`, "utf8");
const publicKey = (base64: string): KeyObject => createPublicKey({ key: Buffer.from(base64, "base64"), format: "der", type: "spki" });
const text = (key: KeyObject): string => key.export({ format: "der", type: "spki" }).toString("base64");

interface Signature {
  readonly algorithm: "ed25519";
  /** Base64 of the DER form. */
  readonly publicKey: string;
  readonly digest: string;
  readonly signature: string;
}

function read(files: Files): Signature | undefined {
  const json = parseJson(files.get(SIGNATURE) ?? "");
  const value = json.ok ? json.value : undefined;
  const isWhole = isObject(value) && value["algorithm"] === "ed25519" && ["publicKey", "digest", "signature"].every((key) => typeof value[key] === "string");
  return isWhole ? (value as unknown as Signature) : undefined; // each key was looked at above
}

/** Public key of whoever signed the pack; undefined when nobody did. */
export const signerOf = (files: Files): string | undefined => read(files)?.publicKey;

/** What is wrong with the signature; undefined when there is none, or it fits. */
export function checkSignature(files: Files): string | undefined {
  if (!files.has(SIGNATURE)) return undefined;
  const signature = read(files);
  if (!signature) return "The file SIGNATURE cannot be read.";
  if (signature.digest !== packDigest(files)) return "The pack was changed after it was signed.";
  try {
    return verify(null, signedText(signature.digest), publicKey(signature.publicKey), Buffer.from(signature.signature, "base64")) ? undefined : "The signature does not fit the pack.";
  } catch {
    return "The file SIGNATURE holds no Ed25519 key."; // node:crypto throws for anything that is no key
  }
}

/** Files with SIGNATURE. `privateKey`: PEM. @throws AppError input:invalid for another kind of key. */
export function signPack(files: Files, privateKey: string): Files {
  const key = privateKeyOf(privateKey);
  const digest = packDigest(files);
  const signature: Signature = { algorithm: "ed25519", publicKey: text(createPublicKey(key)), digest, signature: sign(null, signedText(digest), key).toString("base64") };
  return new Map([...files, [SIGNATURE, `${JSON.stringify(signature, null, 2)}\n`]]);
}

function privateKeyOf(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch (cause) {
    throw new AppError("input:invalid", "The file holds no private key.", { remedy: "Make one: `metaloom pack keygen <file>`.", cause });
  }
  throw new AppError("input:invalid", "The key is of another kind than Ed25519.", { remedy: "Make one: `metaloom pack keygen <file>`." });
}

/** A new pair: the private half as PEM, the public one as the text that --trust takes. */
export function newSigningKeys(): { readonly privateKey: string; readonly publicKey: string } {
  const pair = generateKeyPairSync("ed25519");
  return { privateKey: pair.privateKey.export({ format: "pem", type: "pkcs8" }).toString(), publicKey: text(pair.publicKey) };
}
