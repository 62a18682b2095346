import { describe, expect, it } from "vitest";
import { urlOfWorkspace, workspaceOfHost } from "./host";
import { checkWorkspaceName, DEFAULT_WORKSPACE, folderOf, isWorkspaceName, schemasOf } from "./name";

describe("the workspace of a host", () => {
  it.each([
    ["acme.example.com", "acme"],
    ["ACME.Example.COM:3000", "acme"],
    ["acme.example.com.", "acme"],
    ["north-2.example.com", "north-2"],
    ["example.com", DEFAULT_WORKSPACE],
    ["example.com:443", DEFAULT_WORKSPACE],
    ["127.0.0.1:3000", DEFAULT_WORKSPACE],
    ["[::1]:3000", DEFAULT_WORKSPACE],
    ["notexample.com", DEFAULT_WORKSPACE],
    ["acme.example.com.evil.example", DEFAULT_WORKSPACE],
    ["", DEFAULT_WORKSPACE],
    ["a.acme.example.com", undefined],
    ["default.example.com", undefined],
    [".example.com", undefined],
    ["-a.example.com", undefined],
    ["ws_acme.example.com", undefined],
    ["a--b.example.com", undefined],
    ["xn--80ak6aa92e.example.com", undefined],
    [`${"a".repeat(41)}.example.com`, undefined],
    ["acme'; drop.example.com", undefined],
  ])("%s → %s", (host, workspace) => expect(workspaceOfHost(host, "example.com")).toBe(workspace));

  it("is the default one where no domain is set", () => expect(workspaceOfHost("acme.example.com", undefined)).toBe(DEFAULT_WORKSPACE));
});

describe("a workspace", () => {
  it("has an address below the domain, with protocol and port of the installation", () => {
    expect(urlOfWorkspace("https://example.com", "example.com", "acme")).toBe("https://acme.example.com");
    expect(urlOfWorkspace("http://localhost:3000", "localhost", "acme")).toBe("http://acme.localhost:3000");
    expect(urlOfWorkspace("https://example.com", "example.com", DEFAULT_WORKSPACE)).toBe("https://example.com");
    expect(urlOfWorkspace(undefined, "example.com", "acme")).toBeUndefined();
  });
  it("has schemas and a folder of its own, and the default one those of always", () => {
    expect(schemasOf(DEFAULT_WORKSPACE)).toEqual({ system: "metaloom", records: "app" });
    expect(schemasOf("acme")).toEqual({ system: "ws_acme", records: "ws_acme_app" });
    expect(schemasOf("a".repeat(40)).records.length).toBeLessThanOrEqual(63);
    expect(folderOf("/data", DEFAULT_WORKSPACE)).toBe("/data");
    expect(folderOf("/data", "acme")).toBe("/data/workspaces/acme");
  });
  it("has a name that fits host names and schemas", () => {
    for (const name of ["a", "acme", "a1", "north-2", "a".repeat(40)]) expect(isWorkspaceName(name)).toBe(true);
    for (const name of ["", "A", "1a", "-a", "a-", "a_b", "a.b", "a--b", "../x", "a".repeat(41), "é"]) expect(isWorkspaceName(name)).toBe(false);
    expect(() => checkWorkspaceName(DEFAULT_WORKSPACE)).toThrow(expect.objectContaining({ code: "input:invalid" }));
  });
});
