import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { pdfHasProgram } from "./pdf-script";

const pdf = (...parts: (string | Buffer)[]): Buffer => Buffer.concat([Buffer.from("%PDF-1.7\n"), ...parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)), Buffer.from("\n%%EOF")]);
const stream = (dictionary: string, contents: Buffer): Buffer => Buffer.concat([Buffer.from(`5 0 obj<<${dictionary}/Length ${contents.length}>>stream\n`), contents, Buffer.from("\nendstream endobj\n")]);
const ACTION = "1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj";

describe("programs in a PDF", () => {
  it("are not found where there are none, compressed objects and pictures included", () => {
    expect(pdfHasProgram(pdf("1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj"))).toBe(false);
    expect(pdfHasProgram(pdf(stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", deflateSync("9 0 <</Type/Page>>")), stream("/Subtype/Image/Filter/DCTDecode", Buffer.from("\xff\xd8 /JS stream"))))).toBe(false);
  });

  it("are found as they are, with letters in disguise, and in compressed objects", () => {
    expect(pdfHasProgram(pdf(ACTION))).toBe(true);
    expect(pdfHasProgram(pdf(ACTION.replace("/JavaScript", "/J#61va#53cript")))).toBe(true);
    expect(pdfHasProgram(pdf(stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", deflateSync(ACTION))))).toBe(true);
    expect(pdfHasProgram(pdf(stream("/Type/Obj#53tm/Filter[/FlateDecode]", deflateSync(ACTION))))).toBe(true);
    expect(pdfHasProgram(pdf("1 0 obj<</AcroForm<</XFA 3 0 R>>>>endobj"))).toBe(true);
  });

  it("are taken to be in what cannot be looked into", () => {
    expect(pdfHasProgram(pdf(stream("/Type/ObjStm/Filter/FlateDecode", Buffer.from("not packed"))))).toBe(true);
    expect(pdfHasProgram(pdf(stream("/Type/ObjStm/Filter/LZWDecode", deflateSync("x"))))).toBe(true);
    expect(pdfHasProgram(pdf(stream(`/Type/ObjStm/Filter/FlateDecode${" ".repeat(3000)}`, deflateSync(ACTION))))).toBe(true);
    expect(pdfHasProgram(pdf("7 0 obj<</Type/ObjStm>>endobj"))).toBe(true);
  });
});
