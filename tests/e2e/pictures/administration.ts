/** Administration, section by section. */
import { expect } from "@playwright/test";
import { ADMIN_SECTIONS } from "../../../components/admin/sections";
import type { Screen } from "./steps";
import { vansArchive } from "../vans";

export const ADMINISTRATION: readonly Screen[] = [
  ...ADMIN_SECTIONS.map(({ name }): Screen => [`admin-${name}`, (page) => page.goto(`/admin/${name}`)]),
  ["admin-user", async (page) => {
    await page.goto("/admin/users");
    await page.getByText("Hugo Northcott").first().click();
    await expect(page.getByRole("dialog")).toBeVisible();
  }],
  ["admin-invite", async (page) => {
    await page.goto("/admin/users");
    await page.getByRole("button", { name: "Invite a user" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
  }],
  ["admin-role", async (page) => {
    await page.goto("/admin/roles/salesPerson");
    await expect(page.getByRole("heading", { name: "Sales person" })).toBeVisible();
  }],
  ["admin-role-entity", async (page) => {
    await page.goto("/admin/roles/salesPerson");
    await page.getByRole("button", { name: /^Fields, actions and more: Deals?$/ }).click();
  }],
  ["admin-calendar", async (page) => {
    await page.goto("/admin/calendars?calendar=office");
    await expect(page.getByRole("region", { name: "Month", exact: true })).toBeVisible();
  }],
  ["admin-migration", async (page) => {
    await page.goto("/admin/instances");
    await page.getByRole("button", { name: /^Move to version/ }).first().click();
    await expect(page.getByRole("dialog")).toContainText("Steps under way", { timeout: 5_000 }).catch(() => undefined);
  }],
  ["admin-pack-plan", async (page) => {
    await page.goto("/admin/packs");
    await page.getByRole("region", { name: "From a file" }).locator("input[type=file]").setInputFiles({ name: "vans.tgz", mimeType: "application/gzip", buffer: vansArchive() });
    await expect(page.getByRole("dialog").getByRole("region", { name: "What it does by itself" })).toBeVisible();
  }],
  ["admin-backups", async (page) => {
    await page.goto("/admin/health");
    await page.getByRole("heading", { name: "Backup", exact: true }).scrollIntoViewIfNeeded();
  }],
  ["report-builder", async (page) => {
    await page.goto("/reports/wonByMonth/edit");
    await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
  }],
  ["report-builder-new", (page) => page.goto("/reports/new")],
  ["dashboard-builder", (page) => page.goto("/dashboards/sales/edit")],
  ["dashboard-builder-new", (page) => page.goto("/dashboards/new")],
];
