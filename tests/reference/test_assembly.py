"""The twin's assembly, with expected values worked out by hand from definitions 1 and decisions D10-D16."""

from dataclasses import replace

from tests.reference.assembly import municipality_in
from tests.reference.worlds import TABLES, A, B, dates, file, half, line, only, world


def test_the_highest_usable_version_replaces_the_whole_period():
    made = world(
        file("2024-1", line("2024-02-01"), line("2024-03-01", client="c2")),
        file("2024-1", line("2024-02-02"), version=2),
        file("2024-1", line("2024-02-03"), version=3, usable=False),
    )
    assert dates(made) == [("2024-02-02", "")]


def test_without_end_and_absent_later_it_ended_on_the_last_day_it_was_delivered():
    made = world(file("2023-2", line("2023-08-01")), file("2024-1", line("2023-08-01")), file("2024-2"))
    gone = only(made)
    assert (str(gone.end), gone.reason, gone.ended_by_absence) == ("2024-06-30", None, True)


def test_a_reappearance_undoes_the_silent_end():
    made = world(file("2023-2", line("2023-08-01")), file("2024-1"), file("2024-2", line("2023-08-01", "2024-09-01", "01")))
    assert dates(made) == [("2023-08-01", "2024-09-01")]
    assert not only(made).ended_by_absence


def test_a_refused_row_is_present_and_a_skipped_period_is_no_absence():
    refused = line("2023-08-01", refused=True)
    made = world(file("2023-2", line("2023-08-01")), file("2024-2", refused, line("2024-07-01", client="c2")))
    assert dates(made) == [("2023-08-01", ""), ("2024-07-01", "")]


def test_a_refused_row_counts_as_last_presence():
    refused = line("2023-08-01", refused=True)
    made = world(file("2023-2", line("2023-08-01")), file("2024-1", refused, line("2024-03-01", client="c2")), file("2024-2"))
    assert dates(made) == [("2023-08-01", "2024-06-30"), ("2024-03-01", "2024-06-30")]


def test_a_provider_that_misses_the_two_newest_periods_stopped():
    others = [file(period, line("2023-01-10", client="c9"), provider=B) for period in ("2023-1", "2023-2", "2024-1")]
    stopped = world(file("2023-1", line("2023-02-01")), *others)
    assert dates(stopped) == [("2023-01-10", ""), ("2023-02-01", "2023-06-30")]
    late = world(file("2023-2", line("2023-08-01")), *others)
    assert dates(late) == [("2023-01-10", ""), ("2023-08-01", "")]


def test_newest_periods_are_those_delivered_not_those_of_the_calendar():
    made = world(file("2021-1", line("2021-02-01")), file("2024-2", line("2024-08-01", client="c9"), provider=B))
    assert dates(made) == [("2021-02-01", ""), ("2024-08-01", "")]


def test_the_latest_record_holds_for_its_end_but_not_for_an_empty_outcome():
    made = world(
        file("2023-2", line("2023-08-01", "2023-12-31", "03", grade_parent=6, referrer="02")),
        file("2024-1", line("2023-08-01", referrer="01", grade_young_person=8)),
    )
    t = only(made)
    assert (t.end, t.reason, t.referrer, t.row.grade_parent, t.row.grade_young_person) == (None, None, "01", 6, 8)


def test_in_one_file_the_later_line_wins_field_by_field_and_the_end_block_whole():
    first = line("2024-02-01", "2024-05-01", "01", grade_parent=6, team="red")
    later = line("2024-02-01", "2024-06-01", "", grade_parent=7)
    t = only(world(file("2024-1", first, later)))
    assert (str(t.end), t.reason, t.row.grade_parent, t.row.team) == ("2024-06-01", None, 7, "red")


def test_the_measurement_block_moves_whole_and_only_t_begin_may_come_from_earlier():
    begin = line("2023-08-01", instrument="CBCL", instrument_informant="ouder", t_begin=700)
    end = line("2023-08-01", "2024-03-01", "01", instrument="CBCL", instrument_informant="ouder", t_end=550)
    made = only(world(file("2023-2", begin), file("2024-1", end)))
    assert (made.row.t_begin, made.row.t_end) == (700, 550)
    other = only(world(file("2023-2", begin), file("2024-1", replace(end, instrument_informant="jeugdige"))))
    assert (other.row.t_begin, other.row.t_end) == (None, 550)
    only_begin = only(world(file("2023-2", replace(begin, t_end=500)), file("2024-1", replace(begin, t_begin=650))))
    assert (only_begin.row.t_begin, only_begin.row.t_end) == (650, None)


def test_in_one_file_t_begin_does_not_move_alone():
    begin = line("2024-02-01", instrument="CBCL", instrument_informant="ouder", t_begin=700)
    end = line("2024-02-01", instrument="CBCL", instrument_informant="ouder", t_end=550)
    t = only(world(file("2024-1", begin, end)))
    assert (t.row.t_begin, t.row.t_end) == (None, 550)


def test_the_older_scale_travels_with_its_answer():
    older = line("2021-08-01", going_on_parent=3, going_on_young_person=4, older_scale=True)
    newer = line("2021-08-01", going_on_parent=2)
    t = only(world(file("2021-2", older), file("2022-1", newer)))
    assert t.answers == {"parent": (2, False), "young_person": (4, True)}


def test_without_bsn_equal_lines_are_twins_and_keep_their_number():
    made = world(
        file("2024-1", line("2024-02-01", client=""), line("2024-02-01", client="")), file("2024-2", line("2024-02-01", client=""))
    )
    assert dates(made) == [("2024-02-01", ""), ("2024-02-01", "2024-06-30")]
    assert len({t.client for t in made.trajectories}) == 2


def test_without_bsn_another_start_is_the_same_client_and_another_place_is_not():
    made = world(file("2024-1", line("2024-02-01", "2024-04-01", client=""), line("2024-03-01", client="")))
    assert dates(made) == [("2024-02-01", "")]
    moved = world(file("2024-1", line("2024-02-01", client=""), line("2024-03-01", client="", municipality="0632")))
    assert len(moved.trajectories) == 2


def test_a_record_that_gets_a_bsn_stays_one_trajectory():
    known = line("2023-08-01", "2024-03-01", "01", municipality="0632")
    t = only(world(file("2023-2", line("2023-08-01", client="")), file("2024-1", known)))
    assert (t.client, t.linkable, str(t.end), t.municipalities) == (
        "c1",
        True,
        "2024-03-01",
        {half("2023-2"): "0736", half("2024-1"): "0632"},
    )


def test_identity_changes_only_in_the_next_delivery_without_end_and_for_a_new_record():
    skipped = world(file("2023-1", line("2023-02-01", client="")), file("2023-2"), file("2024-1", line("2023-02-01")))
    assert dates(skipped) == [("2023-02-01", ""), ("2023-02-01", "2023-06-30")]
    ended = world(file("2023-2", line("2023-08-01", "2023-12-01", client="")), file("2024-1", line("2023-08-01")))
    assert dates(ended) == [("2023-08-01", ""), ("2023-08-01", "2023-12-01")]
    not_new = world(file("2023-2", line("2023-08-01"), line("2023-08-01", client="")), file("2024-1", line("2023-08-01")))
    assert dates(not_new) == [("2023-08-01", ""), ("2023-08-01", "2023-12-31")]


def test_several_identity_changes_are_paired_in_file_order():
    old = [line("2023-08-01", client="", sex="V"), line("2023-08-01", client="", sex="M"), line("2023-08-01", client="", sex="O")]
    new = [line("2023-08-01", client="z"), line("2023-08-01", client="a")]
    made = world(file("2023-2", *(replace(r, grade_parent=n) for n, r in enumerate(old, start=1))), file("2024-1", *new))
    assert {t.client: t.row.grade_parent for t in made.trajectories if t.linkable} == {"z": 1, "a": 2}
    assert sum(t.ended_by_absence for t in made.trajectories) == 1


def test_overlap_merges_when_the_next_starts_on_the_latest_end_not_the_day_after():
    touching = world(file("2024-1", line("2024-01-10", "2024-03-01", "01", referrer="02"), line("2024-03-01", "2024-04-01", "03")))
    t = only(touching)
    assert (str(t.start), str(t.end), t.reason, t.referrer) == ("2024-01-10", "2024-04-01", "03", "02")
    apart = world(file("2024-1", line("2024-01-10", "2024-03-01", "01"), line("2024-03-02", "2024-04-01", "03")))
    assert len(apart.trajectories) == 2


def test_a_nested_part_keeps_the_merged_one_open_until_the_latest_end():
    rows = [line("2024-01-10", "2024-05-01", "01"), line("2024-02-01", "2024-02-20", "03"), line("2024-04-30", "2024-05-01", "04")]
    t = only(world(file("2024-1", *rows)))
    assert (str(t.start), str(t.end), t.reason) == ("2024-01-10", "2024-05-01", "04")  # equal ends: the later start


def test_running_is_last_and_another_form_or_provider_is_not_merged():
    t = only(world(file("2024-1", line("2024-01-10", team="red"), line("2024-02-01", "2024-02-20", "03", team="blue"))))
    assert (t.end, t.row.team) == (None, "red")
    form = world(file("2024-1", line("2024-01-10"), line("2024-02-01", form="03")))
    provider = world(file("2024-1", line("2024-01-10")), file("2024-1", line("2024-02-01"), provider=B))
    assert len(form.trajectories) == len(provider.trajectories) == 2


def test_unborn_are_never_merged():
    unborn = line("2024-01-10", client="", bsn_kind="unborn", birth="00000000")
    made = world(file("2024-1", unborn, replace(unborn, start_date=line("2024-02-01").start_date)))
    assert dates(made) == [("2024-01-10", ""), ("2024-02-01", "")]


def test_municipality_in_a_period_is_its_record_else_nearest_earlier_else_nearest_later():
    t = only(
        world(
            file("2023-1", line("2022-02-01", municipality="0736")),
            file("2024-1", line("2022-02-01", municipality="0632")),
            file("2024-2", line("2022-02-01", municipality="0344")),
        )
    )
    assert [municipality_in(t, half(p)) for p in ("2022-1", "2023-1", "2023-2", "2024-1", "2025-1")] == [
        "0736",
        "0736",
        "0736",
        "0632",
        "0344",
    ]


def test_of_a_merged_trajectory_the_part_that_ends_last_gives_the_municipality():
    first = line("2024-01-10", municipality="0632")
    second = line("2024-02-01", "2024-02-20", "01", municipality="0344")
    t = only(world(file("2024-1", first, second), file("2024-2", first)))
    assert t.municipalities == {half("2024-1"): "0632", half("2024-2"): "0632"}


def test_a_provider_that_was_succeeded_is_its_successor():
    tables = replace(TABLES, successions={A: B})
    made = world(file("2023-2", line("2023-08-01")), file("2024-1", line("2023-08-01"), provider=B), tables=tables)
    assert [(t.provider, t.end) for t in made.trajectories] == [(B, None)]
    assert made.delivered == {B: {half("2023-2"), half("2024-1")}}


def test_where_old_and_new_kvk_deliver_one_half_year_the_newer_ones_lines_are_later():
    tables = replace(TABLES, successions={B: A})
    made = world(
        file("2024-1", line("2024-02-01", team="new"), line("2024-03-01", client="c2")),
        file("2024-1", line("2024-02-01", team="old", grade_parent=5), provider=B),
        tables=tables,
    )
    assert [(t.provider, t.row.team, t.row.grade_parent) for t in made.trajectories if t.client == "c1"] == [(A, "new", 5)]
    assert len(made.trajectories) == 2
