"use client";
import dynamic from "next/dynamic";
import type { ComponentType } from "react";
import type { ADMIN_SECTIONS } from "./sections";

/** Each section is loaded when it is opened. */
const PAGES: Readonly<Record<(typeof ADMIN_SECTIONS)[number]["name"], ComponentType>> = {
  users: dynamic(() => import("./users-page"), { ssr: false }),
  units: dynamic(() => import("./units-page"), { ssr: false }),
  teams: dynamic(() => import("./teams-page"), { ssr: false }),
  deputies: dynamic(() => import("./deputies-page"), { ssr: false }),
  roles: dynamic(() => import("./roles-page"), { ssr: false }),
  keys: dynamic(() => import("./keys-page"), { ssr: false }),
  events: dynamic(() => import("./events-page"), { ssr: false }),
  decisions: dynamic(() => import("../decisions/decisions-page"), { ssr: false }),
  processes: dynamic(() => import("../designer/processes-page"), { ssr: false }),
  templates: dynamic(() => import("../templates/templates-page"), { ssr: false }),
  clocks: dynamic(() => import("../clocks/clocks-page"), { ssr: false }),
  calendars: dynamic(() => import("../calendars/calendars-page"), { ssr: false }),
  instances: dynamic(() => import("./instances-page"), { ssr: false }),
  packs: dynamic(() => import("./packs-page"), { ssr: false }),
  revisions: dynamic(() => import("./revisions-page"), { ssr: false }),
  trash: dynamic(() => import("./trash-page"), { ssr: false }),
  jobs: dynamic(() => import("./jobs-page"), { ssr: false }),
  health: dynamic(() => import("./health-page"), { ssr: false }),
};

export function AdminPage({ section }: { section: keyof typeof PAGES }) {
  const Page = PAGES[section];
  return <Page />;
}

export const RoleEditorPage = dynamic(() => import("./role-editor"), { ssr: false });
