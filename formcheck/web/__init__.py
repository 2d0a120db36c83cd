"""The web page: a runner's phone hands in a clip, the desk of a clinic looks after many.

    browser ──> pages/ and api/ ──> store (uploads, jobs) <── foreman ──> at_work, a process apart
                  │                                                         │
                  └── shows what lies in the data folder <── writes there ──┘

It computes nothing: jobs call `formcheck.api` in a process of their own, and pages show what
they wrote. `app.py` puts the parts together, `config.py` is what may be chosen, `places.py` is
the only file that makes paths, `visitor.py` says who is asking.
"""
