/**
 * A person's *desk*: what he keeps at hand wherever he signs in. Favourites (records marked with a star), recent (records opened
 * last) and small settings of the screens. It lies in users.settings; entities are named by id, which a rename does not change.
 */
import { sql } from "kysely";
import type { Queryable, Database } from "../db/pool";
import { sys } from "../db/schemas";
import { AppError } from "../kernel";

export const DESK_LIMITS = { favourites: 100, recent: 30 } as const;

export interface Place {
  /** Id of the entity, not its name. */
  readonly entity: string;
  readonly id: string;
}

export interface DeskSettings {
  readonly theme?: "system" | "light" | "dark";
  readonly density?: "comfortable" | "compact";
  /** The tour was seen or waved away. */
  readonly tourDone?: boolean;
}

export interface Desk {
  readonly settings: DeskSettings;
  readonly favourites: readonly Place[];
  readonly recent: readonly Place[];
}

const deskOf = (kept: Partial<Desk> | null | undefined): Desk => ({ settings: kept?.settings ?? {}, favourites: kept?.favourites ?? [], recent: kept?.recent ?? [] });

export async function readDesk(db: Queryable, userId: string): Promise<Desk> {
  const [row] = await db.run<{ desk: Partial<Desk> | null }>(sql`select settings->'desk' as desk from ${sys("users")} where id = ${userId}::uuid`);
  return deskOf(row?.desk);
}

/** Two windows of one person change the desk one after the other. */
async function changeDesk(db: Database, userId: string, change: (desk: Desk) => Desk): Promise<Desk> {
  return db.transaction(async (tx) => {
    const [row] = await tx.run<{ desk: Partial<Desk> | null }>(sql`select settings->'desk' as desk from ${sys("users")} where id = ${userId}::uuid for update`);
    const desk = change(deskOf(row?.desk));
    await tx.change(sql`update ${sys("users")} set settings = settings || jsonb_build_object('desk', ${JSON.stringify(desk)}::jsonb) where id = ${userId}::uuid`);
    return desk;
  });
}

const others = (places: readonly Place[], place: Place): readonly Place[] => places.filter(({ entity, id }) => entity !== place.entity || id !== place.id);

export const changeDeskSettings = (db: Database, userId: string, settings: DeskSettings): Promise<Desk> => changeDesk(db, userId, (desk) => ({ ...desk, settings: { ...desk.settings, ...settings } }));

/** Puts a star on a record. @throws AppError input:invalid when there are too many. */
export const addFavourite = (db: Database, userId: string, place: Place): Promise<Desk> =>
  changeDesk(db, userId, (desk) => {
    const kept = others(desk.favourites, place);
    if (kept.length >= DESK_LIMITS.favourites) throw new AppError("input:invalid", `You have ${kept.length} favourites; more are not kept.`, { issues: [{ pointer: "", code: "tooMany", message: `At most ${DESK_LIMITS.favourites} favourites are kept.`, remedy: "Take the star from one you do not need any more." }] });
    return { ...desk, favourites: kept.length === desk.favourites.length ? [...kept, place] : desk.favourites };
  });

export const removeFavourite = (db: Database, userId: string, place: Place): Promise<Desk> => changeDesk(db, userId, (desk) => ({ ...desk, favourites: others(desk.favourites, place) }));

export const addRecent = (db: Database, userId: string, place: Place): Promise<Desk> => changeDesk(db, userId, (desk) => ({ ...desk, recent: [place, ...others(desk.recent, place)].slice(0, DESK_LIMITS.recent) }));
