/*
 * Says so when there is no connection. It keeps nothing: answers of the API and pages belong to one person and one moment, and scripts,
 * whose names change with their content, are kept by the browser itself, without asking this worker first.
 */
/** Of the one page that is made here. */
const WORDS = {
  en: ["No connection", "This page needs the server. What you typed in open windows is still there.", "Try again"],
  ru: ["Нет связи", "Этой странице нужен сервер. Всё, что вы набрали в открытых окнах, сохранилось.", "Повторить"],
  uk: ["Немає зв’язку", "Цій сторінці потрібен сервер. Усе, що ви набрали у відкритих вікнах, збереглося.", "Спробувати ще раз"],
  tr: ["Bağlantı yok", "Bu sayfa sunucuya ihtiyaç duyar. Açık pencerelerde yazdıklarınız duruyor.", "Tekrar dene"],
};
const language = new URL(self.location.href).searchParams.get("language") ?? "en";

self.addEventListener("install", (event) => {
  // Everything but pages goes its way without waking the worker, where the browser knows how.
  const modes = ["cors", "no-cors", "same-origin"].map((requestMode) => ({ requestMode }));
  event.addRoutes?.({ condition: { or: modes }, source: "network" }).catch(() => undefined);
  event.waitUntil(self.skipWaiting());
});

self.addEventListener("activate", (event) => {
  const begin = async () => {
    // Of former versions, which kept scripts.
    for (const name of await caches.keys()) if (name.startsWith("metaloom-")) await caches.delete(name);
    // A page is asked for while the worker wakes.
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  };
  event.waitUntil(begin());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || request.mode !== "navigate" || url.origin !== self.location.origin || url.pathname.startsWith("/api/")) return;
  event.respondWith(page(event).catch(offline));
});

const page = async ({ request, preloadResponse }) => (await preloadResponse) ?? fetch(request);

function offline() {
  const [title, text, again] = WORDS[language] ?? WORDS.en;
  const style = "body{font:15px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-content:center;text-align:center;padding:24px;color-scheme:light dark;background:light-dark(#fff,#121316);color:light-dark(#17181c,#ebecf0)}h1{font-size:20px;margin:0 0 8px}p{max-width:28rem}a{color:light-dark(#4642c9,#a9a7ff)}";
  const html = `<!doctype html><html lang="${WORDS[language] ? language : "en"}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style><main><h1>${title}</h1><p>${text}</p><a href="">${again}</a></main></html>`;
  return new Response(html, { status: 503, headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'", "cache-control": "no-store" } });
}
