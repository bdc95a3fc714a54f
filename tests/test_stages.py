from __future__ import annotations

from vercheck.stages import counted, heard_by, stage


class Told:
    def __init__(self) -> None:
        self.all: list[object] = []

    def begin(self, stage: str) -> None:
        self.all.append(stage)

    def step(self, done: int, of: int) -> None:
        self.all.append((done, of))

    def end(self) -> None:
        self.all.append("end")


@stage("work")
def worked(items: list[str]) -> list[str]:
    return list(counted(items))


def test_a_listener_hears_of_stages_and_of_what_is_done() -> None:
    told = Told()
    with heard_by(told):
        assert worked(["a", "b"]) == ["a", "b"]
    assert told.all == ["work", (0, 2), (1, 2), "end"]


def test_without_a_listener_nothing_is_different() -> None:
    assert worked(["a", "b"]) == ["a", "b"]


def test_a_stage_that_fails_ends() -> None:
    told = Told()
    with heard_by(told):
        try:
            with stage("work"):
                raise ValueError
        except ValueError:
            told.all.append("failed")
    assert told.all == ["work", "end", "failed"]


def test_who_stopped_listening_hears_nothing_more() -> None:
    told = Told()
    with heard_by(told):
        pass
    worked(["a"])
    assert told.all == []
