/** What only the report on people has. */
export const STYLE = `
bdi { overflow-wrap: anywhere; }
.incomplete { color: var(--fail); border-left: .4rem solid var(--fail); padding-left: .75rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); font-weight: 400; min-width: 6rem; }
thead th { font-weight: 600; border-bottom: 2px solid var(--edge); }
td ul { margin: 0; padding-left: 1.1rem; }
@media print {
  tr { break-inside: avoid; }
}
`;
