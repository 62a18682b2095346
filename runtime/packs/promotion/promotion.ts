/** A promotion: packs that bring what was made here to another installation, whole or by item, with reference data. */
import { canonicalText } from "../../model/canonical";
import type { LoadResult } from "../../model/loading";
import { LOCAL_PACK } from "../../model/source";
import { packsIn, type Files, type PackSource } from "../../publish";
import type { Queries, QueryContext } from "../../queries";
import { referenceData, type DataWish } from "./reference-data";
import { selectItems, type PromotionItem } from "./select";

export interface PromotionWish extends DataWish {
  /** Ids of items; none = everything. */
  readonly items: readonly string[];
}

export interface Promotion {
  /** Installed packs with their requirements first, what was made here last. */
  readonly packs: readonly PackSource[];
  readonly chosen: readonly string[];
  /** Taken along: id → why. */
  readonly along: ReadonlyMap<string, string>;
  /** Entity → records that go along. */
  readonly records: ReadonlyMap<string, number>;
  readonly leftOut: readonly string[];
}

interface PromotionDeps {
  readonly files: Files;
  readonly items: readonly PromotionItem[];
  readonly load: (files: Files) => LoadResult;
  readonly queries: Queries;
  readonly call: QueryContext;
}

/** @throws AppError input:invalid, metadata:invalid (see selectItems, referenceData), limit:exceeded, state:wrong when there is nothing to promote. */
export async function makePromotion({ files, items, load, queries, call }: PromotionDeps, wish: PromotionWish): Promise<Promotion> {
  const selection = wish.items.length === 0 ? { files, chosen: items.map(({ id }) => id), along: new Map<string, string>() } : selectItems(files, items, wish.items, load);
  const data = await referenceData(queries, call, wish);
  const seeds = [...data.seeds].map(([name, body]) => [`${LOCAL_PACK}/seed/${name}.json`, canonicalText("seed", body)] as const);
  const packs = packsIn(new Map([...selection.files, ...seeds])).filter(({ name }) => name !== "core");
  return { packs, chosen: selection.chosen, along: selection.along, leftOut: data.leftOut, records: new Map([...data.seeds.values()].filter((body) => wish.data.includes(String(body["entity"]))).map((body) => [String(body["entity"]), (body["records"] as readonly unknown[]).length])) };
}
