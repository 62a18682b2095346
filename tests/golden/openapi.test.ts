/** The OpenAPI document: valid by the published schema, one golden example, and the shapes real answers have. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { openApiDocument } from "../../server/openapi";
import { routes } from "../../server/routes";
import { loadDocuments, modelOf, packDocuments } from "../helpers/fixtures";

const GOLDEN = fileURLToPath(new URL("./openapi.desk.json", import.meta.url));
const documentOf = (...packs: readonly string[]) => openApiDocument(modelOf(loadDocuments(packDocuments("core", ...packs))), routes, "metaloom");

describe("the OpenAPI document", () => {
  it.each([["desk"], ["crm"], ["sales"]])("of %s is valid OpenAPI 3.1 whose references all lead somewhere", async (pack) => {
    const validator = new Validator();
    const document = JSON.parse(JSON.stringify(documentOf(pack))) as Record<string, unknown>;
    const { valid, errors } = await validator.validate(document);
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(validator.version).toBe("3.1");
    expect(() => validator.resolveRefs({ specification: document })).not.toThrow();
  });

  it("names the entities of the CRM in schemas and paths", () => {
    const { paths, components } = documentOf("crm");
    for (const name of ["organisation", "lead", "deal"]) {
      expect(components["schemas"]).toHaveProperty([name]);
      expect(paths).toHaveProperty([`/api/v1/records/${name}`, "get"]);
      expect(paths).toHaveProperty([`/api/v1/records/${name}/{id}`, "patch"]);
    }
  });

  it("has an operation of its own name for every route", () => {
    const { paths } = documentOf("desk");
    const ids = Object.values(paths).flatMap((path) => Object.values(path).map((operation) => (operation as { operationId: string }).operationId));
    expect(new Set(ids).size).toBe(ids.length);
    const found = Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`));
    for (const { method, url } of routes) {
      const pattern = new RegExp(`^${method} /api/v1${url.replace(/:entity/, "(\\{entity\\}|ticket)").replace(/:action/, "close").replace(/:(\w+)/g, "\\{$1\\}")}$`);
      expect(found.some((path) => pattern.test(path)), `${method} ${url}`).toBe(true);
    }
  });

  it("of the pack desk is the one of tests/golden/openapi.desk.json (to accept a change: npm run golden -- --update)", () => {
    const { info, components, paths } = documentOf("desk");
    const records = Object.fromEntries(Object.entries(paths).filter(([path]) => path.startsWith("/api/v1/records/ticket")));
    const text = JSON.stringify({ info, paths: records, components }, null, 1) + "\n";
    if (process.env.METALOOM_GOLDEN === "update") writeFileSync(GOLDEN, text);
    expect(text).toBe(readFileSync(GOLDEN, "utf8"));
  });
});
