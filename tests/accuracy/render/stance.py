"""The pelvis, and the legs while their feet are on the belt."""

import numpy as np
from rotations import turn_x, turn_y, turn_z
from runner import Phase, ease, make_events

SIGN = {"l": 1.0, "r": -1.0}
TOE_OUT = 5.0  # degrees
# least knee flexion at contact and at toe-off, the straightest legs first
STRETCHES = ((14, 20), (14, 13), (17, 13), (17, 9), (20, 9), (24, 9), (28, 9), (34, 9))


class Stance:
    """Pelvis and feet on the belt, at any time.

    The hips stay near x = 0 and the belt moves backwards at the runner's speed.
    """

    def __init__(self, runner, body, seconds):
        self.r, self.body, self.j = runner, body, body.joints
        self.events = make_events(runner, seconds)
        self.contact_phase = Phase(self.events, 0.0)
        self.drop_phase = Phase(self.events, runner.drop_peak)
        self.middle_phase = Phase(self.events, 0.5)
        self.thigh = body.length("hip_l", "knee_l")
        self.shank = body.length("knee_l", "ankle_l")
        self.rest_hip = (self.j["hip_l"] + self.j["hip_r"]) / 2
        self.rise = {}
        self.hip_height = 0.0
        self._set_stance()

    @property
    def leg_length(self):
        return self.thigh + self.shank

    def pelvis(self, t):
        """Mid-hip position and pelvis rotation."""
        r = self.r
        z = self.hip_height - r.vosc / 2 * np.cos(4 * np.pi * self.middle_phase(t))
        yaw = r.pelvis_yaw * np.cos(2 * np.pi * self.contact_phase(t))
        tilt = r.pelvic_drop * np.cos(2 * np.pi * self.drop_phase(t))
        return np.array([0, 0, z]), turn_z(-yaw) @ turn_x(tilt) @ turn_y(2 + 0.5 * r.trunk_lean)

    def hip(self, s, t):
        """Hip joint of side s."""
        position, turn = self.pelvis(t)
        return position + turn @ (self.j[f"hip_{s}"] - self.rest_hip)

    def foot_turn(self, s, pitch):
        """Foot rotation for a pitch in degrees, toes up positive."""
        return turn_z(-SIGN[s] * TOE_OUT) @ turn_y(-pitch)

    def foot_point(self, s, name, ankle, pitch):
        """Where a foot with this ankle and pitch has its heel, ball or toe."""
        return ankle + self.foot_turn(s, pitch) @ (self.j[f"{name}_{s}"] - self.j[f"ankle_{s}"])

    def _lever(self, s, pitch):
        """Ankle relative to its place with the foot flat, when pitched about heel or ball."""
        pivot = self.j[f"heel_{s}"][0] + 0.012 if pitch > 0 else self.j[f"ball_{s}"][0]
        ankle = self.j[f"ankle_{s}"]
        q = np.array([pivot - ankle[0], 0, self.j["sole"][2] - ankle[2]])
        return self.foot_turn(s, 0) @ q - self.foot_turn(s, pitch) @ q

    def pitch_at(self, s, u):
        """Foot pitch at share u of the contact."""
        start, last = self.rise.get(s, (0.5, -55.0))
        land = self.r.foot_strike * (1 - ease(u / 0.22))
        return land + last * max(0.0, (u - start) / (1 - start)) ** 1.6

    def stance_ankle(self, s, k, t):
        """Ankle position and foot pitch of contact k at time t (also just outside it)."""
        r = self.r
        i, o = self.events[s][k]
        over = r.overstride if s == "l" or r.overstride_r is None else r.overstride_r
        x = self.hip(s, i)[0] + over - self._lever(s, r.foot_strike)[0] - r.speed * (t - i)
        up = self.j[f"ankle_{s}"][2] - self.j["sole"][2]
        flat = np.array([x, SIGN[s] * r.step_width / 2, up])
        pitch = self.pitch_at(s, np.clip((t - i) / (o - i), 0, 1))
        return flat + self._lever(s, pitch), pitch

    def _set_stance(self):
        """Hip height and heel rise: the straightest legs that reach their feet all through."""
        for contact, toeoff in STRETCHES:
            self._set_hip_height(contact)
            if all([self._set_heel_rise(s, toeoff) for s in "lr"]):
                return
        raise ValueError("the leg is too short for this speed, contact time and overstride")

    def _set_hip_height(self, knee):
        """Hip height at which the knee is bent by `knee` at the average contact."""
        reach = self._distance(knee)
        self.rise = {}
        for _ in range(4):
            need = [self._height_for(s, k, reach) for s in "lr" for k in range(1, 5)]
            self.hip_height += min(np.mean(need[:4]), np.mean(need[4:]))

    def _height_for(self, s, k, reach):
        """Change of hip height that puts the ankle of contact k at distance `reach`."""
        t = self.events[s][k][0]
        d = self.stance_ankle(s, k, t)[0] - self.hip(s, t)
        return np.sqrt(reach**2 - d[0] ** 2 - d[1] ** 2) + d[2]

    def _distance(self, knee):
        """Hip to ankle at a knee flexion in degrees."""
        bend = 2 * self.thigh * self.shank * np.cos(np.deg2rad(knee))
        return np.sqrt(self.thigh**2 + self.shank**2 + bend)

    def _set_heel_rise(self, s, toeoff):
        """Least heel rise with which the leg reaches its foot; False if there is none."""
        for last in range(-45, -73, -3):
            for start in (0.6, 0.5, 0.4, 0.3):
                self.rise[s] = (start, last)
                if all(self._reaches(s, k, toeoff) for k in (1, 3)):
                    return True
        return False

    def _reaches(self, s, k, toeoff):
        """Whether the knee keeps some bend through contact k."""
        i, o = self.events[s][k]
        for u in np.linspace(0.15, 1, 12):
            t = i + u * (o - i)
            d = np.linalg.norm(self.stance_ankle(s, k, t)[0] - self.hip(s, t))
            if d > self._distance(toeoff if u > 0.8 else 9.0):
                return False
        return True

    def leg_angles(self, s, t, ankle):
        """Thigh angle and knee flexion (degrees) in the leg's plane."""
        a, b = self.thigh, self.shank
        d = ankle - self.hip(s, t)
        n = min(np.linalg.norm(d), self._distance(2.0))
        polar = np.arctan2(d[0], np.hypot(d[1], d[2]))
        knee = np.arccos(np.clip((n**2 - a**2 - b**2) / (2 * a * b), -1, 1))
        lift = np.arccos(np.clip((a**2 + n**2 - b**2) / (2 * a * n), -1, 1))
        return np.rad2deg(polar + lift), np.rad2deg(knee)
