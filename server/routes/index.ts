/** Every route of the API. A resource adds its array here; nothing else registers routes. */
import type { Route } from "../route";
import { activityRoutes } from "./activity";
import { adminRoutes } from "./admin";
import { authRoutes } from "./auth";
import { backupRoutes } from "./backups";
import { collegialRoutes } from "./collegial";
import { dashboardRoutes } from "./dashboards";
import { deskRoutes } from "./desk";
import { deputyRoutes } from "./deputies";
import { eventRoutes } from "./events";
import { exchangeRoutes } from "./exchange";
import { fileRoutes } from "./files";
import { modelRoutes } from "./model";
import { metadataRoutes } from "./metadata";
import { metadataGrammarRoutes } from "./metadata-grammar";
import { metadataRenameRoutes } from "./metadata-rename";
import { metadataWordRoutes } from "./metadata-words";
import { notificationRoutes } from "./notifications";
import { packRoutes } from "./packs";
import { processRoutes } from "./processes";
import { recordPartRoutes } from "./record-parts";
import { recordRoutes } from "./records";
import { rolePreviewRoutes } from "./role-preview";
import { screenPreviewRoutes } from "./screen-preview";
import { userRoutes } from "./users";
import { viewRoutes } from "./views";

export const routes: readonly Route[] = [...authRoutes, ...userRoutes, ...adminRoutes, ...backupRoutes, ...deputyRoutes, ...recordRoutes, ...recordPartRoutes, ...fileRoutes, ...activityRoutes, ...exchangeRoutes, ...eventRoutes, ...modelRoutes, ...metadataRoutes, ...metadataRenameRoutes, ...metadataGrammarRoutes, ...metadataWordRoutes, ...rolePreviewRoutes, ...screenPreviewRoutes, ...packRoutes, ...dashboardRoutes, ...deskRoutes, ...viewRoutes, ...notificationRoutes, ...processRoutes, ...collegialRoutes];
