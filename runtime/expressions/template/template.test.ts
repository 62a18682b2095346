import { describe, expect, it } from "vitest";
import { parseTemplate, pathsIn, TEMPLATE_LIMITS } from "./parse";
import { renderTemplate, TemplateError, type Filling } from "./render";

const now = new Date("2026-07-01T10:00:00Z");
const fill = (text: string, values: Filling["values"], more: Partial<Filling> = {}): string => {
  const { pieces, faults } = parseTemplate(text);
  expect(faults).toEqual([]);
  return renderTemplate(pieces, { values, now, timeZone: "UTC", language: "en", format: "text", ...more });
};
const faultsOf = (text: string): readonly string[] => parseTemplate(text).faults.map(({ line, message }) => `${line} ${message}`);

describe("a template", () => {
  it("puts values in, loops over line items and chooses; tags alone on a line leave no line behind", () => {
    const text = 'Dear {{record.name}},\n{{#each record.lines as line}}\n{{position}}. {{line.name}}: {{line.amount * 2}}\n{{/each}}\n{{#if count(record.lines) > 1}}\nMany\n{{else}}\nOne\n{{/if}}\n{{"}}"}}!';
    expect(fill(text, { record: { name: "Ada", lines: [{ name: "Pen", amount: 1.5 }, { name: "Ink", amount: 700 }] } })).toBe("Dear Ada,\n1. Pen: 3\n2. Ink: 1,400\nMany\n}}!");
    expect(fill(text, { record: { name: "Ada", lines: [] } })).toBe("Dear Ada,\nOne\n}}!");
    expect(fill("{{#each record.lines[amount > 1] as line}}{{line.amount}};{{/each}}", { record: { lines: [{ amount: 1 }, { amount: 2 }] } })).toBe("2;");
  });

  it("writes values as its language does: dates, moments, money, titles, lists, nothing", () => {
    const values = { day: "2026-03-08", at: "2026-03-08T12:30:00Z", sum: { amount: 1234.5, currency: "EUR" }, odd: { amount: 2, currency: "?" }, who: { id: "1", title: "Ada" }, all: ["a", "b"], none: null, yes: true };
    expect(fill("{{day}}|{{at}}|{{sum}}|{{odd}}|{{who}}|{{all}}|{{none}}|{{yes}}", values, { timeZone: "Europe/Kyiv" }).replace(/\s/g, " ")).toBe("March 8, 2026|March 8, 2026 at 2:30 PM|€1,234.50|2.00 ?|Ada|a, b||✓");
    expect(fill("{{day}} {{sum}}", values, { language: "ru" }).replace(/\s/g, " ")).toBe("8 марта 2026 г. 1 234,50 €");
  });

  it("lets values be no markup", () => {
    const values = { name: '<script>alert("1")</script>\n*x* | [y](z)' };
    expect(fill("<b>{{name}}</b>", values, { format: "html" })).toBe("<b>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;<br>*x* | [y](z)</b>");
    expect(fill("| {{name}} |", values, { format: "markdown" })).toBe('| \\<script\\>alert("1")\\</script\\> \\*x\\* \\| \\[y\\](z) |');
  });

  it("says what is wrong and on which line", () => {
    expect(faultsOf("a\n{{record.")).toEqual(["2 {{ is not closed."]);
    expect(faultsOf("{{#each lines as line}}")).toEqual(["1 {{#each}} is not closed."]);
    expect(faultsOf("{{#if a}}\n{{/each}}\n{{/if}}{{else}}")).toEqual(["2 {{/each}} closes nothing.", "3 {{else}} belongs to no {{#if}}."]);
    expect(faultsOf("\n\n{{#each lines}}{{/each}}")).toEqual(["3 {{#each lines}} means nothing."]);
    expect(faultsOf("{{1 +}}")[0]).toMatch(/^1 “1 \+” cannot be read: /);
    expect(faultsOf("{{#if a}}".repeat(TEMPLATE_LIMITS.depth + 1) + "{{/if}}".repeat(TEMPLATE_LIMITS.depth + 1))).toHaveLength(1);
    expect(faultsOf("x".repeat(TEMPLATE_LIMITS.length + 1))).toHaveLength(1);
    expect(() => fill("x\n{{colour}}", {})).toThrow("Line 2: “colour” asks for “colour”");
    expect(() => fill("{{#each a as b}}{{/each}}", { a: 1 })).toThrow(TemplateError);
    expect(() => fill("{{#each a as b}}{{#each a as c}}{{c}}{{/each}}{{/each}}", { a: Array.from({ length: 1000 }, () => "long text") })).toThrow(/more than 1000000 characters/);
  });

  it("knows which paths it reads, items of loops included", () => {
    const { pieces } = parseTemplate("{{record.client.city}}{{#each record.lines as line}}{{line.product.code}}{{#each line.parts as part}}{{part.name}}{{/each}}{{/each}}{{#if paid}}{{words.stage}}{{/if}}");
    expect(pathsIn(pieces).map(({ path }) => path.join("."))).toEqual(["record.client.city", "record.lines", "record.lines.product.code", "record.lines.parts", "record.lines.parts.name", "paid", "words.stage"]);
  });
});
