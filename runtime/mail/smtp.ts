/** Mailer by SMTP (nodemailer). */
import { createTransport } from "nodemailer";
import { AppError } from "../kernel";
import { normaliseEmail } from "../kernel/email";
import { checkMail, type Mailer } from "./mailer";

export interface SmtpOptions {
  /** "smtp://user:password@host:587" (STARTTLS when offered) or "smtps://…:465". */
  readonly url: string;
  /** Sender address. */
  readonly from: string;
  readonly fromName?: string;
}

/** Throws AppError("internal") when the settings are wrong; the connection is made with the first letter. */
export function createSmtpMailer(options: SmtpOptions): Mailer {
  const { hostname, port, protocol, username, password } = parseUrl(options.url);
  const from = normaliseEmail(options.from);
  if (from === undefined) throw new AppError("internal", "SMTP_FROM is not one plain e-mail address.", { remedy: 'Write it like "crm@example.com".' });
  const transport = createTransport({
    host: hostname,
    port: port === "" ? (protocol === "smtps:" ? 465 : 587) : Number(port),
    secure: protocol === "smtps:",
    ...(username === "" ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000,
    disableFileAccess: true, disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const { to, subject, text, html, messageId, unsubscribe, attachments = [] } = checkMail(mail);
      await transport.sendMail({
        from: { name: options.fromName ?? "Metaloom", address: from }, to: { name: "", address: to }, subject, text, html, messageId,
        attachments: attachments.map(({ name, mediaType, content }) => ({ filename: name, contentType: mediaType, content: Buffer.from(content) })),
        headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", ...(unsubscribe === undefined ? {} : { "List-Unsubscribe": `<${unsubscribe}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }) },
        disableFileAccess: true, disableUrlAccess: true,
      });
    },
    close: async () => transport.close(),
  };
}

function parseUrl(text: string): URL {
  try {
    const url = new URL(text);
    if (url.protocol === "smtp:" || url.protocol === "smtps:") return url;
  } catch {
    // said below, without repeating the password that may stand in it
  }
  throw new AppError("internal", "SMTP_URL is not an address of a mail server.", { remedy: 'Write it like "smtp://user:password@mail.example.com:587".' });
}
