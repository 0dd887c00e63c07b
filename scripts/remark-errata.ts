/**
 * A remark plugin: prose writes `<Erratum id/>` on the line after the claim it concerns; this hands the claim (the paragraph, the
 * figure, or the last item of a list) to the erratum as its children, so that the note can stand beside it and not below.
 */
interface Node {
  readonly type: string;
  readonly name?: string | null;
  children?: Node[];
}

export function remarkErrata() {
  return (root: Node) => {
    root.children = adopt(root.children ?? []);
  };
}

function adopt(siblings: readonly Node[]): Node[] {
  const kept: Node[] = [];
  for (const node of siblings) {
    const before = kept.at(-1);
    if (node.name !== 'Erratum' || !before || before.type === 'heading') kept.push(node);
    else if (before.type === 'list') adoptInto(before.children?.at(-1), node);
    else if (before.name === 'Erratum') adoptInto(before, node);
    else kept[kept.length - 1] = { ...node, children: [before] };
  }
  return kept;
}

/** The erratum goes inside `holder`, around all that was there. A second erratum on one claim so follows the first. */
function adoptInto(holder: Node | undefined, erratum: Node): void {
  if (holder) holder.children = [{ ...erratum, children: holder.children ?? [] }];
}
