// Works a sum out from its signs: brackets, powers, shares, then products, then sums.

export type SignKind =
  'number' | 'raised' | 'power' | 'times' | 'over' | 'plus' | 'less' | 'percent' | 'of' | 'open' | 'close';

export interface Sign {
  readonly kind: SignKind;
  readonly text: string;
}

export interface Worth {
  /** "(3 + 4) × 2" */
  readonly text: string;
  /** NaN where there is none, or none that is exact: a division by zero, more than 2^53. */
  readonly result: number;
}

const exact = (text: string, result: number): Worth => ({
  text,
  result: Math.abs(result) <= Number.MAX_SAFE_INTEGER ? result : NaN,
});

/** Null where the signs make no whole sum. */
export function worthOf(signs: readonly Sign[]): Worth | null {
  let at = 0;
  const isNext = (kind: SignKind) => signs[at]?.kind === kind;
  const take = (kind: SignKind): Sign | null => {
    const sign = signs[at];
    if (sign?.kind !== kind) return null;
    at += 1;
    return sign;
  };
  /** Of 6 ÷ 2(1 + 2) nobody can say what it means. */
  const isDivided = signs.some(({ kind }) => kind === 'over');

  function sum(): Worth | null {
    let left = product();
    while (left && (isNext('plus') || isNext('less'))) {
      const isPlus = take('plus') !== null || take('less') === null;
      const right = product();
      if (!right) return null;
      left = exact(
        `${left.text} ${isPlus ? '+' : '−'} ${right.text}`,
        isPlus ? left.result + right.result : left.result - right.result,
      );
    }
    return left;
  }

  function product(): Worth | null {
    let left = negated();
    while (left) {
      const isOver = isNext('over');
      const isFraction = signs[at - 2]?.kind === 'over' && signs[at - 1]?.kind === 'number' && isNext('of');
      if (isOver || isNext('times') || isFraction) at += 1;
      else if (!isNext('open') || isDivided) return left;
      const right = negated();
      if (!right) return null;
      left = exact(
        `${left.text} ${isOver ? '÷' : '×'} ${right.text}`,
        isOver ? left.result / right.result : left.result * right.result,
      );
    }
    return null;
  }

  function negated(): Worth | null {
    if (!take('less')) return share();
    const of = negated();
    return of && exact(`−${of.text}`, -of.result);
  }

  function share(): Worth | null {
    const part = power();
    if (!part || !take('percent')) return part;
    const whole = take('of') && negated();
    return whole && exact(`${part.text} % × ${whole.text}`, (part.result * whole.result) / 100);
  }

  function power(): Worth | null {
    let base = atom();
    for (let raised = take('raised'); base && raised; raised = take('raised')) {
      const by = exponentOf(raised.text);
      base = exact(`${base.text}${{ 2: '²', 3: '³' }[by] ?? `^${by}`}`, base.result ** by);
    }
    if (!base || !take('power')) return base;
    const by = isNext('less') ? negated() : power();
    return by && exact(`${base.text}^${by.text}`, base.result ** by.result);
  }

  function atom(): Worth | null {
    const number = take('number');
    if (number) {
      const digits = number.text.replaceAll(',', '');
      return { text: digits, result: Number(digits) };
    }
    const inner = take('open') && sum();
    return inner && take('close') && { text: `(${inner.text})`, result: inner.result };
  }

  const whole = sum();
  return at === signs.length ? whole : null;
}

/** "squared", ³, 的立方, 的10次方 */
function exponentOf(raised: string): number {
  const said = /\d+(?=次方)/u.exec(raised);
  if (said) return Number(said[0]);
  return /^(?:squared|²|的平方)$/iu.test(raised) ? 2 : 3;
}
