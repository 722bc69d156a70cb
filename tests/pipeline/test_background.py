"""Test that a process knows of the ontology what another one found out."""

from mgi_graph.pipeline.background import Background, read_background


def test_what_is_told_is_what_is_found_out() -> None:
    """The closure and the canned queries are the same, whether derived or told."""
    known = read_background()
    learner = Background(known.ontology, known.vocabularies)
    learner.learn(known.tell())
    assert known.closure
    assert learner.closure == known.closure
    assert learner.queries == known.queries
    assert set(learner.constant) == set(known.constant)
    assert learner.tell() == known.tell()
