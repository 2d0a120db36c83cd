import pytest
from reading_grade import ease, grade, groups, is_translated, syllables

HARDEST = 9.0  # school years, of one group of texts; a plain newspaper asks for 9
HARDEST_OF_ALL = 7.0
LEAST_EASE = 60.0  # plain Dutch after Douma


@pytest.mark.parametrize(
    "word, lang, count",
    [("ankle", "en", 2), ("stride", "en", 1), ("runner", "en", 2), ("heup", "nl", 1),
     ("landen", "nl", 2), ("measured", "en", 2)],
)  # fmt: skip
def test_syllables(word, lang, count):
    assert syllables(word, lang) == count


def test_long_words_and_sentences_read_harder():
    easy = ["Run tall. Land close. Keep a soft knee."]
    hard = ["Biomechanical considerations necessitate individualised technique interventions."]
    assert grade(easy) < 2
    assert grade(hard) > 12
    assert ease(["Loop rustig. Land dichtbij."]) > 60 > ease(["Biomechanische overbelastingen."])


@pytest.mark.parametrize("name, texts", groups("en").items())
def test_a_runner_can_read_it(name, texts):
    assert grade(texts) < (HARDEST_OF_ALL if name == "all" else HARDEST)


@pytest.mark.skipif(not is_translated(), reason="there is no Dutch catalogue yet")
def test_dutch_reads_easily():
    assert ease(groups("nl")["all"]) > LEAST_EASE
