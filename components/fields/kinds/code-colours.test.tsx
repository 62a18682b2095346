import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { colourPieces } from "./code-colours";
import { ColouredCode } from "./coloured-code";

const LANGUAGES = ["text", "json", "sql", "javascript", "typescript", "html", "css", "xml", "yaml", "markdown", "python", "feel"];
const tones = (text: string, language: string) => colourPieces(text, language).filter((piece) => piece.tone !== "plain").map((piece) => `${piece.tone}:${piece.text}`);

describe("colours of code", () => {
  it("follow the language of the field", () => {
    expect(tones("select 'a', 1 from t -- all", "sql")).toEqual(["word:select", "text:'a'", "number:1", "word:from", "comment:-- all"]);
    expect(tones('{ "a": true } // no', "json")).toEqual(['text:"a"', "word:true"]);
    expect(tones("select 1", "javascript")).toEqual(["number:1"]);
    expect(tones("if x: return None # end", "python")).toEqual(["word:if", "word:return", "word:None", "comment:# end"]);
    expect(tones("select 1", "text")).toEqual([]);
    expect(renderToStaticMarkup(<ColouredCode text="SELECT <b>" language="sql" />)).toContain('<span class="text-(--tone-purple-ink)">SELECT</span>');
  });

  it("change no letter of the text, in any language", () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), fc.constantFrom(...LANGUAGES), (text, language) => {
      expect(colourPieces(text, language).map((piece) => piece.text).join("")).toBe(text);
    }));
  });
});
