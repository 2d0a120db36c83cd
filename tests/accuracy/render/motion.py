"""Running motion with known joints: trunk, head, legs and arms of a body, at any time."""

import numpy as np
from rotations import between, frame, limb, move, turn_x, turn_y, turn_z
from segments import SEGMENTS, SPINE
from stance import SIGN
from swing import Legs

KEYS = (
    "nose",
    *(
        f"{part}_{s}"
        for part in ["ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe"]
        for s in "lr"
    ),
)
LEFT = np.array([0, 1.0, 0])


class Motion(Legs):
    """Pose of a body at any time: segment transforms and joints."""

    def pose(self, t):
        """Segment rotations with pivots, and joints, at time t."""
        segments, joints = {}, {}
        self._pose_trunk(t, segments, joints)
        for s in "lr":
            self._pose_leg(s, t, segments, joints)
            self._pose_arm(s, t, segments, joints)
        return segments, np.array([joints[k] for k in KEYS])

    def _pose_trunk(self, t, seg, out):
        """Pelvis, spine, thorax and head, turned until yaw and leans are those asked for."""
        r = self.r
        p, pelvis = self.pelvis(t)
        seg["pelvis"] = (pelvis, self.rest_hip, p)
        phase = 2 * np.pi * self.contact_phase(t)
        yaw = -r.thorax_yaw * np.cos(phase)
        side = r.trunk_side * np.cos(2 * np.pi * self.drop_phase(t))
        want = np.array([yaw, self._lean(t), side])
        turn = want.copy()
        for _ in range(5):
            self._pose_spine(turn, seg, out)
            turn = turn + want - self._trunk_angles(p, out)
        for s in "lr":
            out[f"hip_{s}"] = self.hip(s, t)
        self._pose_head(want, seg, out)

    def _lean(self, t):
        """Forward lean of the trunk, degrees."""
        wave = np.cos(4 * np.pi * self.contact_phase(t))
        return self.r.trunk_lean + self.r.lean_range / 2 * wave

    def _pose_spine(self, turn, seg, out):
        """Spine bones part-way between pelvis and thorax; shoulders."""
        yaw, lean, side = turn
        pelvis, thorax = seg["pelvis"][0], turn_y(lean) @ turn_x(-side) @ turn_z(-yaw)
        parent = "pelvis"
        for name, share in zip((*SPINE, "thorax"), (0.0, 0.25, 0.5, 0.75, 1.0), strict=True):
            pivot = self.j["spine01" if name == "thorax" else name]
            seg[name] = (between(pelvis, thorax, share), pivot, move(seg[parent], pivot))
            parent = name
        lift = self.r.shrug / self.body.length("clavicle_l", "shoulder_l")
        for s in "lr":
            pivot = self.j[f"clavicle_{s}"]
            raised = thorax @ turn_x(SIGN[s] * np.rad2deg(lift))
            seg[f"clavicle_{s}"] = (raised, pivot, move(seg["thorax"], pivot))
            out[f"shoulder_{s}"] = move(seg[f"clavicle_{s}"], self.j[f"shoulder_{s}"])

    def _trunk_angles(self, mid_hip, out):
        """Yaw, lean and side lean of the shoulders over the hips."""
        d = out["shoulder_l"] - out["shoulder_r"]
        up = (out["shoulder_l"] + out["shoulder_r"]) / 2 - mid_hip
        pairs = ((d[0], d[1]), (up[0], up[2]), (up[1], up[2]))
        return np.rad2deg([np.arctan2(a, b) for a, b in pairs])

    def _pose_head(self, want, seg, out):
        """Head looking ahead, the neck half-way."""
        j = self.j
        head = turn_z(-0.15 * want[0]) @ turn_y(3.0) @ turn_x(-0.2 * want[2])
        neck = between(seg["thorax"][0], head, 0.5)
        seg["neck"] = (neck, j["neck01"], move(seg["thorax"], j["neck01"]))
        seg["head"] = (head, j["head"], move(seg["neck"], j["head"]))
        for key in ("nose", "ear_l", "ear_r"):
            out[key] = move(seg["head"], j[key])

    def _pose_leg(self, s, t, seg, out):
        """Thigh, shank, foot and toes from hip and ankle."""
        hip = out[f"hip_{s}"]
        ankle, pitch, toe_pitch = self.ankle(s, t)
        knee, ankle, ahead = self.knee(hip, ankle)
        across = np.cross((hip - ankle) / np.linalg.norm(hip - ankle), ahead)
        j0, j1, j2 = (self.j[f"{name}_{s}"] for name in ("hip", "knee", "ankle"))
        seg[f"thigh_{s}"] = (limb(knee - hip, across, j1 - j0, LEFT), j0, hip)
        seg[f"shank_{s}"] = (limb(ankle - knee, across, j2 - j1, LEFT), j1, knee)
        foot = seg[f"foot_{s}"] = (self.foot_turn(s, pitch), j2, ankle)
        ball = self.j[f"ball_{s}"] * [1, 1, 0] + [0, 0, self.j["sole"][2]]
        toes = seg[f"toes_{s}"] = (self.foot_turn(s, toe_pitch), ball, move(foot, ball))
        out[f"knee_{s}"], out[f"ankle_{s}"] = knee, ankle
        out[f"heel_{s}"] = move(foot, self.j[f"heel_{s}"])
        out[f"toe_{s}"] = move(toes, self.j[f"toe_{s}"])

    def _pose_arm(self, s, t, seg, out):
        """Upper arm swinging about the trunk, forearm bent forward and inward."""
        upper, fore = self._arm_directions(s, t)
        shoulder = out[f"shoulder_{s}"]
        elbow = shoulder + self.body.length(f"shoulder_{s}", f"elbow_{s}") * upper
        wrist = elbow + self.body.length(f"elbow_{s}", f"wrist_{s}") * fore
        j0, j1, j2 = (self.j[f"{name}_{s}"] for name in ("shoulder", "elbow", "wrist"))
        hinge, rest_hinge = np.cross(upper, fore), np.cross(j1 - j0, j2 - j1)
        seg[f"uarm_{s}"] = (limb(upper, hinge, j1 - j0, rest_hinge), j0, shoulder)
        seg[f"farm_{s}"] = (limb(fore, hinge, j2 - j1, rest_hinge), j1, elbow)
        seg[f"hand_{s}"] = (seg[f"farm_{s}"][0], j2, wrist)
        out[f"elbow_{s}"], out[f"wrist_{s}"] = elbow, wrist

    def _arm_directions(self, s, t):
        """Directions of upper arm and forearm."""
        r, sign = self.r, SIGN[s]
        wave = -sign * np.cos(2 * np.pi * (self.contact_phase(t) - r.arm_phase))
        size = r.arm_swing if s == "l" or r.arm_swing_r is None else r.arm_swing_r
        a, out = np.deg2rad(-12 + size * wave - self._lean(t)), np.deg2rad(18)
        across, along = sign * np.sin(out), np.cos(out)
        upper = np.array([along * np.sin(a), across, -along * np.cos(a)])
        ahead = frame(upper, np.array([np.cos(a), 0, np.sin(a)]))[:, 1]
        inward = frame(np.cross(upper, ahead), np.array([0, -sign, 0]))[:, 0]
        inward = inward * np.sign(inward[1] * -sign)
        turn, bend = np.deg2rad(26 + 14 * wave), np.deg2rad(r.elbow + 6 * wave)
        side = np.cos(turn) * ahead + np.sin(turn) * inward
        return upper, np.cos(bend) * upper + np.sin(bend) * side


def affine(segments):
    """len(SEGMENTS) x 12 affine maps (rotation and shift) for skinning."""
    out = np.zeros((len(SEGMENTS), 12), np.float32)
    for k, name in enumerate(SEGMENTS):
        turn, pivot, position = segments[name]
        out[k] = np.column_stack([turn, position - turn @ pivot]).ravel()
    return out


def skin(body, segments):
    """Posed vertices by linear blend skinning."""
    m = body.weights @ affine(segments)
    v = body.vertices
    return np.stack([(m[:, k : k + 3] * v).sum(1) + m[:, k + 3] for k in (0, 4, 8)], 1)
