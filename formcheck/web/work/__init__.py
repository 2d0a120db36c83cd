"""What jobs do, each kind in a file; they run in a process apart (`web.at_work`)."""
