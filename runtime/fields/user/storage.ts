import { refStorage } from "../families/relation-sql";
import type { UserOptions } from "./field";

export const userStorage = refStorage<UserOptions>(() => "user");
