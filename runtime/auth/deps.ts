/** What the functions of this folder are given. Made once, by service.ts. */
import type { Database } from "../db/pool";
import type { SecretBox } from "../kernel/secret-box";
import type { Passwords } from "./password";
import type { Principals } from "./principal";
import type { RoleCatalogue } from "./roles";

export interface AuthDeps {
  readonly db: Database;
  readonly box: SecretBox;
  readonly passwords: Passwords;
  readonly principals: Principals;
  readonly roles: RoleCatalogue;
  /** Milliseconds; the clock of second-factor codes. */
  readonly clock: () => number;
}
