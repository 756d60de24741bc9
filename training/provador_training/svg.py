"""Just enough SVG for the model card's plots: plain shapes with rounded numbers, no library.

Written by hand so that the same figures give the same bytes on every machine.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

INK = "#333333"
WINE = "#7b1e3b"
PALE = "#dddddd"


class Svg:
    """A white drawing of `width` × `height` pixels, origin at the top left."""

    def __init__(self, width: int, height: int, title: str) -> None:
        self.lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
            ' font-family="sans-serif" font-size="12">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        ]
        self.text(width / 2, 18, title, size=13)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: int = 12,
        anchor: str = "middle",
        fill: str = INK,
        turned: bool = False,
    ) -> None:
        """A line of text at its baseline; `turned` reads upwards."""
        turn = f' transform="rotate(-90 {number(x)} {number(y)})"' if turned else ""
        self.lines.append(
            f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" font-size="{size}"'
            f' fill="{fill}"{turn}>{escape(text)}</text>'
        )

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, opacity: float = 1
    ) -> None:
        """A filled rectangle."""
        self.lines.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}"'
            f' height="{number(height)}" fill="{fill}" fill-opacity="{number(opacity)}"/>'
        )

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str = INK, width: float = 1
    ) -> None:
        """A straight line."""
        self.lines.append(
            f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
            f' stroke="{stroke}" stroke-width="{number(width)}"/>'
        )

    def circle(self, x: float, y: float, radius: float, fill: str) -> None:
        """A filled circle."""
        self.lines.append(
            f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}"/>'
        )

    def bytes(self) -> bytes:
        """The file."""
        return "\n".join([*self.lines, "</svg>", ""]).encode()


def number(value: float) -> str:
    """A coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
