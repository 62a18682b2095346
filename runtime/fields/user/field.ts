/** user: one person who may sign in (system entity `user`). Default "current user" is written `{ "user": "id" }`. */
import type { Condition } from "../../expressions/condition";
import { refType } from "../families/relation";

export interface UserOptions {
  /** Which users the lookup offers. */
  readonly filter?: Condition;
}

export const user = refType<UserOptions>({ name: "user", icon: "user", label: "User", target: () => "user" });
