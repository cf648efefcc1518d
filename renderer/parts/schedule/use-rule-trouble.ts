import type { RuleLook } from '../../../electron/contract/index.ts';
import { useSpeech } from '../../state/language.ts';
import { ruleText, type ScheduleRule } from '../../state/schedule-rules.ts';
import { useRuleText } from '../use-schedule.ts';
import { useMoment } from '../use-standing.ts';

/** What is to be said of one rule among others: that it cannot be, that it never comes, or that another one comes in its place. */
export function useRuleTrouble(): (
  rules: readonly ScheduleRule[],
  looks: readonly RuleLook[],
  place: number,
) => string | undefined {
  const { words } = useSpeech();
  const moment = useMoment();
  const told = useRuleText();
  return (rules, looks, place) => {
    const { problem, overlap } = looks[place] ?? {};
    const rule = rules[place];
    if (!rule) return undefined;
    if (rule.choice.every === 'opening' && rule.choice.from >= rule.choice.to) return words('window.rules.hours-wrong');
    if (problem === 'never') return words('window.rules.never');
    if (problem === 'invalid') return words('window.rules.invalid');
    const other = overlap && rules[overlap.with];
    if (!other) return undefined;
    if (ruleText(other) === ruleText(rule)) return words('window.rules.twice');
    const about = { other: told(other), at: moment(overlap.at) };
    return words(overlap.isAlways ? 'window.rules.overlap-always' : 'window.rules.overlap', about);
  };
}
