/**
 * Lint: what neither the compiler nor the arrows can see. Each ban says what to do instead. Formatting is nobody's business here.
 */
import tseslint from "typescript-eslint";

/** Words in screens come from message files: a literal would be English for everybody. */
const noLiteralText = {
  meta: { type: "problem", schema: [], messages: { literal: 'The text "{{text}}" is written into the screen; put it into messages/*.json and use t("key").' } },
  create(context) {
    const spoken = new Set(["alt", "aria-label", "aria-description", "label", "placeholder", "title"]);
    const isText = (value) => typeof value === "string" && /\p{L}{2,}/u.test(value) && !/^#[0-9a-f]+$/i.test(value);
    const report = (node, text) => context.report({ node, messageId: "literal", data: { text: text.trim().slice(0, 40) } });
    return {
      JSXText: (node) => isText(node.value) && report(node, node.value),
      JSXExpressionContainer(node) {
        const { expression, parent } = node;
        if (parent.type === "JSXElement" && expression.type === "Literal" && isText(expression.value)) report(node, expression.value);
      },
      JSXAttribute(node) {
        if (spoken.has(node.name.name) && node.value?.type === "Literal" && isText(node.value.value)) report(node, node.value.value);
      },
    };
  },
};

const ENV = { object: "process", property: "env", message: "Read server/env.ts instead; it checks every variable in one place." };
const SQL_TEXT = {
  selector: "MemberExpression[object.name='sql'][property.name=/^(raw|lit|literal)$/]",
  message: "Text becomes SQL only inside runtime/db/ddl. Use a bound parameter, sql.ref, sql.table or sql.id.",
};
const CODE_FROM_TEXT = { group: ["vm", "node:vm"], message: "node:vm is no sandbox. Scripts of users run in quickjs." };
const CLIENTS = { group: ["http", "https", "node:http", "node:https", "undici", "axios", "got"], allowTypeImports: true, allowImportNames: ["STATUS_CODES"], message: "Requests to the outside go through runtime/egress, which checks where they go." };
const OWN_CLOCK = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: "Time is given: use ctx.now." },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Time is given: use ctx.now." },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: "Chance is given as an argument; the same input must give the same result." },
];
const TESTS = ["**/*.test.ts", "**/*.test.tsx", "tests/**", "bench/**"];

export default tseslint.config(
  { ignores: ["node_modules/", ".next/", "dist/", ".data/", ".tmp/", "next-env.d.ts", "shots/", "test-results/", "playwright-report/", "metadata/schemas/generated/", "**/*.generated.ts"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none" }],
      // `any` needs a reason beside it: a disabling comment with a description.
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/ban-ts-comment": "error",
      "@typescript-eslint/no-floating-promises": ["error", { ignoreVoid: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/no-empty-object-type": "off",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-console": "off",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"] }],
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: [CODE_FROM_TEXT] }],
      "no-restricted-properties": ["error", ENV],
      "no-restricted-syntax": ["error", SQL_TEXT],
    },
  },
  {
    // The server's half asks nobody outside by itself.
    files: ["{runtime,server,cli}/**/*.ts", "app/**/*.ts"],
    ignores: ["runtime/egress/**", ...TESTS],
    rules: {
      "no-restricted-globals": ["error", { name: "fetch", message: CLIENTS.message }],
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: [CODE_FROM_TEXT, CLIENTS] }],
    },
  },
  { files: ["runtime/db/ddl/**/*.ts"], rules: { "no-restricted-syntax": "off" } },
  { files: ["runtime/{permissions,workflow/engine}/**/*.ts"], ignores: TESTS, rules: { "no-restricted-syntax": ["error", SQL_TEXT, ...OWN_CLOCK] } },
  { files: ["{components,app}/**/*.tsx", "runtime/**/{ui,cell}.tsx"], plugins: { metaloom: { rules: { "no-literal-text": noLiteralText } } }, rules: { "metaloom/no-literal-text": "error" } },
  { files: ["server/env.ts", "scripts/**", "bin/**", "*.config.ts", ...TESTS], rules: { "no-restricted-properties": "off" } },
  // Tests may show wrong input to what refuses it.
  { files: TESTS, rules: { "@typescript-eslint/no-unused-expressions": "off", "no-restricted-syntax": "off" } },
);
