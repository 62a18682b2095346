import { AppError, isAppError } from "../kernel/errors";
import type { EntityModel } from "../model/types";
import { snakeCase } from "../kernel/names";

/** What the driver tells of a failed statement (SQLSTATE 23505: a unique index refused a row). */
interface DriverError {
  readonly code?: string;
  readonly constraint?: string;
  readonly detail?: string;
}

const driverError = (error: unknown): DriverError | undefined => {
  const candidate = isAppError(error) ? error.cause : error;
  return candidate !== null && typeof candidate === "object" && "code" in candidate ? (candidate as DriverError) : undefined;
};

/** Turns a refusal of a unique index into a conflict on the field; gives any other error back as it is. */
export function explainUnique(error: unknown, entity: EntityModel): unknown {
  const driver = driverError(error);
  if (driver?.code !== "23505") return error;
  const columns = /\(([^)]*)\)=/.exec(driver.detail ?? "")?.[1]?.split(", ").map((column) => column.replace(/"/g, "")) ?? [];
  const fields = entity.fields.filter((field) => field.column && columns.some((column) => column === field.column || column === snakeCase(field.name)));
  const names = fields.length ? fields.map((field) => field.name) : ["id"];
  const message = names.length === 1 ? `Another record has this ${names[0]} already.` : `Another record has the same ${names.join(" and ")} already.`;
  return new AppError("conflict:unique", message, {
    cause: error,
    remedy: "Use another value, or open the record that has it (also look in the trash).",
    issues: names.map((name) => ({ pointer: `/${name}`, code: "unique", message, remedy: "Use another value." })),
  });
}
