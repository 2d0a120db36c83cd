"""The legs while their feet are in the air: joint angles along curves from toe-off to contact."""

import numpy as np
from rotations import unit
from runner import along_knots, ease
from stance import SIGN, Stance

CLEARANCE = 0.035  # least height of heel and toe tip in mid swing
THIGH_PEAK, KNEE_PEAK = 0.76, 0.42  # shares of the swing
LANDING = (-100.0, 0.0)  # degrees a second of thigh and knee at contact


class Legs(Stance):
    """Both legs at any time."""

    def __init__(self, runner, body, seconds):
        super().__init__(runner, body, seconds)
        self.knee_peak, self.overshoot, self.tuck = 105.0, 7.0, 0.0
        self._swings = {}
        self._set_swing()

    def ankle(self, s, t):
        """Ankle position, foot pitch and toe pitch of side s."""
        ev = self.events[s]
        k = int(np.searchsorted(ev[:, 0], t)) - 1
        if t <= ev[k, 1]:
            p, pitch = self.stance_ankle(s, k, t)
            return p, pitch, max(pitch, 0.0)
        p, pitch = self.swing_ankle(s, k, t)
        bend = min(0.0, self.pitch_at(s, 1.0)) * (1 - ease((t - ev[k, 1]) / 0.08))
        return p, pitch, pitch - bend

    def knee(self, hip, ankle):
        """Knee, ankle within reach and the leg's forward direction; the knee bends forward."""
        d = ankle - hip
        n = min(np.linalg.norm(d), self._distance(2.0))
        e = unit(d)
        ahead = unit(np.array([1.0, 0, 0]) - e * e[0])
        a = (n**2 + self.thigh**2 - self.shank**2) / (2 * n)
        return hip + a * e + np.sqrt(max(self.thigh**2 - a**2, 0)) * ahead, hip + n * e, ahead

    def _end_state(self, s, k, which):
        """Thigh, knee and ankle angles at a contact's start (0) or end (1), and their rates."""
        t = self.events[s][k][which]
        h = -0.004 if which else 0.004
        state = []
        for x in (t, t + h):
            ankle, pitch = self.stance_ankle(s, k, x)
            thigh, knee = self.leg_angles(s, x, ankle)
            state.append(np.array([thigh, knee, pitch - (thigh - knee)]))
        return state[0], (state[1] - state[0]) / h

    def _swing_knots(self, s, k):
        """Knots (time, value, slope) of thigh, knee and ankle angle for the swing after k."""
        t0, t1 = self.events[s][k][1], self.events[s][k + 1][0]
        a, da = self._end_state(s, k, 1)
        b, _ = self._end_state(s, k + 1, 0)

        def at(u, value):
            return t0 + u * (t1 - t0), value, 0.0

        peak = at(THIGH_PEAK, b[0] + self.overshoot)
        bent = at(KNEE_PEAK + 0.008 * self.tuck, self.knee_peak)
        thigh = [(t0, a[0], da[0]), peak, (t1, b[0], LANDING[0])]
        knee = [(t0, a[1], max(da[1], 150.0)), bent, (t1, b[1], LANDING[1])]
        foot = [(t0, a[2], da[2]), at(0.35, -16.0), at(0.62, 3.0 + self.tuck), (t1, b[2], 0.0)]
        return thigh, knee, foot

    def swing_state(self, s, k, t):
        """Thigh, knee and ankle angles in the swing after contact k."""
        if (s, k) not in self._swings:
            self._swings[s, k] = self._swing_knots(s, k)
        return [along_knots(knots, t) for knots in self._swings[s, k]]

    def swing_ankle(self, s, k, t):
        """Ankle position and foot pitch in the swing after contact k."""
        thigh, knee, foot = self.swing_state(s, k, t)
        a, b = np.deg2rad(thigh), np.deg2rad(thigh - knee)
        hip = self.hip(s, t)
        dx = self.thigh * np.sin(a) + self.shank * np.sin(b)
        down = self.thigh * np.cos(a) + self.shank * np.cos(b)
        dy = SIGN[s] * self.r.step_width / 2 - hip[1]
        dy = np.clip(dy, -0.9 * abs(down), 0.9 * abs(down))
        return hip + np.array([dx, dy, -np.sqrt(down**2 - dy**2)]), foot + thigh - knee

    def _set_swing(self):
        """Swing with the heel as high and as early ahead as asked for, clear of the belt."""
        for self.tuck in range(0, 13, 2):
            for _ in range(3):
                self.knee_peak = self._solve("knee_peak", 60.0, 135.0, self._too_low)
                self.overshoot = self._solve("overshoot", 0.0, 30.0, self._too_late)
            if min(self._clearance(s) for s in "lr") > CLEARANCE:
                return

    def _solve(self, name, low, high, wants_more):
        """Value of a setting between low and high at which `wants_more` turns false."""
        for _ in range(10):
            middle = (low + high) / 2
            setattr(self, name, middle)
            self._swings = {}
            low, high = (middle, high) if wants_more() else (low, middle)
        return middle

    def _too_low(self):
        """Whether the ankle stays below heel_recovery."""
        i, o = self.events["l"][2][1], self.events["l"][3][0]
        top = max(self.swing_ankle("l", 2, t)[0][2] for t in np.linspace(i, o, 24))
        return top < self.r.heel_recovery

    def _too_late(self):
        """Whether the heel is furthest ahead later than `retract` before contact."""
        t = self.events["l"][3][0] - self.r.retract
        x = [self.foot_point("l", "heel", *self.swing_ankle("l", 2, t + h))[0] for h in (0, 0.001)]
        return x[1] > x[0]

    def _clearance(self, s):
        """Lowest height of heel and toe tip from early to late swing."""
        i, o = self.events[s][2][1], self.events[s][3][0]
        times = i + np.linspace(0.15, 0.88, 20) * (o - i)
        feet = [self.swing_ankle(s, 2, t) for t in times]
        return min(self.foot_point(s, p, *f)[2] for f in feet for p in ("heel", "toe"))
