/** Every route of the API. A resource adds its array here; nothing else registers routes. */
import type { Route } from "../route";
import { modelRoutes } from "./model";
import { recordRoutes } from "./records";

export const routes: readonly Route[] = [...recordRoutes, ...modelRoutes];
