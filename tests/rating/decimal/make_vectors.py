#!/usr/bin/env python3
"""Writes vectors.txt, what Python's decimal says the decimal must say.

    python3 tests/rating/decimal/make_vectors.py \\
        > tests/rating/decimal/vectors.txt

Each line is an operation, its operands and the result, between spaces; `null`
is no result. `~` before an operation marks a result that may differ in the last
digits (see kNearUnits in vectors_test.cc): exp, ln and powers with a fraction
are not correctly rounded in our kernel, all else is exact to the last digit and
has the scale of the result here, so that the bits are the same. The random
numbers are seeded, so the same script writes the same file.
"""

import decimal
import random
from decimal import Decimal

HALF_EVEN = decimal.ROUND_HALF_EVEN
# decimal128. No traps: a special result becomes `null`.
D128 = decimal.Context(prec=34, rounding=HALF_EVEN, Emin=-6143, Emax=6144,
                       clamp=1, traps=[])
# Wide enough to hold powers before they are rounded, once, to decimal128.
WIDE = decimal.Context(prec=250, rounding=HALF_EVEN, Emin=decimal.MIN_EMIN,
                       Emax=decimal.MAX_EMAX, traps=[])
# Holds every sum and every remainder of two decimal128 without rounding.
EXACT = decimal.Context(prec=13000, rounding=HALF_EVEN, Emin=decimal.MIN_EMIN,
                        Emax=decimal.MAX_EMAX, traps=[decimal.Inexact])

ROUNDINGS = {
    'half_even': decimal.ROUND_HALF_EVEN,
    'half_up': decimal.ROUND_HALF_UP,
    'half_down': decimal.ROUND_HALF_DOWN,
    'up': decimal.ROUND_UP,
    'down': decimal.ROUND_DOWN,
    'floor': decimal.ROUND_FLOOR,
    'ceiling': decimal.ROUND_CEILING,
}

source = random.Random(20261123)


def make(coefficient, exponent):
    """The decimal128 nearest to coefficient * 10 ** exponent."""
    return D128.scaleb(D128.create_decimal(coefficient), exponent)


def signed(coefficient):
    return coefficient if source.random() < 0.6 else -coefficient


def digits(count):
    return source.randrange(10 ** (count - 1), 10 ** count)


def easy():
    return make(signed(digits(source.randint(1, 7))), source.randint(-4, 0))


def full():
    return make(signed(digits(source.randint(28, 34))), source.randint(-40, 6))


def extreme():
    exponent = source.choice([-6176, -6170, -6143, -3080, 3050, 6080, 6111])
    return make(signed(digits(source.randint(1, 34))), exponent)


def scattered():
    """Zeros and nines in rows, where carries and ties are."""
    text = ''.join(source.choice(['0', '9', '5', '1']) * source.randint(1, 9)
                   for _ in range(8))[:34]
    return make(signed(int(text)), source.randint(-40, 5))


def pairs(count):
    for _ in range(count):
        yield easy(), easy()
        scale = source.randint(-6, 0)
        yield make(signed(digits(6)), scale), make(signed(digits(6)), scale)
        yield full(), full()
        yield extreme(), extreme()
        yield extreme(), full()
        yield scattered(), scattered()
    for zero in ['0', '0E+6000', '0E-6176']:
        yield Decimal(zero), easy()
        yield easy(), Decimal(zero)
        yield Decimal(zero), Decimal('0.00')


def sum_ties():
    """Sums whose 35th digit is the only one discarded, and is a 5."""
    for _ in range(80):
        whole = digits(34)
        half = Decimal(5).scaleb(-1)
        yield make(whole, 0), half
        yield make(-whole, 0), -half
        yield make(whole, 0), make(digits(33) * 10 + 5, -34)


def product_ties():
    """Products of 35 digits that end in 5, and quotients of them."""
    for _ in range(150):
        factor = source.choice([5, 15, 25, 125, 375])
        other = (2 * 10 ** 34 // factor + digits(20) * 2) | 1
        yield make(other, source.randint(-30, 0)), make(signed(factor), 0)


def edges():
    """Pairs of numbers at the ends of the range and of the precision."""
    values = [D128.create_decimal(text) for text in [
        '1E-6176', '-5E-6176', '15E-6176', '9' * 33 + 'E-6176', '1E-6143',
        '9' * 34 + 'E+6111', '-' + '9' * 34 + 'E+6111', '1E+6144', '5E+6110',
        '49E+6109', '9' * 34, '-0.5', '0.4999', '1', '10', '-3', '0']]
    for a in values:
        for b in values:
            yield a, b


def comparable():
    for a, b in [*pairs(10), *edges()]:
        yield a, b
    for _ in range(60):
        # The same number in another scale, and its neighbours.
        short = make(signed(digits(source.randint(1, 30))),
                     source.randint(-30, 30))
        zeros = source.randint(1, 34 - len(short.as_tuple().digits))
        long = short.quantize(
            Decimal((0, (1,), short.as_tuple().exponent - zeros)), context=D128)
        yield short, long
        yield D128.next_plus(long), short
        yield short, D128.next_minus(long)


def one_zero(value):
    """As ours, which know no zero with a scale of its own."""
    return value or Decimal(0)


def text(value):
    if not value.is_finite():
        return 'null'
    return str(value) if value else '0'


def write(operation, *fields):
    print(operation, *fields)


def write_result(operation, operands, result):
    write(operation, *map(str, operands), text(result))


def modulo(a, b):
    if not b:
        return Decimal('NaN')
    exponent = min(a.as_tuple().exponent, b.as_tuple().exponent)
    # Whole numbers, where % is Python's, which has the sign of the divisor.
    left = int(EXACT.scaleb(a, -exponent))
    right = int(EXACT.scaleb(b, -exponent))
    return D128.plus(EXACT.scaleb(EXACT.create_decimal(left % right), exponent))


def arithmetic():
    functions = {'add': D128.add, 'subtract': D128.subtract,
                 'multiply': D128.multiply, 'divide': D128.divide,
                 'modulo': modulo}
    for operation, function in functions.items():
        for a, b in [*pairs(50), *edges()]:
            write_result(operation, (a, b), function(one_zero(a), one_zero(b)))
    for a, b in sum_ties():
        write_result('add', (a, b), D128.add(a, b))
        write_result('subtract', (a, -b), D128.subtract(a, -b))
    for a, b in product_ties():
        write_result('multiply', (a, b), D128.multiply(a, b))
        write_result('divide', (a, D128.divide(Decimal(2), b)),
                     D128.divide(a, D128.divide(Decimal(2), b)))
    for a, b in [('1e-3100', '1e-3076'), ('5e-3100', '1e-3077'),
                 ('15e-3100', '1e-3077'), ('5.1e-3100', '1e-3077'),
                 ('9.999e3072', '1e3072'), ('1e3100', '1e3100')]:
        write_result('multiply', (a, b), D128.multiply(Decimal(a), Decimal(b)))


def comparisons():
    for a, b in comparable():
        write('compare', a, b, a.compare(b, EXACT))


def power_result(base, exponent):
    """250 digits, then once to 34; an exact result ends in no zeros."""
    wide = WIDE.power(base, exponent)
    result = D128.plus(wide)
    return D128.normalize(result) if result == wide else result


def powers():
    """Integer powers."""
    cases = [(base, exponent) for base in
             ['2', '-2', '3', '5', '7', '10', '0.1', '-0.5', '1.5', '12.5', '1',
              '-1', '0.2', '0.0016', '1.1', '99', '9999999999999999']
             for exponent in
             [1, 2, 3, 7, 10, 33, 34, 50, 51, 52, 100, 111, 112, 113, 114, 116,
              117, 365]
             for exponent in (exponent, -exponent)]
    for _ in range(150):
        cases.append((easy(), source.randint(-40, 40)))
        cases.append((full(), source.randint(-200, 200)))
        cases.append((make(10 ** 15 + digits(12), -15), source.randint(2, 4000)))
        cases.append((scattered(), source.choice([2, 3, 4, -1, -2, -3])))
    near_one = ['1.0000001', '0.9999999', '-1.0000001', '1.' + 32 * '0' + '1',
                '0.' + 34 * '9', '-0.' + 34 * '9']
    for base in near_one:
        for exponent in [10 ** 5 + 1, 999999999, 10 ** 9, 142857142857,
                         10 ** 12 - 1, 10 ** 20, 10 ** 33 + 1, 10 ** 34 - 1,
                         10 ** 36, 10 ** 37, 3 * 10 ** 37, 10 ** 38,
                         142 * 10 ** 36, 10 ** 40, 10 ** 6000]:
            cases += [(base, exponent), (base, -exponent)]
    # At the edges of the range, and across a half below 1e-6176.
    cases += [('10', 6144), ('10', 6145), ('10', -6176), ('10', -6177),
              ('2', -20515), ('2', -20516), ('2', -20517), ('2', -20518),
              ('2', -20519), ('2', 20413), ('2', 20414), ('5', 8789),
              ('0.5', 20515), ('0.5', 20517), ('-0.5', 20517), ('7', -7300),
              ('3E-2060', 3), ('5E-3089', 2), ('7E-3089', 2), ('25E-3089', 2)]
    for base, exponent in cases:
        # An integer whose digits are beyond 34 is not a decimal128.
        base, power = Decimal(base), Decimal(exponent).normalize(D128)
        if not base:
            continue
        write_result('power', (base, power), power_result(base, power))


def functions():
    for _ in range(100):
        for value in [easy(), full(), extreme(), scattered()]:
            write_result('sqrt', (abs(value),), D128.sqrt(abs(value)))
        root = make(digits(17), source.randint(-20, 20))
        write_result('sqrt', (D128.multiply(root, root),), root)
    write_result('sqrt', ('0',), Decimal(0))
    write_result('sqrt', ('-4',), Decimal('NaN'))
    for _ in range(150):
        value = make(signed(digits(source.randint(1, 34))),
                     source.randint(-36, -30))
        write_result('~exp', (value,), D128.exp(value))
        value = abs(easy())
        write_result('~exp', (value,), D128.exp(value))
        for value in [abs(easy()), abs(full()), abs(extreme())]:
            if value:
                write_result('~ln', (value,), D128.ln(value))
        value = make(10 ** 33 + digits(source.randint(1, 33)), -33)
        write_result('~ln', (value,), D128.ln(value))
        base = abs(easy())
        exponent = make(signed(digits(5)), -source.choice([1, 2, 3]))
        if base and exponent != exponent.to_integral_value():
            result = D128.plus(WIDE.power(base, exponent))
            write_result('~power', (base, exponent), result)


def rounding():
    values = ['2.5', '3.5', '2.4', '2.6', '2.50', '2.51', '2.49', '0.5', '0.05',
              '1e-6176', '5e-6176', '9.99', '99.95', '1e30', '123456', '0',
              '9' * 34, '9' * 33 + '.5', '0.' + 34 * '9', '15e-35', '5e-35']
    values = [signed(Decimal(value)) for value in values for _ in range(2)]
    values += [easy() for _ in range(10)] + [full() for _ in range(8)]
    values += [scattered() for _ in range(8)] + [extreme() for _ in range(8)]
    for value in values:
        scales = {-6111, -1, 0, 1, 6176, source.randint(-50, 50),
                  source.choice([6140, -6080]),
                  source.randint(-1, 1) - value.as_tuple().exponent}
        for scale in sorted(scales):
            if not -6111 <= scale <= 6176:
                continue
            unit = Decimal((0, (1,), -scale))
            for name, mode in ROUNDINGS.items():
                write_result('round_' + name, (value, scale),
                             value.quantize(unit, mode, D128))


    for scale in [-(10 ** 9), -6112, 6177, 10 ** 9]:
        for name in ROUNDINGS:
            write('round_' + name, '1', scale, 'null')


def texts():
    """A text, and the plain digits that it is printed as."""
    def plain(value):
        value = format(value, 'f')
        if '.' in value:
            value = value.rstrip('0').rstrip('.')
        return '0' if value in ('-0', '') else value

    for _ in range(80):
        for value in [easy(), full(), scattered()]:
            write('text', str(value), plain(value))
            write('text', format(value, 'f'), plain(value))
    for value in ['.5', '-.5', '0.50', '1e3', '1E+3', '1e-3', '-0', '-0.00',
                  '0e999', '007', '-007.10', '1e0', '1.50e-10', '12.5e1',
                  '9' * 34 + '0' * 20, '0.' + '0' * 40 + '9' * 34 + '0' * 20,
                  '1e6144', '-9.9e6144', '1e-6176', '10e-6177', '1000e-6179']:
        write('text', value, plain(Decimal(value)))


if __name__ == '__main__':
    decimal.setcontext(EXACT)
    arithmetic()
    comparisons()
    powers()
    functions()
    rounding()
    texts()
