/** Every route of the API. A resource adds its array here; nothing else registers routes. */
import type { Route } from "../route";
import { authRoutes } from "./auth";
import { modelRoutes } from "./model";
import { metadataRoutes } from "./metadata";
import { packRoutes } from "./packs";
import { recordPartRoutes } from "./record-parts";
import { recordRoutes } from "./records";
import { userRoutes } from "./users";

export const routes: readonly Route[] = [...authRoutes, ...userRoutes, ...recordRoutes, ...recordPartRoutes, ...modelRoutes, ...metadataRoutes, ...packRoutes];
