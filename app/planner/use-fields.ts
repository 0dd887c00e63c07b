/**
 * The form's texts, kept in the address. Typing shows at once and the address follows: the first change of a field makes a
 * step of the history, further ones of the same field change that step. Back, forward, reload and links set the form.
 */
import { useState } from 'react';
import { useLocation, useNavigate, useNavigationType } from 'react-router';
import { fieldsOf, searchOf, type FieldName, type Fields } from './query.ts';

/** On a step of the history that typing made: by which field. */
interface Typed {
  readonly typed: FieldName;
}

export function useFields(): readonly [Fields, (name: FieldName, text: string) => void] {
  const { key, search, state } = useLocation();
  const navigationType = useNavigationType();
  const navigate = useNavigate();
  const [form, setForm] = useState<{ readonly fields: Fields; readonly key: string; readonly last: FieldName | null }>(() => ({ fields: fieldsOf(search), key, last: null }));

  if (form.key !== key) {
    // What was typed is in the form already, and may be ahead of the address by now.
    const typed = (state as Typed | null)?.typed !== undefined && navigationType !== 'POP';
    setForm(typed ? { ...form, key } : { fields: fieldsOf(search), key, last: null });
  }

  const change = (name: FieldName, text: string) => {
    const fields = { ...form.fields, [name]: text };
    setForm({ ...form, fields, last: name });
    void navigate({ search: searchOf(fields) }, { replace: form.last === name, preventScrollReset: true, state: { typed: name } satisfies Typed });
  };
  return [form.fields, change];
}
