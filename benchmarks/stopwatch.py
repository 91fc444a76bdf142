"""How the benchmarks measure work in this process and print it. What is served is measured by `load`."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROUNDS = 7


def microseconds(act: Callable[[], object], times: int, rounds: int = ROUNDS) -> float:
    """The best mean of several rounds."""
    return side_by_side({"it": act}, times, rounds)["it"]


def side_by_side(
    acts: Mapping[str, Callable[[], object]], times: int, rounds: int = ROUNDS
) -> dict[str, float]:
    """The best mean of each, in microseconds; they take turns, so that a slow minute slows all of them."""
    best = dict.fromkeys(acts, float("inf"))
    for _ in range(rounds):
        for name, act in acts.items():
            begun = time.perf_counter()
            for _ in range(times):
                act()
            best[name] = min(best[name], (time.perf_counter() - begun) / times * 1_000_000)
    return best


def resident(pid: int | str = "self") -> float | None:
    """The memory that a process holds, in MB; None where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return None
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def table(title: str, columns: Sequence[str], rows: Mapping[str, Sequence[object]]) -> None:
    """Prints a title, columns and rows; numbers are rounded to three digits or none."""
    print(f"{title:<44}" + "".join(f"{it:>14}" for it in columns))
    for name, cells in rows.items():
        print(f"{name:<44}" + "".join(f"{_shown(it):>14}" for it in cells))
    print()


def claim(text: str, figure: float, bound: float, *, at_least: bool = False) -> None:
    """Prints a promise beside what was measured."""
    kept = figure >= bound if at_least else figure <= bound
    word = "at least" if at_least else "at most"
    print(f"{'kept' if kept else 'MISSED':<8}{text}: {_shown(figure)} ({word} {_shown(bound)})")


def _shown(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.3g}"
    return "-" if cell is None else str(cell)
