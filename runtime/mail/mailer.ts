/**
 * Letters. *Mailer*: the port through which a letter leaves; smtp.ts is its implementation. A letter has one recipient; an attachment
 * is bytes that were made for it, never a path or an address, and there is no raw message, so nothing typed by a user can read a file
 * or add a header.
 */
import { AppError } from "../kernel";
import { normaliseEmail } from "../kernel/email";

export interface Mail {
  /** One plain address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly Attachment[];
  /** Address that ends letters of this kind by one POST without a sign-in (RFC 8058). */
  readonly unsubscribe?: string;
  /** Same id for every attempt to send the same letter: mail programs drop the second copy. */
  readonly messageId?: string;
}

export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

/** Bytes of all attachments of a letter; most servers refuse more. */
export const MAIL_LIMITS = { attachmentBytes: 10 * 1024 * 1024, attachments: 5 } as const;

export interface Mailer {
  /** Resolves when the next server has accepted the letter; throws otherwise. */
  send(mail: Mail): Promise<void>;
  close(): Promise<void>;
}

const KEYS = new Set(["to", "subject", "text", "html", "messageId", "attachments", "unsubscribe"]);
const BREAKS = /[\r\n\0\u2028\u2029]/;

/** Throws AppError("input:invalid") for a letter that would say more than it seems to. Every Mailer calls it first. */
export function checkMail(mail: Mail): Mail {
  const refuse = (pointer: string, message: string): never => {
    throw new AppError("input:invalid", "The letter cannot be sent.", { issues: [{ pointer, code: "mail", message }] });
  };
  const unknown = Object.keys(mail).find((key) => !KEYS.has(key));
  if (unknown !== undefined) refuse(`/${unknown}`, `A letter has no "${unknown}".`);
  for (const key of ["to", "subject", "messageId"] as const) {
    const value: unknown = mail[key];
    if (value === undefined && key === "messageId") continue;
    if (typeof value !== "string" || BREAKS.test(value) || value.length > 500) refuse(`/${key}`, `"${key}" must be one line of text.`);
  }
  if (mail.unsubscribe !== undefined && !/^https?:\/\/[^\s<>",\u2028\u2029]{1,4000}$/.test(mail.unsubscribe)) refuse("/unsubscribe", '"unsubscribe" must be one address of a page.');
  for (const key of ["text", "html"] as const) {
    const value: unknown = mail[key];
    if (value !== undefined && typeof value !== "string") refuse(`/${key}`, `"${key}" must be text.`);
  }
  for (const attachment of mail.attachments ?? []) {
    const strange = Object.keys(attachment).find((key) => !["name", "mediaType", "content"].includes(key));
    if (strange !== undefined || !(attachment.content instanceof Uint8Array)) refuse("/attachments", "An attachment is a name, a media type and bytes.");
    if (!/^[^\r\n\0/\\"\u2028\u2029]{1,200}$/.test(attachment.name) || !/^[a-z0-9.+/; =-]{3,120}$/i.test(attachment.mediaType)) refuse("/attachments", "The name or media type of an attachment is not usable.");
  }
  const bytes = (mail.attachments ?? []).reduce((sum, { content }) => sum + content.byteLength, 0);
  if (bytes > MAIL_LIMITS.attachmentBytes || (mail.attachments?.length ?? 0) > MAIL_LIMITS.attachments) refuse("/attachments", "The attachments are too large for a letter.");
  if (normaliseEmail(mail.to) === undefined) refuse("/to", "This is not one plain e-mail address.");
  return mail;
}
