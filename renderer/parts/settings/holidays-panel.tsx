import { Button, Checkbox, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Add20Regular, CalendarCancel20Regular, Dismiss20Regular } from '@fluentui/react-icons';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ask } from '../../state/ask.ts';
import { type HolidayDates, holidayDates, holidayEntry, isOver } from '../../state/holiday-dates.ts';
import { type Speech, useSpeech } from '../../state/language.ts';
import { useNow } from '../../state/now.ts';
import { dayKey } from '../../state/run-days.ts';
import { tell } from '../../state/told.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { rowLook } from '../../ui/row-look.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '76ch' },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '4px' },
  row: rowLook,
  icon: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  day: { flexGrow: 1, minWidth: 0 },
  form: { display: 'flex', flexWrap: 'wrap', gap: '12px', alignItems: 'flex-start' },
  date: { width: '170px' },
  beside: { marginTop: '26px' },
});

/** The days on which nobody works. */
export function HolidaysPanel() {
  const styles = useStyles();
  const { words } = useSpeech();
  const [entries, setEntries] = useState<readonly string[]>();
  const foot = useRef<HTMLDivElement>(null);
  const today = dayKey(new Date(useNow(60_000)));
  useEffect(() => {
    void ask('holiday.get', {}).then((reply) => (reply.ok ? setEntries(reply.value) : tell(reply.error)));
  }, []);
  const change = async (holidays: readonly string[]): Promise<boolean> => {
    const reply = await ask('holiday.set', { holidays: [...holidays] });
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void change(holidays) });
    if (reply.ok) setEntries(reply.value);
    return reply.ok;
  };
  if (!entries) return null;
  const remove = async (entry: string) => {
    const isGone = await change(entries.filter((one) => one !== entry));
    if (isGone) foot.current?.querySelector('input')?.focus();
  };
  const dates = holidayDates(entries, today);
  const over = dates.filter((one) => isOver(one, today));
  const coming = dates.filter((one) => !over.includes(one));
  return (
    <Panel title={words('window.holidays.title')}>
      <Text className={styles.quiet}>{words('window.holidays.why')}</Text>
      {coming.length === 0 && <Text>{words('window.holidays.none')}</Text>}
      <Days dates={coming} label={words('window.holidays.title')} onRemove={(entry) => void remove(entry)} />
      {over.length > 0 && (
        <Disclosure title={words('window.holidays.over', { count: over.length })}>
          <Days
            dates={over}
            label={words('window.holidays.over', { count: over.length })}
            onRemove={(entry) => void remove(entry)}
          />
        </Disclosure>
      )}
      <div ref={foot}>
        <NewHoliday onGiven={(entry) => change([...entries, entry])} />
      </div>
    </Panel>
  );
}

function Days(props: { dates: readonly HolidayDates[]; label: string; onRemove: (entry: string) => void }) {
  const styles = useStyles();
  const speech = useSpeech();
  if (props.dates.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={props.label}>
      {props.dates.map((dates) => {
        const day = dayText(speech, dates);
        const remove = speech.words('window.holidays.remove', { day });
        return (
          <li key={dates.entry} className={styles.row} data-holiday={dates.entry}>
            <CalendarCancel20Regular className={styles.icon} aria-hidden="true" />
            <Text className={styles.day}>{day}</Text>
            <Button
              appearance="subtle"
              icon={<Dismiss20Regular />}
              aria-label={remove}
              title={remove}
              onClick={() => props.onRemove(dates.entry)}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** "Thursday, 24 December 2026", a range of such days, or the day of every year. */
function dayText({ words, language }: Speech, { from, to, isYearly }: HolidayDates): string {
  const at = (day: string) => new Date(`${day}T00:00:00.000Z`);
  const zone = { timeZone: 'UTC' } as const;
  const date = { month: 'long', day: 'numeric', ...zone } as const;
  if (isYearly) {
    const day = new Intl.DateTimeFormat(language, date).format(at(from));
    return words('window.holidays.yearly', { day });
  }
  if (from === to) return new Intl.DateTimeFormat(language, { dateStyle: 'full', ...zone }).format(at(from));
  return new Intl.DateTimeFormat(language, { ...date, year: 'numeric' }).formatRange(at(from), at(to));
}

const NOTHING = { from: '', to: '', isYearly: false };

function NewHoliday({ onGiven }: { onGiven: (entry: string) => Promise<boolean> }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [asked, setAsked] = useState(NOTHING);
  const [isTried, setTried] = useState(false);
  const entry = holidayEntry(asked);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (entry === undefined || !(await onGiven(entry))) return;
    setAsked(NOTHING);
    setTried(false);
  };
  const wrong = !isTried || entry !== undefined ? undefined : asked.from === '' ? 'needs-day' : 'wrong-end';
  const told = wrong && { validationMessage: words(`window.holidays.${wrong}`) };
  return (
    <form className={styles.form} onSubmit={(event) => void add(event)} noValidate>
      <Field label={words('window.holidays.from')} className={styles.date} {...(wrong === 'needs-day' && told)}>
        <Input type="date" value={asked.from} onChange={(_event, { value }) => setAsked({ ...asked, from: value })} />
      </Field>
      {!asked.isYearly && (
        <Field label={words('window.holidays.to')} className={styles.date} {...(wrong === 'wrong-end' && told)}>
          <Input type="date" value={asked.to} onChange={(_event, { value }) => setAsked({ ...asked, to: value })} />
        </Field>
      )}
      <Checkbox
        className={styles.beside}
        label={words('window.holidays.every-year')}
        checked={asked.isYearly}
        onChange={(_event, { checked }) => setAsked({ ...asked, to: '', isYearly: checked === true })}
      />
      <Button type="submit" className={styles.beside} icon={<Add20Regular />}>
        {words('window.holidays.add')}
      </Button>
    </form>
  );
}
