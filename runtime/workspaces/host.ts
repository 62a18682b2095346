/** Which workspace a host name means, and under which address a workspace is reached. Pure. */
import { DEFAULT_WORKSPACE, isWorkspaceName } from "./name";

/**
 * `domain` is METALOOM_WORKSPACE_DOMAIN. A name right below it is a workspace; the domain itself and hosts elsewhere (a machine's address, a
 * name inside a cluster) are the default workspace. Undefined for what can be none: two names below it, or one of wrong form.
 */
export function workspaceOfHost(host: string, domain: string | undefined): string | undefined {
  if (domain === undefined) return DEFAULT_WORKSPACE;
  const name = host.toLowerCase().replace(/:\d*$/, "").replace(/\.$/, "");
  if (!name.endsWith(`.${domain}`)) return DEFAULT_WORKSPACE;
  const below = name.slice(0, -domain.length - 1);
  return isWorkspaceName(below) && below !== DEFAULT_WORKSPACE ? below : undefined;
}

/** The address of a workspace, made of the installation's (METALOOM_URL): https://example.com → https://acme.example.com. */
export function urlOfWorkspace(url: string | undefined, domain: string | undefined, workspace: string): string | undefined {
  if (url === undefined || workspace === DEFAULT_WORKSPACE) return url;
  if (domain === undefined) return undefined; // nobody reaches it
  const { protocol, port } = new URL(url);
  return `${protocol}//${workspace}.${domain}${port && `:${port}`}`;
}
