"""Draws the time of the programs against the size of their input, S to L, as SVG with logarithmic axes.

Every line has a dash and a mark of its own, so that the picture reads without colours, and colours that stand out from
white and from black alike.
"""
import math
from html import escape

WIDTH, HEIGHT = 780, 440
LEFT, RIGHT, TOP, BOTTOM = 66, 210, 24, 56
ORDER = ("S", "M", "L")
INK = "#7a7f87"


def series(sizes):
    """(title, colour, dash, mark, [(bytes, seconds)]) for each line of the plot."""
    most = max((line["threads"] for result in sizes.values() for line in result["lines"]), default=1)
    threads = f", {most} threads" if most > 1 else ""
    wanted = [("libxml2 alone", 1, "libxml2 alone, 1 thread", INK, "2 3", "circle"),
              ("check", most, f"crosswalk check{threads}", "#2f7fd6", "", "square"),
              ("build", most, f"crosswalk build{threads}", "#1b9e77", "", "diamond"),
              ("lxml", 1, "Python, lxml", "#d9762b", "8 4", "triangle"),
              ("SQLite", 1, "SQLite, tables prepared", "#b0609f", "10 3 2 3", "cross"),
              ("DuckDB", most, "DuckDB, tables prepared", "#3d8f8f", "1 3", "ring"),
              ("xsltproc", 1, "xsltproc", "#c0504d", "5 2", "plus")]
    for name, number, title, colour, dash, mark in wanted:
        points = [(sizes[size]["bytes"], line["wall"]) for size in ORDER if size in sizes for line in sizes[size]["lines"]
                  if line["name"] == name and line["threads"] == number and "wall" in line]
        if points:
            yield title, colour, dash, mark, points


def two_figures(value):
    return float(f"{value:.2g}")


def power_label(value, units):
    for limit, unit in reversed(units):
        if value >= limit:
            return f"{value / limit:g} {unit}"
    return f"{value:g}"


def mark_at(kind, x, y, colour):
    paint = f'fill="{colour}"'
    line = f'stroke="{colour}" stroke-width="2" fill="none"'
    return {
        "circle": f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" {paint}/>',
        "square": f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" {paint}/>',
        "diamond": f'<path d="M{x:.1f} {y - 5.5:.1f}l5.5 5.5-5.5 5.5-5.5-5.5z" {paint}/>',
        "triangle": f'<path d="M{x:.1f} {y - 5:.1f}l5 9h-10z" {paint}/>',
        "ring": f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" {line}/>',
        "cross": f'<path d="M{x - 4:.1f} {y - 4:.1f}l8 8m0-8l-8 8" {line}/>',
        "plus": f'<path d="M{x - 5:.1f} {y:.1f}h10m-5-5v10" {line}/>',
    }[kind]


def spread(places, least):
    """The same places, moved apart as far as labels need."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = list(places)
    for before, after in zip(order, order[1:]):
        moved[after] = max(moved[after], moved[before] + least)
    return moved


def draw(sizes):
    lines = list(series(sizes))
    if not lines:
        raise SystemExit("plot: nothing to draw; S, M or L must have been measured")
    xs = [x for *_, points in lines for x, _ in points]
    ys = [y for *_, points in lines for _, y in points]
    x_low, x_high = math.log10(min(xs)) - 0.15, math.log10(max(xs)) + 0.15
    y_low, y_high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM

    def at_x(value):
        return LEFT + (math.log10(value) - x_low) / (x_high - x_low) * (right - LEFT)

    def at_y(value):
        return bottom - (math.log10(value) - y_low) / (y_high - y_low) * (bottom - TOP)

    told = ", ".join(title for title, *_ in lines)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-size="13"'
           ' font-family="system-ui, sans-serif">',
           f"<title>Time against the size of the input: {escape(told)}</title>"]
    for power in range(y_low, y_high + 1):
        y = at_y(10.0 ** power)
        text = power_label(10.0 ** power, [(1e-6, "\u00b5s"), (1e-3, "ms"), (1, "s")])
        out.append(f'<path d="M{LEFT} {y:.1f}H{right}" stroke="{INK}" stroke-width="1" opacity="0.35"/>')
        out.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="{INK}">{text}</text>')
    for size in ORDER:
        if size in sizes:
            x = at_x(sizes[size]["bytes"])
            read = power_label(two_figures(sizes[size]["bytes"]), [(1e3, "kB"), (1e6, "MB"), (1e9, "GB")])
            text = f"{size}: {read}"
            out.append(f'<path d="M{x:.1f} {TOP}V{bottom}" stroke="{INK}" stroke-width="1" opacity="0.35"/>')
            out.append(f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle" fill="{INK}">{text}</text>')
    out.append(f'<text x="{(LEFT + right) / 2:.1f}" y="{HEIGHT - 12}" text-anchor="middle" fill="{INK}">size of the documents'
               " read (both axes are logarithmic)</text>")
    labels = spread([at_y(points[-1][1]) for *_, points in lines], 17)
    for (title, colour, dash, mark, points), label in zip(lines, labels):
        places = [(at_x(x), at_y(y)) for x, y in points]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        out.append(f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>')
        out += [mark_at(mark, x, y, colour) for x, y in places]
        end_x, end_y = places[-1]
        out.append(f'<path d="M{end_x + 7:.1f} {end_y:.1f}L{right + 4} {label:.1f}" stroke="{colour}" stroke-width="1"'
                   ' opacity="0.5" fill="none"/>')
        out.append(mark_at(mark, right + 11, label, colour))
        out.append(f'<text x="{right + 21}" y="{label + 4:.1f}" fill="{colour}">{escape(title)}</text>')
    out.append("</svg>\n")
    return "\n".join(out)
