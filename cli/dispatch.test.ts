import { describe, expect, it } from "vitest";
import { groupAsked, helpFor, helpForGroup, readCall } from "./dispatch";
import { COMMANDS } from "./registry";

describe("the command line", () => {
  it("finds a command and its options", async () => {
    expect(await readCall(["backup", "all.metaloom", "--force", "--json"])).toMatchObject({ name: "backup", args: ["all.metaloom"], options: { force: true, json: true } });
    expect(await readCall(["serve", "--no-worker"])).toMatchObject({ name: "serve", options: { worker: false } });
  });
  it("suggests the command that was meant", async () => {
    await expect(readCall(["docter"])).rejects.toMatchObject({ code: "input:invalid", remedy: "Did you mean `metaloom doctor`?" });
  });
  it("answers unknown options and missing arguments with the usage", async () => {
    await expect(readCall(["backup"])).rejects.toMatchObject({ remedy: "Usage: metaloom backup <file> [--force]" });
    await expect(readCall(["migrate", "--quickly"])).rejects.toMatchObject({ code: "input:invalid", message: expect.stringContaining("--quickly") });
  });
  it("describes every command and every option", async () => {
    const help = await helpForGroup("");
    for (const [name, load] of Object.entries(COMMANDS)) {
      const { command } = await load();
      expect(help).toContain(`  ${name} `);
      for (const option of Object.keys(command.options ?? {})) expect(helpFor(name, command)).toContain(`--${option}`);
    }
  });
  it("lists the commands of a group", async () => {
    expect([["pack"], ["pack", "--help"], [], ["-h"]].map(groupAsked)).toEqual(["pack", "pack", "", ""]);
    expect([["pack", "list"], ["doctor", "--help"], ["pac"]].map(groupAsked)).toEqual([undefined, undefined, undefined]);
    expect(await helpForGroup("apikey")).toContain("  apikey add  ");
    expect(await helpForGroup("apikey")).not.toContain("pack");
  });
});
