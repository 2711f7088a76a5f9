import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import type { Form } from '../form.ts';
import { idOf, type Mistakes } from './mistakes.ts';
import { type Option, options } from './options.ts';

interface Told {
  /** What to put there, below the field. */
  readonly hint?: Markup | string;
  readonly required?: boolean;
  /** In rows of which all may be empty, each field saying so would be noise. */
  readonly inRow?: boolean;
}

interface TextOptions extends Told {
  readonly type?: 'text' | 'password' | 'number' | 'time' | 'search' | 'date';
  readonly inputMode?: 'url' | 'email';
  readonly most?: number;
  readonly placeholder?: string;
  /** Id of a list of suggestions. */
  readonly list?: string;
  readonly from?: number;
  readonly to?: number;
  /** Else whole numbers alone. */
  readonly step?: string;
  /** A few characters wide. */
  readonly short?: boolean;
  readonly code?: boolean;
}

type Labelled = readonly [value: string, says: string, explained?: Markup | string];

/** With further fields that count only where it is chosen. */
type Choice = readonly [...Labelled, more?: Markup];

/** Fields of a form with what stands in them, and with what is wrong beside it. */
export interface Fields {
  text(name: string, label: string, options?: TextOptions): Markup;
  area(
    name: string,
    label: string,
    options?: Told & { most?: number; rows?: number; placeholder?: string },
  ): Markup;
  select(name: string, label: string, choices: readonly Option[], options?: Told): Markup;
  radios(name: string, legend: string, choices: readonly Choice[], hint?: string): Markup;
  check(name: string, says: string, explained?: string): Markup;
}

export function fieldsOf(form: Form, { at }: Mistakes): Fields {
  const value = (name: string) => form[name] ?? '';
  const described = (name: string, { hint }: Told) => {
    const ids = [hint && `${idOf(name)}-hint`, at.has(name) && `${idOf(name)}-wrong`].filter(Boolean);
    return markup`${ids.length > 0 && markup` aria-describedby="${ids.join(' ')}"`}${at.has(name) && markup` aria-invalid="true"`}`;
  };
  const below = (name: string, hint: Told['hint']) =>
    markup`${at.has(name) && markup`<p class="wrong" id="${idOf(name)}-wrong">${at.get(name)}</p>`}${hint && markup`<p class="hint" id="${idOf(name)}-hint">${hint}</p>`}`;
  const labelled = (name: string, label: string, { hint, required, inRow }: Told, control: Markup) =>
    markup`<div class="field"><label for="${idOf(name)}">${label}${!required && !inRow && markup` <span class="optional">optional</span>`}</label>${control}${below(name, hint)}</div>`;

  return {
    text(name, label, options = {}) {
      const {
        type = 'text',
        inputMode,
        most,
        placeholder,
        list,
        from,
        to,
        step,
        short,
        code,
        required,
      } = options;
      const classes = [short && 'short', code && 'code'].filter(Boolean).join(' ');
      return labelled(
        name,
        label,
        options,
        markup`<input type="${type}" id="${idOf(name)}" name="${name}" value="${value(name)}"${classes && markup` class="${classes}"`}${inputMode && markup` inputmode="${inputMode}"`}${most && markup` maxlength="${most}"`}${placeholder && markup` placeholder="${placeholder}"`}${list && markup` list="${list}"`}${from !== undefined && markup` min="${from}"`}${to !== undefined && markup` max="${to}"`}${step && markup` step="${step}"`}${required && markup` required`}${type === 'password' && markup` autocomplete="new-password"`}${described(name, options)}>`,
      );
    },
    area(name, label, options = {}) {
      const { most, rows = 4, placeholder, required } = options;
      return labelled(
        name,
        label,
        options,
        markup`<textarea id="${idOf(name)}" name="${name}" rows="${rows}" class="code" spellcheck="false" autocomplete="off"${most && markup` maxlength="${most}"`}${placeholder && markup` placeholder="${placeholder}"`}${required && markup` required`}${described(name, options)}>
${value(name)}</textarea>`,
      );
    },
    select(name, label, choices, told = { required: true }) {
      return labelled(
        name,
        label,
        { required: true, ...told },
        markup`<select id="${idOf(name)}" name="${name}"${described(name, told)}>${options(choices, value(name))}</select>`,
      );
    },
    radios(name, legend, choices, hint) {
      return markup`<fieldset id="${idOf(name)}"${described(name, hint ? { hint } : {})}><legend>${legend}</legend>${choices.map(
        ([choice, says, explained, more]) =>
          markup`<div class="condition"><label class="choice"><input type="radio" name="${name}" value="${choice}"${choice === value(name) && markup` checked`}> <span><b>${says}</b>${explained && markup` <span class="soft">${explained}</span>`}</span></label>${more && markup`<div class="if-chosen">${more}</div>`}</div>`,
      )}${below(name, hint)}</fieldset>`;
    },
    check(name, says, explained) {
      return markup`<label class="choice" id="${idOf(name)}"><input type="checkbox" name="${name}" value="on"${value(name) === 'on' && markup` checked`}> <span><b>${says}</b>${explained && markup` <span class="soft">${explained}</span>`}</span></label>`;
    },
  };
}

/** A number as the API takes it; what is none is left as it is, so that the API says so. */
export function numberIn(text: string | undefined): number | string | undefined {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return undefined;
  return Number.isNaN(Number(trimmed)) ? trimmed : Number(trimmed);
}

export function textIn(form: Form, name: string): string | undefined {
  return form[name]?.trim() || undefined;
}

/** Names in a line, each once. */
export function namesIn(text: string | undefined): string[] {
  const names = (text ?? '').split(/[,\n]/).map((name) => name.trim());
  return [...new Set(names)].filter(Boolean);
}
