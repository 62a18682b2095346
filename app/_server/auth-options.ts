import "server-only";
/**
 * next-auth's settings, made anew for each request. next-auth runs the conversation (forms, CSRF, OIDC with PKCE, state and nonce);
 * who somebody is, is decided by runtime/auth. The session cookie holds our opaque token and no JWT: `encode` makes a row in
 * metaloom.sessions, and only after `authorize` or `signIn` in this same request has proved a user.
 */
import type { AuthOptions, CookieOption, Profile } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { isSecure, sessionCookieName } from "../../runtime/auth/cookie";
import type { Origin } from "../../runtime/auth/event-log";
import type { OidcClaims, OidcProvider } from "../../runtime/auth/oidc";
import { safePath } from "../../runtime/auth/redirect";
import type { Auth } from "../../runtime/auth/service";

/** Two weeks, as the row in metaloom.sessions; the row decides. */
const COOKIE_SECONDS = 14 * 24 * 3600;

/** What happened in this request, beyond what next-auth can carry. */
export interface Visit {
  readonly origin: Origin;
  /** Session cookie the request came with. */
  readonly oldToken: string | undefined;
  /** Waits for a sign-in by password to link an OIDC account. */
  readonly linkToken: string | undefined;
  /** Set once somebody has proved who he is. */
  proved?: { readonly userId: string; readonly way: string };
  /** To be kept in a cookie until that sign-in; "" takes the cookie away. */
  newLinkToken?: string;
  signedOut?: boolean;
}

/** What openid-client gives here; next-auth's types name only its data. */
interface IdTokenHolder {
  /** Claims of the checked ID token. */
  claims(): Profile;
}

/** Words the sign-in page knows (`?error=`). */
type SignInError = "SecondFactorRequired" | "SecondFactorWrong" | "LockedOut" | "Unavailable";

export function authOptions(auth: Auth, visit: Visit): AuthOptions {
  return {
    secret: auth.signInSecret,
    providers: [credentials(auth, visit), ...auth.oidcProviders.map(oidcProvider)],
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    session: { strategy: "jwt", maxAge: COOKIE_SECONDS },
    useSecureCookies: isSecure(auth.site.url),
    cookies: cookieOptions(auth.site.url),
    jwt: {
      // With a salt it is one of next-auth's own short-lived cookies (state, nonce, PKCE), without one the session.
      encode: async (params) => (params.salt ? encode(params) : sessionToken(auth, visit, params.token?.sessionToken)),
      decode: async (params) => (params.salt ? decode(params) : claimsOf(auth, params.token)),
    },
    callbacks: {
      redirect: async ({ url, baseUrl }) => safePath(url, baseUrl),
      signIn: async ({ account, profile }) => (account?.type === "credentials" ? visit.proved !== undefined : oidcSignIn(auth, visit, account?.provider, profile)),
    },
    events: {
      signOut: async () => {
        visit.signedOut = true; // done by the caller: an error in an event would be swallowed
      },
    },
    logger: {
      error: (code, details) => auth.log("error", code, { error: messageOf(details) }),
      warn: (code) => auth.log("warn", code, {}),
      debug: () => undefined, // would print codes and tokens
    },
  };
}

function credentials(auth: Auth, visit: Visit) {
  return CredentialsProvider({
    credentials: { email: {}, password: {}, code: {} },
    async authorize(typed) {
      const result = await auth.signIn({ email: typed?.email, password: typed?.password, code: typed?.code }, visit.origin).catch((error: unknown) => {
        auth.log("error", "sign-in failed", { error: messageOf(error) });
        throw new Error("Unavailable" satisfies SignInError);
      });
      switch (result.kind) {
        case "ok":
          visit.proved = { userId: result.userId, way: "password" };
          if (visit.linkToken !== undefined) await linkIdentity(auth, visit, result.userId, visit.linkToken);
          return { id: result.userId };
        case "secondFactorNeeded":
          throw new Error("SecondFactorRequired" satisfies SignInError);
        case "secondFactorWrong":
          throw new Error("SecondFactorWrong" satisfies SignInError);
        case "tooMany":
          throw new Error("LockedOut" satisfies SignInError);
        case "failed":
          return null;
      }
    },
  });
}

async function linkIdentity(auth: Auth, visit: Visit, userId: string, token: string): Promise<void> {
  visit.newLinkToken = "";
  await auth.finishLink(userId, token, visit.origin);
}

function oidcProvider(provider: OidcProvider): OAuthConfig<Profile> {
  return {
    id: provider.id, name: provider.name, type: "oauth", idToken: true, checks: ["pkce", "state", "nonce"],
    wellKnown: `${provider.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    issuer: provider.issuer, clientId: provider.clientId, clientSecret: provider.clientSecret,
    authorization: { params: { scope: "openid email profile" } },
    // The standard lets a provider keep address and name out of the ID token; then they are fetched. What the token says counts first.
    userinfo: {
      async request({ tokens, client }) {
        const claims = (tokens as unknown as IdTokenHolder).claims();
        if (claims.email !== undefined || tokens.access_token === undefined) return claims;
        const info = await client.userinfo(tokens.access_token);
        if (info.sub !== claims.sub) throw new Error("The userinfo endpoint spoke of somebody else.");
        return { ...info, ...claims };
      },
    },
    profile: (claims) => ({ id: claims.sub ?? "" }),
  };
}

/** True, or where to go instead. */
async function oidcSignIn(auth: Auth, visit: Visit, providerId: string | undefined, profile: Profile | undefined): Promise<boolean | string> {
  const provider = auth.oidcProviders.find(({ id }) => id === providerId);
  if (provider === undefined || profile === undefined) return false;
  const result = await auth.resolveOidc(provider, oidcClaims(profile as Record<string, unknown>), visit.origin);
  switch (result.kind) {
    case "ok":
      visit.proved = { userId: result.userId, way: provider.id };
      return true;
    case "linkNeeded":
      visit.newLinkToken = result.token;
      return "/sign-in?error=LinkIdentity";
    case "refused":
      return "/sign-in?error=AccessDenied";
  }
}

/** Claims of the ID token; signature, audience, issuer, time and nonce were checked by openid-client. */
function oidcClaims(profile: Record<string, unknown>): OidcClaims {
  const text = (name: string): string | undefined => (typeof profile[name] === "string" ? profile[name] : undefined);
  const [email, name] = [text("email"), text("name")];
  return { issuer: text("iss") ?? "", subject: text("sub") ?? "", emailVerified: profile.email_verified === true, ...(email === undefined ? {} : { email }), ...(name === undefined ? {} : { name }) };
}

/** A known token stays as it is; a proved user gets a new one and his old session in this browser ends. Nothing else makes a session. */
async function sessionToken(auth: Auth, visit: Visit, known: unknown): Promise<string> {
  if (typeof known === "string") return known;
  if (visit.proved === undefined) throw new Error("No session without proof.");
  const { userId, way } = visit.proved;
  const session = await auth.startSession(userId, visit.origin, way);
  await auth.signOut(visit.oldToken, visit.origin);
  return session.token;
}

async function claimsOf(auth: Auth, token: string | undefined) {
  const result = await auth.principalFromSession(token);
  return result.kind === "ok" ? { sub: result.principal.userId, name: result.principal.name, email: result.email, sessionToken: token } : null;
}

/** All over https with "__Host-": a neighbouring subdomain cannot plant them. None begins with the name of the session cookie, which next-auth would take for a piece of it. */
function cookieOptions(url: string | undefined): AuthOptions["cookies"] {
  const secure = isSecure(url);
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  const named = (name: string, maxAge?: number): CookieOption => ({ name: `${secure ? "__Host-" : ""}ml-auth.${name}`, options: maxAge === undefined ? options : { ...options, maxAge } });
  return {
    sessionToken: { name: sessionCookieName(url), options },
    callbackUrl: named("callback"), csrfToken: named("csrf"), pkceCodeVerifier: named("pkce", 900), state: named("state", 900), nonce: named("nonce", 900),
  };
}

function messageOf(error: unknown): string {
  const inner = typeof error === "object" && error !== null && "error" in error ? error.error : error;
  return inner instanceof Error ? inner.message : "unknown";
}
