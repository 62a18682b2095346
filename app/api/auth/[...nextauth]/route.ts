import { handleAuth } from "../../../_server/auth-handler";
import { getRuntime } from "../../../_server/runtime";

export const dynamic = "force-dynamic";

/** Sign-in, sign-out and OIDC by next-auth. */
export const GET = (request: Request): Promise<Response> => handleAuth(request, getRuntime().auth);
export const POST = (request: Request): Promise<Response> => handleAuth(request, getRuntime().auth);
