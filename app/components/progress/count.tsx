/** A count in a table: none is quieter than some. */
export const Count = ({ of }: { readonly of: number }) => <td data-none={of === 0}>{of.toLocaleString('en-US')}</td>;
