/** Once per run of the integration tests: cluster, templates. */
import type { TestProject } from "vitest/node";
import { prepareDatabases, type Prepared } from "./test-databases";

declare module "vitest" {
  export interface ProvidedContext {
    databases: Prepared;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { prepared, remove } = await prepareDatabases();
  project.provide("databases", prepared);
  return remove;
}
