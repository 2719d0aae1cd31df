"""Train the heads and write weights and model card: ``make heads``. The same data gives the same bytes."""

import sys

from generator.analyze.heads import linear
from tests.heads import card, training


def main() -> int:
    figures = training.everything()
    path = linear.WEIGHTS.with_name("model-card.md")
    path.write_text(card.render(figures), encoding="utf-8")
    sys.stdout.write(
        f"{linear.WEIGHTS.name}: {linear.WEIGHTS.stat().st_size / 1e6:.2f} MB; {path.name} tells how good they are\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
