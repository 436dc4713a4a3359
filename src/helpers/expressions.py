"""Keep formulas over inputs with bounds, and find the exact range of their values.

A formula is a sum or product in which equal parts are merged, so `x - x` is 0 and `x / x` is 1.
Where every input stands once, one pass of interval arithmetic is exact. Elsewhere the sign of each
derivative is read from its numerator, multiplied out: a formula that only rises or only falls in
an input is extreme at its ends. What has no sign is cut in halves until the range is known.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

TOLERANCE = 1e-9  # relative, where a range is found by halving
LONGEST = 1024  # terms of a product that are still multiplied out
MOST_BOXES = 20_000
FASTER = Fraction(1000)  # what tends to its end first outweighs any power of what follows
MOST_ROUNDS = 200  # of halving; a box that floats cannot halve any more would stay for ever


@dataclass(frozen=True)
class Input:
    """A number known by its bounds; two of one key and bounds are one number."""

    key: str
    low: float
    high: float


class Formula:
    """A constant plus multiples of parts, or a constant times powers of parts."""

    def __init__(self, kind, constant, parts):
        self.kind, self.constant, self.parts = kind, constant, parts
        self._key = (kind, constant, frozenset(parts.items()))

    def __eq__(self, other):
        return isinstance(other, Formula) and self._key == other._key

    def __hash__(self):
        return hash(self._key)


def make_constant(value):
    """Return a number as a formula."""
    return Formula("sum", float(value), {})


def _split(node, kind):
    """Return a formula as constant and parts of a sum or of a product."""
    if isinstance(node, Formula) and (node.kind == kind or not node.parts):
        return node.constant, node.parts
    if kind == "sum" and isinstance(node, Formula):
        part, number = next(iter(node.parts.items()))
        if (
            len(node.parts) == 1
            and number == 1
            and isinstance(part, Formula)
            and part.kind == "sum"
        ):
            multiples = {p: n * node.constant for p, n in part.parts.items()}
            return part.constant * node.constant, multiples
        return 0.0, {_join("product", 1.0, node.parts): node.constant}
    return (0.0 if kind == "sum" else 1.0), {node: 1}


def _join(kind, constant, parts):
    parts = {part: number for part, number in parts.items() if number}
    if not parts or (kind == "product" and constant == 0):
        return make_constant(constant)
    if len(parts) == 1 and constant == (0 if kind == "sum" else 1):
        part, number = next(iter(parts.items()))
        if number == 1:
            return part
        if kind == "sum":
            inner, factors = _split(part, "product")
            return _join("product", inner * number, factors)
    return Formula(kind, constant, parts)


def add(a, b):
    """Return the sum of two formulas."""
    (c, left), (d, right) = _split(a, "sum"), _split(b, "sum")
    return _join("sum", c + d, {p: left.get(p, 0) + right.get(p, 0) for p in left | right})


def multiply(a, b):
    """Return the product of two formulas."""
    (c, left), (d, right) = _split(a, "product"), _split(b, "product")
    return _join("product", c * d, {p: left.get(p, 0) + right.get(p, 0) for p in left | right})


def power(a, exponent):
    """Return a formula to a power; a fractional one is for formulas of 0 or more."""
    exponent = Fraction(exponent).limit_denominator(10**6)
    constant, parts = _split(a, "product")
    whole = exponent.denominator == 1
    if not whole and (constant < 0 or any(evaluate(p)[0] < 0 for p in parts)):
        return _join("product", 1.0, {a: exponent})
    return _join(
        "product", constant ** float(exponent), {p: n * exponent for p, n in parts.items()}
    )


def _count_inputs(node, counts=None):
    """Return how often each input stands in a formula."""
    counts = {} if counts is None else counts
    if isinstance(node, Input):
        counts[node] = counts.get(node, 0) + 1
    else:
        for part in node.parts:
            _count_inputs(part, counts)
    return counts


def _times(a, b):
    with np.errstate(invalid="ignore", over="ignore"):
        return np.where((np.equal(a, 0)) | (np.equal(b, 0)), 0.0, np.multiply(a, b))


def _multiply_bounds(a, b):
    corners = np.stack([_times(x, y) for x in a for y in b])
    return corners.min(axis=0), corners.max(axis=0)


def _raise_bounds(low, high, exponent):
    low, high = np.asarray(low, float), np.asarray(high, float)
    whole = exponent.denominator == 1
    if not whole:
        low, high = np.maximum(low, 0.0), np.maximum(high, 0.0)
    size = float(abs(exponent))
    with np.errstate(all="ignore"):
        ends = low**size, high**size
        if whole and int(size) % 2 == 0:
            across = (low < 0) & (high > 0)
            ends = np.where(across, 0.0, np.minimum(*ends)), np.maximum(*ends)
        if exponent > 0:
            return ends
        down, up = ends
        across = (down < 0) & (up > 0)
        lower = np.where(across | (up == 0), -np.inf, 1 / up)
        upper = np.where(across | (down == 0), np.inf, 1 / down)
        if not whole or int(size) % 2 == 0:
            lower = np.where(up == 0, np.inf, lower)
        return lower, upper


def evaluate(node, box=None):
    """Return bounds of a formula by one pass of interval arithmetic over the bounds in `box`."""
    if isinstance(node, Input):
        return (box or {}).get(node, (node.low, node.high))
    low = high = node.constant
    for part, number in node.parts.items():
        bounds = evaluate(part, box)
        with np.errstate(invalid="ignore", over="ignore"):
            if node.kind == "sum":
                ends = _multiply_bounds(bounds, (number, number))
                low, high = low + ends[0], high + ends[1]
            else:
                low, high = _multiply_bounds((low, high), _raise_bounds(*bounds, Fraction(number)))
    return np.nan_to_num(low, nan=-np.inf, posinf=np.inf, neginf=-np.inf), np.nan_to_num(
        high, nan=np.inf, posinf=np.inf, neginf=-np.inf
    )


def _derive(node, name):
    """Return the derivative of a formula by one of its inputs, as a formula."""
    if isinstance(node, Input):
        return make_constant(node == name)
    total = make_constant(0)
    for part, number in node.parts.items():
        inner = _derive(part, name)
        if node.kind == "sum":
            outer = make_constant(number)
        else:
            rest = node.parts | {part: number - 1}
            outer = _join("product", node.constant * float(number), rest)
        total = add(total, multiply(outer, inner))
    return total


class _TooLong(Exception):
    """A product has too many terms to be multiplied out."""


def _expand(a, b):
    """Return the product of two polynomials: a number for each set of (part, power)."""
    if len(a) * len(b) > LONGEST:
        raise _TooLong
    product = {}
    for s, c in a.items():
        for t, d in b.items():
            powers = dict(s)
            for part, n in t:
                powers[part] = powers.get(part, 0) + n
            term = frozenset((p, n) for p, n in powers.items() if n)
            product[term] = product.get(term, 0.0) + c * d
    return {term: c for term, c in product.items() if c}


def _clear(node):
    """Return a formula as a multiplied-out numerator and the factors below it."""
    if isinstance(node, Input):
        return {frozenset([(node, 1)]): 1.0}, {}
    if node.kind == "product":
        top, below = {frozenset(): node.constant}, {}
        for part, number in node.parts.items():
            above, under = _clear_power(part, Fraction(number))
            top = _expand(top, above)
            below = {f: below.get(f, 0) + under.get(f, 0) for f in below | under}
        return top, below
    pieces = [(_clear(part), number) for part, number in node.parts.items()]
    below = {}
    for (_, under), _ in pieces:
        below = {f: max(below.get(f, 0), under.get(f, 0)) for f in below | under}
    pieces.append((({frozenset(): node.constant}, {}), 1))
    top = {}
    for (piece, under), number in pieces:
        for factor, n in below.items():
            for _ in range(n - under.get(factor, 0)):
                piece = _expand(piece, dict(factor))
        for term, c in piece.items():
            top[term] = top.get(term, 0.0) + c * number
    return {term: c for term, c in top.items() if c}, below


def _clear_power(part, exponent):
    """Return a power in the form of `_clear`; a root of a sum stays one part."""
    if isinstance(part, Input):
        return {frozenset([(part, exponent)]): 1.0}, {}
    whole = math.floor(exponent)
    root = exponent - whole
    top = {frozenset([(part, root)]) if root else frozenset(): 1.0}
    above, under = _clear(part)
    if whole < 0:
        if len(above) == 1:
            term, c = next(iter(above.items()))
            flipped = {frozenset((p, -n) for p, n in term): 1 / c}
            above, under = flipped, {}
            for factor, n in _clear(part)[1].items():
                for _ in range(n):
                    above = _expand(above, dict(factor))
        else:
            factor, upper = frozenset(above.items()), {frozenset(): 1.0}
            for old, n in under.items():
                for _ in range(n):
                    upper = _expand(upper, dict(old))
            above, under = upper, {factor: 1}
    for _ in range(abs(whole)):
        top = _expand(top, above)
    return top, {factor: n * abs(whole) for factor, n in under.items() if whole}


def _evaluate_terms(terms, box):
    low = high = 0.0
    for term, c in terms.items():
        ends = (c, c)
        for part, n in term:
            ends = _multiply_bounds(ends, _raise_bounds(*evaluate(part, box), Fraction(n)))
        with np.errstate(invalid="ignore"):
            low, high = low + ends[0], high + ends[1]
    return np.nan_to_num(low, nan=-np.inf, neginf=-np.inf), np.nan_to_num(
        high, nan=np.inf, posinf=np.inf
    )


def _find_sign(terms, box, size):
    """Return where a polynomial is never below 0 and never above 0.

    Each term is tried as a measure of the others: a² − 3a has the sign of a − 3.
    """
    rises, falls = np.zeros(size, bool), np.zeros(size, bool)
    for measure in [frozenset(), *(terms if len(terms) <= 32 else ())]:
        turned = {frozenset((p, -n) for p, n in measure): 1.0}
        if np.all(_evaluate_terms({measure: 1.0}, box)[0] >= 0):
            low, high = _evaluate_terms(_expand(terms, turned), box)
            rises, falls = rises | (low >= 0), falls | (high <= 0)
    return rises, falls


def _find_slopes(node, names):
    """Return numerator and factors below of each derivative; None where it is too long."""
    slopes = {}
    for name in names:
        try:
            slopes[name] = _clear(_derive(node, name))
        except _TooLong:
            slopes[name] = None
    return slopes


def _pin(slopes, box, ranks, size):
    """Return boxes in which each input that only raises or lowers the formula is at its best end.

    An input that is pinned later may owe its slope to those before it, so `ranks` keeps the order:
    in a limit, the first tend to their ends much faster.
    """
    for _ in range(2):
        signs = {
            name: _find_slope_sign(slope, box, size) for name, slope in slopes.items() if slope
        }
        box = dict(box)
        for name, (rises, falls) in signs.items():
            low, high = box[name]
            low, high = np.where(falls & ~rises, high, low), np.where(rises & ~falls, low, high)
            # Where the slope is nought throughout, any point will do.
            middle, flat = _find_middle(low, high), rises & falls
            box[name] = np.where(flat, middle, low), np.where(flat, middle, high)
        ranks = {name: ranks[name] + (ends[0] == ends[1]) for name, ends in box.items()}
    return box, ranks


def _find_slope_sign(slope, box, size):
    rises, falls = _find_sign(slope[0], box, size)
    for factor, n in slope[1].items():
        if n % 2:
            positive, negative = _find_sign(dict(factor), box, size)
            rises, falls = (
                (rises & positive) | (falls & negative),
                (falls & positive) | (rises & negative),
            )
    return rises, falls


def _find_limit(node, box, ranks, at):
    """Return the limit of a formula as inputs tend to open ends, or to 0; NaN if it has none."""
    leading = _find_leading(node, box, ranks, at)
    if leading is None:
        return math.nan
    order, value = leading
    return value if order == 0 else 0.0 if order < 0 else math.copysign(math.inf, value)


def _find_leading(node, box, ranks, at):
    """Return order and number of the leading term far out, as those of 3x² are 2 and 3."""
    if isinstance(node, Input) and node not in box:
        return Fraction(0), node.low
    if isinstance(node, Input):
        end = float(box[node][0][at]) if box[node][0][at] == box[node][1][at] else math.nan
        if math.isinf(end):
            return FASTER ** int(ranks[node][at]), math.copysign(1.0, end)
        return (Fraction(0), end) if end else (-(FASTER ** int(ranks[node][at])), 1.0)
    top, below = _clear(node)
    leading = _find_leading_term(top, box, ranks, at)
    for factor, n in below.items():
        under = _find_leading_term(dict(factor), box, ranks, at)
        if leading is None or under is None:
            return None
        leading = leading[0] - n * under[0], leading[1] / under[1] ** n
    return leading


def _find_leading_term(terms, box, ranks, at):
    orders = {}
    for term, c in terms.items():
        order, value = Fraction(0), c
        for part, n in term:
            leading = _find_leading(part, box, ranks, at)
            if leading is None or math.isnan(leading[1]):
                return None
            order, value = order + n * leading[0], value * leading[1] ** float(n)
        orders[order] = orders.get(order, 0.0) + value
    return next(((o, orders[o]) for o in sorted(orders, reverse=True) if orders[o]), None)


def _find_lowest(node, repeated, names):
    """Return the lowest value, and whether it is exact rather than found by halving."""
    slopes = _find_slopes(node, names)
    box = {n: (np.array([n.low]), np.array([n.high])) for n in names}
    ranks = {n: np.zeros(1, int) for n in names}
    best, floor, exact, usual, rounds = math.inf, math.inf, True, 0.0, 0
    while len(next(iter(box.values()))[0]):
        rounds += 1
        size = len(next(iter(box.values()))[0])
        box, ranks = _pin(slopes, box, ranks, size)
        low = np.broadcast_to(evaluate(node, box)[0], (size,)).astype(float)
        done = np.all([box[n][0] == box[n][1] for n in repeated], axis=0)
        for i in np.flatnonzero(done):
            value = low[i]
            if any(math.isinf(box[n][0][i]) or box[n][0][i] == 0 for n in repeated):
                limit = _find_limit(node, box, ranks, i)
                value = value if math.isnan(limit) else limit
            best = min(best, value)
        middle = {n: (m, m) for n in repeated for m in [_find_middle(*box[n])]}
        at_middle = np.broadcast_to(evaluate(node, box | middle)[0], (size,))
        best = min(best, float(np.min(at_middle[~done], initial=math.inf)))
        usual = usual if rounds > 1 or not math.isfinite(at_middle[0]) else abs(float(at_middle[0]))
        slack = TOLERANCE * max(abs(best), usual) if math.isfinite(best) else 0.0
        open_ = ~done & (low < best)
        close = open_ & (low >= best - slack)
        if size > MOST_BOXES or rounds > MOST_ROUNDS or best == -math.inf:
            close = open_
        if close.any():
            exact, floor = False, min(floor, float(low[close].min()))
        left = open_ & ~close
        box = _halve({n: (ends[0][left], ends[1][left]) for n, ends in box.items()}, repeated)
        ranks = {n: np.tile(rank[left], 2) for n, rank in ranks.items()}
    return min(best, floor), exact or best == -math.inf


def _find_middle(low, high):
    with np.errstate(invalid="ignore", over="ignore"):
        far = np.maximum(2 * np.abs(low), 1.0)
        near = -np.maximum(2 * np.abs(high), 1.0)
        middle = np.where(np.isinf(high), far, low + (high - low) / 2)
        return np.where(np.isinf(low), np.where(np.isinf(high), high, near), middle)


def _halve(box, repeated):
    """Return boxes cut in two along the widest of the inputs that stand more than once."""
    with np.errstate(all="ignore"):
        widths = [
            (box[n][1] - box[n][0]) / (1e-300 + np.abs(box[n][0]) + np.abs(_find_middle(*box[n])))
            for n in repeated
        ]
    widest = np.argmax(np.nan_to_num(widths, nan=0.0), axis=0)
    halves = {}
    for name, (low, high) in box.items():
        cut = widest == repeated.index(name) if name in repeated else np.zeros(len(low), bool)
        middle = _find_middle(low, high)
        halves[name] = (
            np.concatenate([low, np.where(cut, middle, low)]),
            np.concatenate([np.where(cut, middle, high), high]),
        )
    return halves


def find_range(node):
    """Return the range of a formula over the bounds of its inputs.

    Returns
    -------
    low, high : float
    exact : bool
        False where an end was found by halving: never inside the true range, and within 1e-9 of it
        relative to its size unless `MOST_BOXES` are not enough (a square that is multiplied out).
    """
    counts = {name: n for name, n in _count_inputs(node).items() if name.low < name.high}
    repeated = [name for name, n in counts.items() if n > 1]
    if not repeated:
        low, high = evaluate(node)
        return float(low), float(high), True
    low, low_exact = _find_lowest(node, repeated, list(counts))
    high, high_exact = _find_lowest(multiply(make_constant(-1), node), repeated, list(counts))
    return float(low) + 0.0, 0.0 - float(high), bool(low_exact and high_exact)
