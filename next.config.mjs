// The server (server/main.ts) owns HTTP: security headers and the API are set there; Next renders pages and compresses them and their scripts.
/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  compress: true,
  reactStrictMode: true,
  images: { unoptimized: true },
  // The API is Fastify's; a trailing slash or an unknown page must not redirect by itself.
  skipTrailingSlashRedirect: true,
  // Types are checked by `npm run types` for the whole repository, once.
  typescript: { ignoreBuildErrors: true },
  // Runtime packages that must never be bundled into pages.
  serverExternalPackages: ["pg", "kysely", "@electric-sql/pglite", "nodemailer", "pino"],
};

export default config;
