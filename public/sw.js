/*
 * Keeps the static shell: scripts and styles, whose names change with their content, and pictures. Answers of the API and pages are
 * never kept: they belong to one person and one moment. Without a connection a page says so.
 */
const CACHE = "metaloom-static-1";
const KEPT = 300;
const PICTURES = ["/icon.svg", "/icons.svg", "/icon-192.png"];
/** Of the one page that is made here. */
const WORDS = {
  en: ["No connection", "This page needs the server. What you typed in open windows is still there.", "Try again"],
  ru: ["Нет связи", "Этой странице нужен сервер. Всё, что вы набрали в открытых окнах, сохранилось.", "Повторить"],
  uk: ["Немає зв’язку", "Цій сторінці потрібен сервер. Усе, що ви набрали у відкритих вікнах, збереглося.", "Спробувати ще раз"],
  tr: ["Bağlantı yok", "Bu sayfa sunucuya ihtiyaç duyar. Açık pencerelerde yazdıklarınız duruyor.", "Tekrar dene"],
};
const language = new URL(self.location.href).searchParams.get("language") ?? "en";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(PICTURES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys()) if (name.startsWith("metaloom-") && name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(old());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && !url.pathname.startsWith("/api/")) event.respondWith(fetch(request).catch(offline));
  else if (url.pathname.startsWith("/_next/static/")) event.respondWith(kept(request));
  // Their names stay when they change: what is kept is for bad days only.
  else if (PICTURES.includes(url.pathname)) event.respondWith(fetch(request).catch(() => caches.match(request)));
});

/** From the cache, else from the server and into the cache; the oldest make room. */
async function kept(request) {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    const keys = await cache.keys();
    for (const key of keys.slice(0, Math.max(0, keys.length - KEPT))) await cache.delete(key);
  }
  return answer;
}

function offline() {
  const [title, text, again] = WORDS[language] ?? WORDS.en;
  const style = "body{font:15px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-content:center;text-align:center;padding:24px;color-scheme:light dark;background:light-dark(#fff,#121316);color:light-dark(#17181c,#ebecf0)}h1{font-size:20px;margin:0 0 8px}p{max-width:28rem}a{color:light-dark(#4642c9,#a9a7ff)}";
  const html = `<!doctype html><html lang="${WORDS[language] ? language : "en"}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style><main><h1>${title}</h1><p>${text}</p><a href="">${again}</a></main></html>`;
  return new Response(html, { status: 503, headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'", "cache-control": "no-store" } });
}
