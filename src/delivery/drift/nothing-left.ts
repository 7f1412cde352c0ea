/**
 * What the issue says while it is closed. A look that is not made any more finds nothing either, so that it says when
 * there was one last, by its day: it is written anew once a day.
 */
export const nothingLeft = (lookedAt: string): string =>
  `Nothing is left. Looked at last on ${lookedAt.slice(0, 10)} (UTC); every stack has its turn once a day.

Where that is more than two days ago, nobody looks any more. GitHub turns a schedule off after 60 days without activity:

\`\`\`sh
gh workflow enable drift.yml
gh workflow run drift.yml --ref main -f all=true
\`\`\`
`;
