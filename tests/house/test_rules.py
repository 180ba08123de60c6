"""Each rule catches a small piece of bad code and leaves the good one alone."""

from __future__ import annotations

from tests.house import rules

FLOW = '"""Bytes in, items out; never a decision."""\n'


def test_a_file_may_have_400_lines_and_no_more() -> None:
    assert rules.long_files({"monitor/a.py": "x = 1\n" * 400}) == []
    [complaint] = rules.long_files({"monitor/a.py": "x = 1\n" * 401})
    assert complaint.startswith("monitor/a.py:401: 401 lines")


def test_a_function_may_have_60_lines_and_no_more() -> None:
    assert rules.long_functions({"monitor/a.py": "def f():\n" + "    x = 1\n" * 59}) == []
    long = {"monitor/a.py": "\n\nasync def f():\n" + "    x = 1\n" * 60}
    assert rules.long_functions(long) == ["monitor/a.py:3: f has 61 lines, at most 60"]


def test_keyword_only_parameters_count_and_self_does_not() -> None:
    good = "class A:\n    def f(self, a, b, c, *, d, e): ...\n"
    assert rules.many_parameters({"monitor/a.py": good}) == []
    bad = {"monitor/a.py": "def f(a, b, /, c, *rest, d, **more): ...\n"}
    assert rules.many_parameters(bad) == ["monitor/a.py:1: f has 6 parameters, at most 5"]


def test_the_typical_file_and_function_are_short() -> None:
    assert rules.high_medians({}) == []
    assert rules.high_medians({"monitor/a.py": "def f():\n    return 1\n"}) == []
    found = rules.high_medians({"monitor/a.py": "def f():\n" + "    x = 1\n" * 200})
    assert found == [
        "the median file has 201 lines, at most 150",
        "the median function has 201 lines, at most 10",
    ]


def test_banned_words_are_found_in_every_kind_of_name() -> None:
    source = "class FeedManager: ...\ndef mute_all(outlets): ...\n"
    assert rules.banned_words({"monitor/feeds/utils.py": source}) == [
        'monitor/feeds/utils.py:1: "utils" says "util"',
        'monitor/feeds/utils.py:1: "FeedManager" says "manager"',
        'monitor/feeds/utils.py:2: "mute_all" says "mute"',
        'monitor/feeds/utils.py:2: "outlets" says "outlet"',
    ]


def test_a_banned_word_is_a_whole_word_and_may_be_another_partys() -> None:
    assert rules.banned_words({"monitor/text/fold.py": "def whitespace(website): ...\n"}) == []
    assert rules.banned_words({"monitor/feeds/parse.py": "def item_of(entry): ...\n"}) == []
    assert rules.banned_words({"monitor/alerts/decide.py": "def f(entry): ...\n"}) != []


def test_a_door_says_what_goes_in_and_out_and_offers_few_names() -> None:
    door = "monitor/feeds/__init__.py"
    assert rules.bad_doors({door: FLOW + '__all__ = ["Poller"]\n'}) == []
    assert rules.bad_doors({door: '"""Feeds in."""\n__all__ = ["a", "b", "c", "d", "e"]\n'}) == [
        f'{door}:1: the docstring lacks "out, never"',
        f"{door}:1: __all__ has 5 names, 1 to 4 are allowed",
    ]
    assert rules.bad_doors({door: ""}) != []
    assert rules.bad_doors({"monitor/feeds/parse.py": ""}) == []


def test_nobody_imports_past_a_door() -> None:
    house = {
        "monitor/feeds/__init__.py": FLOW + '__all__ = ["Poller"]\n',
        "monitor/feeds/poller.py": "from monitor.feeds.retrieve import get\n",
        "monitor/app.py": "import monitor.feeds\nfrom monitor.feeds import Poller\n",
    }
    assert rules.past_doors(house) == []
    lazy = "def f():\n    from monitor.feeds.retrieve import get\n"
    assert rules.past_doors(house | {"monitor/daemon.py": lazy}) == [
        "monitor/daemon.py:2: imports feeds.retrieve past its door"
    ]
    assert rules.past_doors(house | {"monitor/daemon.py": "import monitor.feeds.poller\n"}) != []
    assert rules.past_doors(house | {"monitor/daemon.py": "from monitor.feeds import get\n"}) != []


def test_only_three_places_may_catch_everything() -> None:
    broad = "try:\n    f()\nexcept Exception:\n    pass\n"
    assert rules.broad_excepts({"monitor/feeds/poller.py": broad}) == []
    assert rules.broad_excepts({"monitor/store/apply.py": broad}) != []
    twice = {"monitor/cli/main.py": broad, "monitor/cli/top.py": broad}
    assert rules.broad_excepts(twice) == [
        "monitor/cli/top.py:3: a second broad except in monitor/cli/, 1 is allowed"
    ]


def test_every_way_to_catch_everything_is_seen() -> None:
    for caught in ("", " BaseException", " (OSError, Exception) as error"):
        source = f"try:\n    f()\nexcept{caught}:\n    pass\n"
        assert rules.broad_excepts({"monitor/app.py": source}) != [], caught
    suppressed = "with contextlib.suppress(Exception):\n    f()\n"
    assert rules.broad_excepts({"monitor/app.py": suppressed}) != []
    narrow = "try:\n    f()\nexcept (OSError, ValueError):\n    pass\n"
    assert rules.broad_excepts({"monitor/app.py": narrow}) == []


def test_tidying_up_before_handing_on_is_no_broad_except() -> None:
    tidy = "try:\n    f()\nexcept BaseException:\n    undo()\n    raise\n"
    assert rules.broad_excepts({"monitor/store/apply.py": tidy}) == []
    waited_for = tidy.replace("raise", "future.set_exception(error)")
    assert rules.broad_excepts({"monitor/store/apply.py": waited_for}) == []
    wrapped = "try:\n    f()\nexcept Exception as error:\n    raise OSError from error\n"
    assert rules.broad_excepts({"monitor/store/apply.py": wrapped}) != []


def test_every_room_stands_on_the_map() -> None:
    sources = {"monitor/__init__.py": "", "monitor/feeds/parse.py": "", "monitor/model.py": ""}
    assert rules.unmapped(sources, "| `feeds/` | `model.py` |") == []
    assert rules.unmapped(sources, "the feeds and `datamodel.py`") == [
        "README.md: the map does not show monitor/feeds/",
        "README.md: the map does not show monitor/model.py",
    ]


def test_a_new_top_level_folder_is_noticed() -> None:
    assert rules.stray_folders(["README.md", "monitor/model.py", ".ci/run"]) == []
    assert rules.stray_folders(["scripts/x.py"]) == ["scripts/: is no part of the house"]
