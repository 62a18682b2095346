/** Seeds: records that packs bring along, people of demo data, the first administrator. */
export { applySeeds, type Seeded, type SeedDeps, type SeedInput } from "./apply";
export { seedsOf, type Seed } from "./documents";
