// What the browser's code must keep; types are checked by tsc, layout by prettier.
import js from "@eslint/js";
import globals from "globals";

const rules = {
  curly: ["error", "multi-line"],
  eqeqeq: "error",
  "func-style": ["error", "declaration", { allowArrowFunctions: true }],
  "max-lines": ["error", 300],
  "no-console": "error",
  "no-implicit-globals": "error",
  "no-shadow": "error",
  "no-var": "error",
  "no-warning-comments": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
  "prefer-template": "error",
};

export default [
  { ignores: ["**/node_modules/", ".venv/", "build/", "hardware/", "docs/", "benchmarks/"] },
  js.configs.recommended,
  { files: ["dashboard/assets/**/*.js"], languageOptions: { globals: globals.browser }, rules },
  {
    files: ["dashboard/assets/**/*.js"],
    ignores: ["dashboard/assets/scheme.js"],
    languageOptions: { sourceType: "module" },
    rules: {
      // Nothing is handed on by a global: what a module gives away it exports.
      "no-restricted-syntax": [
        "error",
        {
          selector: "AssignmentExpression[left.object.name=/^(window|globalThis|self)$/]",
          message: "Export it.",
        },
        { selector: "ExportDefaultDeclaration", message: "Export it by its name." },
      ],
    },
  },
  {
    files: ["dashboard/assets/scheme.js"],
    languageOptions: { sourceType: "script", globals: globals.browser },
  },
  {
    files: ["tests/javascript/**/*.js", "eslint.config.js"],
    languageOptions: { globals: globals.node },
    rules,
  },
];
