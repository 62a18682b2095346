/** The page of a host that is no workspace. Made without Next and without a database: there is no workspace to ask. */
import type { FastifyReply, FastifyRequest } from "fastify";

const WORDS = {
  en: { title: "There is no workspace at this address", text: "Check the first part of the address. If it is right, ask whoever gave it to you." },
  ru: { title: "По этому адресу нет рабочего пространства", text: "Проверьте первую часть адреса. Если она верна, спросите того, кто вам его дал." },
  uk: { title: "За цією адресою немає робочого простору", text: "Перевірте першу частину адреси. Якщо вона правильна, запитайте того, хто вам її дав." },
  tr: { title: "Bu adreste bir çalışma alanı yok", text: "Adresin ilk bölümünü kontrol edin. Doğruysa size bu adresi veren kişiye sorun." },
} as const;

type Language = keyof typeof WORDS;

const STYLE = `:root{color-scheme:light dark}body{margin:0;min-height:100dvh;display:grid;place-content:center;padding:24px;font:16px/1.5 system-ui,sans-serif;color:light-dark(#17181c,#ebecf0);background:light-dark(#fff,#121316)}main{max-width:26rem}h1{margin:0 0 8px;font-size:20px;line-height:1.3;font-weight:600}p{margin:0;color:light-dark(#474b57,#b9bcc7)}`;

/** The first language of the browser that we speak. */
function languageOf(request: FastifyRequest): Language {
  const wanted = (request.headers["accept-language"] ?? "").split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find((language): language is Language => Object.hasOwn(WORDS, language)) ?? "en";
}

/** True for the address bar of a browser; programs get problem+json. */
export const wantsPage = (request: FastifyRequest): boolean => !request.url.startsWith("/api/") && (request.headers.accept ?? "").includes("text/html");

export function sendNoWorkspace(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request);
  const { title, text } = WORDS[language];
  const page = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>\n`;
  return reply.code(404).type("text/html; charset=utf-8").header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'").header("cache-control", "no-store").send(page);
}
