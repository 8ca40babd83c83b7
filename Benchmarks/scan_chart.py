"""Draws lines against two logarithmic axes as SVG, for light and dark pages."""

import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 700, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 528, 44, 376
# Out of Okabe and Ito's colours, darker on light ground and lighter on dark where the contrast asks for it. Marks and dashes
# say the same without colour.
LOOKS = [
    ("#0072b2", "#56b4e9", "", "circle"),
    ("#00795a", "#2fd0a5", "7 4", "square"),
    ("#c44e00", "#ff9a52", "2 3", "triangle"),
    ("#a3478a", "#e5a0cc", "9 3 2 3", "diamond"),
    ("#7a5c00", "#e6b422", "4 4", "cross"),
]
STYLE = """
svg { color: #1f2328; background: #ffffff; font: 13px system-ui, "Segoe UI", Roboto, sans-serif }
.title { font-weight: 600; font-size: 15px }
.grid { stroke: currentColor; stroke-opacity: .16 }
.fine { stroke: currentColor; stroke-opacity: .06 }
.axis { stroke: currentColor; stroke-opacity: .7 }
text { fill: currentColor }
.line { fill: none; stroke-width: 2.5; stroke-linejoin: round }
"""


def drawn(curves):
    """The whole picture. `curves`: name → points (number of posts, megabytes a second)."""
    points = [point for curve in curves.values() for point in curve]
    across = _Axis([x for x, _ in points], LEFT, RIGHT)
    up = _Axis([y for _, y in points], BOTTOM, TOP)
    body = _ground(across, up)
    body += _lines(curves, across, up)
    body += _names(curves, up)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="what">\n'
            f'<title id="what">{escape(_told(curves))}</title>\n<style>{STYLE}{_colours(len(curves))}</style>\n'
            + "\n".join(body) + "\n</svg>\n")


class _Axis:
    """From whole powers of ten to whole powers of ten."""

    def __init__(self, values, start, end):
        self.low, self.high = math.floor(math.log10(min(values)) + 1e-9), math.ceil(math.log10(max(values)) - 1e-9)
        self.high = max(self.high, self.low + 1)
        self.start, self.end = start, end

    def at(self, value):
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def tens(self):
        return [10**power for power in range(self.low, self.high + 1)]

    def between(self):
        return [ten * step for ten in self.tens()[:-1] for step in range(2, 10)]


def _ground(across, up):
    body = [f'<text class="title" x="{LEFT}" y="24">Speed of one thread against the number of posts</text>']
    for value in up.between():
        body.append(f'<path class="fine" d="M{LEFT} {up.at(value)}H{RIGHT}"/>')
    for value in across.tens():
        body.append(f'<path class="grid" d="M{across.at(value)} {TOP}V{BOTTOM}"/>')
        body.append(f'<text x="{across.at(value)}" y="{BOTTOM + 20}" text-anchor="middle">{value:,}</text>')
    for value in up.tens():
        body.append(f'<path class="grid" d="M{LEFT} {up.at(value)}H{RIGHT}"/>')
        body.append(f'<text x="{LEFT - 8}" y="{up.at(value) + 4}" text-anchor="end">{value:,}</text>')
    middle = (TOP + BOTTOM) / 2
    return body + [
        f'<path class="axis" fill="none" d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}"/>',
        f'<text x="{(LEFT + RIGHT) / 2}" y="{HEIGHT - 20}" text-anchor="middle">posts that are looked for, all at once</text>',
        f'<text transform="translate(18 {middle}) rotate(-90)" text-anchor="middle">megabytes of text a second</text>']


def _lines(curves, across, up):
    body = []
    for number, curve in enumerate(curves.values()):
        places = [(across.at(x), up.at(y)) for x, y in curve]
        if not places:
            continue
        dashes = LOOKS[number % len(LOOKS)][2]
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        path = "L".join(f"{x} {y}" for x, y in places)
        body.append(f'<path class="line s{number}"{dashed} d="M{path}"/>')
        body += [_mark(number, x, y) for x, y in places]
    return body


def _mark(number, x, y):
    shapes = {
        "circle": "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "square": "m-4.500-4.500h9v9h-9z", "triangle": "m0-6l5.500 10h-11z",
        "diamond": "m0-6l6 6l-6 6l-6-6z", "cross": "m-5-3l2-2l3 3l3-3l2 2l-3 3l3 3l-2 2l-3-3l-3 3l-2-2l3-3z"}
    return f'<path class="f{number}" d="M{x} {y}{shapes[LOOKS[number % len(LOOKS)][3]]}"/>'


def _names(curves, up):
    """Beside the end of each line, moved apart where lines end close together."""
    ends = sorted((up.at(curve[-1][1]), number, name)
                  for number, (name, curve) in enumerate(curves.items()) if curve)
    body, free = [], TOP
    for place, number, name in ends:
        place = max(place, free)
        free = place + 20
        body.append(_mark(number, RIGHT + 18, place))
        body.append(f'<text x="{RIGHT + 30}" y="{place + 4}">{escape(name)}</text>')
    return body


def _colours(count):
    def rules(side):
        return " ".join(f".s{number} {{ stroke: {LOOKS[number % len(LOOKS)][side]} }} "
                        f".f{number} {{ fill: {LOOKS[number % len(LOOKS)][side]} }}" for number in range(count))
    return (f"{rules(0)}\n@media (prefers-color-scheme: dark) {{ svg {{ color: #e6edf3; background: #0d1117 }} {rules(1)} }}\n")


def _told(curves):
    """The same in words, for those who do not see it."""
    said = [f"{name}: " + ", ".join(f"{y:,.0f} at {x:,}" for x, y in curve) for name, curve in curves.items() if curve]
    return "Megabytes of text a second against the number of posts. " + "; ".join(said) + "."
