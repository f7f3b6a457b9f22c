// What the compiler does not see. Few rules, each with a reason; style is left to the house (CONTRIBUTING.md).
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const tests = ['test/**/*.ts', '**/*spec.ts', '**/*.contract.ts'];

export default defineConfig(
  // Offenders break rules on purpose; scripts and benchmarks are plain JavaScript that no type checker reads.
  { ignores: ['dist/', 'node_modules/', 'data/', 'coverage/', '.cache/', 'test/architecture/offenders/', '**/*.mjs', '**/*.cjs', '**/*.js'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // The ones that matter: nothing untyped, no promise lost, no case forgotten, no type that drags code along.
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Ports are asynchronous, and an embedded adapter has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // What is caught or kept as `unknown` is passed on as it came.
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      // Where a generic type is wider than what stands there, saying it helps the reader.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      // Codes of gRPC are an enum in one package and numbers in another.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
    },
  },
  {
    // Nest gives its controllers as functions of no shape.
    files: ['libs/platform/src/policy-check.ts'],
    rules: { '@typescript-eslint/no-unsafe-function-type': 'off' },
  },
  {
    // Answers over HTTP are looked into as they come: a wrong guess turns the test red, which is what it is for.
    files: tests,
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
);
