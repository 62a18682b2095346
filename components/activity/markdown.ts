import { Marked, type Tokens } from "marked";
import { leadingMention, type Mention } from "../../runtime/activity/mentions";
import { cleanHtml } from "../fields/kinds/html";

interface MentionToken extends Tokens.Generic {
  readonly mention: Mention;
}

/** Markdown of a post as clean HTML. HTML in it is shown as the text it is; people named stand under their present names. */
export function postHtml(body: string, people: readonly { readonly id: string; readonly title: string }[]): string {
  const names = new Map(people.map(({ id, title }) => [id, title]));
  const reader = new Marked({
    gfm: true,
    breaks: true,
    renderer: { html: ({ text }) => escaped(text) },
    extensions: [
      {
        name: "mention",
        level: "inline",
        start: (text) => text.indexOf("@["),
        tokenizer(text): MentionToken | undefined {
          const found = leadingMention(text);
          return found && { type: "mention", raw: found.raw, mention: found.mention };
        },
        renderer: (token) => {
          const { id, name } = (token as MentionToken).mention;
          return `<span data-mention="${id}">@${escaped(names.get(id) ?? name)}</span>`;
        },
      },
    ],
  });
  return cleanHtml(reader.parse(body, { async: false }));
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
