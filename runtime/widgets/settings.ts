/**
 * Settings: what can be set of a widget besides its query. The builder makes a panel of them, the loader a JSON Schema, so that a
 * kind says each of them once. Words of a setting are in messages: "widget.setting.<name>", "widget.choice.<value>".
 */
export type Setting =
  | { readonly name: string; readonly type: "flag" }
  | { readonly name: string; readonly type: "choice"; readonly values: readonly string[] }
  /** Path of a date of the widget's entity. */
  | { readonly name: string; readonly type: "date" }
  /** Path of any field to show. */
  | { readonly name: string; readonly type: "field" };

const PATH = { type: "string", pattern: "^[a-z][a-zA-Z0-9]{0,47}([.][a-z][a-zA-Z0-9]{0,47}){0,4}$" };

function settingSchema(setting: Setting): object {
  if (setting.type === "flag") return { type: "boolean" };
  return setting.type === "choice" ? { type: "string", enum: setting.values } : PATH;
}

/** JSON Schema of `options` for a list of settings. */
export function settingsSchema(settings: readonly Setting[]): Readonly<Record<string, unknown>> {
  return { type: "object", additionalProperties: false, properties: Object.fromEntries(settings.map((setting) => [setting.name, settingSchema(setting)])) };
}
