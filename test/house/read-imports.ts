import ts from 'typescript';

export interface Import {
  /** What stands in the quotes; undefined where an import is computed at run time. */
  readonly specifier: string | undefined;
  readonly line: number;
}

/** Every import of a file: static, dynamic, type-only, re-exported, `import()` in a type, `require`. */
export function readImports(path: string, text: string): readonly Import[] {
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const name = importedBy(node);
    if (name) {
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ specifier: ts.isStringLiteralLike(name) ? name.text : undefined, line });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function importedBy(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument;
  if (!ts.isCallExpression(node)) return undefined;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
  return isImport || isRequire ? node.arguments[0] : undefined;
}
