/** The simulation of processes (npm run sim) finds what is broken, and the same seed is the same world. */
import { describe, expect, it } from "vitest";
import type { Fault } from "../simulation/memory";
import { simulate } from "../simulation/simulate";

const FAULTS: Readonly<Record<Fault, string>> = {
  fence: "a worker whose lease is over writes all the same", torn: "a death leaves half a transaction behind", twice: "a job is done and stays", revive: "an ended instance counts as running",
  lostJobs: "a job is forgotten",
};

describe("the simulation of processes", () => {
  it("finds nothing broken in the first seeds", async () => {
    for (let seed = 1; seed <= 60; seed++) expect(await simulate(seed)).toMatchObject({ seed, broken: [] });
  });

  it("is the same world for the same seed", async () => {
    const [one, two, other] = [await simulate(11), await simulate(11), await simulate(12)];
    expect(one.trace).toEqual(two.trace);
    expect(one.digest).not.toBe(other.digest);
  });

  it.each(Object.entries(FAULTS) as [Fault, string][])("notices it when %s: %s", async (fault) => {
    let found: readonly string[] = [];
    for (let seed = 1; seed <= 300 && found.length === 0; seed++) found = (await simulate(seed, { fault })).broken;
    expect(found).not.toEqual([]);
  });
});
