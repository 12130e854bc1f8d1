import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules", "dist"] },
  js.configs.recommended,
  tseslint.configs.strict,
  { languageOptions: { globals: { process: "readonly", console: "readonly" } } },
  {
    files: ["src/**/*.tsx", "src/**/*.ts"],
    plugins: { "react-hooks": hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      complexity: ["error", 8],
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", 60],
      "no-console": "error",
    },
  },
  {
    files: ["src/core/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "^(react|three|@xyflow|@react-three)", message: "core is framework-free." },
          ],
        },
      ],
    },
  },
  { files: ["dev/**"], rules: { "no-undef": "off" } },
);
