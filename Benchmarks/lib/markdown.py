"""Tables and goals, printed as soon as they are known."""
import dataclasses


def section(title, *paragraphs):
    print(f"\n## {title}\n", flush=True)
    for paragraph in paragraphs:
        print(f"{paragraph}\n", flush=True)


def table(columns, rows):
    print(f"| {' | '.join(columns)} |")
    print(f"|{'---|' * len(columns)}")
    for row in rows:
        print(f"| {' | '.join(map(str, row))} |")
    print(flush=True)


@dataclasses.dataclass
class Goal:
    """A figure and the limit that it is to keep; `at_least` turns the limit round."""

    name: str
    value: float
    limit: float
    unit: str = ""
    places: int = 2
    at_least: bool = False

    @property
    def met(self):
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def row(self):
        def text(value):
            return f"{value:,.{self.places}f}{self.unit}"

        sign = "≥" if self.at_least else "≤"
        return [self.name, text(self.value), f"{sign} {text(self.limit)}", "met" if self.met else "**missed**"]


def goals(found):
    table(["goal", "measured", "limit", ""], [goal.row() for goal in found])
