"""Working days: targets that are counted in days, not in open hours (T5).

The working day of an instant is the date of the shift that holds it, or of the next one.
Instants are whole seconds since 1970-01-01 UTC (int), dates are ordinals.
"""

from bisect import bisect_right
from dataclasses import dataclass

from charterdesk.engine.calendar_line import DAY, Line, zone_of
from charterdesk.engine.calendar_shifts import Shift
from charterdesk.engine.calendar_wall import instant_of, wall_of

# A line lasts at most a day on the wall, and no change of offset has taken more than a day.
_LONGEST = 2 * DAY


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Sorted shifts, their openings, the dates that have one, and each date's last closing."""

    shifts: list[Shift]
    opens: list[int]
    days: list[int]
    closings: list[int]

    @classmethod
    def of(cls, shifts: list[Shift]) -> "WorkingDays":
        closings: dict[int, int] = {}
        for shift in shifts:
            closings[shift.day] = max(shift.closes, closings.get(shift.day, shift.closes))
        days = sorted(closings)
        return cls(shifts, [s.opens for s in shifts], days, [closings[day] for day in days])

    def same_time(self, at: int, days: int, lines: tuple[Line, ...]) -> int | None:
        """`Nd` from `at`: the same wall time N working days on, or that day's closing if sooner.

        A time after midnight in a night shift keeps its place in the shift: Tuesday 02:00 in
        Monday's shift becomes 02:00 in the night that begins on the next working day. Where
        that day opens later than the wall time, the wall time stands: no time is counted
        before the opening, so an answer until then is met (T8). None: not in these years.
        """
        shift = self.shift_for(at)
        if shift is None:
            return None
        since = max(at, shift.opens)
        if days == 0:
            return since
        n = self._nth_after(shift.day, since, days)
        if n is None:
            return None
        zone = zone_of(lines[-shift.rank].zone)
        seconds = wall_of(since, zone) - shift.day * DAY
        return min(instant_of(self.days[n], seconds, zone, last=False), self.closings[n])

    def closing(self, at: int, days: int) -> int | None:
        """`end of day Nd` from `at`: the last closing of the Nth working day on."""
        shift = self.shift_for(at)
        if shift is None:
            return None
        if days == 0:
            return self.closings[bisect_right(self.days, shift.day) - 1]
        n = self._nth_after(shift.day, max(at, shift.opens), days)
        return None if n is None else self.closings[n]

    def shift_for(self, at: int) -> Shift | None:
        """The shift that holds `at`, the one that opened last if several do; or the next one."""
        following = n = bisect_right(self.opens, at)
        while n and at - self.opens[n - 1] < _LONGEST:
            n -= 1
            if at < self.shifts[n].closes:
                return self.shifts[n]
        if following == len(self.opens):
            return None
        return self.shifts[bisect_right(self.opens, self.opens[following]) - 1]

    def _nth_after(self, day: int, since: int, days: int) -> int | None:
        n = bisect_right(self.days, day)
        # With lines half a world apart, the next date may be over in its own zone already.
        while n < len(self.days) and self.closings[n] <= since:
            n += 1
        n += days - 1
        return n if n < len(self.days) else None
