/** /auth: who I am, my password, second factor and sessions. Signing in and out is next-auth's, under /api/auth. */
import { PASSWORD_MAX_LENGTH } from "../../runtime/auth/password";
import { AppError, type Ctx, type StaffPrincipal } from "../../runtime/kernel";
import { originOf } from "../auth/authenticate";
import { route, uuidParams, type Call, type JsonSchema, type Route } from "../route";

const text = (maxLength: number): JsonSchema => ({ type: "string", maxLength });
// Longer than any password we take, so that the rule itself gives the answer.
const password = text(PASSWORD_MAX_LENGTH * 4);
const body = (properties: Record<string, JsonSchema>, required: readonly string[] = Object.keys(properties)): JsonSchema => ({ type: "object", properties, required, additionalProperties: false });

/** The answer to "forgot", whoever asks for whomever. */
const FORGOT_ANSWER = { message: "If there is an account with this address, a letter is on its way." };

/** Throws right:missing for keys: what belongs to a person is done by the person. */
export function staffOnly({ principal }: Ctx): StaffPrincipal {
  if (principal.kind !== "staff") throw new AppError("right:missing", "This is for people who are signed in, not for API keys.");
  return principal;
}

async function me({ runtime, ctx: { principal } }: Call): Promise<unknown> {
  if (principal.kind !== "staff" && principal.kind !== "apiKey") throw new AppError("auth:required", "Sign in first.");
  const { id, email, name, language, timeZone, unit, hasPassword, hasSecondFactor } = await runtime.auth.user(principal.userId);
  const { kind, roles, teams, units } = principal;
  return { principal: { kind, name: principal.name, readOnly: kind === "apiKey" && principal.readOnly, roles, teams, units }, user: { id, email, name, language, timeZone, unit, hasPassword, hasSecondFactor } };
}

export const authRoutes: readonly Route[] = [
  route({ method: "GET", url: "/auth/me", summary: "Who I am", tag: "auth", policy: "signedIn", handler: me }),
  route({
    method: "PATCH", url: "/auth/me", summary: "Change my name, language or time zone", tag: "auth", policy: "signedIn", idempotent: false,
    body: body({ name: text(200), language: text(35), timeZone: text(64) }, []),
    async handler(call: Call<unknown, unknown, { name?: string; language?: string; timeZone?: string }>) {
      await call.runtime.auth.updateProfile(staffOnly(call.ctx).userId, call.body);
      return me(call as Call);
    },
  }),
  route({
    method: "POST", url: "/auth/forgot", summary: "Ask for a letter with a link to choose a new password", tag: "auth", policy: "public", status: 202, idempotent: false, perMinute: 20,
    body: body({ email: text(400) }),
    async handler({ runtime, body: { email }, request }: Call<unknown, unknown, { email: string }>) {
      await runtime.auth.askPasswordReset(email, originOf(request));
      return FORGOT_ANSWER;
    },
  }),
  route({
    method: "POST", url: "/auth/reset", summary: "Choose a password with the token of a letter; ends every session", tag: "auth", policy: "public", status: 204, idempotent: false, perMinute: 30,
    body: body({ token: text(200), password }),
    async handler({ runtime, body: input, request }: Call<unknown, unknown, { token: string; password: string }>) {
      await runtime.auth.resetPassword(input, originOf(request));
    },
  }),
  route({
    method: "POST", url: "/auth/change-password", summary: "Change my password; ends my other sessions", tag: "auth", policy: "signedIn", status: 204, idempotent: false, perMinute: 30,
    body: body({ current: password, password }),
    async handler({ runtime, ctx, body: input, request }: Call<unknown, unknown, { current: string; password: string }>) {
      await runtime.auth.changePassword(staffOnly(ctx), input, originOf(request));
    },
  }),
  route({
    method: "POST", url: "/auth/totp/begin", summary: "Begin with a second factor; the secret is shown once", tag: "auth", policy: "signedIn", idempotent: false, perMinute: 30,
    body: body({ password }),
    handler: ({ runtime, ctx, body: input }: Call<unknown, unknown, { password: string }>) => runtime.auth.beginSecondFactor(staffOnly(ctx), input.password),
  }),
  route({
    method: "POST", url: "/auth/totp/confirm", summary: "Turn the second factor on with a code; recovery codes are shown once", tag: "auth", policy: "signedIn", idempotent: false, perMinute: 30,
    body: body({ code: text(64) }),
    async handler({ runtime, ctx, body: input, request }: Call<unknown, unknown, { code: string }>) {
      return { recoveryCodes: await runtime.auth.confirmSecondFactor(staffOnly(ctx), input.code, originOf(request)) };
    },
  }),
  route({
    method: "POST", url: "/auth/totp/disable", summary: "Turn the second factor off", tag: "auth", policy: "signedIn", status: 204, idempotent: false, perMinute: 30,
    body: body({ password }),
    async handler({ runtime, ctx, body: input, request }: Call<unknown, unknown, { password: string }>) {
      await runtime.auth.disableSecondFactor(staffOnly(ctx), input.password, originOf(request));
    },
  }),
  route({
    method: "GET", url: "/auth/sessions", summary: "My open sessions", tag: "auth", policy: "signedIn",
    async handler({ runtime, ctx }: Call) {
      return { items: await runtime.auth.sessions(staffOnly(ctx)) };
    },
  }),
  route({
    method: "DELETE", url: "/auth/sessions", summary: "End all my sessions but this one", tag: "auth", policy: "signedIn", idempotent: false,
    async handler({ runtime, ctx, request }: Call) {
      return { ended: await runtime.auth.endOtherSessions(staffOnly(ctx), originOf(request)) };
    },
  }),
  route({
    method: "DELETE", url: "/auth/sessions/:id", summary: "End one of my sessions", tag: "auth", policy: "signedIn", status: 204, idempotent: false, params: uuidParams("id"),
    async handler({ runtime, ctx, params, request }: Call<{ id: string }>) {
      await runtime.auth.endSession(staffOnly(ctx), params.id, originOf(request));
    },
  }),
];
